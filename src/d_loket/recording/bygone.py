"""What was known at a moment gone by, rebuilt from what is kept: conversations, registrations, replies.

Everything but the draft of a conversation is kept, so it is what it was, whatever organisers did and whatever rules
decided. Order is that of the rows, not of the clock: that may have been set back.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from d_loket.model import (
    Action,
    Conversation,
    Question,
    Registration,
    RegistrationStatus,
    Role,
    Situation,
)
from d_loket.recording.tables import conversation, decision, mail, outbox, registration, registration_history

_SETTLES = (Action.REGISTER, Action.CHANGE, Action.CANCEL)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What became of a registration, when and by which mail (None: by no mail)."""

    at: datetime
    mail_id: int | None
    after: Registration


class Bygone:
    """What was known. It begins before the first decision and goes on by `take`."""

    def __init__(self, connection: Connection) -> None:
        self._conversations: dict[int, Conversation] = {}
        self._registrations: dict[int, Registration] = {}
        self._of_owner: dict[str, set[int]] = defaultdict(set)
        self._of_conversation: dict[int, set[int]] = defaultdict(set)
        self._coming: Counter[tuple[str, str]] = Counter()
        begun = conversation.c.id, conversation.c.event_id, conversation.c.address
        self._begun = {row.id: row for row in connection.execute(select(*begun))}
        taken = {(row[0], row[1]) for row in connection.execute(select(decision.c.mail_id, decision.c.decided_at))}
        turns = _turns(connection)
        self._of_decision: dict[tuple[int | None, datetime], list[_Turn]] = defaultdict(list)
        for turn in turns:
            self._of_decision[turn.mail_id, turn.at].append(turn)
        self._apart = deque(t for t in turns if (t.mail_id, t.at) not in taken)  # what organisers did
        self._replies = _Replies(connection)

    def catch_up(self, now: datetime) -> None:
        """Go on past what happened apart from any decision until this moment."""
        while self._apart and self._apart[0].at <= now:
            self._turn(self._apart.popleft())

    def take(self, row: RowMapping) -> None:
        """Go on past a decision, given with its mail."""
        for turn in self._of_decision.get((row["mail_id"], row["decided_at"]), ()):
            self._turn(turn)
        self._converse(row)
        self._replies.take(row["mail_id"], row["number"])

    def situation(self, row: RowMapping) -> Situation:
        """Return what was known before a decision, given with its mail."""
        known = self._conversations.get(row["conversation_id"] or 0)
        return Situation(
            now=row["decided_at"],
            conversation=known,
            registrations=self._active(row["event_id"], known, row["sender"]),
            recent_replies=self._replies.lately(row["sender"], row["decided_at"]),
        )

    def registered(self, event_id: str | None) -> dict[str, int]:
        """Return by session id how many came, None: of whichever event; sessions to which nobody did are not in it."""
        return {session: n for (event, session), n in self._coming.items() if n and event_id in (None, event)}

    def _active(self, event_id: str | None, known: Conversation | None, address: str) -> tuple[Registration, ...]:
        """Return those of the conversation or, but for mails without a From line, of the address, oldest first."""
        ids = self._of_conversation[known.id] if known else set()
        ids = ids | (self._of_owner[address] if address else set())
        theirs = (self._registrations[i] for i in sorted(ids))
        return tuple(r for r in theirs if _stands(r) and event_id in (None, r.event_id))

    def _turn(self, turn: _Turn) -> None:
        after = turn.after
        before = self._registrations.get(after.id)
        if before and _stands(before):
            self._coming[before.event_id, before.session_id] -= 1
        if _stands(after):
            self._coming[after.event_id, after.session_id] += 1
        self._registrations[after.id] = after
        self._of_owner[after.owner].add(after.id)
        if after.conversation_id:
            self._of_conversation[after.conversation_id].add(after.id)

    def _converse(self, row: RowMapping) -> None:
        begun = self._begun.get(row["conversation_id"] or 0)
        if begun is None:
            return
        before = self._conversations.get(begun.id) or Conversation(
            id=begun.id, event_id=begun.event_id, address=begun.address
        )
        self._conversations[begun.id] = gone_on(before, row["record"])


def _stands(registration: Registration) -> bool:
    return registration.status is RegistrationStatus.REGISTERED


def gone_on(before: Conversation, record: Mapping[str, Any]) -> Conversation:
    """Return a conversation after a decision, given by its record: as `conversing.go_on`, but without a draft."""
    role = Role(record["role"]) if record["role"] else before.role
    if record["action"] == Action.CLARIFY:
        question, options = Question(record["question"]), tuple(record["options"])
        return replace(before, question=question, rounds=before.rounds + 1, options=options, role=role)
    if record["action"] in _SETTLES:
        return replace(before, question=None, rounds=0, options=(), role=role)
    return before


class _Replies:
    """When we wrote to whom. What follows from no decision, such as a digest, is known from the start."""

    def __init__(self, connection: Connection) -> None:
        self._known: dict[str, list[datetime]] = defaultdict(list)
        self._to_come: dict[tuple[int, int], tuple[datetime, frozenset[str]]] = {}
        columns = outbox.c.mail_id, outbox.c.number, outbox.c.created_at, outbox.c.recipient, mail.c.sender
        query = select(*columns).select_from(outbox.outerjoin(mail, outbox.c.mail_id == mail.c.id))
        for row in connection.execute(query):
            whom = frozenset(filter(None, (row.recipient, row.sender)))
            if row.mail_id is None:
                self._add(row.created_at, whom)
            else:
                self._to_come[row.mail_id, row.number] = row.created_at, whom

    def take(self, mail_id: int, number: int) -> None:
        """Go on past a decision."""
        if reply := self._to_come.pop((mail_id, number), None):
            self._add(*reply)

    def lately(self, address: str, now: datetime) -> int:
        """Return how many went to an address, or answered it, in the hour before."""
        return sum(now - timedelta(hours=1) < at <= now for at in self._known.get(address, ()))

    def _add(self, at: datetime, whom: frozenset[str]) -> None:
        for address in whom:
            self._known[address].append(at)


def _turns(connection: Connection) -> list[_Turn]:
    """Return all that ever happened to registrations, in its order."""
    h, r = registration_history.c, registration.c
    query = (
        select(h.at, h.mail_id, h.after, r.id, r.event_id, r.conversation_id, r.registered_at)
        .select_from(registration_history.join(registration, h.registration_id == r.id))
        .order_by(h.id)
    )
    return [_Turn(row["at"], row["mail_id"], _registration(row)) for row in connection.execute(query).mappings()]


def _registration(row: RowMapping) -> Registration:
    after = row["after"]
    return Registration(
        id=row["id"],
        event_id=row["event_id"],
        session_id=after["session_id"],
        name=after["name"],
        role=Role(after["role"]) if after["role"] else None,
        owner=after["owner"],
        conversation_id=row["conversation_id"],
        status=RegistrationStatus(after["status"]),
        organisation=after["organisation"],
        remarks=tuple(after["remarks"]),
        registered_at=row["registered_at"],
    )
