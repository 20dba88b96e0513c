"""Bytes → `IncomingMail`: MIME, body choice, what was written now, who (or what) sent it."""
