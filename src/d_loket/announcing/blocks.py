"""Which lines belong to which date: the repeated blocks of an announcement.

Rows of a table are blocks already. Elsewhere the lines that start a block are known by being alike: each date has
one such line at or before it. The sort of line that explains all dates and takes in most lines is chosen.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from d_loket.announcing.days import session_dates
from d_loket.announcing.headings import is_heading, region_head, without_past
from d_loket.announcing.lines import Line
from d_loket.announcing.parts import parts_of
from d_loket.announcing.shaping import BULLET, is_prose
from d_loket.announcing.wording import SECTION
from d_loket.dutch import DateMention, find_dates, find_times
from d_loket.patterns import fold

_FARTHEST = 8  # lines between the start of a block and its date


@dataclass(frozen=True, slots=True)
class Block:
    """The lines that belong to a date. `at` is the number of the date's line; `sort` is row, block or prose."""

    lines: tuple[Line, ...]
    mention: DateMention
    at: int
    sort: str
    group: int = 1  # how many dates there are in the pattern
    region: str = ""  # what stands as a heading over it and others


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks in the order of the announcement; those beneath a heading of the past are left out."""
    lines = without_past(lines)
    dates = {n: found for n, line in enumerate(lines) if (found := session_dates(line))}
    blocks = list(_rows(lines, dates))
    listed = [n for n in dates if not lines[n].row and not is_prose(lines[n].text)]
    for group in _groups(lines, listed):
        blocks += [replace(b, group=len(group)) for b in _listed(lines, group, dates)]
    blocks += [b for n in dates if not lines[n].row and n not in listed for b in _sentence(lines, n, dates[n])]
    return sorted(blocks, key=lambda b: b.at)


def _rows(lines: Sequence[Line], dates: dict[int, list[DateMention]]) -> Iterator[Block]:
    for row, group in groupby(range(len(lines)), key=lambda n: lines[n].row):
        members = list(group)
        if not row:
            continue
        dated = [n for n in members if n in dates]
        own = [n for n in dated if lines[n].kind == "date"] or dated[:1]
        for n in own[:1]:
            for mention in dates[n]:
                yield Block(tuple(lines[m] for m in members), mention, lines[n].number, "row")


def _groups(lines: Sequence[Line], listed: Sequence[int]) -> list[list[int]]:
    """Dates behind a label go together, those of list items, and the others."""
    groups: dict[tuple[bool, bool], list[int]] = {}
    for n in listed:
        groups.setdefault((bool(lines[n].kind), bool(BULLET.match(lines[n].text))), []).append(n)
    return list(groups.values())


def _listed(lines: Sequence[Line], group: Sequence[int], dates: dict[int, list[DateMention]]) -> Iterator[Block]:
    if runs := _runs(lines, group):
        yield from (b for run in runs for b in _of_run(lines, run, dates))
        return
    starts = _starts(lines, group)
    ends = _ends(lines, group, starts)
    for n, start, end in zip(group, starts, ends, strict=True):
        for mention in dates[n]:
            yield Block(tuple(lines[start:end]), mention, lines[n].number, "block")


def _runs(lines: Sequence[Line], group: Sequence[int]) -> list[list[int]]:
    """Return the dates that stand together beneath a heading, where nothing but a time goes with each; else []."""
    runs: list[list[int]] = []
    for n in group:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    headed = all(run[0] and "name" in _sorts(lines[run[0] - 1]) for run in runs)
    bare = all(
        not any(p.kind in ("name", "street", "postcode", "online") for p in parts_of([lines[n]], 0)) for n in group
    )
    return runs if headed and bare and any(len(run) > 1 for run in runs) else []


def _of_run(lines: Sequence[Line], run: Sequence[int], dates: dict[int, list[DateMention]]) -> Iterator[Block]:
    """Each date with the heading above and what stands beneath them all."""
    first, end = run[0] - 1, run[-1] + 1
    while end < len(lines) and not lines[end].gap and not _breaks(lines[end], lines[first], loose=False):
        end += 1
    tail = [ln for ln in lines[run[-1] + 1 : end] if not find_dates(ln.text)]
    for n in run:
        for mention in dates[n]:
            yield Block((lines[first], lines[n], *tail), mention, lines[n].number, "block")


def _starts(lines: Sequence[Line], group: Sequence[int]) -> list[int]:
    """Return for each date the line that starts its block."""
    best, most = list(group), (-len(group), 0)
    headings = all(lines[n].level for n in group)
    paragraphs = all(lines[n].gap for n in group)
    for sort in sorted({s for n in group for m in _above(lines, group, n) for s in _sorts(lines[m])}):
        found = [next((m for m in _above(lines, group, n) if sort in _sorts(lines[m])), -1) for n in group]
        missing = [k for k, m in enumerate(found) if m < 0]
        if (missing and (0 in missing or len(missing) > len(group) // 5)) or _goes_on(lines, group, found, sort):
            continue
        starts = [n if m < 0 else m for n, m in zip(group, found, strict=True)]
        if headings and any(
            not 0 < lines[m].level < lines[n].level for n, m in zip(group, starts, strict=True) if m < n
        ):
            continue
        if paragraphs and not all(lines[m].gap for m in starts):  # the end of the paragraph before
            continue
        size = (-len(missing), sum(n - m for n, m in zip(group, starts, strict=True)))
        if size > most and not any(
            is_prose(lines[m].text) for s, n in zip(starts, group, strict=True) for m in range(s, n)
        ):
            best, most = starts, size
    return best


def _above(lines: Sequence[Line], group: Sequence[int], n: int) -> range:
    """The lines at and above a date's line, nearest first, down to the date before it."""
    k = group.index(n)
    first = max(group[k - 1] + 1 if k else 0, n - _FARTHEST)
    if len(group) == 1:  # nothing repeats: only its own paragraph is sure to belong to it
        first = max(m for m in range(n + 1) if lines[m].gap or not m)
    return range(n, first - 1, -1)


def _sorts(line: Line) -> set[str]:
    """What a line may be as the start of a block."""
    sorts = {f"label {line.kind}"} if line.kind else set()
    if line.level:
        sorts.add(f"heading {line.level}")
    if line.gap:
        sorts.add("gap")
    if BULLET.match(line.text):
        sorts.add("bullet")
    plain = bool(line.level) or not re.search(r"\d", line.text)  # not a street
    bare = plain and is_heading(line) and not find_dates(line.text) and not find_times(line.text)
    return sorts | ({"name"} if bare and not SECTION.match(fold(line.text)) and not line.text.endswith("?") else set())


def _goes_on(lines: Sequence[Line], group: Sequence[int], found: Sequence[int], sort: str) -> bool:
    """Whether the last date is followed by one more such line, as if the blocks ran from date to date."""
    if len(group) < 2 or sort == "gap" or sort.startswith("heading"):
        return False
    usual = Counter(found[k + 1] - group[k] for k in range(len(group) - 1)).most_common(1)[0][0]
    after = lines[group[-1] + 1 : group[-1] + 1 + max(usual, 0)]
    behind = [ln for n, ln in enumerate(after) if not any(x.gap and not x.level for x in after[: n + 1])]
    last = lines[found[-1]].level
    return bool(behind) and len(behind) == usual and sort in _sorts(behind[-1]) and behind[-1].level == last


def _ends(lines: Sequence[Line], group: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Return where each block ends: at the next, at most as long as the others, and where they end at a gap so too."""
    ends = []
    pieces = [range(n, nxt) for n, nxt in zip(group, starts[1:], strict=False)]
    gaps = sum(any(lines[m].gap for m in piece[1:]) for piece in pieces)
    loose = bool(pieces) and gaps * 2 > len(pieces)
    inner = set.intersection(*({lines[m].level for m in piece} for piece in pieces)) if pieces else set()
    usual = sorted(map(len, pieces))
    longest = (usual[-1] if usual[-1] < usual[len(usual) // 2] + 3 else usual[len(usual) // 2]) if usual else _FARTHEST
    for k, n in enumerate(group):
        end = starts[k + 1] if k + 1 < len(group) else len(lines)
        end = min(end, n + longest)
        ends.append(
            next((m for m in range(n + 1, end) if _breaks(lines[m], lines[starts[k]], loose=loose, inner=inner)), end)
        )
    return ends


def _breaks(line: Line, start: Line, *, loose: bool, inner: Collection[int] = ()) -> bool:
    """Tell whether a line is no more part of a block; `inner` are the levels of the headings in all blocks."""
    if line.row or line.margin or (line.gap and not loose) or region_head(line):
        return True
    if line.level and line.level not in inner and (not start.level or line.level <= start.level):
        return True
    section = not line.kind and (SECTION.match(fold(line.text)) or is_prose(line.text))
    return bool(section) and (line.gap or is_heading(line))


_BETWEEN = re.compile(
    r"\)\s*(?:,|en|,\s*en)\s|;\s|\s(?:en|gevolgd door|terwijl)\s(?=(?:tot slot|daarna|ten slotte|op|in|te)\b)|"
    r",\s(?=(?:op|in|daarna|te|en)\s)"
)


def _sentence(lines: Sequence[Line], n: int, mentions: Sequence[DateMention]) -> Iterator[Block]:
    """Each date of a sentence with its own stretch; a sentence that says "Die is op …" takes the one before with it."""
    text = lines[n].text
    cuts = [0]
    for one, other in pairwise(mentions):
        found = [m.end() for m in _BETWEEN.finditer(text, one.end, other.start)]
        cuts.append(found[-1] if found else one.end)
    for k, (mention, start, end) in enumerate(zip(mentions, cuts, [*cuts[1:], len(text)], strict=True)):
        stretch = text[start:end]
        before = [lines[n - 1]] if not k and n and lines[n - 1].number == lines[n].number else []
        moved = next((m for m in find_dates(stretch) if (m.day, m.month) == (mention.day, mention.month)), mention)
        line = Line(lines[n].number, stretch, gap=lines[n].gap)
        yield Block((*before, line), moved, lines[n].number, "prose")
