"""The store: the database as the route sees it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from d_loket.model import Action, MailKey, QueuedReply, RawMail, Reply, StoredMail, Waiting
from d_loket.recording import intake, outbox, registering
from d_loket.recording.access import Access, lock
from d_loket.recording.tables import mail
from d_loket.recording.tables import outbox as outbox_table
from d_loket.recording.unit import SqlUnit
from d_loket.recording.waiting import waiting

# Undecided mail is handed out in portions of about this many bytes, so that a hundred large ones fit in memory.
_PORTION = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Figures in which every mail and every reply counts exactly once.

    `mails` by state, `actions` of the decided ones, `in_inbox` by (account, folder) what has not been
    filed, `replies` by state.
    """

    mails: dict[str, int]
    actions: dict[str, int]
    in_inbox: dict[tuple[str, str], int]
    replies: dict[str, int]


class SqlStore:
    """The database, as the route sees it (`journey.Store`). `rulebook_version` is recorded with every decision."""

    def __init__(self, access: Access, rulebook_version: str | None = None) -> None:
        self._access = access
        self._rulebook_version = rulebook_version

    def known(self, keys: Sequence[MailKey]) -> set[MailKey]:
        """Return which of these keys are stored already."""
        with self._access.reading() as connection:
            return intake.known(connection, keys)

    def keep(self, mails: Sequence[RawMail], now: datetime) -> None:
        """Commit the bytes of these mails, all or none."""
        with self._access.writing() as connection:
            intake.keep(connection, mails, now)

    def undecided(self, limit: int) -> Sequence[StoredMail]:
        """Return stored mails without a decision, oldest first: at most `limit`, and fewer where they are large."""
        with self._access.reading() as connection:
            # Passing over locked rows leaves out what another worker is deciding at this moment.
            waiting = connection.execute(
                select(mail.c.id, mail.c.size, mail.c.oversize)
                .where(mail.c.state == "received")
                .order_by(mail.c.received_at, mail.c.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            ids = _portion(waiting)
            rows = connection.execute(select(mail).where(mail.c.id.in_(ids)).order_by(mail.c.received_at, mail.c.id))
            return [StoredMail(row.id, _raw(row)) for row in rows]

    @contextmanager
    def unit(self, mail_id: int) -> Iterator[SqlUnit | None]:
        """Open the transaction for a mail; None when another worker has it or it is decided already."""
        with self._access.writing() as connection:
            claimed = connection.execute(
                select(mail.c.decisions)
                .where(mail.c.id == mail_id, mail.c.state == "received")
                .with_for_update(skip_locked=True)
            ).first()
            yield SqlUnit(connection, mail_id, claimed.decisions + 1, self._rulebook_version) if claimed else None

    def set_aside(self, mail_id: int, error: str, now: datetime) -> None:
        """Record that a mail could not be handled; it is shown, filed under review, and can be retried."""
        failed = update(mail).where(mail.c.id == mail_id, mail.c.state == "received")
        with self._access.writing() as connection:
            connection.execute(failed.values(state="failed", error=error))

    def retry(self, mail_ids: Sequence[int] | None = None) -> int:
        """Let mails that were set aside be handled again, None: all of them; return how many."""
        again = update(mail).where(mail.c.state == "failed")
        if mail_ids is not None:
            again = again.where(mail.c.id.in_(mail_ids))
        with self._access.writing() as connection:
            return connection.execute(again.values(state="received", error=None, action=None)).rowcount

    def unfiled(self) -> Sequence[tuple[MailKey, Action | None]]:
        """Return the keys of mails that are settled and still in the inbox, with their action (None: set aside)."""
        query = (
            select(mail.c.account, mail.c.folder, mail.c.uidvalidity, mail.c.uid, mail.c.action)
            .where(mail.c.filed_at.is_(None), mail.c.state != "received")
            .order_by(mail.c.id)
        )
        with self._access.reading() as connection:
            return [(MailKey(*key), Action(action) if action else None) for *key, action in connection.execute(query)]

    def filed(self, keys: Sequence[MailKey], now: datetime) -> None:
        """Record that these mails have left the inbox."""
        if keys:
            with self._access.writing() as connection:
                _file(connection, keys, now)

    def due(self, now: datetime, limit: int) -> Sequence[QueuedReply]:
        """Claim replies that are due, in the order in which they were decided."""
        with self._access.writing() as connection:
            return outbox.claim(connection, now, limit)

    def sent(self, reply_id: int, now: datetime) -> None:
        """Record that a reply was handed over."""
        with self._access.writing() as connection:
            outbox.sent(connection, reply_id, now)

    def not_sent(self, reply_id: int, error: str, retry_at: datetime | None) -> None:
        """Record a failed try; `retry_at` None gives up, visibly."""
        with self._access.writing() as connection:
            outbox.not_sent(connection, reply_id, error, retry_at)

    def posted(self, message_ids: Sequence[str]) -> set[str]:
        """Return which of these mails of ours are in the outbox, sent or not."""
        with self._access.reading() as connection:
            return outbox.known(connection, message_ids)

    def post(self, reply: Reply, now: datetime, *, hold: bool = False) -> bool:
        """Queue a mail that answers none, such as the digest; False when its Message-ID was queued before."""
        with self._access.writing() as connection:
            lock(connection, reply.message_id)
            if outbox.known(connection, [reply.message_id]):
                return False
            outbox.put(connection, reply, None, 1, now, hold=hold)
            return True

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits for a person, oldest first."""
        with self._access.reading() as connection:
            return waiting(connection)

    def registered(self, event_id: str) -> Mapping[str, int]:
        """Return by session id how many come."""
        with self._access.reading() as connection:
            return registering.registered(connection, event_id)

    def give_back(self, reply_ids: Sequence[int]) -> None:
        """Put replies that were claimed back, without a try."""
        with self._access.writing() as connection:
            outbox.give_back(connection, reply_ids)

    def release(self, now: datetime, reply_ids: Sequence[int] | None = None) -> int:
        """Let held and failed replies go out after all, None: all held ones; return how many."""
        with self._access.writing() as connection:
            return outbox.release(connection, now, reply_ids)

    def resend(self, now: datetime, mail_ids: Sequence[int] | None = None) -> int:
        """Let replies to these mails that were given up go out after all, None: all; held ones stay held."""
        with self._access.writing() as connection:
            return outbox.resend(connection, now, mail_ids)

    def account(self) -> Account:
        """Count everything, to be held against what the servers have."""
        with self._access.reading() as connection:
            decided, inbox = mail.c.state == "decided", mail.c.filed_at.is_(None)
            places = connection.execute(
                select(mail.c.account, mail.c.folder, func.count()).where(inbox).group_by(mail.c.account, mail.c.folder)
            )
            return Account(
                mails=_counts(connection, mail.c.state),
                actions=_counts(connection, mail.c.action, decided),
                in_inbox={(account, folder): count for account, folder, count in places},
                replies=_counts(connection, outbox_table.c.state),
            )


def _portion(rows: Sequence[Row[Any, Any, Any]]) -> list[int]:
    ids: list[int] = []
    total = 0
    for row in rows:
        total += 0 if row.oversize else row.size
        if ids and total > _PORTION:
            break
        ids.append(row.id)
    return ids


def _raw(row: Row[Any, Any]) -> RawMail:
    key = MailKey(row.account, row.folder, row.uidvalidity, row.uid) if row.account else None
    return RawMail(content=row.raw, received_at=row.received_at, key=key, oversize=row.oversize)


def _file(connection: Connection, keys: Sequence[MailKey], now: datetime) -> None:
    same = [
        column == bindparam(f"_{column.name}")
        for column in (mail.c.account, mail.c.folder, mail.c.uidvalidity, mail.c.uid)
    ]
    values = [{"_account": k.account, "_folder": k.folder, "_uidvalidity": k.uidvalidity, "_uid": k.uid} for k in keys]
    connection.execute(update(mail).where(*same).values(filed_at=now), values)


def _counts(connection: Connection, column: Any, *where: Any) -> dict[str, int]:
    query = select(column, func.count()).where(*where).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}
