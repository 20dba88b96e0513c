"""Registrations and their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from d_loket.model import Attendee, Event, Registration, RegistrationStatus
from d_loket.recording.documents import registration_document, registration_from
from d_loket.recording.tables import registration, registration_history

_ACTIVE = registration.c.status == RegistrationStatus.REGISTERED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where what is done to registrations comes from: which mail, of whom, in which conversation, when."""

    event_id: str
    owner: str
    by: str
    mail_id: int
    conversation_id: int | None
    at: datetime


def active(connection: Connection, event_id: str, conversation_id: int | None, owner: str) -> tuple[Registration, ...]:
    """Return the registrations in an event that stand, of a conversation or an address, oldest first."""
    theirs = [registration.c.conversation_id == conversation_id] if conversation_id else []
    if owner:  # mails without a From line do not belong together
        theirs.append(registration.c.owner == owner)
    if not theirs:
        return ()
    query = select(registration).where(registration.c.event_id == event_id, _ACTIVE, or_(*theirs))
    rows = connection.execute(query.order_by(registration.c.id)).mappings()
    return tuple(registration_from(row) for row in rows)


def places_left(connection: Connection, event: Event) -> dict[str, int]:
    """Return the free places of the sessions that have a limit."""
    limits = {s.id: s.capacity for s in event.sessions if s.capacity is not None}
    if not limits:
        return {}
    taken = registered(connection, event.id)
    return {session_id: max(0, limit - taken.get(session_id, 0)) for session_id, limit in limits.items()}


def registered(connection: Connection, event_id: str) -> dict[str, int]:
    """Return by session id how many come; sessions to which nobody does are not in it."""
    query = (
        select(registration.c.session_id, func.count())
        .where(registration.c.event_id == event_id, _ACTIVE)
        .group_by(registration.c.session_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def register(
    connection: Connection,
    origin: Origin,
    attendees: Sequence[Attendee],
    remarks: Sequence[str],
    replaced: Sequence[RowMapping] = (),
) -> None:
    """Register each attendee for each of their sessions.

    Somebody who had a registration among the `replaced` keeps its remarks and organisation: a diet goes along
    to another session.
    """
    for attendee in attendees:
        before = [r for r in replaced if attendee.name and _same(r["name"], attendee.name)]
        kept = [remark for row in before for remark in row["remarks"]]
        organisation = attendee.organisation or next((r["organisation"] for r in before if r["organisation"]), "")
        for session_id in attendee.sessions:
            values = {
                "event_id": origin.event_id,
                "session_id": session_id,
                "name": attendee.name,
                "role": attendee.role,
                "owner": origin.owner,
                "organisation": organisation,
                "conversation_id": origin.conversation_id,
                "mail_id": origin.mail_id,
                "status": RegistrationStatus.REGISTERED.value,
                "remarks": list(dict.fromkeys([*kept, *remarks])),
                "registered_at": origin.at,
            }
            new_id = connection.scalar(insert(registration).returning(registration.c.id), values)
            _remember(connection, origin, new_id, "registered", None, values)


def withdraw(connection: Connection, origin: Origin, ids: Sequence[int], what: str) -> Sequence[RowMapping]:
    """Cancel those of these registrations that stand in this event; return them as they were.

    `what` happened, history says: changed or cancelled.
    """
    chosen = registration.c.id.in_(ids), registration.c.event_id == origin.event_id, _ACTIVE
    rows = connection.execute(select(registration).where(*chosen).order_by(registration.c.id)).mappings().all()
    cancelled = {"status": RegistrationStatus.CANCELLED.value}
    for row in rows:
        connection.execute(update(registration).where(registration.c.id == row["id"]).values(cancelled))
        _remember(connection, origin, row["id"], what, row, {**row, **cancelled})
    return rows


def _remember(
    connection: Connection,
    origin: Origin,
    registration_id: int | None,
    what: str,
    before: RowMapping | None,
    after: Mapping[str, Any],
) -> None:
    values = {
        "registration_id": registration_id,
        "at": origin.at,
        "what": what,
        "by": origin.by,
        "mail_id": origin.mail_id,
        "before": registration_document(dict(before)) if before else None,
        "after": registration_document(after),
    }
    connection.execute(insert(registration_history), values)


def _same(name: str | None, other: str) -> bool:
    return name is not None and name.casefold() == other.casefold()
