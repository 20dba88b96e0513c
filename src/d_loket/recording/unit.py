"""The transaction in which a mail is decided."""

from datetime import datetime

from sqlalchemy import Connection, insert, update

from d_loket.model import (
    Cancel,
    Change,
    Conversation,
    Event,
    IncomingMail,
    Outcome,
    Register,
    Situation,
)
from d_loket.model.record import record_of
from d_loket.recording import conversing, outbox, registering
from d_loket.recording.access import lock
from d_loket.recording.documents import segments_document
from d_loket.recording.tables import decision as decision_table
from d_loket.recording.tables import mail as mail_table


class SqlUnit:
    """A mail that nobody else has, in an open transaction (`journey.Unit`); `number` is that of the next decision."""

    def __init__(self, connection: Connection, mail_id: int, number: int, rulebook_version: str | None) -> None:
        self._connection = connection
        self._mail_id = mail_id
        self._number = number
        self._rulebook_version = rulebook_version
        self._conversations: dict[tuple[str, tuple[int, ...], str], Conversation | None] = {}

    def situation(self, mail: IncomingMail, event: Event, thread: tuple[int, ...], now: datetime) -> Situation:
        """Return what is known. Until the transaction ends, no other mail of this sender is decided.

        Nor, where sessions have a limit, any other mail about the event: the last place is given once.
        """
        limited = any(s.capacity is not None for s in event.sessions)
        address = mail.sender.address
        # Always in this order, so that no two transactions wait for each other.
        lock(self._connection, *([f"event:{event.id}"] if limited else []), f"sender:{address}")
        known = self._conversation(event, thread, address)
        return Situation(
            now=now,
            conversation=known,
            registrations=registering.active(self._connection, event.id, known.id if known else None, address),
            places_left=registering.places_left(self._connection, event),
            recent_replies=outbox.sent_lately(self._connection, address, now),
        )

    def record(self, outcome: Outcome, now: datetime, *, hold: bool) -> None:
        """Write the decision, its registrations, the conversation and the reply; `hold` keeps it from being sent."""
        address = outcome.mail.sender.address
        known = self._conversation(outcome.event, outcome.thread, address)
        conversation_id = known.id if known else None
        if known is None and (outcome.reply or isinstance(outcome.decision, (Register, Change, Cancel))):
            conversation_id = conversing.begin(self._connection, outcome.event.id, address, now)
        if conversation_id is not None:
            rounds = known.rounds if known else 0
            conversing.go_on(self._connection, conversation_id, outcome.decision, rounds, now)
        self._decide(outcome, conversation_id, now)
        origin = registering.Origin(
            event_id=outcome.event.id,
            owner=known.address if known else address,
            by=address,
            mail_id=self._mail_id,
            conversation_id=conversation_id,
            at=now,
        )
        self._register(outcome, origin)
        if outcome.reply:
            outbox.put(self._connection, outcome.reply, self._mail_id, self._number, now, hold=hold)

    def _conversation(self, event: Event, thread: tuple[int, ...], address: str) -> Conversation | None:
        asked = (event.id, thread, address)
        if asked not in self._conversations:  # sender and row are locked: the answer stays the same
            found = conversing.in_thread(self._connection, event.id, thread)
            self._conversations[asked] = found or conversing.latest_with(self._connection, event.id, address)
        return self._conversations[asked]

    def _decide(self, outcome: Outcome, conversation_id: int | None, now: datetime) -> None:
        mail, decision = outcome.mail, outcome.decision
        values = {
            "mail_id": self._mail_id,
            "number": self._number,
            "action": decision.action.value,
            "role": decision.role,
            "language": decision.language,
            "flagged": decision.flag,
            "flags": list(decision.flags),
            "record": record_of(mail, decision),
            "segments": segments_document(mail.segments),
            "decided_at": now,
            "decided_by": "rules",
            "rulebook_version": self._rulebook_version,
            "event_id": outcome.event.id,
        }
        self._connection.execute(insert(decision_table), values)
        settled = {
            "message_id": mail.message_id,
            "sender": mail.sender.address,
            "sender_name": mail.sender.name,
            "subject": mail.subject,
            "state": "decided",
            "error": None,
            "action": decision.action.value,
            "decisions": self._number,
            "conversation_id": conversation_id,
        }
        self._connection.execute(update(mail_table).where(mail_table.c.id == self._mail_id), settled)

    def _register(self, outcome: Outcome, origin: registering.Origin) -> None:
        match outcome.decision:
            case Register(attendees=new, flags=flags):
                registering.register(self._connection, origin, new, flags)
            case Change(withdrawn=ids, attendees=new, flags=flags):
                replaced = registering.withdraw(self._connection, origin, ids, "changed")
                registering.register(self._connection, origin, new, flags, replaced)
            case Cancel(withdrawn=ids):
                registering.withdraw(self._connection, origin, ids, "cancelled")
