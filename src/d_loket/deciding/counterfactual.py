"""What would have changed a decision: decided again with a finding left out, denied, or freed of its context.

Only findings are varied. What a consideration reads in the text itself, and what follows from the situation, stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from d_loket.deciding import decide
from d_loket.deciding.people import same_person
from d_loket.model import (
    Clarify,
    Decision,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Qualifier,
    Situation,
    Understanding,
)
from d_loket.model.finding import SPEAKS_AGAINST
from d_loket.model.record import attendees_of

_WEAKENS = {Qualifier.TENTATIVE, Qualifier.PREFERRED, Qualifier.FALLBACK, Qualifier.ALTERNATIVE}
_CONTEXT = frozenset({*SPEAKS_AGAINST, *_WEAKENS})
_DENIABLE = (FindingKind.SESSION, FindingKind.INTENT)
Key = tuple[FindingKind, Part, int, int]


class Turn(StrEnum):
    """What is done to findings before deciding again."""

    WITHOUT = "without"  # they are not there
    DENIED = "denied"  # they are there, and negated
    PLAIN = "plain"  # they are there, and nothing in the context speaks against or weakens them


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """Another decision, and what leads to it: these findings, turned so."""

    turn: Turn
    findings: tuple[Finding, ...]
    decision: Decision


def counterfactuals(
    mail: IncomingMail, understanding: Understanding, situation: Situation, event: Event, decision: Decision
) -> tuple[Counterfactual, ...]:
    """Return what would have led to another action or other sessions than `decision`, in the order of the mail.

    Each stretch of evidence is turned by itself. Where a session or intent was said more than once, so that no single
    one of them decides, all of them are left out together, also what was not used because the others were there.
    """
    given = mail, situation, event
    groups = _stretches(understanding)
    used = {_key(f) for f in decision.evidence}
    evidence = [g for g in groups if _key(g[0]) in used]
    single = [c for group in evidence for c in _turned(group, understanding, decision, *given)]
    decisive = {f for c in single if c.turn is Turn.WITHOUT for f in c.findings}
    together = [
        c
        for group in _said_again(groups)
        if decisive.isdisjoint(group) and any(_key(f) in used for f in group)
        for c in _tried(Turn.WITHOUT, group, understanding, decision, *given)
    ]
    return (*single, *together)


def essence(decision: Decision) -> tuple[object, ...]:
    """Return of a decision what must differ for it to be another one: the action, the sessions, the question."""
    sessions = frozenset(s for a in attendees_of(decision) for s in a.sessions)
    if isinstance(decision, Clarify):
        return decision.action, sessions, decision.question, frozenset(decision.options)
    return decision.action, sessions


def _turned(
    group: tuple[Finding, ...],
    understanding: Understanding,
    decision: Decision,
    mail: IncomingMail,
    situation: Situation,
    event: Event,
) -> Iterator[Counterfactual]:
    given = understanding, decision, mail, situation, event
    asserted = any(f.asserted for f in group)
    without = list(_tried(Turn.WITHOUT, group, *given)) if asserted else []
    yield from without
    if asserted and group[0].kind in _DENIABLE:
        known = {essence(c.decision) for c in without}
        yield from (c for c in _tried(Turn.DENIED, group, *given) if essence(c.decision) not in known)
    if any(f.qualifiers & _CONTEXT for f in group):
        yield from _tried(Turn.PLAIN, group, *given)


def _tried(
    turn: Turn,
    group: tuple[Finding, ...],
    understanding: Understanding,
    decision: Decision,
    mail: IncomingMail,
    situation: Situation,
    event: Event,
) -> Iterator[Counterfactual]:
    """Yield what a turn leads to, where that is another decision."""
    other = decide(mail, _varied(turn, group, understanding), situation, event)
    if essence(other) != essence(decision):
        yield Counterfactual(turn=turn, findings=group, decision=other)


def _varied(turn: Turn, group: tuple[Finding, ...], understanding: Understanding) -> Understanding:
    chosen = set(group)
    if turn is not Turn.WITHOUT:
        kept = [f for f in understanding.findings if turn is not Turn.PLAIN or not _shows_context(f, group)]
        findings = tuple(_in_context(f, turn) if f in chosen else f for f in kept)
        return replace(understanding, findings=findings)
    gone = [f.value for f in group if f.kind is FindingKind.PERSON]
    return replace(
        understanding,
        findings=tuple(f for f in understanding.findings if f not in chosen),
        attendees=tuple(a for a in understanding.attendees if not any(same_person(a.name, n) for n in gone)),
    )


def _shows_context(finding: Finding, group: tuple[Finding, ...]) -> bool:
    """Whether examples show of a sentence around these findings what the cue in it says too: "misschien"."""
    learned = finding.rule.startswith("learned.") and finding.value in ("doubt", "decline")
    return learned and any(finding.part is f.part and finding.start <= f.start < finding.end for f in group)


def _in_context(finding: Finding, turn: Turn) -> Finding:
    if turn is Turn.DENIED:
        return replace(finding, qualifiers=finding.qualifiers | {Qualifier.NEGATED})
    return replace(finding, qualifiers=finding.qualifiers - _CONTEXT)


def _stretches(understanding: Understanding) -> list[tuple[Finding, ...]]:
    """Return the findings by stretch, in the order of the mail: what a word leaves open ("vrijdag") is one group."""
    groups: dict[Key, list[Finding]] = {}
    for finding in understanding.findings:
        groups.setdefault(_key(finding), []).append(finding)
    order = list(Part)
    return [tuple(groups[k]) for k in sorted(groups, key=lambda k: (order.index(k[1]), k[2], -k[3]))]


def _said_again(groups: list[tuple[Finding, ...]]) -> Iterator[tuple[Finding, ...]]:
    """Yield the asserted findings that say one thing in more than one place."""
    said: dict[tuple[FindingKind, frozenset[str]], list[tuple[Finding, ...]]] = {}
    for group in groups:
        if group[0].kind in _DENIABLE and any(f.asserted for f in group):
            values = frozenset() if group[0].kind is FindingKind.INTENT else frozenset(f.value for f in group)
            said.setdefault((group[0].kind, values), []).append(group)
    return (tuple(f for group in same for f in group) for same in said.values() if len(same) > 1)


def _key(finding: Finding) -> Key:
    return finding.kind, finding.part, finding.start, finding.end
