"""Taking mail in: what is known already, and committing the bytes of what is not."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select, update

from d_loket.model import Action, MailKey, RawMail
from d_loket.recording.access import insert, lock
from d_loket.recording.tables import mail

# More parameters than SQLite takes in one statement would be 32,766.
_CHUNK = 1000
# Of a mail that is not opened yet only this much is looked at, to show who wrote it.
_HEADER = 64 * 1024


def known(connection: Connection, keys: Sequence[MailKey]) -> set[MailKey]:
    """Return which of these keys are stored."""
    found: set[MailKey] = set()
    for (account, folder, uidvalidity), same in groupby(sorted(keys), lambda k: (k.account, k.folder, k.uidvalidity)):
        uids = [key.uid for key in same]
        for start in range(0, len(uids), _CHUNK):
            query = select(mail.c.uid).where(
                mail.c.account == account,
                mail.c.folder == folder,
                mail.c.uidvalidity == uidvalidity,
                mail.c.uid.in_(uids[start : start + _CHUNK]),
            )
            found.update(MailKey(account, folder, uidvalidity, uid) for uid in connection.scalars(query))
    return found


def keep(connection: Connection, mails: Sequence[RawMail], now: datetime) -> None:
    """Store mails whose key is not known.

    The same bytes under another key are the same mail: moved back, delivered twice, or numbered anew by
    the server (another UIDVALIDITY, RFC 3501 §2.3.1.1). Of the last the row gets the new key; of the
    others a row tells that they came, and they are not answered.
    """
    # Two processes that take in one mailbox must see each other's rows before they call a mail new.
    lock(connection, *sorted({f"account:{raw.key.account}" for raw in mails if raw.key}))
    stored = known(connection, [raw.key for raw in mails if raw.key])
    for raw in mails:
        if raw.key is None or raw.key not in stored:
            _keep(connection, raw, now)


def _keep(connection: Connection, raw: RawMail, now: datetime) -> None:
    digest = hashlib.sha256(raw.content).digest()
    # A mail that comes from no mailbox is known by its bytes, and there is nothing to file.
    key = raw.key or MailKey("", "", 0, digest.hex())
    same = connection.execute(
        select(mail.c.id, mail.c.folder, mail.c.uidvalidity, mail.c.filed_at)
        .where(mail.c.account == key.account, mail.c.sha256 == digest)
        .order_by(mail.c.id)
    ).all()
    for row in same:
        if row.filed_at is None and row.folder == key.folder and row.uidvalidity != key.uidvalidity:
            renumbered = update(mail).where(mail.c.id == row.id)
            connection.execute(renumbered.values(uidvalidity=key.uidvalidity, uid=key.uid))
            return
    values = _values(raw, key, digest, now)
    if same:
        values |= {"state": "duplicate", "duplicate_of": same[0].id, "action": Action.IGNORE.value}
    connection.execute(insert(connection, mail).values(values).on_conflict_do_nothing())


def _values(raw: RawMail, key: MailKey, digest: bytes, now: datetime) -> dict[str, Any]:
    return {
        "account": key.account,
        "folder": key.folder,
        "uidvalidity": key.uidvalidity,
        "uid": key.uid,
        "sha256": digest,
        "size": raw.oversize or len(raw.content),
        "received_at": raw.received_at,
        "stored_at": now,
        "raw": raw.content,
        "oversize": raw.oversize,
        "state": "received",
        "decisions": 0,
        "filed_at": None if raw.key else now,
        **_glimpse(raw.content),
    }


def _glimpse(content: bytes) -> dict[str, str]:
    """Return who wrote and about what, to tell mails that wait or failed apart; opening says it better."""
    header = BytesHeaderParser().parsebytes(content[:_HEADER].partition(b"\n\n")[0] + b"\n\n")
    name, address = parseaddr(_decoded(header["From"]))
    return {
        "message_id": _decoded(header["Message-ID"]).strip(),
        "sender": address.lower(),
        "sender_name": name,
        "subject": _decoded(header["Subject"]),
    }


def _decoded(value: object) -> str:
    text = " ".join(str(value or "").split())
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError, MessageError):  # an unknown charset, what is not in that charset, broken base64
        return text
