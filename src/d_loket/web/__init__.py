"""Pages for organisers."""

from d_loket.web.app import create_app

__all__ = ["create_app"]
