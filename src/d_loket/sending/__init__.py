"""Where mail goes out: SMTP and Maildir delivery of outbox rows."""

from collections.abc import Callable
from pathlib import Path

from d_loket.connecting import Security, read_url
from d_loket.sending.maildir import MaildirSender
from d_loket.sending.smtp import SmtpSender

__all__ = ["MaildirSender", "SmtpSender", "open_sender"]

SETTING = "D_LOKET_OUTBOX"
PORTS = {"smtps": 465, "smtp": 587}


def open_sender(
    url: str,
    *,
    password: str | None,
    verify: bool,
    cafile: Path | None,
    token: Callable[[], str] | None = None,
) -> MaildirSender | SmtpSender:
    """Return the way out at a URL: `maildir:/path`, `smtp://user@host:587` (STARTTLS) or `smtps://…`.

    `token` gives OAuth2 access tokens, with which a user logs in that has no password. Nothing is connected
    to yet. Raises `DLoketError` for another URL; its message never holds the password.
    """
    place = read_url(url, setting=SETTING, ports=PORTS, password=password)
    if isinstance(place, Path):
        return MaildirSender(place)
    return SmtpSender(place, security=Security(verify, cafile), token=token)
