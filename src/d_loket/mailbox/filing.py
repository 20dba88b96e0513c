"""Moving mails out of the selected folder into folders of ours, which are made when they are missing."""

import contextlib
from collections.abc import Sequence

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from d_loket.mailbox.reading import present
from d_loket.mailbox.trouble import LOST, code

log = structlog.get_logger()

BATCH = 500  # UIDs in a command: some 4,000 characters, which every server takes (RFC 7162 §4 asks for 8,192)
STALE = ("EXPUNGEISSUED", "TRYCREATE")  # the mail or the folder is gone, and we had not noticed


def move(client: IMAPClient, uids: Sequence[int], folder: str) -> None:
    """Move those mails that are still there to a folder, named with "/" between its levels.

    Raises imapclient's errors.
    """
    target = ensure(client, folder)
    for start in range(0, len(uids), BATCH):
        part = list(uids[start : start + BATCH])
        try:
            _move(client, part, target)
        except LOST:
            raise
        except IMAPClientError as error:
            if code(error) not in STALE:
                raise
            target = ensure(client, folder)
            _move(client, part, target)


def ensure(client: IMAPClient, folder: str) -> str:
    """Return a folder's name on this server; it is made, and subscribed to, when it is missing."""
    prefix, delimiter = root(client)
    name = name_on_server(folder, prefix, delimiter)
    if client.folder_exists(name):
        return name
    for level in _levels(name, prefix, delimiter):
        if not client.folder_exists(level):
            _create(client, level)
    return name


def root(client: IMAPClient) -> tuple[str, str]:
    """Return the prefix of the user's own folders and what stands between levels (RFC 2342)."""
    if client.has_capability("NAMESPACE") and (personal := client.namespace().personal):
        prefix, delimiter = personal[0]
        return _text(prefix), _text(delimiter)
    inbox = client.list_folders("", "INBOX")
    return "", _text(inbox[0][1]) if inbox else "/"


def name_on_server(folder: str, prefix: str, delimiter: str) -> str:
    """Return the name of `D-loket/Verwerkt` on a server; a prefix that is set already is not put before it again."""
    name = folder.replace("/", delimiter) if delimiter else folder
    return name if name.startswith(prefix) else prefix + name


def _levels(name: str, prefix: str, delimiter: str) -> list[str]:
    """Return the folder and those above it, the highest first: not every server makes these by itself."""
    if not delimiter:
        return [name]
    parts = name.removeprefix(prefix).split(delimiter)
    return [prefix + delimiter.join(parts[: count + 1]) for count in range(len(parts))]


def _create(client: IMAPClient, name: str) -> None:
    try:
        client.create_folder(name)
    except LOST:
        raise
    except IMAPClientError:
        if not client.folder_exists(name):  # else another worker made it just now
            raise
    with contextlib.suppress(IMAPClientError):  # seen in mail programs; no more than that
        client.subscribe_folder(name)


def _move(client: IMAPClient, uids: list[int], target: str) -> None:
    there = present(client, uids)  # MOVE of a mail that is gone fails for all
    if not there:
        return
    if client.has_capability("MOVE"):
        client.move(there, target)
    else:
        _copy_and_delete(client, there, target)


def _copy_and_delete(client: IMAPClient, uids: list[int], target: str) -> None:
    """Do what MOVE does, in steps; after a break in between there is a second copy at worst.

    Without UIDPLUS an EXPUNGE would also remove what others marked as deleted (RFC 4315 §2.1). So the
    mails stay marked, which `present` takes for having left: their owner's mail program removes them.
    """
    client.copy(uids, target)
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    else:
        log.info("mails are marked as deleted; this server cannot remove single ones", count=len(uids))


def _text(part: object) -> str:
    return part.decode("ascii", "replace") if isinstance(part, bytes) else str(part or "")
