"""What a person decides."""

from d_loket.deciding.case import Case
from d_loket.model import Decision, Finding, FindingKind, Review

DELICATE = {
    "privacy": "Een verzoek over persoonsgegevens (AVG).",
    "press": "Een vraag van de pers.",
    "complaint": "Een klacht of bezwaar.",
    "status": "Vraagt of een aanmelding is ontvangen.",
    "forward-fyi": "Ter informatie doorgestuurd.",
    "other-dates": "Vraagt naar andere data.",
}


def delicate(case: Case) -> Decision | None:
    """Privacy requests, press, complaints and the like are a person's, unless somebody plainly registers too."""
    found = case.remarks(*DELICATE)
    if not found or (found[0].value in ("complaint", "forward-fyi", "other-dates") and _registers(case, found[0])):
        return None
    evidence = case.evidence(FindingKind.REMARK, FindingKind.INTENT)
    return Review(reasons=(DELICATE[found[0].value],), evidence=evidence, role=case.role)


def _registers(case: Case, besides: Finding) -> bool:
    """Whether somebody who complains, or forwards, plainly registers all the same."""
    return any(f.value == "register" for f in case.coming) or bool(
        besides.value != "forward-fyi"
        and case.coming
        and case.choice.sessions
        and not case.declines
        and not case.questions
    )


def question(case: Case) -> Decision | None:
    """Only a question: the answer is a person's."""
    if not case.questions and not case.remarks("other-dates"):
        return None
    evidence = case.evidence(FindingKind.QUESTION, FindingKind.REMARK, FindingKind.INTENT)
    return Review(
        reasons=("Stelt een vraag die een organisator moet beantwoorden.",), evidence=evidence, role=case.role
    )


def undecided(case: Case) -> Review:
    """Nothing showed with certainty what the writer wants."""
    evidence = case.evidence(*FindingKind)
    return Review(
        reasons=("Het is niet duidelijk wat de afzender wil.",),
        evidence=evidence,
        role=case.role,
        language=case.understanding.language,
    )
