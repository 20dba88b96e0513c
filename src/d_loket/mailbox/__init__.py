"""Where mail comes in: IMAP and Maildir. Fetches without marking seen, files away."""

from collections.abc import Mapping
from pathlib import Path

from d_loket.mailbox.imap import ImapInbox
from d_loket.mailbox.maildir import MaildirInbox
from d_loket.model import DLoketError, Folder

__all__ = ["ImapInbox", "MaildirInbox", "open_mailbox"]


def open_mailbox(
    url: str,
    *,
    password: str | None,
    verify: bool,
    cafile: Path | None,
    folders: Mapping[Folder, str],
    max_size: int,
) -> MaildirInbox | ImapInbox:
    """Return the inbox at a URL: `maildir:/path`, `imap://user@host:port/INBOX` (STARTTLS) or `imaps://…`.

    Nothing is connected to yet. Raises `DLoketError` for another URL; its message never holds the password.
    """
    if url.startswith("maildir:"):
        return MaildirInbox(Path(url.removeprefix("maildir:")), folders=folders, max_size=max_size)
    if url.startswith(("imap://", "imaps://")):
        return ImapInbox(url, password=password, verify=verify, cafile=cafile, folders=folders, max_size=max_size)
    raise DLoketError(
        f"D_LOKET_INBOX begins with {url.partition(':')[0]!r}.",
        advice="It must be maildir:/path, imap://user@host:143/INBOX or imaps://user@host:993/INBOX.",
    )
