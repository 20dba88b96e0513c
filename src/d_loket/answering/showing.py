"""What templates are given: sessions and people, already in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from d_loket.answering import wording
from d_loket.model import Attendee, Event, Registration, Session


@dataclass(frozen=True, slots=True)
class Person:
    """A participant; `name` is "" for `count` people without a name. `role` is in words, "" when not known."""

    name: str
    role: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session in words: `where` is venue and address, `answer` what to answer to choose it, `people` who comes."""

    place: str
    online: bool
    day: str
    times: str
    venue: str
    where: str
    answer: str
    people: tuple[Person, ...] = ()


def meeting(session: Session, event: Event, language: str, people: tuple[Person, ...] = ()) -> Meeting:
    """Return a session in words."""
    return Meeting(
        place=session.place,
        online=session.online,
        day=wording.day_in_words(session.date, language),
        times=wording.times_in_words(session, language),
        venue=session.venue,
        where=wording.place_in_words(session),
        answer=wording.answer_words(session, event.sessions, language),
        people=people,
    )


def meetings(people: tuple[Attendee, ...], event: Event, language: str) -> tuple[Meeting, ...]:
    """Return the sessions of these people, in the announcement's order, each with who comes."""
    return tuple(
        meeting(session, event, language, _people(there, language))
        for session in event.sessions
        if (there := [a for a in people if session.id in a.sessions])
    )


def _people(attendees: list[Attendee], language: str) -> tuple[Person, ...]:
    """Return them in words: those named, in order, then those without a name, counted by role."""
    named = [Person(a.name, wording.role_in_words(a.role, language)) for a in attendees if a.name]
    unnamed = Counter(wording.role_in_words(a.role, language) for a in attendees if not a.name)
    return (*named, *(Person("", role, count) for role, count in unnamed.items()))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many come to a session that is still to be held; `places` is None where there is no limit."""

    meeting: Meeting
    registered: int
    places: int | None


def attended(registrations: Iterable[Registration]) -> tuple[Attendee, ...]:
    """Return registrations as the people and sessions they are of."""
    return tuple(Attendee(r.name, r.role, (r.session_id,), r.organisation) for r in registrations)


def counted(event: Event, registered: Mapping[str, int], now: datetime) -> tuple[Counted, ...]:
    """Return how many come to each session that has not started."""
    return tuple(
        Counted(meeting(session, event, "nl"), registered.get(session.id, 0), session.capacity)
        for session in event.open_at(now)
    )
