"""Which words put a finding in its context: for showing, found back by the patterns of the context rules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from d_loket.model import ContextRule, Direction, Finding, Qualifier
from d_loket.patterns import PatternError, fold, to_regex

_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n\s*\n")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that put a finding in a context, and the rule by which they do."""

    qualifier: Qualifier
    text: str
    rule: str


def cues_of(finding: Finding, text: str, rules: Sequence[ContextRule]) -> tuple[Cue, ...]:
    """Return the nearest cue for each of a finding's qualifiers; `text` is that of the finding's part.

    A qualifier that follows from something else than a rule has none, nor has one whose pattern holds a slot.
    """
    found = []
    for qualifier in sorted(finding.qualifiers):
        fitting = [r for r in rules if r.qualifier is qualifier and not r.pseudo and finding.kind in r.applies_to]
        near = [hit for rule in fitting for hit in _hits(rule, finding, text)]
        if near:
            _, start, end, rule_id = min(near)
            found.append(Cue(qualifier, " ".join(text[start:end].split()), rule_id))
    return tuple(found)


def _hits(rule: ContextRule, finding: Finding, text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield (distance, start, end, rule) of each place where a rule can reach the finding from."""
    folded = fold(text)
    for pattern in rule.patterns:
        compiled = _compiled(pattern)
        for match in compiled.finditer(folded) if compiled else ():
            start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
            if (distance := _distance(rule, finding, start, end, text)) is not None:
                yield distance, start, end, rule.id


def _distance(rule: ContextRule, finding: Finding, start: int, end: int, text: str) -> int | None:
    """Return how many words lie between a cue and a finding, None where the cue does not reach it."""
    ahead, behind = end <= finding.start, finding.end <= start
    if not ahead and not behind:
        return 0
    if rule.direction not in (Direction.BOTH, Direction.FORWARD if ahead else Direction.BACKWARD):
        return None
    between = text[end : finding.start] if ahead else text[finding.end : start]
    words = len(_WORD.findall(between))
    if words > rule.reach or (not rule.across and _SENTENCE_END.search(between)):
        return None
    return words


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return to_regex(pattern)
    except PatternError:
        return None
