"""From when to when a session lasts, from the text around its date."""

import re
from dataclasses import dataclass
from datetime import time

from d_loket.announcing.wording import DOORS
from d_loket.dutch import cardinal, find_times, part_of_day
from d_loket.patterns import fold

_NUMBER = "een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_SPOKEN = rf"(?:half|kwart over|kwart voor)\s(?:{_NUMBER}|1?\d)|(?:{_NUMBER})(?=\s(?:uur|tot))(?:\suur)?"
_IN_WORDS = re.compile(rf"\b(?P<starts>{_SPOKEN})\s(?:tot|en)\s(?P<ends>{_SPOKEN}|{_NUMBER})\b(?:\suur)?")
_ONE_IN_WORDS = re.compile(rf"(?:om|vanaf|tot)\s(?P<starts>{_SPOKEN})\b(?:\suur)?")
_FLEMISH = re.compile(r"\b([01]?\d|2[0-4])\s?[uh]\s?([0-5]\d)\b")
_ENDS = re.compile(r"\b(?:tot|rond(?:en|t)|eind\w*|afsluiting|sluiting|until|ends?)\W*(?:\w+\W+){0,2}$")
# "13.00 uur inloop, 13.30 uur start, 17.00 uur borrel": what happens is said behind the time.
_OPENS = re.compile(r"[^\w,;]*(?:uur|u)?[^\w,;]*(?:inloop|ontvangst|zaal open|deuren open|registratie|welkom)\b")
_CLOSES = re.compile(r"[^\w,;]*(?:uur|u)?[^\w,;]*(?:borrel|einde|eind|afsluiting|sluiting|afronding|slot)\b")
_BEFORE = re.compile(
    r"(?:\b(?:van|vanaf|om|tussen|from|at|between|aanvang|inloop|ontvangst|start|begin|tijd|hoe laat|"
    r"beginnen|eindigen|eind\w*)\b(?:\s(?:om|is|vanaf))?\s*:?\s*)+$"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of time and where it is said; `ends` None when only the start is said."""

    start: int
    end: int
    starts: time
    ends: time | None = None


def hours_in(text: str, *, late: bool = False) -> list[Hours]:
    """Return the stretches of time in a text: the times of doors and drinks are left out, a start finds its end."""
    plain = plain_hours(text)
    found = [Hours(t.start, t.end, t.starts, t.ends) for t in find_times(plain)]
    spoken = _in_words(plain, late=late)
    found = [h for h in found if not any(h.start < s.end and s.start < h.end for s in spoken)] + spoken
    return _paired(plain, sorted(found, key=lambda h: h.start))


def plain_hours(text: str) -> str:
    """Return the text with "19u30" as "19:30", of the same length or shorter by a space."""
    return _FLEMISH.sub(r"\1:\2", text)


def without_hours(text: str) -> str:
    """Return the text with its times, and the words that lead up to them, taken out."""
    plain = plain_hours(text)
    spoken = [(h.start, h.end) for h in _in_words(plain)]
    written = [(t.start, t.end) for t in find_times(plain)]
    times = spoken + [(s, e) for s, e in written if not any(s < end and start < e for start, end in spoken)]
    for start, end in sorted(times, reverse=True):
        before = _BEFORE.search(fold(plain[:start]))
        after = re.match(r"\s*(?:uur|u\b|h\b)?\.?(?:\s's (?:avonds|middags|ochtends|morgens))?", plain[end:])
        plain = f"{plain[: before.start() if before else start]},{plain[end + (after.end() if after else 0) :]}"
    return plain


def _in_words(text: str, *, late: bool = False) -> list[Hours]:
    folded = fold(text)
    late = late or "avond" in folded
    found: list[Hours] = []
    for form in (_IN_WORDS, _ONE_IN_WORDS):
        for m in form.finditer(folded):
            starts = _spoken(m["starts"])
            ends = _spoken(m["ends"]) if "ends" in m.groupdict() else None
            if starts and not any(m.start() < f.end and f.start < m.end() for f in found):
                found.append(Hours(m.start(), m.end(), *_by_day(starts, ends, late=late)))
    return found


def _spoken(words: str) -> time | None:
    *how, word = words.removesuffix(" uur").split()
    hour = cardinal(word)
    if hour is None or hour > 24:
        return None
    minutes = {"half": 30, "over": 15, "voor": 45}.get(how[-1] if how else "", 0)
    return time((hour - (minutes in (30, 45))) % 24, minutes)


def _by_day(starts: time, ends: time | None, *, late: bool) -> tuple[time, time | None]:
    """Nobody meets at half past seven in the morning: spoken hours are those of a day between eight and eleven."""
    if starts.hour < 8 or (late and starts.hour < 12 and part_of_day(starts) == "ochtend"):
        starts = starts.replace(hour=starts.hour + 12)
    if ends and ends <= starts and ends.hour < 12:
        ends = ends.replace(hour=ends.hour + 12)
    return starts, ends


def _paired(text: str, found: list[Hours]) -> list[Hours]:
    """Drop what is the time of doors or drinks; give a start without an end the end said behind it."""
    folded = fold(text)
    said_behind = len(found) > 1 and bool(_OPENS.match(folded[found[0].end :]))
    kept: list[Hours] = []
    for hours in found:
        since = kept[-1].end if kept else 0
        lead = folded[max(since, hours.start - 40) : hours.start]
        lead = re.split(r"[,;(]", lead)[-1]
        trail = (
            re.split(r"[,;.()]|\d", folded[hours.end :].lstrip(" .,-"))[0][:25]
            if not lead.strip(" :") or said_behind
            else ""
        )
        if len(found) > 1 and (_OPENS.search(trail) if said_behind else DOORS.search(lead)):
            continue
        closes = _CLOSES.match(trail) if said_behind else _ENDS.search(lead)
        if kept and hours.ends is None and kept[-1].ends is None and closes:
            kept[-1] = Hours(kept[-1].start, hours.end, kept[-1].starts, hours.starts)
        else:
            kept.append(hours)
    ranged = [h for h in kept if h.ends]
    return ranged or kept
