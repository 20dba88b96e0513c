"""Registrations that are withdrawn."""

import re
from collections.abc import Sequence

from d_loket.deciding.case import Case
from d_loket.deciding.people import same_person
from d_loket.model import Attendee, Cancel, Decision, FindingKind, Registration, Review
from d_loket.patterns import fold


def withdrawn(case: Case) -> Decision | None:
    """Somebody who is registered does not come after all."""
    said = case.understanding.intents("cancel") or (case.registrations and case.understanding.intents("decline"))
    if not said or (case.coming and not _mentioned(case)):
        return None
    evidence = case.evidence(FindingKind.INTENT, FindingKind.PERSON)
    if not case.registrations:
        reason = "Meldt iemand af die bij ons niet (onder dit adres) is ingeschreven."
        return Review(reasons=(reason,), evidence=evidence, role=case.writer.role)
    affected = of_session(case, whom(case))
    if not affected:
        reason = "Meldt af, maar het is niet duidelijk wie of voor welke sessie."
        return Review(reasons=(reason,), evidence=evidence, role=case.writer.role)
    if not case.situation.is_owner:
        reason = "Meldt af vanaf een adres waarvan niet vaststaat dat het bij de inschrijving hoort."
        return Review(reasons=(reason,), evidence=evidence, role=case.writer.role)
    return Cancel(
        reasons=(f"Meldt {_names(case, affected)} af.",),
        evidence=evidence,
        withdrawn=tuple(r.id for r in affected),
        attendees=tuple(Attendee(r.name, r.role, (r.session_id,), r.organisation) for r in affected),
        flags=case.flags,
        role=affected[0].role if len({r.role for r in affected}) == 1 else None,
        language=case.understanding.language,
    )


def whom(case: Case) -> tuple[Registration, ...]:
    """Return the registrations meant: of the people named who stay away, else the writer's, else the only one."""
    away = {f.value for f in case.understanding.of(FindingKind.PERSON) if not f.asserted or _is_away(case, f.value)}
    away |= _mentioned(case)
    named = tuple(r for r in case.registrations if any(same_person(r.name, n) for n in away))
    if named:
        return named
    own = tuple(r for r in case.registrations if same_person(r.name, case.writer.name))
    if own:
        return own
    people = {r.name for r in case.registrations}
    return case.registrations if len(people) == 1 else ()


def _mentioned(case: Case) -> set[str]:
    """Return who of several is registered and named in the text, if only by first or last name."""
    names = {r.name for r in case.registrations if r.name}
    if len(names) < 2:
        return set()
    words = set(re.findall(r"\w+", fold(case.mail.written)))
    own = [n for n in names if not same_person(n, case.writer.name)]
    return {n for n in own if {part for part in re.findall(r"\w+", fold(n)) if len(part) > 3} & words}


def _is_away(case: Case, name: str) -> bool:
    return not any(same_person(a.name, name) for a in case.understanding.attendees) and not same_person(
        name, case.writer.name
    )


def of_session(case: Case, registrations: Sequence[Registration]) -> tuple[Registration, ...]:
    """Narrow registrations down to the sessions the mail names, where it names any of theirs."""
    sessions = case.understanding.of(FindingKind.SESSION)
    withdrawn = case.understanding.intents("cancel")
    inside = {f.value for f in sessions for c in withdrawn if c.part is f.part and c.start <= f.start < c.end}
    named = inside or {f.value for f in sessions}
    meant = tuple(r for r in registrations if r.session_id in named)
    return meant or tuple(registrations)


def _names(case: Case, registrations: Sequence[Registration]) -> str:
    return ", ".join(f"{r.name or 'een persoon zonder naam'} ({case.name_of(r.session_id)})" for r in registrations)
