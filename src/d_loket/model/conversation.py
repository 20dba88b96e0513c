"""What D-loket knows when a mail comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from d_loket.model.people import Attendee, Registration, Role


class Question(StrEnum):
    """What D-loket can ask: always the one thing that is missing."""

    SESSION = "session"  # which session
    COMMITMENT = "commitment"  # is it certain that you come
    PERSON = "person"  # who comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is already known of a registration that still misses something."""

    role: Role | None = None
    writer: Attendee = Attendee(None)
    attendees: tuple[Attendee, ...] = ()
    sessions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A thread of mails with one writer.

    `question` is what we asked last and is still open, `rounds` how many times we have asked in a row,
    `options` the session ids in the order in which our question listed them (for "nummer drie").
    """

    id: int
    event_id: str
    address: str
    question: Question | None = None
    rounds: int = 0
    options: tuple[str, ...] = ()
    draft: Draft = Draft()
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything known outside the mail itself that a decision may rest on.

    `registrations` are the active ones of this conversation and this sender. `is_owner` tells whether
    the sender has proved to be who may change them. `places_left` maps session ids to free places;
    a session without a limit is not in it. `recent_replies` counts our replies to this sender in the last hour,
    `reply_limit` is how many are allowed. `own_address`: the mail comes from the service itself.
    """

    now: datetime
    conversation: Conversation | None = None
    registrations: tuple[Registration, ...] = ()
    is_owner: bool = False
    places_left: Mapping[str, int] = field(default_factory=dict)
    recent_replies: int = 0
    reply_limit: int = 10
    own_address: bool = False
