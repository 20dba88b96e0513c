"""The read side: what came in, what was decided, who comes, what went out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, or_, select

from d_loket.model import Action, MailKey, RawMail, RegistrationStatus, StoredMail
from d_loket.recording.access import Access
from d_loket.recording.documents import registration_from, segments_from
from d_loket.recording.rows import HistoryRow, MessageRow, RegistrationRow, ReplyRow, SessionCount
from d_loket.recording.tables import decision, mail, outbox, registration, registration_history

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which messages: every condition that is given must hold.

    `session` is a session id in the decision, `text` stands somewhere in sender, subject or what was
    written (letters of either case).
    """

    action: Action | None = None
    state: str | None = None
    session: str | None = None
    flagged: bool | None = None
    text: str | None = None
    conversation_id: int | None = None


ALL = MessageFilter()


class Queries:
    """Reads, each in a transaction of its own."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def messages(
        self, which: MessageFilter = ALL, *, limit: int | None = None, offset: int = 0, newest_first: bool = False
    ) -> list[MessageRow]:
        """Return messages in the order in which they were received."""
        order = (mail.c.received_at.desc(), mail.c.id.desc()) if newest_first else (mail.c.received_at, mail.c.id)
        with self._access.reading() as connection:
            query = _messages().where(*_conditions(which)).order_by(*order).limit(limit).offset(offset)
            return _with_replies(connection, query)

    def count_messages(self, which: MessageFilter = ALL) -> int:
        """Return how many messages there are."""
        query = select(func.count()).select_from(_MAIL_AND_DECISION).where(*_conditions(which))
        with self._access.reading() as connection:
            return connection.scalar(query) or 0

    def every_message(self, which: MessageFilter = ALL) -> Iterator[MessageRow]:
        """Yield messages in the order in which they were stored, however many: for exports."""
        last = 0
        while page := self._page(which, last):
            yield from page
            last = page[-1].id

    def message(self, mail_id: int) -> MessageRow | None:
        """Return a message, None when there is none with this id."""
        with self._access.reading() as connection:
            return next(iter(_with_replies(connection, _messages().where(mail.c.id == mail_id))), None)

    def thread(self, conversation_id: int) -> list[MessageRow]:
        """Return the messages of a conversation with our replies, oldest first."""
        return self.messages(MessageFilter(conversation_id=conversation_id))

    def raw(self, mail_id: int) -> RawMail | None:
        """Return a mail's bytes, None when there is none or they were purged."""
        query = select(mail).where(mail.c.id == mail_id, mail.c.raw.is_not(None))
        with self._access.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _raw(row) if row else None

    def every_raw(self) -> Iterator[StoredMail]:
        """Yield every mail's bytes in the order in which they were stored, however many: to read them again."""
        last = 0
        query = select(mail).where(mail.c.raw.is_not(None)).order_by(mail.c.id).limit(50)
        while True:
            with self._access.reading() as connection:
                rows = connection.execute(query.where(mail.c.id > last)).mappings().all()
            if not rows:
                return
            yield from (StoredMail(row["id"], _raw(row)) for row in rows)
            last = rows[-1]["id"]

    def registrations(
        self,
        event_id: str | None = None,
        session_id: str | None = None,
        status: RegistrationStatus | None = RegistrationStatus.REGISTERED,
    ) -> list[RegistrationRow]:
        """Return registrations by session, in the order in which they came; `status` None: cancelled ones too."""
        r = registration.c
        wanted = {r.event_id: event_id, r.session_id: session_id, r.status: status}
        query = (
            select(registration, mail.c.sender, mail.c.subject, mail.c.received_at)
            .select_from(registration.outerjoin(mail, r.mail_id == mail.c.id))
            .where(*(column == value for column, value in wanted.items() if value is not None))
            .order_by(r.event_id, r.session_id, r.id)
        )
        with self._access.reading() as connection:
            return [_registration(row) for row in connection.execute(query).mappings()]

    def history(self, registration_id: int) -> list[HistoryRow]:
        """Return what happened to a registration, oldest first."""
        h = registration_history.c
        query = select(h.at, h.what, h.by, h.mail_id, h.before, h.after).where(h.registration_id == registration_id)
        with self._access.reading() as connection:
            return [HistoryRow(**row) for row in connection.execute(query.order_by(h.id)).mappings()]

    def counts(self, event_id: str) -> dict[str, SessionCount]:
        """Return by session id how many come; sessions nobody ever registered for are not in it."""
        r = registration.c
        query = (
            select(r.session_id, r.status, r.role, func.count())
            .where(r.event_id == event_id)
            .group_by(r.session_id, r.status, r.role)
        )
        result: dict[str, SessionCount] = {}
        with self._access.reading() as connection:
            for session_id, status, role, count in connection.execute(query):
                so_far = result.get(session_id, SessionCount(0, 0, {}))
                result[session_id] = _counted(so_far, status, role, count)
        return dict(sorted(result.items()))

    def outbox(self, state: str | None = None, *, limit: int | None = None, offset: int = 0) -> list[ReplyRow]:
        """Return our mails, oldest first."""
        query = select(outbox).order_by(outbox.c.id).limit(limit).offset(offset)
        if state:
            query = query.where(outbox.c.state == state)
        with self._access.reading() as connection:
            return [_reply(row) for row in connection.execute(query).mappings()]

    def count_replies(self, state: str) -> int:
        """Return how many mails of ours are in a state."""
        with self._access.reading() as connection:
            return connection.scalar(select(func.count()).where(outbox.c.state == state)) or 0

    def _page(self, which: MessageFilter, after: int) -> list[MessageRow]:
        query = _messages().where(mail.c.id > after, *_conditions(which)).order_by(mail.c.id).limit(_PAGE)
        with self._access.reading() as connection:
            return _with_replies(connection, query)


_MAIL_AND_DECISION = mail.outerjoin(
    decision, and_(decision.c.mail_id == mail.c.id, decision.c.number == mail.c.decisions)
)
_OF_MAIL = [
    "id",
    "account",
    "folder",
    "message_id",
    "sender",
    "sender_name",
    "subject",
    "received_at",
    "stored_at",
    "size",
    "oversize",
    "state",
    "error",
    "duplicate_of",
    "action",
    "conversation_id",
    "filed_at",
]
_OF_DECISION = [
    "record",
    "segments",
    "flagged",
    "decided_at",
    "decided_by",
    "rulebook_version",
    "confidence",
    "event_id",
]
_OF_REPLY = [field.name for field in fields(ReplyRow)]


def _messages() -> Select[Any]:
    columns = [mail.c[name] for name in _OF_MAIL] + [decision.c[name] for name in _OF_DECISION]
    return select(*columns).select_from(_MAIL_AND_DECISION)


def _conditions(which: MessageFilter) -> list[Any]:
    conditions: list[Any] = []
    if which.action is not None:
        conditions.append(mail.c.action == which.action)
    if which.state is not None:
        conditions.append(mail.c.state == which.state)
    if which.conversation_id is not None:
        conditions.append(mail.c.conversation_id == which.conversation_id)
    if which.flagged is not None:
        conditions.append(func.coalesce(decision.c.flagged, False).is_(which.flagged))
    if which.session is not None:
        # The list of ids as JSON text: exact, since an id is a slug within its quotes.
        conditions.append(decision.c.record["sessions"].as_string().contains(f'"{which.session}"', autoescape=True))
    if which.text:
        places = mail.c.sender, mail.c.sender_name, mail.c.subject, decision.c.record["written"].as_string()
        conditions.append(or_(*(place.icontains(which.text, autoescape=True) for place in places)))
    return conditions


def _with_replies(connection: Connection, query: Select[Any]) -> list[MessageRow]:
    rows = connection.execute(query).mappings().all()
    replies: dict[int, list[ReplyRow]] = {}
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), _PAGE):
        of_these = select(outbox).where(outbox.c.mail_id.in_(ids[start : start + _PAGE])).order_by(outbox.c.id)
        for row in connection.execute(of_these).mappings():
            replies.setdefault(row["mail_id"], []).append(_reply(row))
    return [_message(row, replies.get(row["id"], [])) for row in rows]


def _message(row: RowMapping, replies: Sequence[ReplyRow]) -> MessageRow:
    values = dict(row)
    values["segments"] = segments_from(row["segments"] or [])
    values["flagged"] = bool(row["flagged"])
    return MessageRow(**values, replies=tuple(replies))


def _reply(row: RowMapping) -> ReplyRow:
    return ReplyRow(**{name: row[name] for name in _OF_REPLY})


def _registration(row: RowMapping) -> RegistrationRow:
    return RegistrationRow(
        registration=registration_from(row),
        mail_id=row["mail_id"],
        sender=row["sender"] or "",
        subject=row["subject"] or "",
        received_at=row["received_at"],
    )


def _raw(row: RowMapping) -> RawMail:
    key = MailKey(row["account"], row["folder"], row["uidvalidity"], row["uid"]) if row["account"] else None
    return RawMail(content=row["raw"], received_at=row["received_at"], key=key, oversize=row["oversize"])


def _counted(so_far: SessionCount, status: str, role: str | None, count: int) -> SessionCount:
    if status == RegistrationStatus.CANCELLED:
        return SessionCount(so_far.registered, so_far.cancelled + count, so_far.roles)
    roles = so_far.roles | {role: so_far.roles.get(role, 0) + count}
    return SessionCount(so_far.registered + count, so_far.cancelled, roles)
