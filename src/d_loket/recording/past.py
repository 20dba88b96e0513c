"""What was decided, in its order, each time with what was known at that moment: to decide it again."""

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from d_loket.model import MailKey, PastDecision, RawMail, SetAside
from d_loket.recording.access import Access
from d_loket.recording.bygone import Bygone
from d_loket.recording.tables import decision, mail

_PAGE = 50
_RULES = "rules"
_OF_DECISION = [decision.c[n] for n in ("number", "action", "role", "record", "decided_at", "decided_by", "event_id")]


class Past:
    """The decisions until now. Nothing is written; what is decided meanwhile is left out."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def count(self) -> int:
        """Return how many mails have a decision by the rules."""
        query = select(func.count(decision.c.mail_id.distinct())).where(decision.c.decided_by == _RULES)
        with self._access.reading() as connection:
            return connection.scalar(query) or 0

    def decisions(self) -> Iterator[PastDecision]:
        """Yield the latest decision that the rules took of each mail, in the order in which they were taken."""
        with self._access.reading() as connection:
            end = connection.scalar(select(func.max(decision.c.id))) or 0
            latest = _latest_of_several(connection)
            bygone = Bygone(connection)
        last = 0
        while page := self._page(last, end):
            for row in page:
                bygone.catch_up(row["decided_at"])
                if row["decided_by"] == _RULES and latest.get(row["mail_id"], row["number"]) == row["number"]:
                    yield _past(row, bygone)
                bygone.take(row)
            last = page[-1]["id"]

    def set_aside(self) -> list[SetAside]:
        """Return the mails that could not be handled, in the order in which they were received."""
        columns = mail.c.received_at, mail.c.sender, mail.c.sender_name, mail.c.subject, mail.c.error
        query = select(mail.c.id.label("mail_id"), *columns).where(mail.c.state == "failed")
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(mail.c.received_at, mail.c.id)).mappings().all()
        return [SetAside(**{**row, "error": row["error"] or ""}) for row in rows]

    def _page(self, after: int, end: int) -> list[RowMapping]:
        query: Select[tuple[int]] = (
            select(decision.c.id, decision.c.mail_id, *_OF_DECISION)
            .add_columns(*(c for c in mail.c if c.name not in ("id", "action")))
            .select_from(decision.join(mail, decision.c.mail_id == mail.c.id))
            .where(and_(decision.c.id > after, decision.c.id <= end))
            .order_by(decision.c.id)
            .limit(_PAGE)
        )
        with self._access.reading() as connection:
            return list(connection.execute(query).mappings().all())


def _latest_of_several(connection: Connection) -> dict[int, int]:
    """Return by mail the number of the latest decision that the rules took, of those with more than one."""
    query = (
        select(decision.c.mail_id, func.max(decision.c.number))
        .where(decision.c.decided_by == _RULES)
        .group_by(decision.c.mail_id)
        .having(func.count() > 1)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _past(row: RowMapping, bygone: Bygone) -> PastDecision:
    situation = bygone.situation(row)
    return PastDecision(
        mail_id=row["mail_id"],
        raw=_raw(row),
        received_at=row["received_at"],
        sender=row["sender"],
        sender_name=row["sender_name"],
        subject=row["subject"],
        event_id=row["event_id"],
        conversation_id=row["conversation_id"],
        record=row["record"],
        situation=situation,
        registered=bygone.registered(row["event_id"]),
    )


def _raw(row: RowMapping) -> RawMail | None:
    if row["raw"] is None:
        return None
    key = MailKey(row["account"], row["folder"], row["uidvalidity"], row["uid"]) if row["account"] else None
    return RawMail(content=row["raw"], received_at=row["received_at"], key=key, oversize=row["oversize"])
