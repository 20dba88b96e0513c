"""An announcement's text → the event it announces.

Lines are made alike (`shaping`), gathered into blocks with one date each (`blocks`), and read together (`sessions`);
what the announcement says of itself is read from its head and its sentences (`about`, `titles`, `nouns`).
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from d_loket.announcing.about import Said, asks_in, audience_in, mailbox_in, published_in
from d_loket.announcing.hours import Hours
from d_loket.announcing.lines import Line, lines_of
from d_loket.announcing.names import Places
from d_loket.announcing.nouns import noun_in
from d_loket.announcing.pairs import apart
from d_loket.announcing.sessions import Found, find_sessions
from d_loket.announcing.shaping import shaped
from d_loket.announcing.slugs import slug, with_ids
from d_loket.announcing.titles import organiser_in, title_in
from d_loket.dutch import find_parts_of_day, part_of_day
from d_loket.model import DLoketError, Event, PlaceName, Session


@dataclass(frozen=True, slots=True)
class Taken:
    """A fact that was taken: the field, its value, the words it was taken from and their line (from 1)."""

    field: str
    value: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Imported:
    """The event, what was taken from where, what could not be found, and what was guessed or left out."""

    event: Event
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def import_event(text_or_html: str, *, today: date, places: tuple[PlaceName, ...] = ()) -> Imported:
    """Return the event in an announcement. `today` gives the year where nothing else does.

    `places` are the places known by name. Raises `DLoketError` when no session or no mailbox can be found.
    """
    written = lines_of(text_or_html)
    known = Places(places)
    lines = shaped(apart(written, known))
    published = published_in(lines)
    search = find_sessions(_marked(lines, published), published[0] if published else None, today, known)
    if not search.found:
        raise DLoketError("In deze aankondiging staat geen sessie: geen datum met een tijd of plaats erbij.")
    mailbox = mailbox_in(lines)
    if mailbox is None:
        raise DLoketError("In deze aankondiging staat geen e-mailadres om naar te antwoorden.")
    event, title = _event(lines, search.found, mailbox, published[0] if published else None)
    said = [("title", title), *([("published", published[1])] if published else []), ("mailbox", mailbox)]
    taken = [Taken(name, s.value, s.source, s.line) for name, s in said] + list(_taken(search.found, event, written))
    return Imported(event, tuple(taken), tuple(_missing(event, search.found)), tuple(search.doubts))


def _marked(lines: Sequence[Line], published: tuple[date, Said] | None) -> list[Line]:
    """Return the lines, that with the day of publication marked as such: its date is no session's."""
    if published is None:
        return list(lines)
    said = published[1]
    own = [ln.number == said.line and said.source in ln.text and not ln.row for ln in lines]
    return [replace(ln, kind="published") if is_it else ln for ln, is_it in zip(lines, own, strict=True)]


def _event(lines: Sequence[Line], found: Sequence[Found], mailbox: Said, published: date | None) -> tuple[Event, Said]:
    whole = "\n".join(line.text for line in lines)
    sessions = _sessions(found)
    head = title_in(lines, "")
    noun, plural = noun_in(whole, len(sessions), head.value if head else "")
    title = title_in(lines, plural) or Said((noun if len(sessions) == 1 else plural).capitalize(), "", 1)
    event = Event(
        id=f"{slug(plural)}-{sessions[0].date.year}",
        title=title.value,
        mailbox=mailbox.value,
        organiser=organiser_in(lines, mailbox.value, title.source, [s.place for s in sessions]),
        sessions=tuple(sessions),
        published=published,
        noun=noun,
        noun_plural=plural,
        audience=audience_in(lines),
        asks=asks_in(lines),
    )
    return event, title


def _sessions(found: Sequence[Found]) -> list[Session]:
    """Return the sessions; two stretches of time on one day are two."""
    sessions = [_session(f, h, found) for f in found for h in _times(f)]
    return with_ids(list(dict.fromkeys(sessions)))


def _alias(found: Found, others: Sequence[Found]) -> str:
    """Return the words that tell a session from others at its place: alone where they fit no other session.

    "Ochtend" alone would be a name of one morning; with a second morning elsewhere it is "Deventer ochtend".
    """
    where = found.where
    if not where.apart or sum(f.where.place == where.place for f in others) < 2:
        return ""
    part = next((p for _, _, p in find_parts_of_day(where.apart)), "")
    alike = [f for f in others if f.where.apart == where.apart or (part and part in _parts_of_day(f))]
    return where.apart if len(alike) < 2 else f"{where.place} {where.apart}"


def _parts_of_day(found: Found) -> set[str]:
    return {part_of_day(hours.starts) for hours in found.hours}


def _times(found: Found) -> Sequence[Hours | None]:
    ranges = [h for h in found.hours if h.ends]
    apart = len(ranges) > 1 and all(a.ends and a.ends <= b.starts for a, b in itertools.pairwise(ranges))
    return ranges if apart and found.block.sort != "prose" else found.hours[:1] or [None]


def _session(found: Found, hours: Hours | None, others: Sequence[Found]) -> Session:
    where = found.where
    alias = _alias(found, others)
    return Session(
        id=slug(where.place),
        place=where.place,
        date=found.day,
        starts=hours.starts if hours else None,
        ends=hours.ends if hours and hours.ends and hours.ends > hours.starts else None,
        region=where.region,
        venue=where.venue,
        address=where.address,
        aliases=(alias,) if alias else (),
        online=where.online,
    )


def _taken(found: Sequence[Found], event: Event, written: Sequence[Line]) -> Iterator[Taken]:
    texts = {line.number: line.text for line in written}
    for session in event.sessions:
        item = next(f for f in found if (f.day, f.where.place) == (session.date, session.place))
        numbers = dict.fromkeys(line.number for line in item.block.lines)
        words = " ".join(" ".join(texts.get(n, "") for n in numbers).split())
        yield Taken(f"session {session.id}", f"{session.date:%d-%m-%Y}", words[:120], item.block.at)


def _missing(event: Event, found: Sequence[Found]) -> Iterator[str]:
    if event.published is None:
        yield "The date of publication; the year of the sessions is therefore a guess where it is not written."
    if not event.organiser:
        yield "The organiser."
    if not event.audience:
        yield "Whom it is for."
    for session in event.sessions:
        line = next(f.block.at for f in found if (f.day, f.where.place) == (session.date, session.place))
        where = [] if session.online else [("venue", session.venue), ("street", session.address)]
        for what, value in [("starting time", session.starts), ("end time", session.ends), *where]:
            if not value:
                yield f"The {what} of {session.place} ({session.date:%d-%m-%Y}, line {line})."
