"""Times that are said once, away from the sessions they hold for: for all, for the evenings, for the online one."""

import re
from collections.abc import Sequence

from d_loket.announcing.blocks import Block
from d_loket.announcing.headings import is_heading
from d_loket.announcing.hours import Hours, hours_in
from d_loket.announcing.lines import Line
from d_loket.announcing.wording import OFFICE_HOURS, WHOLE
from d_loket.dutch import find_dates, find_parts_of_day
from d_loket.patterns import fold


def outside(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """Return the lines that can say a time for sessions elsewhere."""
    taken = {ln.number for b in blocks for ln in b.lines if b.sort != "prose"}
    return [
        line
        for line in lines
        if (line.number not in taken or line.kind == "time")
        and not line.margin
        and not OFFICE_HOURS.search(fold(line.text))
    ]


def usual_hours(lines: Sequence[Line]) -> Hours | None:
    """Return the time that is said of all sessions."""
    for line in lines:
        if (WHOLE.search(fold(line.text)) or line.kind == "time") and (hours := hours_in(line.text)):
            return hours[0]
    return None


def hours_above(lines: Sequence[Line], number: int) -> Hours | None:
    """Return the time in the heading nearest above a line ("Ochtenden (9.30-12.00 uur)")."""
    for line in reversed([ln for ln in lines if ln.number < number and is_heading(ln)]):
        said = [h for h in hours_in(line.text) if h.ends and (h.start or line.level)]
        if said or (line.level and not line.text[:1].isdigit()):
            return said[0] if said else None
    return None


def hours_of_one(lines: Sequence[Line], place: str, block: str, *, online: bool) -> Hours | None:
    """Return the time said of a session by name or of its like ("de ochtenden zijn van …"), else that of all."""
    parts = [rf"{part}\w*" for _, _, part in find_parts_of_day(block)]
    cues = [r"online|digitale?|webinar" if online else re.escape(fold(place)), *dict.fromkeys(parts)]
    for cue in cues:
        for line in lines:
            if line.row or any(m.day and m.month for m in find_dates(line.text)):
                continue
            named = re.search(rf"(?<![\w-])(?:\w+-?)?(?:{cue})(?![\w-])", fold(line.text))
            said = [h for h in hours_in(line.text) if named and h.start >= named.end() and h.ends]
            if said:
                return said[0]
    return usual_hours(lines)
