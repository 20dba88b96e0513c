"""Dates as people write them in Dutch and English mail.

`find_dates` says what is written, `resolve` which days that can be. Neither knows today: the day that
relative dates count from is given.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from d_loket.dutch.numbers import DAY_WORDS, ORDINALS
from d_loket.patterns import fold

_MONTH_WORDS = (
    ("januari", "jan", "january", "januar"),
    ("februari", "feb", "february", "februar"),
    ("maart", "mrt", "march", "maerz", "marz"),
    ("april", "apr"),
    ("mei", "may", "mai"),
    ("juni", "jun", "june", "jumi", "junie"),
    ("juli", "jul", "july"),
    ("augustus", "aug", "august"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec", "dezember"),
)
MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words}
_WEEKDAY_WORDS = (
    ("maandag", "ma", "monday", "mon"),
    ("dinsdag", "di", "tuesday", "tue"),
    ("woensdag", "wo", "wednesday", "wed"),
    ("donderdag", "do", "thursday", "thu"),
    ("vrijdag", "vr", "friday", "fri"),
    ("zaterdag", "za", "saturday", "sat"),
    ("zondag", "zo", "sunday", "sun"),
)
WEEKDAYS = {word: n for n, words in enumerate(_WEEKDAY_WORDS) for word in words}
_LONG_WEEKDAYS = {w: n for w, n in WEEKDAYS.items() if len(w) > 3}
RELATIVE = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}

_PARTS = r"(?:ochtend|morgen|middag|avond)?(?:en|s)?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ANY_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_LONG_DAY = "|".join(sorted(_LONG_WEEKDAYS, key=len, reverse=True))
_ORDINAL = "|".join(sorted((w for w in ORDINALS if len(w) > 5), key=len, reverse=True))
_CARDINAL = "|".join(sorted((w for w in DAY_WORDS if len(w) > 3), key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:20\d\d|['’]\d\d)"
_WEEKDAY_BEFORE = rf"(?:(?P<weekday>{_ANY_DAY})\.?{_PARTS},?\s+(?:de\s+|the\s+)?)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<![\w.-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w-])",
        rf"(?<![\w.,/-]){_WEEKDAY_BEFORE}(?P<day>{_DAY})(?:e|de|ste|st|nd|rd|th|\.)?\s?-?(?:\s?of\s)?(?P<name>{_MONTH})\b"
        rf"\.?(?:[\s,]+(?P<year>{_YEAR})\b)?",
        rf"(?<![\w.,/:-])(?P<day>{_DAY})(?:e|de|ste)?\s*(?:en|of|,|&|\+)\s*(?=(?:de\s+)?{_DAY}(?:e|de|ste)?\s+(?P<name>{_MONTH})\b)",
        rf"(?<!\w){_WEEKDAY_BEFORE}(?:de\s+)?(?P<ordinal>{_CARDINAL})\s+(?P<name>{_MONTH})\b",
        rf"(?<!\w)(?P<nextweek>volgende|komende|next)\s+week\s+(?:op\s+)?(?P<weekday>{_LONG_DAY}){_PARTS}(?!\w)",
        rf"(?<!\w)(?P<weekday>{_LONG_DAY}){_PARTS}\s+(?P<nextweek>volgende|next)\s+week(?!\w)",
        rf"(?<!\w)(?P<name>{_MONTH})\s(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\d:.]\d)(?:,?\s+(?P<year>{_YEAR}))?\b",
        rf"(?<![\w.,/:-]){_WEEKDAY_BEFORE}(?P<day>{_DAY})(?P<sep>[/.-])(?P<month>0?[1-9]|1[0-2])"
        rf"(?:(?P=sep)(?P<year>20\d\d|['’]?\d\d))?(?![\w/-]|[.,:]\d)",
        rf"(?<!\w){_WEEKDAY_BEFORE}(?:de\s+|the\s+)(?P<ordinal>{_ORDINAL})\s+(?P<name>{_MONTH})\b",
        rf"(?<!\w)(?:(?P<weekday>{_LONG_DAY}){_PARTS}\s+)?(?:de|the|den)\s+(?P<day>{_DAY})(?:e|de|ste|st|nd|rd|th)\b",
        rf"(?<!\w)(?:(?P<weekday>{_LONG_DAY}){_PARTS}\s+)(?P<day>{_DAY})(?:e|de|ste|st|nd|rd|th)?(?![\w:]|[.,/]\d)",
        rf"(?<![\w.,/:-])(?P<day>{_DAY})(?:e|ste)(?!\w)",
        rf"(?<!\w)(?:de|the)\s+(?P<ordinal>{_ORDINAL})(?!\w)",
        r"(?<!\w)(?P<relative>vandaag|today|morgen|tomorrow|overmorgen)(?:ochtend|middag|avond)?(?!\w)",
        rf"(?<!\w)(?:(?P<next>aanstaande|komende|eerstkomende|a\.?s\.?|deze|this|coming)\s+)?"
        rf"(?P<weekday>{_LONG_DAY}){_PARTS}(?:\s+(?P<after>a\.?s\.?|aanstaande|over een week))?(?!\w)",
    )
)
_GREETINGS = re.compile(r"goede\s+$|goeden?\s*$|vanaf\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as written: what is said of it, None for the rest.

    `weekday` counts from Monday 0. `days_ahead` is set for "morgen" and the like. `coming` says
    that the first such weekday from the mail is meant ("aanstaande donderdag"), `weeks` how many weeks on,
    `next_week` that it is in the week after the mail's ("volgende week donderdag").
    """

    start: int
    end: int
    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    days_ahead: int | None = None
    coming: bool = False
    weeks: int = 0
    next_week: bool = False


def find_dates(text: str) -> list[DateMention]:
    """Return the dates in a text, in its order and without overlap; the earlier forms above win."""
    folded = fold(text)
    taken: list[DateMention] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            if any(match.start() < t.end and t.start < match.end() for t in taken):
                continue
            mention = _mention(match, folded, text)
            if mention:
                taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _mention(match: re.Match[str], folded: str, text: str) -> DateMention | None:
    said = match.groupdict()
    if said.get("relative") and _GREETINGS.search(folded[: match.start()]):
        return None  # "goede morgen"
    word = said.get("ordinal") or ""
    day = said.get("day") or ORDINALS.get(word) or DAY_WORDS.get(word)
    month = said.get("month") or MONTHS.get(said.get("name") or "")
    year = said.get("year")
    mention = DateMention(
        start=match.start(),
        end=match.end(),
        text=text[match.start() : match.end()],
        day=int(day) if day else None,
        month=int(month) if month else None,
        year=2000 + int(year[-2:]) if year else None,
        weekday=WEEKDAYS.get(said.get("weekday") or ""),
        days_ahead=RELATIVE.get(said.get("relative") or ""),
        coming=bool(said.get("next") or (said.get("after") or "").startswith("a")),
        weeks=1 if said.get("after") == "over een week" else 0,
        next_week=bool(said.get("nextweek")),
    )
    return mention if mention.day is None or mention.month is None or _exists(mention) else None


def _exists(mention: DateMention) -> bool:
    try:
        date(mention.year or 2024, mention.month or 1, mention.day or 1)
    except ValueError:
        return False
    return True


def resolve(mention: DateMention, reference: date) -> date | None:
    """Return the one day a mention means seen from `reference`, None where it leaves several open.

    Without a year the day nearest to half a year after the reference is meant, so that a mail of
    December can speak of January.
    """
    if mention.days_ahead is not None:
        return reference + timedelta(days=mention.days_ahead)
    if mention.day and mention.month:
        years = [mention.year] if mention.year else [reference.year - 1, reference.year, reference.year + 1]
        days = [d for y in years if (d := _day(y, mention.month, mention.day))]
        return min(days, key=lambda d: abs((d - reference).days - 120), default=None)
    if mention.weekday is not None and mention.next_week:
        monday = reference - timedelta(days=reference.weekday())
        return monday + timedelta(days=7 + mention.weekday)
    if mention.weekday is not None and mention.day is None and (mention.coming or mention.weeks):
        ahead = (mention.weekday - reference.weekday() - 1) % 7 + 1
        return reference + timedelta(days=ahead + 7 * mention.weeks)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def fits(mention: DateMention, day: date, reference: date) -> bool:
    """Tell whether a mention can mean `day`: everything it says agrees, its weekday apart when it names the day."""
    exact = resolve(mention, reference)
    if exact:
        return exact == day
    if mention.day is not None:
        return mention.day == day.day and (mention.weekday is None or mention.weekday == day.weekday())
    return mention.weekday == day.weekday()
