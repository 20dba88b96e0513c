"""Model types as JSON documents and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from d_loket.model import (
    Attendee,
    Conversation,
    Draft,
    Question,
    Registration,
    RegistrationStatus,
    Role,
    Segment,
    SegmentKind,
)
from d_loket.model.record import attendee_record


def draft_document(draft: Draft) -> dict[str, Any]:
    """Return a draft as a document."""
    return {
        "role": draft.role,
        "writer": attendee_record(draft.writer),
        "attendees": [attendee_record(a) for a in draft.attendees],
        "sessions": list(draft.sessions),
        "flags": list(draft.flags),
    }


def draft_from(document: Mapping[str, Any]) -> Draft:
    """Return the draft of a document."""
    return Draft(
        role=_role(document["role"]),
        writer=attendee_from(document["writer"]),
        attendees=tuple(attendee_from(a) for a in document["attendees"]),
        sessions=tuple(document["sessions"]),
        flags=tuple(document["flags"]),
    )


def attendee_from(document: Mapping[str, Any]) -> Attendee:
    """Return the attendee of a document as `attendee_record` makes it."""
    return Attendee(
        name=document["name"],
        role=_role(document["role"]),
        sessions=tuple(document["sessions"]),
        organisation=document["organisation"],
    )


def segments_document(segments: tuple[Segment, ...]) -> list[list[str]]:
    """Return a mail's segments as `[kind, text]` pairs."""
    return [[s.kind.value, s.text] for s in segments]


def segments_from(document: list[list[str]]) -> tuple[Segment, ...]:
    """Return the segments of a document."""
    return tuple(Segment(SegmentKind(kind), text) for kind, text in document)


def conversation_from(row: RowMapping) -> Conversation:
    """Return the conversation of a row of its table."""
    return Conversation(
        id=row["id"],
        event_id=row["event_id"],
        address=row["address"],
        question=Question(row["question"]) if row["question"] else None,
        rounds=row["rounds"],
        options=tuple(row["options"]),
        draft=draft_from(row["draft"]),
        role=_role(row["role"]),
    )


def registration_from(row: RowMapping) -> Registration:
    """Return the registration of a row of its table."""
    return Registration(
        id=row["id"],
        event_id=row["event_id"],
        session_id=row["session_id"],
        name=row["name"],
        role=_role(row["role"]),
        owner=row["owner"],
        conversation_id=row["conversation_id"],
        status=RegistrationStatus(row["status"]),
        organisation=row["organisation"],
        remarks=tuple(row["remarks"]),
        registered_at=row["registered_at"],
    )


def registration_document(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what history keeps of a registration's row."""
    return {name: values[name] for name in ("session_id", "name", "role", "owner", "organisation", "status", "remarks")}


def _role(value: str | None) -> Role | None:
    return Role(value) if value else None
