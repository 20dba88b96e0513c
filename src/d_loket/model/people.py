"""Who comes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody comes; Dutch, because people see these values."""

    RAADSLID = "raadslid"
    BURGEMEESTER = "burgemeester"
    WETHOUDER = "wethouder"
    GRIFFIER = "griffier"
    GEMEENTESECRETARIS = "gemeentesecretaris"
    AMBTENAAR = "ambtenaar"
    BEWONER = "bewoner"
    OVERIG = "overig"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who comes. `name` is None for a person who comes without being named.

    `sessions` are the ids of the sessions that are this person's own; empty means: those of the mail.
    """

    name: str | None
    role: Role | None = None
    sessions: tuple[str, ...] = ()
    organisation: str = ""


class RegistrationStatus(StrEnum):
    """The state of a registration."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One person's place in one session. `owner` is the address that registered it and may change it."""

    id: int
    event_id: str
    session_id: str
    name: str | None
    role: Role | None
    owner: str
    conversation_id: int | None
    status: RegistrationStatus
    organisation: str = ""
    remarks: tuple[str, ...] = ()
    registered_at: datetime
