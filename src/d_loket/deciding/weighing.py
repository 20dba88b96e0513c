"""Which session a mail chooses: the evidence for and against each, weighed.

A *mention* is a stretch of text that names one session ("Arnhem", "de 22e") or leaves several open
("vrijdag"). Mentions that agree narrow one another down to a *pick*; a place and a date close together
that cannot be the same session contradict each other. A session is chosen only when every pick is one
session and the writer joins them ("zowel … als", "en"); all else is a doubt with a name (`Missing`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from d_loket.model import (
    Conversation,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Missing,
    Part,
    Qualifier,
    Understanding,
)

PLACE_LIKE = frozenset({"place", "adjective", "region", "venue", "street", "alias", "fuzzy"})
VAGUE = frozenset({"weekday", "daypart", "time", "month", "ordinal", "compass", "kind", "relative"})
HINTS = frozenset({"time", "month", "ordinal", "compass", "kind"})
BESIDE = 25  # characters between a place and a weekday or part of the day that goes with it
NEAR = 60  # characters between a place and a date that are about the same session
JOINED = re.compile(r"\b(en|alsook|alsmede|plus|and|als)\b|[,&+/]", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:in|te|naar|to)\s+$", re.IGNORECASE)
INHERITED = re.compile(r"^\s*(re|antw|fw|fwd|doorst|aw|wg|betr|tr)\b\s*(\[\d+\])?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the weighing gives: the chosen sessions, or what is missing, with what speaks for and against.

    `candidates` are the sessions still possible where it is between a few; `mentioned` is what was
    named and is no session.
    """

    sessions: tuple[str, ...] = ()
    missing: Missing | None = None
    candidates: tuple[str, ...] = ()
    evidence: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    mentioned: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text and the sessions it may mean."""

    start: int
    end: int
    part: Part
    sessions: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def is_place(self) -> bool:
        """Whether it names a place, rather than a date or time."""
        return any(_how(f) in PLACE_LIKE for f in self.findings)

    @property
    def is_vague(self) -> bool:
        """Whether it says little by itself: a weekday, a part of the day."""
        return all(_how(f) in VAGUE for f in self.findings)

    @property
    def is_hint(self) -> bool:
        """Whether it counts only where it agrees with something else, or where there is nothing else."""
        return all(_how(f) in HINTS for f in self.findings)

    def has(self, qualifier: Qualifier) -> bool:
        """Tell whether the mention stands in this context."""
        return any(f.has(qualifier) for f in self.findings)


@dataclass(frozen=True, slots=True)
class Pick:
    """Mentions that mean the same session, and the sessions they leave possible."""

    sessions: frozenset[str]
    mentions: tuple[Mention, ...]

    def with_(self, mention: Mention) -> "Pick":
        """Return the pick narrowed down by one more mention."""
        return Pick(self.sessions & mention.sessions, (*self.mentions, mention))

    @property
    def is_vague(self) -> bool:
        """Whether nothing but weekdays or parts of the day points to it."""
        return all(m.is_hint for m in self.mentions) or (
            len(self.sessions) > 1 and all(m.is_vague for m in self.mentions)
        )


def weigh(understanding: Understanding, event: Event, mail: IncomingMail, asked: Conversation | None) -> Choice:
    """Return the session choice of a mail, with its evidence."""
    findings = _offered([_as_listed(f, event, asked) for f in understanding.of(FindingKind.SESSION)], event, asked)
    findings = _corrected(findings)
    against = tuple(f for f in findings if not f.asserted)
    body = [f for f in findings if f.asserted and f.part in (Part.WRITTEN, Part.ATTACHMENT)]
    subject = [f for f in findings if f.asserted and f.part is Part.SUBJECT and not INHERITED.match(mail.subject)]
    choice = _choose(_still_open(_without(_mentions(body or subject), against), event, mail), mail, understanding)
    choice = replace(choice, against=against)
    if choice.sessions and body and subject:
        choice = _hold_against_subject(choice, subject)
    if choice.sessions and not choice.missing:
        choice = _hold_against_dates(choice, understanding)
        choice = _hold_against_places(choice, understanding, mail)
    if not choice.sessions and not choice.missing:
        choice = _by_elimination(choice, event) or _nothing_chosen(choice, understanding)
    return _not_past(choice, event, mail)


def _corrected(findings: list[Finding]) -> list[Finding]:
    """Where one name of a session is corrected, so are the others before it: "Ede, de 9e. O nee wacht, Tiel"."""
    last = {
        (f.value, f.part): f.start for f in findings if f.has(Qualifier.CORRECTED) and not f.has(Qualifier.ALTERNATIVE)
    }
    return [
        replace(f, qualifiers=f.qualifiers | {Qualifier.CORRECTED}) if f.start < last.get((f.value, f.part), -1) else f
        for f in findings
    ]


def _offered(findings: list[Finding], event: Event, asked: Conversation | None) -> list[Finding]:
    """Of what a name or day leaves open, only what our question offered counts: "de donderdag graag"."""
    if asked is None or not 0 < len(asked.options) < len(event.sessions):
        return findings
    fitting = {(f.part, f.start, f.end) for f in findings if f.value in asked.options}
    kept = [f for f in findings if f.value in asked.options or (f.part, f.start, f.end) not in fitting]
    alone = Counter((f.part, f.start, f.end) for f in kept)
    return [
        replace(f, qualifiers=f.qualifiers - {Qualifier.ALTERNATIVE}) if alone[f.part, f.start, f.end] == 1 else f
        for f in kept
    ]


def _as_listed(finding: Finding, event: Event, asked: Conversation | None) -> Finding:
    """Count "nummer drie" in the list of our last question, which leaves out what is over."""
    if _how(finding) != "ordinal" or asked is None or not asked.options:
        return finding
    number = [s.id for s in event.sessions].index(finding.value)
    return replace(finding, value=asked.options[number]) if number < len(asked.options) else finding


def _how(finding: Finding) -> str:
    return finding.rule.rpartition(".")[2]


def _mentions(findings: Iterable[Finding]) -> list[Mention]:
    spans: dict[tuple[Part, int, int], list[Finding]] = {}
    for finding in findings:
        spans.setdefault((finding.part, finding.start, finding.end), []).append(finding)
    return [
        Mention(start, end, part, frozenset(f.value for f in found), tuple(found))
        for (part, start, end), found in sorted(spans.items(), key=lambda item: item[0][1:])
    ]


def _still_open(mentions: list[Mention], event: Event, mail: IncomingMail) -> list[Mention]:
    """Leave out sessions that are over where others are named: "wat was Ede goed, noteer mij ook voor Tiel"."""
    still_open = {s.id for s in event.open_at(mail.received_at)}
    left = [m for m in mentions if m.sessions & still_open]
    return left if any(not m.is_vague for m in left) else mentions


def _without(mentions: list[Mention], against: tuple[Finding, ...]) -> list[Mention]:
    """Leave out of what is left open the sessions that are denied: "van de twee vrijdagen valt de 22e af"."""
    groups = [m for m in _mentions(against) if m.has(Qualifier.NEGATED)]
    sharp = [m for m in groups if not any(o.sessions < m.sessions for o in groups)]  # "die eerste in Gouda niet"
    denied = {s for m in sharp for s in m.sessions}
    return [replace(m, sessions=(m.sessions - denied) or m.sessions) if len(m.sessions) > 1 else m for m in mentions]


def _choose(mentions: list[Mention], mail: IncomingMail, understanding: Understanding) -> Choice:
    shared_out = {s for a in (*understanding.attendees, understanding.writer) for s in a.sessions}
    mentions = mentions if len(shared_out) > 1 else _preferred(mentions)
    evidence = tuple(f for m in mentions for f in m.findings)
    picks: list[Pick] = []
    for mention in mentions:
        at = _same(picks, mention)
        if at is not None:
            picks[at] = picks[at].with_(mention)
        elif mention.is_hint and picks:
            continue  # "in het stadhuis" and "in het noorden" may be said of anything
        elif clash := _clash(picks, mention, mail):
            return Choice(missing=Missing.CONTRADICTION, candidates=_ordered(clash), evidence=evidence)
        else:
            picks.append(Pick(mention.sessions, (mention,)))
    if len(shared_out) > 1 and shared_out <= {s for p in picks for s in p.sessions}:
        return Choice(sessions=_ordered(p.sessions & shared_out for p in picks), evidence=evidence)
    settled = [p for p in picks if not p.is_vague] or picks
    if all(p.is_vague or _weak(p) for p in settled) and len(settled) > 1:
        return Choice(
            missing=Missing.SEVERAL_SESSIONS, candidates=_ordered(p.sessions for p in settled), evidence=evidence
        )
    choice = replace(_settle(settled, mail, understanding), evidence=evidence)
    return _committed(choice, settled, mail, understanding)


def _weak(pick: Pick) -> bool:
    """Whether only a weekday or part of the day points to it, even if that leaves one session."""
    return all(m.is_vague for m in pick.mentions)


def _preferred(mentions: list[Mention]) -> list[Mention]:
    """Where the writer prefers one, the others do not count; a fallback never does beside another."""
    first = [m for m in mentions if m.has(Qualifier.PREFERRED) and not m.has(Qualifier.FALLBACK)]
    if first:
        liked = frozenset().union(*(m.sessions for m in first))
        return [m for m in mentions if m.sessions & liked]
    return [m for m in mentions if not m.has(Qualifier.FALLBACK)] or mentions


def _same(picks: list[Pick], mention: Mention) -> int | None:
    overlapping = [n for n, p in enumerate(picks) if p.sessions & mention.sessions]
    return overlapping[-1] if overlapping else None


def _clash(picks: list[Pick], mention: Mention, mail: IncomingMail) -> list[frozenset[str]]:
    """A place and a date that stand together and are not one session contradict each other."""
    for pick in picks:
        last = pick.mentions[-1]
        both = {m.is_place for m in pick.mentions}
        near = last.part is mention.part and _near(last, mention, mail)
        if (mention.is_vague or last.is_vague) and near:
            near = 0 <= mention.start - last.end <= BESIDE
        if near and both == {not mention.is_place}:
            return [pick.sessions, mention.sessions]
    return []


def _near(one: Mention, other: Mention, mail: IncomingMail) -> bool:
    if one.part is not Part.WRITTEN:
        return True
    between = mail.written[one.end : other.start]
    return len(between) <= NEAR and not re.search(r"[.!?]\s|\n\s*\n", between)


def _settle(picks: list[Pick], mail: IncomingMail, understanding: Understanding) -> Choice:
    candidates = _ordered(p.sessions for p in picks)
    if not picks:
        return Choice()
    if len(picks) == 1 and len(picks[0].sessions) == TWO and _both(picks[0]):
        return Choice(sessions=candidates)
    if any(len(p.sessions) > 1 for p in picks):
        return Choice(missing=Missing.SEVERAL_SESSIONS, candidates=candidates)
    if len(picks) == 1:
        return Choice(sessions=candidates)
    shared_out = {s for a in (*understanding.attendees, understanding.writer) for s in a.sessions}
    if shared_out >= set(candidates) or _joined(picks, mail):
        return Choice(sessions=candidates)
    return Choice(missing=Missing.SEVERAL_SESSIONS, candidates=candidates)


def _committed(choice: Choice, picks: list[Pick], mail: IncomingMail, understanding: Understanding) -> Choice:
    """Of several sessions the one in the sentence that registers counts, where the others are only spoken of."""
    if choice.missing is not Missing.SEVERAL_SESSIONS or any(len(p.sessions) > 1 for p in picks):
        return choice
    if any(a.sessions for a in understanding.attendees):
        return choice  # who goes where is a matter of its own
    if any(
        m.has(Qualifier.ALTERNATIVE) or m.has(Qualifier.TENTATIVE) or m.part is not Part.WRITTEN
        for p in picks
        for m in p.mentions
    ):
        return choice
    acts = [f for f in understanding.intents("register", "attend", "change") if f.part is Part.WRITTEN]
    sentences = [sentence_of(f.start, mail.written) for f in acts]
    meant = [p for p in picks if any(s <= m.start < e for m in p.mentions for s, e in sentences)]
    if len(meant) != 1:
        meant = [p for p in picks if any(_of_oneself(m, mail.written) for m in p.mentions)]
    if len(meant) != 1:
        return choice
    return replace(choice, sessions=_ordered(p.sessions for p in meant), missing=None)


def _of_oneself(mention: Mention, text: str) -> bool:
    start, end = sentence_of(mention.start, text)
    return bool(_FIRST_PERSON.search(text[start:end]))


_FIRST_PERSON = re.compile(r"\b(?:ik|mij|me|mijn|wij|we|ons|i|my)\b", re.IGNORECASE)


def sentence_of(at: int, text: str) -> tuple[int, int]:
    """Return where the sentence around an offset begins and ends."""
    start = max((m.end() for m in _STOP.finditer(text, 0, at)), default=0)
    stop = _STOP.search(text, at)
    return start, stop.start() if stop else len(text)


_STOP = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")


def _both(pick: Pick) -> bool:
    """Whether of a name that leaves two both are meant: "beide vrijdagen"."""
    return any(m.has(Qualifier.TOGETHER) for m in pick.mentions)


TWO = 2


def _joined(picks: list[Pick], mail: IncomingMail) -> bool:
    """Whether the writer wants all of them: "Utrecht en Arnhem", "zowel … als …"."""
    mentions = [m for p in picks for m in p.mentions]
    if any((m.has(Qualifier.ALTERNATIVE) and len(m.sessions) == 1) or m.has(Qualifier.TENTATIVE) for m in mentions):
        return False
    firsts = sorted((next((m for m in p.mentions if not m.is_hint), p.mentions[0]) for p in picks), key=_start)
    text = {Part.WRITTEN: mail.written, Part.SUBJECT: mail.subject}
    return all(
        a.part is b.part
        and not _STOP.search(text.get(a.part, "")[a.end : b.start])
        and len(gap := text.get(a.part, "")[a.end : b.start]) <= NEAR
        and bool(JOINED.search(gap))
        for a, b in pairwise(firsts)
    )


def _start(mention: Mention) -> int:
    return mention.start


def _ordered(sets: Iterable[frozenset[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for one in sets for s in sorted(one)))


def _hold_against_subject(choice: Choice, subject: list[Finding]) -> Choice:
    """A subject that the writer wrote, naming only another session, contradicts the text."""
    named = {f.value for f in subject}
    if named & set(choice.sessions) or all(_how(f) in VAGUE for f in subject):
        return choice
    candidates = tuple(dict.fromkeys((*choice.sessions, *(f.value for f in subject))))
    return replace(
        choice,
        sessions=(),
        missing=Missing.CONTRADICTION,
        candidates=candidates,
        evidence=(*choice.evidence, *subject),
    )


def _hold_against_dates(choice: Choice, understanding: Understanding) -> Choice:
    """A date beside the session's name that is not its own, or a weekday that is not its date's, contradicts it."""
    wrong_weekday = any(f.value == "weekday" for f in understanding.of(FindingKind.REMARK))
    if wrong_weekday and not any(_how(f) in PLACE_LIKE for f in choice.evidence):
        return replace(choice, sessions=(), missing=Missing.CONTRADICTION, candidates=choice.sessions)
    for date in understanding.of(FindingKind.DATE):
        beside = [
            f for f in choice.evidence if f.part is date.part and _how(f) in PLACE_LIKE and -1 <= _gap(f, date) <= 12
        ]
        dated = any(_how(f) == "date" for f in choice.evidence)
        if date.asserted and beside and not dated:
            return replace(choice, sessions=(), missing=Missing.CONTRADICTION, candidates=choice.sessions)
    return choice


def _hold_against_places(choice: Choice, understanding: Understanding, mail: IncomingMail) -> Choice:
    """A date alone does not choose where the writer names another place to go to ("28 juni in Ede")."""
    if not choice.sessions or any(_how(f) in PLACE_LIKE for f in choice.evidence):
        return choice
    for place in understanding.of(FindingKind.PLACE):
        towards = place.part is Part.WRITTEN and _TOWARDS.search(mail.written[: place.start])
        near = any(f.part is place.part and -1 <= _gap(f, place) <= NEAR for f in choice.evidence)
        if place.asserted and towards and near:
            return replace(choice, sessions=(), missing=Missing.UNKNOWN_PLACE, mentioned=place.text)
    return choice


def _gap(one: Finding, other: Finding) -> int:
    return other.start - one.end if other.start >= one.end else one.start - other.end


def _by_elimination(choice: Choice, event: Event) -> Choice | None:
    """Where all sessions but one are denied, that one is meant."""
    denied = {f.value for f in choice.against if f.has(Qualifier.NEGATED) and _how(f) not in VAGUE}
    left = [s.id for s in event.sessions if s.id not in denied]
    return replace(choice, sessions=tuple(left)) if len(left) == 1 and len(denied) > TWO else None


def _nothing_chosen(choice: Choice, understanding: Understanding) -> Choice:
    places = [f for f in understanding.of(FindingKind.PLACE) if f.asserted and f.part in (Part.WRITTEN, Part.SUBJECT)]
    if places:
        return replace(choice, missing=Missing.UNKNOWN_PLACE, mentioned=places[0].text, evidence=tuple(places))
    return replace(choice, missing=Missing.NO_SESSION)


def _not_past(choice: Choice, event: Event, mail: IncomingMail) -> Choice:
    still_open = {s.id for s in event.open_at(mail.received_at)}
    over = [s for s in choice.sessions if s not in still_open]
    if over:
        return replace(choice, sessions=(), missing=Missing.PAST_SESSION, mentioned=event.session(over[0]).place)
    left = tuple(s for s in choice.candidates if s in still_open)
    if len(left) == 1 and len(choice.candidates) > 1 and choice.missing is Missing.SEVERAL_SESSIONS:
        return replace(choice, sessions=left, missing=None, candidates=left)  # "vrijdag", and one Friday is over
    return replace(choice, candidates=left)
