"""Conversations: which one a mail belongs to, and what is open in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from d_loket.model import Cancel, Change, Clarify, Conversation, Decision, Draft, Register
from d_loket.recording.documents import conversation_from, draft_document
from d_loket.recording.tables import conversation, mail

# A References line can hold thousands; the newest tell enough.
_THREAD = 100


def in_thread(connection: Connection, event_id: str, thread: Sequence[int]) -> Conversation | None:
    """Return the conversation of the newest of these mails that has one in this event."""
    query = (
        select(conversation)
        .join(mail, mail.c.conversation_id == conversation.c.id)
        .where(mail.c.id.in_(thread[:_THREAD]), conversation.c.event_id == event_id)
        .order_by(mail.c.id.desc())
    )
    return _first(connection, query) if thread else None


def latest_with(connection: Connection, event_id: str, address: str) -> Conversation | None:
    """Return the latest conversation with an address in this event; mails without a From line have none."""
    query = (
        select(conversation)
        .where(conversation.c.address == address, conversation.c.event_id == event_id)
        .order_by(conversation.c.updated_at.desc(), conversation.c.id.desc())
    )
    return _first(connection, query) if address else None


def begin(connection: Connection, event_id: str, address: str, now: datetime) -> int:
    """Open a conversation and return its id."""
    values = {
        "event_id": event_id,
        "address": address,
        "rounds": 0,
        "options": [],
        "draft": draft_document(Draft()),
        "updated_at": now,
    }
    new_id: int = connection.execute(insert(conversation).returning(conversation.c.id), values).scalar_one()
    return new_id


def go_on(connection: Connection, conversation_id: int, decision: Decision, rounds: int, now: datetime) -> None:
    """Record what a decision does to a conversation of which `rounds` questions in a row were asked."""
    changed = _changed(decision, rounds) | {"updated_at": now}
    connection.execute(update(conversation).where(conversation.c.id == conversation_id), changed)


def _changed(decision: Decision, rounds: int) -> dict[str, Any]:
    role = {"role": decision.role} if decision.role else {}
    match decision:
        case Clarify():
            return role | {
                "question": decision.question.value,
                "rounds": rounds + 1,
                "options": list(decision.options),
                "draft": draft_document(decision.draft),
            }
        case Register() | Change() | Cancel():
            return role | {"question": None, "rounds": 0, "options": [], "draft": draft_document(Draft())}
    return {}  # what a person answers or nobody reads leaves our question open


def _first(connection: Connection, query: Any) -> Conversation | None:
    row = connection.execute(query.limit(1).with_for_update(of=conversation)).mappings().first()
    return conversation_from(row) if row else None
