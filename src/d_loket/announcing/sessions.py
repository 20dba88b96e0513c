"""The sessions of an announcement, from its blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from d_loket.announcing.blocks import Block, blocks_of
from d_loket.announcing.days import Years, years_of
from d_loket.announcing.hours import Hours, hours_in
from d_loket.announcing.lines import Line
from d_loket.announcing.names import Places
from d_loket.announcing.parts import parts_of
from d_loket.announcing.prose import where_in
from d_loket.announcing.regions import with_regions
from d_loket.announcing.usual import hours_above, hours_of_one, outside, usual_hours
from d_loket.announcing.wheres import Where, like, wheres_of
from d_loket.announcing.wording import CANCELLED, DOORS, MOVED
from d_loket.dutch import find_dates
from d_loket.patterns import fold

_AGAIN = re.compile(r"\b(?:opnieuw|weer|wederom|zelfde|nogmaals|again|same|idem|terug in)\b")
_SAME_TIME = re.compile(r"\b(?:dezelfde tijd\w*|hetzelfde tijdstip|zelfde tijd\w*|same time)\b")
_UNTIMED = ("doors", "other", "published", "place", "region", "venue", "address", "organiser")


@dataclass(frozen=True, slots=True)
class Found:
    """A session as found: when, where, and the block it was found in."""

    block: Block
    day: date
    where: Where
    hours: tuple[Hours, ...] = ()


@dataclass(slots=True)
class Search:
    """The sessions found, and in words what was left out or guessed."""

    found: list[Found] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def find_sessions(lines: Sequence[Line], published: date | None, today: date, places: Places) -> Search:
    """Return the sessions of an announcement in its order."""
    search = Search()
    blocks = [b for block in with_regions(blocks_of(lines), lines, places) for b in _split(block)]
    years = years_of(lines, published, today, [b.mention for b in blocks])
    whole = " ".join(fold(ln.text) for ln in lines)
    late = "avonden" in whole and "ochtend" not in whole  # "acht uur" is then that of the evening
    elsewhere = outside(lines, blocks)
    usual = usual_hours(elsewhere)
    for sort in ("row", "block", "prose"):
        of_sort = sorted((b for b in blocks if b.sort == sort), key=lambda b: -b.group)
        for found in _found(of_sort, sort, years, places, late=late):
            if _counts(found, search, published, usual):
                search.found.append(found)
    search.found.sort(key=lambda f: f.block.at)
    search.found = _timed(_again(_held(search, lines)), elsewhere)
    if not years.known and any(b.mention.year is None for b in blocks):
        search.doubts.append("The year of the sessions: the announcement does not say it.")
    search.doubts += _weekdays(search.found) + _unknown(search.found, places)
    return search


def _split(block: Block) -> Iterator[Block]:
    """A day with several entries beneath it, each with its own time: one session to an entry."""
    entries = [ln for ln in block.lines if ln.number != block.at and not ln.kind and _entry(ln)]
    if block.sort != "block" or len(entries) < 2:
        yield block
        return
    head = tuple(ln for ln in block.lines if ln.number == block.at)
    for entry in entries:
        yield replace(block, lines=(*head, entry))


def _entry(line: Line) -> bool:
    return bool(hours_in(line.text)) and any(p.kind in ("name", "online") for p in parts_of([line], -1))


def _found(blocks: Sequence[Block], sort: str, years: Years, places: Places, *, late: bool) -> Iterator[Found]:
    if sort == "prose":
        wheres = [where_in(b.lines[-1].text, " ".join(ln.text for ln in b.lines[:-1]), places) for b in blocks]
    else:
        wheres = wheres_of([parts_of(b.lines, b.at) for b in blocks], places)
    for block, where in zip(blocks, wheres, strict=True):
        day = years.day(block.mention)
        if day:
            where = replace(where, region=where.region or ("" if where.online else places.province(block.region)))
            yield Found(block, day, where, tuple(_hours(block, late=late)))


def _hours(block: Block, *, late: bool) -> list[Hours]:
    """Return the times of a block: labelled ones first; a start and an end on lines of their own belong together."""
    by_kind = {
        kind: [h for ln in block.lines if ln.kind == kind for h in hours_in(ln.text, late=late)]
        for kind in ("time", "starts", "ends")
    }
    if by_kind["starts"] and by_kind["ends"]:
        return [replace(by_kind["starts"][0], ends=by_kind["ends"][0].starts)]
    if by_kind["time"] or by_kind["starts"]:
        return by_kind["time"] or by_kind["starts"]
    texts = [ln.text for ln in block.lines if ln.kind not in _UNTIMED and not DOORS.match(fold(ln.text))]
    texts = texts[-1:] if block.sort == "prose" else texts
    found = [h for text in texts for h in hours_in(text, late=late)]
    return [h for h in found if h.ends] or found


def _counts(found: Found, search: Search, published: date | None, usual: Hours | None) -> bool:
    """Whether what was found is a session; what looks like one and is none is said."""
    what = f"{found.where.place or '?'}, {found.block.mention.text} (line {found.block.at})"
    text = " ".join(ln.text for ln in found.block.lines if ln.number == found.block.at or ln.kind == "other")
    if not found.where.place:
        if (found.hours or found.block.group > 1) and found.block.sort != "prose":
            search.doubts.append(f"The place of the session on {found.block.mention.text} (line {found.block.at}).")
        return False
    if CANCELLED.search(fold(text)):
        search.doubts.append(f"Cancelled, so no session: {what}.")
        search.found = [f for f in search.found if (f.day, f.where.place) != (found.day, found.where.place)]
        return False
    if published and found.day < published:
        search.doubts.append(f"Before the announcement, so no session: {what}.")
        return False
    return _not_said_before(found, search, text, what, usual)


def _not_said_before(found: Found, search: Search, text: str, what: str, usual: Hours | None) -> bool:
    """A sentence that speaks of a session already found is none; one that moves it changes its day."""
    if found.block.sort != "prose":
        twice = any(
            (f.day, f.where.place, _first(f)) == (found.day, found.where.place, _first(found)) for f in search.found
        )
        most = max((f.block.group for f in search.found if f.block.sort == found.block.sort), default=0)
        minor = bool(search.found) and (
            found.block.group * 2 <= most or found.block.sort not in {f.block.sort for f in search.found}
        )
        alone = minor and (not (found.hours and found.where.sure) or any(f.day == found.day for f in search.found))
        return not twice and not alone
    if any(f.day == found.day for f in search.found if f.block.sort != "prose"):
        return False
    if MOVED.search(fold(text)) and (moved := _moved(found, search, text)):
        search.found[search.found.index(moved)] = replace(moved, day=found.day, hours=found.hours or moved.hours)
        search.doubts.append(f"Moved: {what}.")
        return False
    listed = any(f.block.sort != "prose" for f in search.found)
    if (
        not found.hours
        and (listed or (any(f.hours for f in search.found) and not usual))
        and not _SAME_TIME.search(fold(text))
    ):
        search.doubts.append(f"Perhaps a session, left out: {what}.")
        return False
    return True


def _held(search: Search, lines: Sequence[Line]) -> list[Found]:
    """Leave out the one session at a place of which a sentence elsewhere says that it is cancelled."""
    held = search.found
    own = {n for f in held for n in (ln.number for ln in f.block.lines)}
    for line in lines:
        if line.number in own or not CANCELLED.search(fold(line.text)):
            continue
        named = [f for f in held if re.search(rf"(?<![\w-]){re.escape(fold(f.where.place))}(?![\w-])", fold(line.text))]
        search.doubts += [
            f"Cancelled, says line {line.number}: {f.where.place}, {f.block.mention.text}." for f in named
        ]
        held = [f for f in held if len(named) != 1 or f is not named[0]]
    return held


def _moved(found: Found, search: Search, text: str) -> Found | None:
    old = {(m.day, m.month) for m in find_dates(text)} - {(found.day.day, found.day.month)}
    same = [f for f in search.found if f.where.place == found.where.place and (f.day.day, f.day.month) in old]
    return same[0] if same else None


def _first(found: Found) -> object:
    return found.hours[0].starts if found.hours else None


def _again(found: Sequence[Found]) -> list[Found]:
    """Give a session that is again at its place's venue the address said before."""
    done: list[Found] = []
    for item in found:
        text = fold(" ".join(ln.text for ln in item.block.lines[-1:]))
        earlier = [f for f in done if f.where.place == item.where.place and f.where.venue]
        same = [
            f for f in earlier if f.where.venue == item.where.venue or (not item.where.venue and _AGAIN.search(text))
        ]
        again = same and not item.where.address
        done.append(replace(item, where=like(item.where, same[0].where)) if again else item)
    return done


def _timed(found: Sequence[Found], elsewhere: Sequence[Line]) -> list[Found]:
    """Give sessions without a time the time of the one before ("op dezelfde tijd"), of their like or of all."""
    done: list[Found] = []
    for item in found:
        text = fold(" ".join(ln.text for ln in item.block.lines))
        hours = item.hours
        if not hours and done and _SAME_TIME.search(text):
            hours = done[-1].hours
        if not hours and (said := hours_above(elsewhere, item.block.at)):
            hours = (said,)
        if not hours and (said := hours_of_one(elsewhere, item.where.place, text, online=item.where.online)):
            hours = (said,)
        done.append(replace(item, hours=hours))
    return done


def _unknown(found: Sequence[Found], places: Places) -> list[str]:
    """Say which places were taken for one by where they stand alone."""
    taken = {f.where.place: f.block.at for f in reversed(found) if places and not f.where.online}
    return [f"Not a place on the list, taken for one: {p} (line {n})." for p, n in taken.items() if p not in places]


def _weekdays(found: Sequence[Found]) -> list[str]:
    wrong = [f for f in found if f.block.mention.weekday not in (None, f.day.weekday())]
    return [f"The weekday and the date differ: {f.block.mention.text} (line {f.block.at})." for f in wrong]
