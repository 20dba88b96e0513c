"""Registrations that move to another session, or to another person."""

from d_loket.deciding.cancel import of_session, whom
from d_loket.deciding.case import Case
from d_loket.deciding.clarify import draft_of, missing_of
from d_loket.deciding.people import same_person
from d_loket.deciding.weighing import sentence_of
from d_loket.model import Attendee, Change, Clarify, Decision, FindingKind, Question, Registration, Review, Role


def replaced(case: Case) -> Decision | None:
    """A colleague comes instead of who is registered."""
    said = case.understanding.intents("replace")
    new = case.newcomers
    leaves = case.understanding.intents("decline", "cancel") and not case.understanding.intents("add")
    if not case.registrations or not (said or (leaves and new)):
        return None
    evidence = case.evidence(FindingKind.INTENT, FindingKind.PERSON, FindingKind.ROLE)
    leaving = of_session(case, whom(case))
    if len(new) != 1 or len(leaving) != 1:
        reason = "Stuurt een vervanger, maar het is niet duidelijk wie voor wie komt."
        return Review(reasons=(reason,), evidence=evidence, role=case.writer.role)
    person = Attendee(
        new[0].name, new[0].role, (leaving[0].session_id,), new[0].organisation or leaving[0].organisation
    )
    return _owned(
        case,
        Change(
            reasons=(f"{person.name} komt in de plaats van {leaving[0].name}.",),
            evidence=evidence,
            withdrawn=(leaving[0].id,),
            attendees=(person,),
            flags=case.flags,
            role=person.role,
            language=case.understanding.language,
        ),
    )


def moved(case: Case) -> Decision | None:
    """Who is registered goes to another session."""
    said = case.understanding.intents("change")
    if not case.registrations or case.understanding.intents("add"):
        return None
    leaves = case.understanding.intents("decline", "cancel")
    target = case.choice.sessions or (case.choice.candidates if said else ())
    elsewhere = tuple(s for s in target if s not in {r.session_id for r in case.registrations})
    denied = _denies_present(case)
    if not said and not (elsewhere and (denied or leaves)):
        return None
    if not elsewhere or len(elsewhere) > 1:
        return _which(case) if said else None
    leaving = _leaving(case)
    if not leaving:
        reason = "Wil naar een andere sessie, maar het is niet duidelijk wie er verhuist."
        return Review(reasons=(reason,), evidence=case.evidence(FindingKind.INTENT), role=case.writer.role)
    people = tuple(Attendee(r.name, _role(case, r), elsewhere, r.organisation) for r in leaving)
    return _owned(
        case,
        Change(
            reasons=(f"Gaat van {case.name_of(leaving[0].session_id)} naar {case.name_of(elsewhere[0])}.",),
            evidence=case.evidence(FindingKind.INTENT),
            withdrawn=tuple(r.id for r in leaving),
            attendees=people,
            flags=case.flags,
            role=people[0].role if len({p.role for p in people}) == 1 else None,
            language=case.understanding.language,
        ),
    )


def _denies_present(case: Case) -> bool:
    """Whether the mail says that the session registered for does not suit."""
    present = {r.session_id for r in case.registrations}
    return any(f.value in present for f in case.choice.against)


def _leaving(case: Case) -> tuple[Registration, ...]:
    """Return whose registrations move: the session denied, else that of the writer or of the only people there are."""
    denied = {f.value for f in case.choice.against}
    there = tuple(r for r in case.registrations if r.session_id in denied) or case.registrations
    if len({r.session_id for r in there}) > 1:
        return ()
    named = _moving(case) or [a.name for a in case.understanding.attendees]
    chosen = tuple(r for r in there if any(same_person(r.name, n) for n in named))
    return chosen or there


def _moving(case: Case) -> list[str | None]:
    """Return who is named in the sentences that tell of the move."""
    told = [sentence_of(f.start, case.mail.written) for f in case.understanding.intents("change")]
    people = case.understanding.of(FindingKind.PERSON)
    return [f.value for f in people if any(start <= f.start < end for start, end in told)]


def _role(case: Case, registration: Registration) -> Role | None:
    return registration.role or (case.writer.role if same_person(registration.name, case.writer.name) else None)


def _which(case: Case) -> Decision:
    choice = case.choice
    open_now = tuple(s.id for s in case.open_sessions)
    return Clarify(
        reasons=("Wil wijzigen, maar naar welke sessie is niet duidelijk.",),
        evidence=case.evidence(FindingKind.INTENT),
        question=Question.SESSION,
        missing=missing_of(choice),
        options=choice.candidates if len(choice.candidates) > 1 else open_now,
        draft=draft_of(case),
        role=case.writer.role,
        language=case.understanding.language,
    )


def _owned(case: Case, decision: Change) -> Decision:
    if case.situation.is_owner:
        return decision
    reason = "Wil wijzigen vanaf een adres waarvan niet vaststaat dat het bij de inschrijving hoort."
    return Review(reasons=(reason,), evidence=decision.evidence, suggestion=decision, role=case.writer.role)
