"""An event and its sessions, as the announcement gives them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting somebody can register for. `id` is the slug of its place (`den-haag`, `gouda-2`, `online`).

    `ends` and the place's parts are None or empty where the announcement does not give them.
    `aliases` are further names people use for it; everything derivable (inflections, dates) is derived elsewhere.
    """

    id: str
    place: str
    date: date
    starts: time | None = None
    ends: time | None = None
    region: str = ""
    venue: str = ""
    address: str = ""
    aliases: tuple[str, ...] = ()
    capacity: int | None = None
    online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is announced: one or more sessions and the mailbox to which people answer.

    `published` is the announcement's date, from which years left out follow. `noun` is what a
    session is called in the singular ("ontwerpsessie"). `asks` are the things the announcement
    asks people to mention (`session`, `name`, `role`, `organisation`).
    """

    id: str
    title: str
    mailbox: str
    organiser: str
    sessions: tuple[Session, ...]
    published: date | None = None
    noun: str = "sessie"
    noun_plural: str = "sessies"
    audience: tuple[str, ...] = ()
    asks: tuple[str, ...] = ("session",)
    timezone: str = "Europe/Amsterdam"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the sessions' dates and times are meant."""
        return ZoneInfo(self.timezone)

    def session(self, session_id: str) -> Session:
        """Return the session with this id; KeyError when there is none."""
        for session in self.sessions:
            if session.id == session_id:
                return session
        raise KeyError(session_id)

    def starts_at(self, session: Session) -> datetime:
        """Return the moment a session starts (midnight where no time is known), in the event's time zone."""
        return datetime.combine(session.date, session.starts or time(0), self.zone)

    def open_at(self, moment: datetime) -> tuple[Session, ...]:
        """Return the sessions that have not started yet at `moment`, in the announcement's order.

        A session of which no starting time is known counts as open until its day is over.
        """
        return tuple(s for s in self.sessions if self._closes_at(s) > moment)

    def _closes_at(self, session: Session) -> datetime:
        return datetime.combine(session.date, session.starts or time(23, 59, 59), self.zone)
