"""Which day a date means: its year, and whether it is that of a session or of something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from d_loket.announcing.lines import Line
from d_loket.announcing.wording import DEADLINE, ELSEWHERE, MOVED, PUBLISHED
from d_loket.dutch import DateMention, find_dates, find_times
from d_loket.patterns import fold

_NEW_DAY = re.compile(r"(?:\bnaar|nieuwe (?:datum|dag)|\bwordt|\bnu|\bop)\s*:?\s*(?:de )?$")
_OLD_DAY = re.compile(
    r"(?:\bwas|\bvan|in plaats van|i\.p\.v\.|\boorspronkelijk|\beerder|oude datum|\bniet(?: op)?)\s*:?\s*(?:de )?$"
)
_UNTIL = re.compile(r"\s*(?:tot en met|t/m|tot)\s*(?:de )?$")


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of the year: the day of publication, the years written in the text, today."""

    published: date | None
    written: tuple[int, ...]
    today: date

    def day(self, mention: DateMention) -> date | None:
        """Return the day meant: without a year the first such day from the publication on, the weekday agreeing."""
        if not mention.day or not mention.month:
            return None
        days = [d for y in self._years(mention) if (d := _day(y, mention.month, mention.day))]
        fitting = [d for d in days if mention.weekday is None or d.weekday() == mention.weekday]
        return next(iter(fitting or days), None)

    def _years(self, mention: DateMention) -> list[int]:
        if mention.year:
            return [mention.year]
        start = self.published or (date(min(self.written), 1, 1) if self.written else self.today)
        years = [start.year, start.year + 1]
        if self.published or not self.written:
            early = (mention.month, mention.day) < (start.month, start.day)
            years = years[1:] if early else years[:1] if self.published else years
        return years

    @property
    def known(self) -> bool:
        """Whether the text itself says anything about the year."""
        return bool(self.published or self.written)


def years_of(lines: Sequence[Line], published: date | None, today: date, mentions: Sequence[DateMention]) -> Years:
    """Gather what is said of the year. Where that leaves a choice the weekdays decide."""
    dated = {m.year for m in mentions if m.year}
    bare = [m for m in mentions if not m.year]
    head = [int(y) for line in lines for y in re.findall(r"\b(20\d\d)\b", line.text) if not line.margin]
    if published or not (dated or head):
        return _fitting([Years(published, (), today)] if published else _later(today), bare)
    likely = sorted(set(head), key=lambda y: (-head.count(y), y)) if bare else []
    return _fitting([Years(None, (y,), today) for y in [*sorted(dated), *likely]] or _later(today), bare)


def _later(today: date) -> list[Years]:
    return [Years(None, (), date(today.year + ahead, 1, 1) if ahead else today) for ahead in range(7)]


def _fitting(choices: Sequence[Years], mentions: Sequence[DateMention]) -> Years:
    """Return the first choice that no weekday contradicts, else the one that most agree with."""
    named = [m for m in mentions if m.weekday is not None]

    def agree(years: Years) -> int:
        return sum(bool((d := years.day(m)) and d.weekday() == m.weekday) for m in named)

    return max(choices, key=agree)


def session_dates(line: Line) -> list[DateMention]:
    """Return the dates in a line that can be a session's; of a moved session only its new day."""
    if line.margin or line.kind in ("published", "other", "organiser", "audience", "subject"):
        return []
    folded = fold(line.text)
    mentions = [m for m in find_dates(line.text) if m.day and m.month and not _is_clock(m, line.text)]
    mentions = _moved(mentions, folded) if MOVED.search(folded) else mentions
    return [m for n, m in enumerate(mentions) if not _something_else(m, folded, mentions[n + 1 :])]


def _is_clock(mention: DateMention, text: str) -> bool:
    """Tell whether it is a time: "19.12 uur", "9.10-12.10"."""
    times = [t for t in find_times(text) if t.ends or "uur" in fold(t.text)]
    return any(t.start <= mention.start and mention.end <= t.end for t in times)


def _moved(mentions: list[DateMention], folded: str) -> list[DateMention]:
    new = [m for m in mentions if _NEW_DAY.search(folded[: m.start]) and MOVED.search(folded[: m.start])]
    kept = new or [m for m in mentions if not _OLD_DAY.search(folded[: m.start])]
    return kept[:1]


def _something_else(mention: DateMention, folded: str, rest: Sequence[DateMention]) -> bool:
    before = folded[: mention.start]
    if DEADLINE.search(before) or PUBLISHED.search(before[-40:]):
        return True
    if rest and _UNTIL.fullmatch(folded[mention.end : rest[0].start]):
        return True
    return bool(ELSEWHERE.search(folded))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
