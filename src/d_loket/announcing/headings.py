"""Which lines are headings, and what they are over: a region, rounds that are past."""

import re
from collections.abc import Sequence

from d_loket.announcing.lines import Line
from d_loket.announcing.shaping import BULLET
from d_loket.announcing.wording import PAST_SECTION, REGION_HEAD
from d_loket.dutch import find_dates
from d_loket.patterns import fold


def is_heading(line: Line) -> bool:
    """Tell whether a line can be a heading: short, no label, no sentence, no list item."""
    if line.kind or line.row or BULLET.match(line.text):
        return False
    short = len(line.text.split()) < 9 and not line.text.endswith((".", ",", ";"))
    return bool(line.level) or (short and bool(re.match(r"\W*['’]?[A-Z0-9]|['’][st]\b", line.text)))


def region_head(line: Line) -> str:
    """Return the region of a line that is a heading for the blocks beneath it ("In Zeeland:"); else ""."""
    if line.row or line.kind or len(line.text.split()) > 5:
        return ""
    found = REGION_HEAD.fullmatch(fold(line.text))
    name = "named" if found and found["named"] else "region"
    return line.text[found.start(name) : found.end(name)] if found else ""


def without_past(lines: Sequence[Line]) -> list[Line]:
    """Return the lines but those beneath a heading of the past or of something else."""
    kept: list[Line] = []
    skipping = 0
    for line in lines:
        if is_heading(line):
            past = bool(PAST_SECTION.search(fold(line.text))) and not find_dates(line.text)
            over = bool(line.level) or (line.gap and not find_dates(line.text))
            skipping = (line.level or 7) if past else 0 if over and (line.level or 7) <= skipping else skipping
        if not skipping:
            kept.append(line)
    return kept
