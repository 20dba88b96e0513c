"""Fetching mails from the selected folder, by UIDs, without marking anything as seen."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from d_loket.mailbox.trouble import LOST, said
from d_loket.model import MailKey, RawMail

log = structlog.get_logger()

BATCH = 100  # mails
BATCH_BYTES = 20_000_000
HEADER_BYTES = 200_000  # of a mail that is not read whole
BODY = "BODY.PEEK[]", b"BODY[]"  # what is asked for, and under which name it comes
HEADER = f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>", b"BODY[HEADER]<0>"

About = Mapping[int, Mapping[bytes, Any]]  # by UID: RFC822.SIZE and INTERNALDATE


def present(client: IMAPClient, uids: Sequence[int] | None = None) -> list[int]:
    """Return the UIDs in the folder, or which of those given are in it, the oldest first.

    Where a server can take single mails out of a folder (MOVE, UIDPLUS), no flag counts. Where it cannot, a
    mail leaves by being marked as deleted.
    """
    client.noop()  # makes the server tell of what came and went (RFC 3501 §6.1.2)
    takes_out = client.has_capability("MOVE") or client.has_capability("UIDPLUS")
    criteria = [] if uids is None else ["UID", ",".join(map(str, uids))]
    return sorted(client.search([*criteria, "ALL" if takes_out else "UNDELETED"]))


def about(client: IMAPClient, uids: Sequence[int]) -> dict[int, Mapping[bytes, Any]]:
    """Return size and time of receipt of those that are still there."""
    return fetch(client, uids, "RFC822.SIZE", "INTERNALDATE")


def batches(uids: Sequence[int], known: About, max_size: int) -> Iterator[list[int]]:
    """Cut UIDs into batches that are no larger than `BATCH_BYTES`, a single mail apart."""
    batch: list[int] = []
    total = 0
    for uid in uids:
        if uid not in known:
            continue  # gone since the search
        size = min(size_of(known, uid), max_size)
        if batch and total + size > BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def read(client: IMAPClient, keys: Mapping[int, MailKey], known: About, max_size: int) -> list[RawMail]:
    """Return the mails with these UIDs, in their order; of one larger than `max_size` only its header."""
    large = {uid for uid in keys if size_of(known, uid) > max_size}
    found = _content(client, [u for u in keys if u not in large], *BODY)
    found |= _content(client, list(large), *HEADER)
    return [
        RawMail(
            content=found[uid],
            received_at=_received(known[uid]),
            key=key,
            oversize=size_of(known, uid) if uid in large else None,
        )
        for uid, key in keys.items()
        if uid in found
    ]


def size_of(known: About, uid: int) -> int:
    """Return a mail's size in bytes as the server says it, 0 where it does not."""
    return int(known[uid].get(b"RFC822.SIZE") or 0)


def fetch(client: IMAPClient, uids: Sequence[int], *items: str) -> dict[int, Mapping[bytes, Any]]:
    """Return what the server has of these mails.

    A server may refuse all because one is gone or damaged: then they are asked for one by one, and what is
    refused still is left where it is, so that it does not hold up the others.
    """
    if not uids:
        return {}
    try:
        return dict(client.fetch(uids, list(items)))
    except LOST:
        raise
    except IMAPClientError as error:
        client.noop()  # now the server tells what is gone
        if len(uids) > 1:
            return {u: found for uid in uids for u, found in fetch(client, [uid], *items).items()}
        log.warning("mail cannot be fetched; it stays in the inbox", uid=uids[0], error=said(error))
        return {}


def _content(client: IMAPClient, uids: Sequence[int], item: str, name: bytes) -> dict[int, bytes]:
    """Return the bytes of what is there; a mail of no bytes comes as NIL from some servers."""
    return {uid: found[name] or b"" for uid, found in fetch(client, uids, item).items() if name in found}


def _received(known: Mapping[bytes, Any]) -> datetime:
    """Return INTERNALDATE in UTC; a server that does not say it has just received the mail."""
    moment = known.get(b"INTERNALDATE")
    return moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.fromtimestamp(time.time(), UTC)
