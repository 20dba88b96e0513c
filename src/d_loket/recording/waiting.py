"""What waits for a person: mails to judge, mails set aside, and replies that were given up."""

from sqlalchemy import Connection, RowMapping, and_, or_, select

from d_loket.model import Action, Matter, Waiting
from d_loket.recording.tables import decision, mail, outbox

_PRESENT = and_(decision.c.mail_id == mail.c.id, decision.c.number == mail.c.decisions)
_TO_JUDGE = and_(mail.c.state == "decided", mail.c.action == Action.REVIEW)
_COLUMNS = (mail.c.sender, mail.c.sender_name, mail.c.subject, decision.c.event_id)


def waiting(connection: Connection) -> list[Waiting]:
    """Return all of it, oldest first. A mail from the future, by its own time, came in when it was stored."""
    mails = (
        select(*_COLUMNS, mail.c.received_at, mail.c.stored_at, mail.c.state, mail.c.error)
        .add_columns(decision.c.record["reasons"].label("reasons"))
        .select_from(mail.outerjoin(decision, _PRESENT))
        .where(or_(_TO_JUDGE, mail.c.state == "failed"))
    )
    replies = (
        select(*_COLUMNS, outbox.c.created_at, outbox.c.last_error)
        .select_from(outbox.join(mail, outbox.c.mail_id == mail.c.id).outerjoin(decision, _PRESENT))
        .where(outbox.c.state == "failed")
    )
    found = [_mail(row) for row in connection.execute(mails).mappings()]
    found += [_reply(row) for row in connection.execute(replies).mappings()]
    return sorted(found, key=lambda w: w.received_at)


def _mail(row: RowMapping) -> Waiting:
    failed = row["state"] == "failed"
    return Waiting(
        sender=row["sender_name"] or row["sender"],
        subject=row["subject"],
        received_at=min(row["received_at"], row["stored_at"]),
        reason=(row["error"] or "") if failed else next(iter(row["reasons"] or ()), ""),
        matter=Matter.SET_ASIDE if failed else Matter.REVIEW,
        event_id=row["event_id"],
    )


def _reply(row: RowMapping) -> Waiting:
    return Waiting(
        sender=row["sender_name"] or row["sender"],
        subject=row["subject"],
        received_at=row["created_at"],
        reason=row["last_error"] or "",
        matter=Matter.UNSENT,
        event_id=row["event_id"],
    )
