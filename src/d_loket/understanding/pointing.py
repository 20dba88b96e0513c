"""Answers that point into a quotation: "<-- deze!" beside or under a quoted line, "[x]" before a choice."""

import re
from collections.abc import Callable
from dataclasses import replace

from d_loket.model import Finding, FindingKind, IncomingMail, Qualifier, SegmentKind

_POINTER = re.compile(
    r"^\s*(?:<[-=]+|[-=]+>|←|→|\^+|\*\*)|^\s*(?:(?:ja|yes|graag|prima|oke?|doe mij|voor mij)\W+)*(?:deze|"
    r"hier|die|graag deze)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"^\s*[\[(]\s*[xXvV✓✔]\s*[\])]|^\s*[☑☒✔✓]")
_OPEN = re.compile(r"^\s*[\[(]\s*[\])]|^\s*☐")

Find = Callable[[str], list[Finding]]


def pointed_at(mail: IncomingMail, find: Find) -> list[Finding]:
    """Return the sessions of the quoted lines at which the writer's remarks point, found at the remark."""
    findings: list[Finding] = []
    quoted = ""
    at = 0
    for segment in mail.segments:
        if segment.kind is SegmentKind.QUOTED:
            quoted = next((line for line in reversed(segment.text.splitlines()) if line.strip(" >")), quoted)
        elif segment.kind is SegmentKind.WRITTEN:
            if quoted and _POINTER.match(segment.text):
                sessions = [f for f in find(quoted.lstrip("> ")) if f.kind is FindingKind.SESSION]
                findings += _moved(mail, segment.text.strip().splitlines()[0], sessions, at)
                if sessions:
                    findings += _coming(mail, segment.text.strip().splitlines()[0])
            quoted = ""
        at += len(segment.text) + 1
    return findings


def has_ticks(text: str) -> bool:
    """Whether a text has a list in which something is ticked."""
    return any(ticked(line) for line in text.splitlines())


def ticked(line: str) -> bool | None:
    """Tell whether a line is a chosen box, an open one, or none."""
    return True if _CHOSEN.match(line) else False if _OPEN.match(line) else None


def _moved(mail: IncomingMail, remark: str, sessions: list[Finding], at: int) -> list[Finding]:
    start = max(0, mail.written.find(remark))
    only = {f.value for f in sessions if not f.has(Qualifier.ALTERNATIVE)} or {f.value for f in sessions}
    moved = [replace(f, start=start, end=start + len(remark), text=remark, qualifiers=frozenset()) for f in sessions]
    return [f for f in moved if f.value in only]


def _coming(mail: IncomingMail, remark: str) -> list[Finding]:
    from d_loket.model import Part

    start = max(0, mail.written.find(remark))
    return [Finding(FindingKind.INTENT, "attend", remark, Part.WRITTEN, start, start + len(remark), "pointing.remark")]
