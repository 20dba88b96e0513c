"""The one precise question."""

from d_loket.deciding.case import Case
from d_loket.deciding.weighing import Choice
from d_loket.model import Clarify, Decision, Draft, FindingKind, Missing, Question, Review

ROUNDS = 2
WHY = {
    Missing.NO_SESSION: "Wil komen, maar noemt geen sessie.",
    Missing.SEVERAL_SESSIONS: "Noemt meer dan één sessie zonder te kiezen.",
    Missing.CONTRADICTION: "Noemt gegevens die bij verschillende sessies horen.",
    Missing.UNKNOWN_PLACE: "Noemt een plaats waar geen sessie is.",
    Missing.PAST_SESSION: "Kiest een sessie die al is geweest.",
    Missing.TENTATIVE: "Weet nog niet zeker of het doorgaat.",
    Missing.FULL: "De gekozen sessie is vol.",
    Missing.NOBODY: "Het is niet duidelijk wie er komt.",
}


def incomplete(case: Case) -> Decision | None:
    """Somebody wants to come; which session is missing, contradictory, unknown or past."""
    agrees = case.understanding.intents("confirm") if case.asked else ()
    more = case.understanding.intents("add", "change")
    wants = case.coming or more or case.doubtful or agrees
    if not wants or not case.choice.missing or (case.registrations and not (more or case.asked)):
        return None  # who is registered and names no session hardly wants to be asked which
    return ask(case, Question.SESSION, case.choice.missing)


def tentative(case: Case) -> Decision | None:
    """The writer is not sure yet."""
    if not case.doubtful or case.coming:
        return None
    if case.questions and case.choice.missing and not case.asked:
        return None  # what it depends on is the answer to the question, which is a person's
    if case.asked and case.asked.question is Question.COMMITMENT:
        return None
    return ask(case, Question.COMMITMENT, Missing.TENTATIVE)


def unclear_answer(case: Case) -> Decision | None:
    """An answer to our question that does not choose: the question is put once more."""
    if not case.answers_session_question or not (case.choice.candidates or case.is_short):
        return None
    return ask(case, Question.SESSION, missing_of(case.choice))


def ask(case: Case, question: Question, missing: Missing) -> Decision | None:
    """Return the question, with the sessions still possible and what is known already."""
    choice = case.choice
    options = tuple(s.id for s in case.open_sessions)
    if not options:
        return Review(reasons=("Wil komen, maar alle sessies zijn geweest.",), evidence=case.evidence(), role=case.role)
    if missing is Missing.SEVERAL_SESSIONS and len(choice.candidates) > 1:
        options = choice.candidates
    return Clarify(
        reasons=(WHY[missing],),
        evidence=case.evidence(FindingKind.INTENT, FindingKind.PLACE, FindingKind.DATE, FindingKind.ROLE),
        question=question,
        missing=missing,
        options=options,
        draft=draft_of(case),
        mentioned=choice.mentioned,
        flags=case.flags,
        role=case.writer.role,
        language=case.understanding.language,
    )


def draft_of(case: Case) -> Draft:
    """Return what this mail and the earlier ones made known."""
    return Draft(
        role=case.writer.role,
        writer=case.writer,
        attendees=case.people,
        sessions=case.choice.sessions,
        flags=case.flags,
    )


def missing_of(choice: Choice) -> Missing:
    """Return what the choice misses; a choice that misses nothing but is not made misses the session."""
    return choice.missing or Missing.NO_SESSION


def or_a_person(case: Case, decision: Decision) -> Decision:
    """After two questions without result, or where a question may not be sent, a person takes over."""
    if not isinstance(decision, Clarify):
        return decision
    if case.mail.no_answer:
        reason = f"Er is iets onduidelijk, maar automatisch antwoorden mag niet: {case.mail.no_answer}."
    elif case.asked and case.asked.rounds >= ROUNDS:
        reason = "Twee keer gevraagd zonder duidelijk antwoord."
    else:
        return decision
    return Review(reasons=(reason, *decision.reasons), evidence=decision.evidence, role=decision.role)
