"""The written sentences, weighed with what was learned from examples."""

import re
from collections.abc import Mapping, Sequence

from d_loket.learning import Judge
from d_loket.model import Act, Finding, FindingKind, Judged, Part, Qualifier, Standing

_PLACED = (FindingKind.SESSION, FindingKind.DATE, FindingKind.PLACE)
CHOSEN = 0.9  # a mention that at least as likely is chosen backs that its sentence chooses, by BACKING
BACKING = 0.2
MOST = 60  # sentences that are weighed; a longer mail is weighed by its beginning
LONG = 400  # characters; of a longer sentence the beginning is weighed
_END = re.compile(r"(?<=[.!?;])[\"')\]]*\s+(?=\S)|\n\s*\n|\n(?=\s*(?:[-*•–]|\d{1,2}[.)]))")
FULL_LINE = 60

Stretch = tuple[int, int]
Standings = dict[Stretch, Mapping[Standing, float]]


def judge(text: str, findings: Sequence[Finding], by: Judge) -> tuple[tuple[Judged, ...], Standings]:
    """Return what the sentences of a text likely do, and how the mentions in them likely stand."""
    placed = _stretches(findings)
    judged: list[Judged] = []
    standings: Standings = {}
    for start, end in sentences(text)[:MOST]:
        inside = [(s - start, e - start) for s, e in placed if start <= s and e <= end]
        sentence = text[start:end]
        if "|" in sentence:
            continue  # a table's row tells by its columns
        for number, (s, e) in enumerate(inside):
            cues = cues_of_mention(findings, s + start, e + start)
            standings[s + start, e + start] = by.standings(sentence, inside, number, cues)
        acts = by.acts(sentence, inside, cues_of_sentence(findings, start, end))
        chosen = max((standings[s + start, e + start][Standing.CHOSEN] for s, e in inside), default=0.0)
        judged.append(Judged(start, end, _backed(acts) if chosen >= CHOSEN else acts))
    return tuple(judged), standings


_TELLING = (FindingKind.INTENT, FindingKind.NEED, FindingKind.REMARK, FindingKind.ROLE, FindingKind.COUNT)


def cues_of_sentence(findings: Sequence[Finding], start: int, end: int) -> frozenset[str]:
    """Return what rules found between two offsets of the written text, as features."""
    inside = [f for f in findings if f.part is Part.WRITTEN and f.kind in _TELLING and start <= f.start < end]
    return frozenset(f"{f.kind}:{f.value}{'' if f.asserted else ' not'}" for f in inside)


def cues_of_mention(findings: Sequence[Finding], start: int, end: int) -> frozenset[str]:
    """Return the contexts in which rules put a mention, as features."""
    same = [f for f in findings if f.part is Part.WRITTEN and f.kind in _PLACED and (f.start, f.end) == (start, end)]
    contexts = {q for f in same for q in f.qualifiers if q is not Qualifier.ALTERNATIVE or len(same) == 1}
    return frozenset(f"in:{q}" for q in contexts) or frozenset({"in:nothing"})


def _backed(acts: dict[Act, float]) -> dict[Act, float]:
    """A sentence in which a place or date is surely chosen likelier chooses it, and less likely only asks."""
    return {**acts, Act.COMES: min(1.0, acts[Act.COMES] + BACKING), Act.ASK: max(0.0, acts[Act.ASK] - BACKING)}


def _stretches(findings: Sequence[Finding]) -> list[Stretch]:
    """Return the mentions of sessions, places and dates, the longest of those that overlap, in their order."""
    found = {(f.start, f.end) for f in findings if f.kind in _PLACED and f.part is Part.WRITTEN}
    kept: list[Stretch] = []
    for start, end in sorted(found, key=lambda s: (s[0] - s[1], s)):
        if not any(start < e and s < end for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


def sentences(text: str) -> list[Stretch]:
    """Return where the sentences are: up to . ! ? ; or the end of a paragraph, an item or a line that was not full."""
    ends = [(m.start(), m.end()) for m in _END.finditer(text)]
    ends += [(m.start(), m.end()) for m in re.finditer(r"\n", text) if _short_line(text, m.start())]
    found, start = [], 0
    for end, following in [*sorted(ends), (len(text), len(text))]:
        if following >= start:
            stripped = text[start:end].strip()
            if stripped and re.search(r"\w", stripped):
                first = start + text[start:end].index(stripped)
                found.append((first, min(first + len(stripped), first + LONG)))
            start = max(start, following)
    return found


def _short_line(text: str, at: int) -> bool:
    return at - (text.rfind("\n", 0, at) + 1) < FULL_LINE
