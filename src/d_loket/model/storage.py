"""What goes into the database and comes out of it along the route."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from d_loket.model.conversation import Situation
from d_loket.model.decision import Decision
from d_loket.model.event import Event
from d_loket.model.mail import IncomingMail, RawMail
from d_loket.model.reply import Reply
from d_loket.model.understanding import Understanding


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail whose bytes are committed."""

    id: int
    raw: RawMail


@dataclass(frozen=True, slots=True)
class QueuedReply:
    """A row of the outbox: a reply that is due. `attempts` counts the tries before this one."""

    id: int
    reply: Reply
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything that handling a mail brings about. `thread` are the ids of our mails that it answers."""

    mail: IncomingMail
    event: Event
    understanding: Understanding
    decision: Decision
    reply: Reply | None
    thread: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """What the rules decided about a mail, and what was known at that moment.

    `record` is the decision as `model.record.record_of` gave it, `raw` None where the bytes were erased since.
    `situation` is what `journey.Unit.situation` gave then, but for two things: the draft in its conversation, which
    is not kept, and `places_left`, which follows from an event's limits and `registered`, who came by session id.
    `event_id` is None where an older D-loket did not keep it, `conversation_id` where the mail belongs to none.
    """

    mail_id: int
    raw: RawMail | None
    received_at: datetime
    sender: str
    sender_name: str
    subject: str
    event_id: str | None
    conversation_id: int | None
    record: Mapping[str, Any]
    situation: Situation
    registered: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A mail that could not be handled, and why."""

    mail_id: int
    received_at: datetime
    sender: str
    sender_name: str
    subject: str
    error: str
