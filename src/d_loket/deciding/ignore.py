"""Mails to which nobody expects an answer."""

import re

from d_loket.deciding.case import Case
from d_loket.model import Act, AutomaticKind, Decision, Finding, FindingKind, Ignore, Part, Review

ROBOTS = {
    AutomaticKind.OUT_OF_OFFICE: "Een automatisch bericht van afwezigheid.",
    AutomaticKind.BOUNCE: "Onze mail kon niet worden bezorgd.",
    AutomaticKind.REPORT: "Een automatisch leverings- of leesbericht.",
    AutomaticKind.LIST: "Een nieuwsbrief of bericht van een verzendlijst.",
    AutomaticKind.AUTO: "Een bericht van een automaat.",
}


def automatic(case: Case) -> Decision | None:
    """No robot is answered, whatever it says; a bounce is shown to an organiser."""
    verdict = case.mail.automatic
    if verdict is None:
        return None
    flags = ("Een adres is onbereikbaar.",) if verdict.kind is AutomaticKind.BOUNCE else ()
    return Ignore(reasons=(ROBOTS[verdict.kind], f"Te zien aan: {verdict.reason}."), flags=flags)


def newsletter(case: Case) -> Decision | None:
    """Advertising and phishing, as far as the wording shows it."""
    promotion = case.remarks("promotion")
    if not promotion or case.registrations:
        return None
    if case.coming:
        return Review(reasons=("Lijkt op reclame, maar meldt ook iemand aan.",), evidence=promotion, role=case.role)
    return Ignore(reasons=("Reclame of een nieuwsbrief; niemand verwacht een antwoord.",), evidence=promotion)


A_LITTLE = 0.4  # how likely a sentence may do something where only the examples call a mail a thank-you
_DOING = (
    Act.COMES, Act.SENDS, Act.NOT, Act.WITHDRAW, Act.CHANGE, Act.REPLACE, Act.ALSO, Act.ASK, Act.NEED, Act.STATUS
)  # fmt: skip


def thanks(case: Case) -> Decision | None:
    """A bare thank-you, or "tot dan" of somebody who is registered for just that."""
    thanks = case.understanding.intents("thanks")
    acts = case.understanding.intents("register", "cancel", "change", "replace", "add", "undo", "decline", "confirm")
    asked = case.questions or case.understanding.of(FindingKind.NEED) or case.asked or case.understanding.attendees
    if not thanks or [f for f in acts if f.part is not Part.SUBJECT] or asked:
        return None
    if all(f.rule.startswith("learned.") for f in thanks) and case.understanding.does(*_DOING) > A_LITTLE:
        return None
    registered = {r.session_id for r in case.registrations}
    named = set(case.choice.sessions or case.choice.candidates)
    if not named <= registered or (not registered and (case.coming or not case.is_short)):
        return None
    return Ignore(reasons=("Een bedankje; er hoeft niets te gebeuren.",), evidence=thanks)


_ASKS_NOTHING = re.compile(
    r"[?\d]|\b(?:niet|geen|toch|maar|anders|wel|of|kan|kunnen|wil|willen|kom|komt|komen|graag|ook|liever|wijzig\w*|verander\w*|vraag\w*|moet|mag|nog|not|but|also)\b",
    re.IGNORECASE,
)
COURTESY = 12  # words


def courteous(case: Case) -> Decision | None:
    """A few kind words from somebody who is registered, in which nothing is asked, named or changed."""
    words = case.mail.written.split()
    found = [f for f in case.understanding.findings if f.part is Part.WRITTEN and _matters(f)]
    if not case.registrations or case.asked or not 0 < len(words) <= COURTESY or found:
        return None
    if _ASKS_NOTHING.search(case.mail.written):
        return None
    return Ignore(reasons=("Een vriendelijk bericht; er hoeft niets te gebeuren.",))


def _matters(finding: Finding) -> bool:
    """Whether a finding may be what the mail is about."""
    if finding.kind is FindingKind.INTENT:
        return finding.value not in ("thanks", "confirm")
    return finding.kind is not FindingKind.ORGANISATION and finding.kind is not FindingKind.ROLE


def gives_up(case: Case) -> Decision | None:
    """After our question the writer lets it go, and nothing was registered."""
    up = case.understanding.intents("giveup", "decline")
    if not up or not case.asked or case.registrations or case.coming:
        return None
    if case.questions:
        return Review(reasons=("Ziet ervan af en stelt nog een vraag.",), evidence=up + case.questions, role=case.role)
    return Ignore(reasons=("De afzender ziet ervan af; er stond nog niets ingeschreven.",), evidence=up)


def declined(case: Case) -> Decision | None:
    """A polite "helaas, ik kan niet" of somebody who was not registered."""
    declined = case.declines
    if not declined or case.registrations or case.coming or case.understanding.intents("cancel"):
        return None
    evidence = case.evidence(FindingKind.INTENT, FindingKind.QUESTION)
    if case.questions or case.remarks("complaint", "other-dates", "status"):
        return Review(reasons=("Kan niet komen en vraagt of meldt nog iets.",), evidence=evidence, role=case.role)
    return Ignore(reasons=("Laat weten niet te komen; er stond niets ingeschreven.",), evidence=evidence)
