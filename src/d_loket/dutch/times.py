"""Clock times as people write them: "13.30 – 16.30 uur", "half tien", "2 uur 's middags"."""

import re
from dataclasses import dataclass
from datetime import time

from d_loket.dutch.numbers import CARDINALS
from d_loket.patterns import fold

_CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_WORDS = "|".join(w for w, n in CARDINALS.items() if n <= 12)
_UNIT = r"(?:\s*(?:uur|u|h|hrs|hours)\b\.?)?"
_RANGE = re.compile(
    rf"(?<![\w.,:/-])(?P<starts>{_CLOCK}|{_HOUR}(?=\s*(?:uur|u)?\s*(?:-|tot)\s*{_HOUR}\s*(?:uur|u)\b)){_UNIT}"
    rf"\s*(?:-|tot en met|tot|t/m|until|to)\s*(?P<ends>{_CLOCK}|{_HOUR}(?=\s*(?:uur|u)\b)){_UNIT}(?![\w:/]|[.-]\d)"
)
_SINGLE = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<clock>{_CLOCK}){_UNIT}(?![\w:/]|[.-]\d)|(?P<hour>{_HOUR})\s*(?:uur|u|o'clock)\b\.?"
    rf"|(?P<ampm>{_HOUR})(?::(?P<min>[0-5]\d))?\s*(?P<half>am|pm)\b)"
)
_HALF = re.compile(rf"(?<!\w)half\s(?:(?P<digits>1[0-2]|[1-9])|(?P<word>{_WORDS}))(?!\w)")
PARTS_OF_DAY = {
    "ochtend": "ochtend",
    "morning": "ochtend",
    "middag": "middag",
    "afternoon": "middag",
    "avond": "avond",
    "evening": "avond",
}
_PART = re.compile(r"(ochtend|middag|avond|morning|afternoon|evening)(?!\s*gezellig)")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time, or a stretch of time, as written."""

    start: int
    end: int
    text: str
    starts: time
    ends: time | None = None


def find_times(text: str) -> list[TimeMention]:
    """Return the times in a text, in its order and without overlap."""
    folded = fold(text)
    found: list[TimeMention] = []
    for form, read in ((_RANGE, _range), (_HALF, _half), (_SINGLE, _single)):
        for match in form.finditer(folded):
            times = read(match)
            if times and not any(match.start() < f.end and f.start < match.end() for f in found):
                found.append(TimeMention(match.start(), match.end(), text[match.start() : match.end()], *times))
    return sorted(found, key=lambda f: f.start)


def part_of_day(moment: time) -> str:
    """Return "ochtend" (before noon), "middag" (before six) or "avond"."""
    return "ochtend" if moment.hour < 12 else "middag" if moment.hour < 18 else "avond"


def find_parts_of_day(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, part) for words such as "ochtend" in "vrijdagochtend"; greetings are left out."""
    folded = fold(text)
    return [
        (m.start(), m.end(), PARTS_OF_DAY[m[1]])
        for m in _PART.finditer(folded)
        if not re.search(r"(goede|fijne|prettige|good)n?\s*$", folded[: m.start()])
    ]


def _clock(text: str) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    return time(int(hour) % 24, int(minute or 0))


def _range(match: re.Match[str]) -> tuple[time, time]:
    return _clock(match["starts"]), _clock(match["ends"])


def _half(match: re.Match[str]) -> tuple[time]:
    hour = int(match["digits"] or CARDINALS[match["word"]])
    return (time((hour - 1) % 12 + (12 if 2 <= hour <= 6 else 0), 30),)


def _single(match: re.Match[str]) -> tuple[time]:
    if match["half"]:
        return (time(int(match["ampm"]) % 12 + (12 if match["half"] == "pm" else 0), int(match["min"] or 0)),)
    return (_clock(match["clock"] or match["hour"]),)
