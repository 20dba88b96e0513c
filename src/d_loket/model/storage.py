"""What goes into the database and comes out of it along the route."""

from dataclasses import dataclass

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
