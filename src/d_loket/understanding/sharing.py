"""Who goes where, when a mail names several people and several sessions: by the clause in which they stand."""

import re
from collections import defaultdict
from collections.abc import Sequence

from d_loket.model import Finding, FindingKind, Part, Qualifier
from d_loket.patterns import fold
from d_loket.understanding.people import Named

WRITER = ""  # the key of the writer, whose name is not in the text
_CLAUSE = re.compile(
    r"[.;!?](?=\s)|\n(?=\s*(?:\n|[-*•]|\d))|(?<=:)\n|,?\s(?:maar|terwijl|en)\s(?=(?:[A-Z]|ik\b|mijn\b|"
    r"onze\b|collega\b|wethouder\b|mevrouw\b|de heer\b))|,\s(?=ik\b)"
)
_I = re.compile(r"\b(?:ik|mij|mijzelf|mezelf|ikzelf|ondergetekende|i|me)\b")
_AND_I = re.compile(r"\s(?:en|and)\s+(?:ik|I|ondergetekende)\b")


def shared_out(text: str, people: Sequence[Named], findings: Sequence[Finding]) -> dict[str, str]:
    """Return the session of each person, by name (`WRITER` for the writer); {} unless they go to different ones."""
    chosen: dict[str, set[str]] = defaultdict(set)
    for start, end in _clauses(text):
        sessions = _sessions(findings, start, end)
        if len(sessions) == 1:
            for name in _who(text, people, start, end):
                chosen[name] |= sessions
    clear = {name: next(iter(sessions)) for name, sessions in chosen.items() if len(sessions) == 1}
    return clear if len(set(clear.values())) > 1 and len(clear) == len(chosen) else {}


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return the stretches between sentence ends and before a new subject; "X en ik" stays together."""
    clauses, start = [], 0
    for match in _CLAUSE.finditer(text):
        if _AND_I.match(text[match.start() :]) and not re.search(r"\b(?:naar|voor|in)\b", text[start : match.start()]):
            continue
        clauses.append((start, match.start()))
        start = match.end()
    return [*clauses, (start, len(text))]


def _sessions(findings: Sequence[Finding], start: int, end: int) -> set[str]:
    return {
        f.value
        for f in findings
        if f.kind is FindingKind.SESSION
        and f.part is Part.WRITTEN
        and start <= f.start < end
        and f.asserted
        and not f.has(Qualifier.ALTERNATIVE)
    }


def _who(text: str, people: Sequence[Named], start: int, end: int) -> list[str]:
    names = [p.name for p in people if start <= p.start < end]
    return names + ([WRITER] if _I.search(fold(text[start:end])) else [])
