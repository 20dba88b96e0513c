"""The outbox: replies that wait, are being sent, or were sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, insert, or_, select, update

from d_loket.model import QueuedReply, Reply, ReplyKind
from d_loket.recording.claimant import is_gone, this_process
from d_loket.recording.tables import mail, outbox

# A sender that was busy with a reply for longer than this has died; sending ends sooner by its own time limits.
STUCK = timedelta(minutes=10)


def put(connection: Connection, reply: Reply, mail_id: int | None, number: int, now: datetime, *, hold: bool) -> None:
    """Add a reply, due at once; one that is held waits for an organiser."""
    values = {
        "mail_id": mail_id,
        "number": number,
        "kind": reply.kind.value,
        "message_id": reply.message_id,
        "sender": reply.sender,
        "recipient": reply.recipient,
        "subject": reply.subject,
        "text": reply.text,
        "content": reply.content,
        "state": "held" if hold else "queued",
        "attempts": 0,
        "created_at": now,
        "due_at": now,
    }
    connection.execute(insert(outbox), values)


def known(connection: Connection, message_ids: Sequence[str]) -> set[str]:
    """Return which of these Message-IDs are in use."""
    return set(connection.scalars(select(outbox.c.message_id).where(outbox.c.message_id.in_(message_ids))))


def claim(connection: Connection, now: datetime, limit: int) -> Sequence[QueuedReply]:
    """Claim replies that are due, and those whose sender has died, in the order in which they were decided."""
    mine = {"state": "sending", "claimed_at": now, "claimed_by": this_process()}
    stuck = and_(outbox.c.state == "sending", or_(outbox.c.claimed_at <= now - STUCK, _orphaned(connection)))
    query = (
        select(outbox)
        .where(or_(and_(outbox.c.state == "queued", outbox.c.due_at <= now), stuck))
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(query).mappings().all()
    connection.execute(update(outbox).where(outbox.c.id.in_([r["id"] for r in rows])).values(mine))
    return [QueuedReply(row["id"], reply_from(row), row["attempts"]) for row in rows]


def sent(connection: Connection, reply_id: int, now: datetime) -> None:
    """Record that a reply was handed over."""
    _settle(connection, reply_id, state="sent", sent_at=now, last_error=None)


def not_sent(connection: Connection, reply_id: int, error: str, retry_at: datetime | None) -> None:
    """Record a failed try; without `retry_at` it was the last."""
    if retry_at is None:
        _settle(connection, reply_id, state="failed", last_error=error)
    else:
        _settle(connection, reply_id, state="queued", last_error=error, due_at=retry_at)


def release(connection: Connection, now: datetime, reply_ids: Sequence[int] | None) -> int:
    """Let held and failed replies go out after all, None: all held ones; return how many."""
    chosen = outbox.c.state == "held"
    if reply_ids is not None:
        chosen = and_(outbox.c.state.in_(["held", "failed"]), outbox.c.id.in_(reply_ids))
    values = {"state": "queued", "due_at": now, "attempts": 0}
    return connection.execute(update(outbox).where(chosen).values(values)).rowcount


def resend(connection: Connection, now: datetime, mail_ids: Sequence[int] | None) -> int:
    """Let replies that were given up go out after all, None: all of them, also those to no mail; return how many."""
    chosen = outbox.c.state == "failed"
    if mail_ids is not None:
        chosen = and_(chosen, outbox.c.mail_id.in_(mail_ids))
    values = {"state": "queued", "due_at": now, "attempts": 0}
    return connection.execute(update(outbox).where(chosen).values(values)).rowcount


def give_back(connection: Connection, reply_ids: Sequence[int]) -> None:
    """Undo a claim."""
    values = {"state": "queued", "claimed_at": None, "claimed_by": None}
    connection.execute(update(outbox).where(outbox.c.id.in_(reply_ids)).values(values))


def sent_lately(connection: Connection, address: str, now: datetime) -> int:
    """Return how many replies to this address, or to mails from it, were made in the last hour."""
    if not address:
        return 0
    query = (
        select(func.count())
        .select_from(outbox.outerjoin(mail, outbox.c.mail_id == mail.c.id))
        .where(outbox.c.created_at > now - timedelta(hours=1), outbox.c.created_at <= now)
        .where(or_(outbox.c.recipient == address, mail.c.sender == address))
    )
    return connection.scalar(query) or 0


def reply_from(row: RowMapping) -> Reply:
    """Return the reply of a row."""
    return Reply(
        kind=ReplyKind(row["kind"]),
        message_id=row["message_id"],
        sender=row["sender"],
        recipient=row["recipient"],
        subject=row["subject"],
        text=row["text"],
        content=row["content"],
    )


def _orphaned(connection: Connection) -> Any:
    claimants = connection.scalars(select(outbox.c.claimed_by).where(outbox.c.state == "sending").distinct())
    return outbox.c.claimed_by.in_([c for c in claimants if is_gone(c)])


def _settle(connection: Connection, reply_id: int, **values: Any) -> None:
    values |= {"attempts": outbox.c.attempts + 1, "claimed_at": None, "claimed_by": None}
    connection.execute(update(outbox).where(outbox.c.id == reply_id).values(values))
