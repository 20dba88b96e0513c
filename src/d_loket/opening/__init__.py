"""Bytes → `IncomingMail`: MIME, body choice, what was written now, who (or what) sent it."""

from d_loket.opening.opener import Opener

__all__ = ["Opener"]
