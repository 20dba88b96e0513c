"""Sessions that are described instead of named: "de tweede", "die avond", "die van half twee"."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from functools import partial

from spacy.tokens import Doc

from d_loket.dutch import cardinal, find_times, ordinal
from d_loket.dutch.dates import MONTHS
from d_loket.dutch.times import part_of_day
from d_loket.model import Event, FindingKind, Session
from d_loket.patterns import fold

Description = tuple[int, int, tuple[str, ...], str]  # first token, token after the last, session ids, how

_NOUN = r"(?:\w*sessie|\w*bijeenkomst|\w*tafel|workshop|optie|keuze|datum|editie|session|meeting|option|one)"
_COUNTED = (
    "eerste|allereerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|laatste|allerlaatste"
    "|first|second|third|last"
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:(?:nummer|nr\.?|optie|keuze|number|option)\s*(?P<number>\w+)"
    rf"|(?:de|the|die|het|jullie|uw)\s+(?P<ordinal>{_COUNTED}|\d(?:e|de|ste|st|nd|rd|th))"
    rf"(?=\s+(?:\w+\s+)?{_NOUN}\b|\s+(?:in|van|op|te|uit|uur)\s+(?:de|het|the|deze|uw|jullie)?\s*(?:rij|lijst|reeks|serie|twee|drie|zes|acht|negen|list)\b)"
    rf"|(?:neem|kies|doe|dan|wordt|word|liever|liefst|graag|voor|naar|op|bij)\s+(?:ik\s+)?(?:het\s+|dan\s+|maar\s+)*(?:de|die)\s+(?P<chosen>{_COUNTED})(?=\s*(?:[.,!;)]|$|graag|maar|dan|svp|aub|en\b|\n))"
    r"|(?P<opening>aftrap|openingssessie|startsessie|startbijeenkomst|kick-?off)\b"
    r"|(?P<closing>afsluiter|slotsessie|slotbijeenkomst|hekkensluiter)\b)"
)
_WITHIN = re.compile(
    r"(?<!\w)(?:(?P<first>eerste|vroegste|vroegere|eerdere|1e|first|earlier)|(?P<second>tweede|2e|second)|(?P<last>laatste|latere|laatst|last|later)(?!\s+uur))\b"
)
_DAYPART = re.compile(
    rf"(?<!\w)(?:(?:de|die|uw|jullie|het|een|the|graag|liefst|liever|voor|in|op|naar|'s)\s+(?:\w+se?\s+)?)?"
    r"(?P<part>ochtend|middag|avond|morning|afternoon|evening)"
    r"(?:(?P<noun>sessie|bijeenkomst|tafel|editie|variant|uren|programma)\w*|s|je)?"
    rf"(?P<after>\s+(?:{_NOUN}|in|te|van|bij)\b)?"
)
_MONTH = re.compile(
    r"(?<!\w)(?:(?:in|van|eind|begin|half|medio|de|die|uw|voor|naar|of)\s+)(?P<month>"
    + "|".join(m for m in MONTHS if len(m) > 4 or m in ("mei", "may", "juni", "juli", "july", "june"))
    + rf")(?:-?{_NOUN})?\b(?!\s*(?:20)?\d)"
)
_OF_TIME = re.compile(
    rf"(?:\b(?:die|sessie|bijeenkomst|{_NOUN}|eentje|variant)\s+(?:van|om|vanaf)|aanvang|begint|start|vanaf)\W+$"
)
_AS_START = re.compile(r"\W*(?:als )?(?:begintijd|aanvang|aanvangstijd|starttijd)\b")
_RELATIVE = re.compile(
    r"(?<!\w)(?:de|een|1|(?P<number>twee|2|drie|3))\s+(?P<unit>da|we)(?:g|gen|ek|ken)\s+"
    r"(?:(?P<back>eerder|ervoor|daarvoor|tevoren|ervoren)|later|erna|daarna|erop)\b"
)
_PARTS = {"morning": "ochtend", "afternoon": "middag", "evening": "avond"}


SHORT = 14  # tokens: in so few words "ochtend" can only be the session's


class Described:
    """Finds descriptions that leave some of the event's sessions, and not all of them."""

    def __init__(self, event: Event) -> None:
        self._sessions = event.sessions
        self._twice = _held_twice(event.sessions)

    def find(self, doc: Doc) -> Iterator[Description]:
        """Yield what is described, with the sessions that fit. Named sessions must have been found before."""
        text = fold(doc.text)
        for match, sessions, how in self._all(text, doc):
            span = doc.char_span(*match, alignment_mode="expand")
            if span is not None and 0 < len(sessions) < max(2, len(self._sessions)):
                yield span.start, span.end, tuple(s.id for s in sessions), how

    def _all(self, text: str, doc: Doc) -> Iterator[tuple[tuple[int, int], Sequence[Session], str]]:
        within = list(self._within(doc, text))
        yield from within
        taken = [span for span, _, _ in within]
        for match in _NUMBERED.finditer(text):
            if not any(s <= match.end() and match.start() <= e for s, e in taken):
                yield match.span(), self._numbered(match), "ordinal"
        for match in _DAYPART.finditer(text):
            if match["noun"] or _chooses(match) or len(doc) < SHORT:
                part = _PARTS.get(match["part"], match["part"])
                yield (
                    match.span("part"),
                    self._that(partial(_in_part, part)),
                    "daypart",
                )
        for match in _MONTH.finditer(text):
            month = MONTHS[match["month"]]
            yield match.span("month"), self._that(partial(_in_month, month)), "month"
        yield from self._timed(text, doc)
        yield from self._relative(text, doc)

    def _relative(self, text: str, doc: Doc) -> Iterator[tuple[tuple[int, int], Sequence[Session], str]]:
        """Count "de dag erna", "een week eerder" from the session last named before it."""
        dates = {s.id: s.date for s in self._sessions}
        named = [s for s in doc.spans.get(FindingKind.SESSION.value, ()) if not s._.qualifiers]
        for match in _RELATIVE.finditer(text):
            before = [s for s in named if s.end_char <= match.start()]
            if before:
                number = cardinal(match["number"] or "een") or 1
                days = number * (7 if match["unit"] == "we" else 1) * (-1 if match["back"] else 1)
                around = 0 if match["unit"] == "da" else 3
                day = dates[before[-1].label_] + timedelta(days=days)
                yield match.span(), self._that(partial(_about, day, around)), "relative"

    def _that(self, fits: Callable[[Session], bool]) -> list[Session]:
        return [s for s in self._sessions if fits(s)]

    def _numbered(self, match: re.Match[str]) -> list[Session]:
        if match["opening"]:
            return [self._sessions[0]]
        said = match["number"] or match["ordinal"] or match["chosen"] or ""
        last = match["closing"] or said in ("laatste", "allerlaatste", "last")
        number = len(self._sessions) if last else cardinal(said) or ordinal(said.removeprefix("aller")) or 0
        return [self._sessions[number - 1]] if 1 <= number <= len(self._sessions) else []

    def _within(self, doc: Doc, text: str) -> Iterator[tuple[tuple[int, int], Sequence[Session], str]]:
        """Of a place that has two sessions, the first, the second, the later one."""
        for span in doc.spans.get(FindingKind.SESSION.value, ()):
            held = self._twice.get(span.label_)
            if not held or span.label_ != held[0].id:
                continue
            start, end = max(0, span.start_char - 40), span.end_char + 50
            for match in _WITHIN.finditer(text, start, min(end, len(text))):
                if re.search(
                    r"[.!?;]\s", text[min(match.start(), span.end_char) : max(match.start(), span.start_char)]
                ):
                    continue
                picked = held[0] if match["first"] else held[-1] if match["last"] else held[1]
                yield match.span(), [picked], "ordinal"

    def _timed(self, text: str, doc: Doc) -> Iterator[tuple[tuple[int, int], Sequence[Session], str]]:
        """A starting time beside a session or behind "die van"; other times say when somebody leaves or calls."""
        ends = [s.end_char for s in doc.spans.get(FindingKind.SESSION.value, ())]
        for mention in find_times(text):
            beside = any(0 <= mention.start - end <= 12 and "\n\n" not in text[end : mention.start] for end in ends)
            if beside or mention.ends or _OF_TIME.search(text[: mention.start]) or _AS_START.match(text[mention.end :]):
                fitting = self._that(partial(_starts, mention.starts))
                yield (mention.start, mention.end), fitting, "time"


def _in_part(part: str, session: Session) -> bool:
    return session.starts is not None and part_of_day(session.starts) == part


def _in_month(month: int, session: Session) -> bool:
    return session.date.month == month


def _about(day: date, days: int, session: Session) -> bool:
    return abs((session.date - day).days) <= days


def _starts(said: time, session: Session) -> bool:
    """Whether a session starts then; "half twee" may be written 1:30."""
    return session.starts in (said, time((said.hour + 12) % 24, said.minute))


def _chooses(match: re.Match[str]) -> bool:
    """Whether "de avond in …", "die middag", "de ochtend" picks a session, rather than tell when something is."""
    head = match[0].split()[0]
    return head in ("uw", "jullie", "liefst", "liever", "graag") or bool(
        match["after"] and head in ("de", "die", "the", "een", "naar", "voor")
    )


def _held_twice(sessions: Sequence[Session]) -> dict[str, list[Session]]:
    by_place: dict[str, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda s: s.date):
        by_place[session.place].append(session)
    return {s.id: held for held in by_place.values() if len(held) > 1 for s in held}
