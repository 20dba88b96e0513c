"""Headings that name a region and a place: "Utrecht: Amersfoort" and "Zwolle – Overijssel".

Which of the two is the region shows in all of them together: a name such as "Utrecht" or "Groningen" is both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from d_loket.announcing.lines import Line
from d_loket.announcing.names import Places
from d_loket.patterns import fold

_PAIR = re.compile(r"(?P<first>[^:,\t\d]{3,40}?)\s*(?::\s+|\s[-–—|/]\s)(?P<second>[^:,\t\d]{3,40})")
_EVERYWHERE = re.compile(r"^(?:landelijk|heel nederland|nederland|overal)$")
ENOUGH = 3  # headings of one form


def apart(lines: Sequence[Line], places: Places) -> list[Line]:
    """Return the lines, those that pair a region and a place as two: the place, and the region said to be one."""
    pairs = {n: m for n, line in enumerate(lines) if (m := _PAIR.fullmatch(line.text)) and not line.row}
    regions = {side: {n for n, m in pairs.items() if _is_region(m[side], places)} for side in ("first", "second")}
    side, other = ("first", "second") if len(regions["first"]) >= len(regions["second"]) else ("second", "first")
    if len(regions[side]) < ENOUGH or len(regions[side]) <= len(regions[other]):
        return list(lines)
    parted = {n for n in regions[side] if _is_place(pairs[n][other], places)}
    return [new for n, line in enumerate(lines) for new in _apart(line, pairs.get(n), side, other, parted=n in parted)]


def _apart(line: Line, pair: re.Match[str] | None, side: str, other: str, *, parted: bool) -> Iterator[Line]:
    if pair is None or not parted:
        yield line
        return
    yield replace(line, text=pair[other].strip())
    yield replace(line, text=pair[side].strip(), kind="region", gap=False, level=0)


def _is_region(name: str, places: Places) -> bool:
    return fold(name).strip() in places.provinces or bool(_EVERYWHERE.match(fold(name).strip()))


def _is_place(name: str, places: Places) -> bool:
    bare = re.sub(r"\s*\(.*\)$", "", name).strip()
    return bare in places or fold(bare) in ("online", "digitaal") or bool(re.match(r"['’A-ZÀ-Þ]", bare))
