"""Where mail comes in: IMAP and Maildir. Fetches without marking seen, files away."""

from collections.abc import Callable, Mapping
from pathlib import Path

from d_loket.connecting import Security, read_url
from d_loket.mailbox.imap import ImapInbox
from d_loket.mailbox.maildir import MaildirInbox
from d_loket.model import Folder

__all__ = ["ImapInbox", "MaildirInbox", "open_mailbox"]

SETTING = "D_LOKET_INBOX"
PORTS = {"imaps": 993, "imap": 143}


def open_mailbox(
    url: str,
    *,
    password: str | None,
    verify: bool,
    cafile: Path | None,
    folders: Mapping[Folder, str],
    max_size: int,
    token: Callable[[], str] | None = None,
) -> MaildirInbox | ImapInbox:
    """Return the inbox at a URL: `maildir:/path`, `imap://user@host:port/INBOX` (STARTTLS) or `imaps://…`.

    `max_size` in bytes: of a larger mail only the header is read. `token` gives OAuth2 access tokens,
    with which a user logs in that has no password. Nothing is connected to yet. Raises `DLoketError` for
    another URL; its message never holds the password.
    """
    place = read_url(url, setting=SETTING, ports=PORTS, password=password)
    if isinstance(place, Path):
        return MaildirInbox(place, folders=folders, max_size=max_size)
    return ImapInbox(place, security=Security(verify, cafile), token=token, folders=folders, max_size=max_size)
