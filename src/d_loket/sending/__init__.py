"""Where mail goes out: SMTP and Maildir delivery of outbox rows."""

from pathlib import Path

from d_loket.model import DLoketError
from d_loket.sending.maildir import MaildirSender
from d_loket.sending.smtp import SmtpSender

__all__ = ["MaildirSender", "SmtpSender", "open_sender"]


def open_sender(url: str, *, password: str | None, verify: bool, cafile: Path | None) -> MaildirSender | SmtpSender:
    """Return the way out at a URL: `maildir:/path`, `smtp://user@host:587` (STARTTLS) or `smtps://…`.

    Nothing is connected to yet. Raises `DLoketError` for another URL.
    """
    if url.startswith("maildir:"):
        return MaildirSender(Path(url.removeprefix("maildir:")))
    if url.startswith(("smtp://", "smtps://")):
        return SmtpSender(url, password=password, verify=verify, cafile=cafile)
    raise DLoketError(
        f"D_LOKET_OUTBOX begins with {url.partition(':')[0]!r}.",
        advice="It must be maildir:/path, smtp://user@host:587 or smtps://user@host:465.",
    )
