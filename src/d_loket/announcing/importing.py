"""An announcement's text → the event it announces.

Built on cues, not on a layout: a day with a month that has a time or a place near it is a session; what
else stands in that line or block says where. Publication and closing dates are known by their words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from d_loket.announcing.lines import Line, lines_of
from d_loket.announcing.slugs import slug, with_ids
from d_loket.announcing.wheres import Where, where_of
from d_loket.dutch import DateMention, find_dates, find_times
from d_loket.model import DLoketError, Event, PlaceName, Session

_PUBLISHED = re.compile(r"(?:datum|\bgeplaatst|gepubliceerd|publicatie\w*|published|posted|d\.d\.)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:uiterlijk|v[oó]{2}r|tot en met|sluit\w*|deadline|aanmelden kan tot|before|closes)\b", re.IGNORECASE
)
_LABEL = re.compile(r"\W*(?:wanneer|datum|when|date)\s*:", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOUN = re.compile(
    r"\b(\w*(?:sessies|bijeenkomsten|avonden|middagen|workshops|gesprekken|dagen|ateliers|sessions|meetings|workshops))\b",
    re.IGNORECASE,
)
_SINGULAR = (
    ("sessies", "sessie"),
    ("bijeenkomsten", "bijeenkomst"),
    ("avonden", "avond"),
    ("middagen", "middag"),
    ("gesprekken", "gesprek"),
    ("dagen", "dag"),
    ("s", ""),
)
_ASKS = (
    ("name", r"\b(?:uw |je )?naam\b|\byour name\b"),
    ("role", r"\b(?:uw|je|your) (?:functie|rol|role)\b"),
    ("organisation", r"\b(?:organisatie|gemeente) (?:vermeld|door)|uw organisatie\b"),
)
_AUDIENCE = re.compile(r"(?:bedoeld|bestemd|intended)\s+(?:is\s+)?(?:voor|for)\s+([^.\n]+)", re.IGNORECASE)
_ORGANISER = re.compile(
    r"(?:Afzender|\bOrganisatie:|\bOrganisator:|\bOrganised by)\s*:?\s+([^\n]+?)(?=\s*Datum\b|\s*$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A fact that was taken: the field, its value, the words it was taken from and their line (from 1)."""

    field: str
    value: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Imported:
    """The event, what was taken from where, and in Dutch what could not be found."""

    event: Event
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]


def import_event(text_or_html: str, *, today: date, places: tuple[PlaceName, ...] = ()) -> Imported:
    """Return the event in an announcement. `today` gives the year where nothing else does.

    Raises `DLoketError` when no session or no mailbox can be found.
    """
    lines = lines_of(text_or_html)
    taken: list[Taken] = []
    missing: list[str] = []
    published = _published(lines, taken, missing)
    sessions = _sessions(lines, published or today, {p.name for p in places}, taken, missing)
    if not sessions:
        raise DLoketError("In deze aankondiging staat geen sessie: geen datum met een tijd of plaats erbij.")
    mailbox = _mailbox(lines, taken)
    whole = "\n".join(line.text for line in lines)
    noun, plural = _noun(whole)
    title = _title(lines)
    year = sessions[0].date.year
    event = Event(
        id=f"{slug(plural)}-{year}",
        title=title,
        mailbox=mailbox,
        organiser=_organiser(lines, whole, missing),
        sessions=tuple(sessions),
        published=published,
        noun=noun,
        noun_plural=plural,
        audience=_audience(whole, missing),
        asks=("session", *(field for field, cue in _ASKS if re.search(cue, whole, re.IGNORECASE))),
    )
    return Imported(event, (Taken("title", title, title, 1), *taken), tuple(missing))


def _published(lines: Sequence[Line], taken: list[Taken], missing: list[str]) -> date | None:
    for line in lines:
        if cue := _PUBLISHED.search(line.text):
            for mention in find_dates(line.text):
                if mention.start >= cue.start() and mention.day and mention.month and mention.year:
                    day = date(mention.year, mention.month, mention.day)
                    taken.append(Taken("published", day.isoformat(), mention.text, line.number))
                    return day
    for line in lines[:8]:  # a date on a line of its own beneath the title
        for mention in find_dates(line.text):
            alone = len(line.text.strip()) - len(mention.text) < 5
            if alone and mention.day and mention.month and mention.year:
                taken.append(Taken("published", mention.text, mention.text, line.number))
                return date(mention.year, mention.month, mention.day)
    missing.append("The date of publication; the year of the sessions is therefore a guess.")
    return None


def _sessions(
    lines: Sequence[Line], reference: date, known: set[str], taken: list[Taken], missing: list[str]
) -> list[Session]:
    found: list[Session] = []
    where_known: dict[str, Where] = {}
    own = next((t.line for t in taken if t.field == "published"), 0)
    for start, mention, block in _blocks(lines):
        day = _day(mention, reference) if start != own else None
        where = where_of(block, mention, known)
        times = find_times(block)
        if day is None or not (times or where.place or where.online) or _is_other_date(block, mention):
            continue
        place = where.place or ("Online" if where.online else "")
        if not place:
            missing.append(f"The place of the session on {mention.text} (line {start}).")
            continue
        if place in where_known and not where.address:
            where = where_known[place]
        if where.address:
            where_known.setdefault(place, replace(where, region=where.region))
        found.append(
            Session(
                id=slug(place),
                place=place,
                date=day,
                starts=times[0].starts if times else None,
                ends=times[0].ends if times else None,
                region=where.region,
                venue=where.venue,
                address=where.address,
                online=where.online,
            )
        )
        taken.append(Taken(f"session {slug(place)}", f"{day:%d-%m-%Y}", " ".join(block.split())[:120], start))
        missing += [f"The {what} of {place} ({mention.text})." for what, value in _parts(found[-1]) if not value]
    return with_ids(list(dict.fromkeys(found)))


def _parts(session: Session) -> list[tuple[str, object]]:
    where = [] if session.online else [("venue", session.venue), ("street", session.address)]
    return [("starting time", session.starts), ("end time", session.ends), *where]


def _blocks(lines: Sequence[Line]) -> list[tuple[int, DateMention, str]]:
    """Return for each date with a month its line, and the text that goes with it.

    That is the stretch of the line around it up to the next date; where the line has no time or is
    only a label, the lines beneath up to a blank one or the next date go with it, and a heading above.
    """
    blocks = []
    for n, line in enumerate(lines):
        mentions = [m for m in find_dates(line.text) if m.day and m.month]
        for k, mention in enumerate(mentions):
            begin = _sentence_after(line.text, mentions[k - 1].end) if k else 0
            end = _sentence_after(line.text, mention.end) if k + 1 < len(mentions) else len(line.text)
            text = line.text[begin:end]
            told = find_times(text) and len(text) > 45 and not _LABEL.match(text)
            if len(mentions) == 1 and not told:
                text = _around(lines, n)
            moved = find_dates(text)
            same = next((m for m in moved if (m.day, m.month) == (mention.day, mention.month)), mention)
            blocks.append((line.number, same, text))
    return blocks


def _sentence_after(text: str, at: int) -> int:
    match = re.search(r"[.;]\s+(?=[A-Z-])", text[at:])
    return at + match.end() if match else len(text)


def _around(lines: Sequence[Line], n: int) -> str:
    """Return the block of lines around line n: up to a blank line or another date, and the line above it."""

    def dated(line: Line) -> bool:
        return any(m.day and m.month for m in find_dates(line.text))

    first = n
    while first and lines[first - 1].text.strip() and not dated(lines[first - 1]) and n - first < 4:
        first -= 1
    last = n
    while last + 1 < len(lines) and lines[last + 1].text.strip() and not dated(lines[last + 1]) and last - n < 5:
        last += 1
    if last + 1 < len(lines) and dated(lines[last + 1]) and first < n:
        last = min(last, n + (n - first) + 2) if first == n else last
        following = list(range(n + 1, last + 1))
        last = last - 1 if following and not re.search(r"\d|:", lines[last].text) else last
    return "\n".join(line.text for line in lines[first : last + 1])


def _is_other_date(block: str, mention: DateMention) -> bool:
    """Whether the date is that of the announcement, or a closing date."""
    if not find_times(block) and block.strip() == mention.text:
        return True
    before = block[max(0, mention.start - 45) : mention.start]
    return bool(_PUBLISHED.search(before) or (_DEADLINE.search(before) and not find_times(block)))


def _day(mention: DateMention, reference: date) -> date | None:
    """Return the day meant: without a year the first such day from the reference on."""
    if not mention.day or not mention.month:
        return None
    for year in [mention.year] if mention.year else [reference.year, reference.year + 1]:
        try:
            day = date(year, mention.month, mention.day)
        except ValueError:
            continue
        if mention.year or day >= reference:
            return day
    return None


def _mailbox(lines: Sequence[Line], taken: list[Taken]) -> str:
    found = [(bool(re.search(r"aanmeld|stuur|register|mail naar|inschrijv", line.text, re.I)), line) for line in lines]
    for _, line in sorted(found, key=lambda pair: not pair[0]):
        if match := _MAIL.search(line.text):
            address = match[0].rstrip(".")
            taken.append(Taken("mailbox", address, address, line.number))
            return address
    raise DLoketError("In deze aankondiging staat geen e-mailadres om naar te antwoorden.")


def _noun(text: str) -> tuple[str, str]:
    """Return what a session is called, singular and plural: the commonest compound wins over the bare word."""
    counted = Counter(m.lower() for m in _NOUN.findall(text))
    if not counted:
        return "sessie", "sessies"
    plural = max(counted, key=lambda w: (counted[w] > 1 or len(counted) == 1, counted[w], len(w)))
    longer = [w for w in counted if w.endswith(plural) and w != plural]
    plural = max(longer, key=len) if longer and plural in ("sessies", "bijeenkomsten") else plural
    ending, singular = next((e, s) for e, s in _SINGULAR if plural.endswith(e))
    return plural.removesuffix(ending) + singular, plural


def _title(lines: Sequence[Line]) -> str:
    told = [line.text.strip(" #*") for line in lines[:8] if line.text.strip()]
    likely = [t for t in told if len(t) < 150 and "/" not in t and not find_dates(t) and not _MAIL.search(t)]
    likely = [t for t in likely if len(t.split()) > 3 or _NOUN.search(t)]
    named = [t for t in likely[1:] if _NOUN.search(t) and not _NOUN.search(likely[0])]
    return (named or likely or told or ["Aankondiging"])[0]


def _organiser(lines: Sequence[Line], text: str, missing: list[str]) -> str:
    if match := _ORGANISER.search(text):
        return match[1].strip(" .")
    if match := re.search(r"(?:^|[.\n])\s*((?:[A-Z][\w&-]+ ?){1,6}) organiseert", text):
        return match[1].strip()
    first = lines[0].text.strip() if lines else ""
    if 0 < len(first.split()) <= 6 and not find_dates(first):
        return first
    missing.append("De organisator.")
    return ""


def _audience(text: str, missing: list[str]) -> tuple[str, ...]:
    match = _AUDIENCE.search(text)
    if not match:
        missing.append("Whom it is for.")
        return ()
    parts = (p.strip().removeprefix("voor ") for p in re.split(r",|\ben\b|\band\b", match[1]))
    return tuple(p for p in parts if p)
