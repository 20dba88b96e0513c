"""What rules found and what was learned from examples, weighed against each other, sentence by sentence.

Where rules are silent, what is likely enough becomes a finding of its own (`learned.<act>`). Where a rule says one
thing and the examples surely another, the rule's finding stays, for all to see, but counts no longer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from d_loket.model import Act, Finding, FindingKind, Judged, Part, Qualifier, Standing

LIKELY = 0.65  # what is at least as likely, and no rule found, is a finding
FOLLOWS = 0.55  # the same for what only matters of somebody who is registered, or of whom we asked something
DELICATE = 0.85  # the same for what takes a mail out of the usual way
SURE = 0.85  # what is at least as likely speaks against what a rule found
LITTLE = 0.3  # what is at most as likely is not chosen in a sentence that surely refuses
HARDLY = 0.05
UNLIKELY = 0.12  # what is at most as likely is not what a rule took it for

MEANING: Mapping[Act, tuple[FindingKind, str]] = {
    Act.COMES: (FindingKind.INTENT, "attend"),
    Act.SENDS: (FindingKind.INTENT, "attend"),
    Act.MAYBE: (FindingKind.INTENT, "doubt"),
    Act.NOT: (FindingKind.INTENT, "decline"),
    Act.WITHDRAW: (FindingKind.INTENT, "cancel"),
    Act.CHANGE: (FindingKind.INTENT, "change"),
    Act.REPLACE: (FindingKind.INTENT, "replace"),
    Act.ALSO: (FindingKind.INTENT, "add"),
    Act.CONFIRM: (FindingKind.INTENT, "confirm"),
    Act.GIVE_UP: (FindingKind.INTENT, "giveup"),
    Act.THANKS: (FindingKind.INTENT, "thanks"),
    Act.ASK: (FindingKind.QUESTION, "question"),
    Act.NEED: (FindingKind.NEED, "need"),
    Act.NOTE: (FindingKind.REMARK, "other"),
    Act.COMPLAINT: (FindingKind.REMARK, "complaint"),
    Act.PRESS: (FindingKind.REMARK, "press"),
    Act.PRIVACY: (FindingKind.REMARK, "privacy"),
    Act.STATUS: (FindingKind.REMARK, "status"),
    Act.OTHER_DATES: (FindingKind.REMARK, "other-dates"),
    Act.PROMOTION: (FindingKind.REMARK, "promotion"),
    Act.FYI: (FindingKind.REMARK, "forward-fyi"),
}
COMING = (Act.COMES, Act.SENDS, Act.ALSO, Act.CHANGE, Act.CONFIRM, Act.REPLACE)
AWAY = (Act.NOT, Act.WITHDRAW, Act.GIVE_UP)
# What a rule's finding may be: the acts that agree with it, and those that contradict it.
AGREES: Mapping[str, tuple[Act, ...]] = {
    "attend": COMING,
    "register": COMING,
    "decline": (*AWAY, Act.CHANGE, Act.REPLACE, Act.OTHER_DATES, Act.COMPLAINT),
    "cancel": (*AWAY, Act.REPLACE, Act.CHANGE),
    "giveup": AWAY,
    "change": (Act.CHANGE, Act.REPLACE, Act.WITHDRAW),
    "replace": (Act.REPLACE, Act.SENDS),
    "add": (Act.ALSO, Act.SENDS),
    "doubt": (Act.MAYBE, Act.ASK),
    "question": (Act.ASK, Act.STATUS, Act.OTHER_DATES, Act.PRESS, Act.PRIVACY, Act.COMPLAINT),
    "press": (Act.PRESS,),
    "privacy": (Act.PRIVACY,),
    "complaint": (Act.COMPLAINT,),
    "status": (Act.STATUS, Act.ASK),
    "other-dates": (Act.OTHER_DATES, Act.ASK),
    "promotion": (Act.PROMOTION,),
    "forward-fyi": (Act.FYI,),
}
CONTRADICTS: Mapping[str, tuple[Act, ...]] = {
    "attend": (*AWAY, Act.ABOUT, Act.PROMOTION, Act.ASK),
    "register": (*AWAY, Act.ABOUT, Act.PROMOTION),
    "decline": (Act.COMES, Act.SENDS, Act.ABOUT, Act.ALSO),
    "cancel": (Act.COMES, Act.SENDS, Act.ABOUT, Act.ALSO),
    "giveup": (Act.COMES, Act.SENDS),
    "change": (Act.COMES, Act.SENDS, Act.ABOUT, Act.NOT),
    "replace": (Act.COMES, Act.ABOUT),
    "add": (Act.COMES, Act.ABOUT),
    "doubt": (Act.COMES, Act.SENDS),
    "question": (Act.COMES, Act.SENDS, Act.CHANGE, Act.WITHDRAW, Act.REPLACE, Act.ALSO),
    "press": (Act.COMES, Act.SENDS, Act.SELF, Act.ABOUT),
    "privacy": (Act.COMES, Act.SENDS, Act.NEED, Act.ABOUT),
    "complaint": (Act.COMES, Act.SENDS, Act.SELF),
    "status": (Act.COMES, Act.SENDS),
    "other-dates": (Act.COMES, Act.SENDS, Act.CHANGE),
    "promotion": (Act.COMES, Act.SENDS, Act.ASK, Act.ABOUT, Act.CHANGE, Act.WITHDRAW),
    "forward-fyi": (Act.COMES, Act.SENDS),
}
STANDS: Mapping[Standing, Qualifier] = {
    Standing.REFUSED: Qualifier.NEGATED,
    Standing.ORIGIN: Qualifier.ORIGIN,
    Standing.LEFT: Qualifier.NEGATED,
    Standing.MENTIONED: Qualifier.OTHER_PERSON,
}


_DELICATE = {value for kind, value in MEANING.values() if kind is FindingKind.REMARK} - {"other"}


def weigh_acts(findings: Iterable[Finding], judged: Sequence[Judged]) -> list[Finding]:
    """Return the findings, those out of account that the examples surely contradict."""
    return [_held_against(f, judged) for f in findings]


def shown(findings: Sequence[Finding], judged: Sequence[Judged], text: str) -> list[Finding]:
    """Return what only the examples show: what a sentence likely does that no rule found in it."""
    return [f for sentence in judged for f in _shown(sentence, findings, text)]


def _sentence_of(finding: Finding, judged: Sequence[Judged]) -> Judged | None:
    return next((s for s in judged if finding.part is Part.WRITTEN and s.start <= finding.start < s.end), None)


def _held_against(finding: Finding, judged: Sequence[Judged]) -> Finding:
    name = str(finding.kind) if finding.kind in (FindingKind.QUESTION, FindingKind.NEED) else finding.value
    sentence = _sentence_of(finding, judged)
    if sentence is None:
        return finding
    if name not in AGREES:
        return _settled(finding, sentence)
    if name in _DELICATE and sentence.does(*AGREES[name]) <= HARDLY:
        return replace(finding, qualifiers=finding.qualifiers | {Qualifier.DOUBTED})
    against = sentence.does(*CONTRADICTS[name])
    polite = name == "question" and sentence.does(*AGREES[name]) <= 2 * UNLIKELY and against >= FOLLOWS
    if polite or (sentence.does(*AGREES[name]) <= UNLIKELY and against >= SURE):
        return replace(finding, qualifiers=finding.qualifiers | {Qualifier.DOUBTED})
    return _settled(finding, sentence)


def _settled(finding: Finding, sentence: Judged) -> Finding:
    """What a cue put in doubt ("groen licht") stands firm where the sentence likely comes, and hardly perhaps."""
    firm = sentence.does(Act.MAYBE) <= UNLIKELY and sentence.does(*COMING) >= LIKELY
    if firm and finding.has(Qualifier.TENTATIVE):
        return replace(finding, qualifiers=finding.qualifiers - {Qualifier.TENTATIVE})
    return finding


def _shown(sentence: Judged, findings: Sequence[Finding], text: str) -> list[Finding]:
    """Return what a sentence likely does that no rule found in it."""
    inside = {
        (f.kind, f.value)
        for f in findings
        if f.part is Part.WRITTEN and sentence.start <= f.start < sentence.end and not f.has(Qualifier.DOUBTED)
    }
    new = []
    for act, likely in sentence.acts.items():
        if act in MEANING and likely >= _enough(act) and not _found(MEANING[act], inside):
            kind, value = MEANING[act]
            said = text[sentence.start : sentence.end]
            if act is Act.THANKS and said.endswith(","):
                continue  # "Beste mensen," only greets
            new.append(Finding(kind, value, said, Part.WRITTEN, sentence.start, sentence.end, f"learned.{act}"))
    return new


def _enough(act: Act) -> float:
    if act in (Act.REPLACE, Act.CHANGE, Act.WITHDRAW, Act.ALSO, Act.GIVE_UP, Act.CONFIRM):
        return FOLLOWS
    return DELICATE if MEANING[act][0] is FindingKind.REMARK and act is not Act.NOTE else LIKELY


def _found(meaning: tuple[FindingKind, str], inside: set[tuple[FindingKind, str]]) -> bool:
    kind, value = meaning
    if kind in (FindingKind.NEED, FindingKind.QUESTION):
        return any(k is kind for k, _ in inside)
    return meaning in inside or (value == "attend" and (kind, "register") in inside)


def weigh_standings(
    findings: Iterable[Finding],
    standings: Mapping[tuple[int, int], Mapping[Standing, float]],
    judged: Sequence[Judged],
) -> list[Finding]:
    """Return the findings, with the context of each mention of a session as rules and examples together give it."""
    return [_standing(f, standings.get((f.start, f.end)), _sentence_of(f, judged)) for f in findings]


def _standing(finding: Finding, likely: Mapping[Standing, float] | None, sentence: Judged | None) -> Finding:
    if finding.kind is not FindingKind.SESSION or finding.part is not Part.WRITTEN or not likely:
        return finding
    chosen = likely[Standing.CHOSEN]
    left_open = finding.has(Qualifier.ALTERNATIVE) and likely[Standing.OPEN] >= LIKELY
    if not finding.asserted and not finding.has(Qualifier.CORRECTED) and (chosen >= SURE or left_open):
        return replace(finding, qualifiers=finding.qualifiers - set(STANDS.values()) - _DENYING)
    refuses = sentence is not None and sentence.does(Act.NOT) >= SURE and sentence.does(*COMING) < LIKELY
    enough = LITTLE if refuses else UNLIKELY
    if finding.asserted and chosen + likely[Standing.OPEN] + likely[Standing.FALLBACK] <= enough:
        likeliest = max(STANDS, key=lambda s: likely[s])
        return replace(finding, qualifiers=finding.qualifiers | {STANDS[likeliest]})
    return finding


_DENYING = {Qualifier.PAST, Qualifier.HYPOTHETICAL}
