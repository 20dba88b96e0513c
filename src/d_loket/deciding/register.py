"""Somebody comes."""

import re

from d_loket.deciding.case import Case
from d_loket.deciding.people import same_person
from d_loket.model import Attendee, Decision, FindingKind, Ignore, Part, Question, Register, Review


def registered(case: Case) -> Decision | None:
    """Somebody states that they, or others, come, and to which session."""
    added = case.understanding.intents("add")
    joins = added or (case.registrations and case.newcomers)
    sessions = case.choice.sessions or (_another(case) or _present(case) if joins else ())
    if not sessions or not (case.coming or added or _sends(case) or _lists_people(case) or _names_only_a_session(case)):
        return None
    return _register(case, sessions, _why(case))


def asked_and_answered(case: Case) -> Decision | None:
    """The answer to our question completes what was known."""
    if not case.asked or case.declines or case.understanding.intents("cancel", "giveup"):
        return None
    if case.asked.question is Question.COMMITMENT:
        agreed = case.understanding.intents("confirm") or case.coming
        sessions = case.choice.sessions or case.still_open(case.asked.draft.sessions)
        if agreed and sessions and not case.doubtful:
            return _register(case, sessions, "Bevestigt na onze vraag dat het doorgaat.")
        return None
    if case.asked.question is Question.SESSION and case.choice.sessions:
        return _register(case, case.choice.sessions, "Antwoordt op onze vraag welke sessie het wordt.")
    return None


_OF_ONESELF = re.compile(r"\b(?:ik|wij|we|mij|me|mijn|ons|onze|i|my|us|our)\b", re.IGNORECASE)


def presumed(case: Case) -> Decision | None:
    """A mail that names one session, and in which nothing doubts, asks, declines or complains, registers.

    That is what the mailbox is for: whoever writes to it about one session without a reservation comes.
    """
    chosen = [f for f in case.choice.evidence if f.part is not Part.SUBJECT]
    speaks = _OF_ONESELF.search(case.mail.written) or case.understanding.attendees
    if len(case.choice.sessions) != 1 or not chosen or not speaks or case.registrations or case.holds_back:
        return None
    return _register(case, case.choice.sessions, "Schrijft over één sessie, zonder voorbehoud of vraag.")


_DENIES = re.compile(r"\b(?:niet|geen|nooit|niemand|zonder|not|never|no)\b", re.IGNORECASE)


def _names_only_a_session(case: Case) -> bool:
    """A mail of a few words that names a session and nothing else can only be a registration."""
    only_subject = all(f.part is Part.SUBJECT for f in case.choice.evidence)
    if only_subject and len(case.mail.written.split()) > 3:
        return False
    denies = _DENIES.search(case.mail.written)
    return case.is_short and not denies and not case.questions and not case.doubtful and not case.choice.against


def _sends(case: Case) -> bool:
    """Whether the writer, who was not registered, sends somebody else: "in mijn plaats komt …"."""
    return bool(case.understanding.intents("replace") and case.understanding.attendees and not case.registrations)


def _another(case: Case) -> tuple[str, ...]:
    """Of the sessions named beside "ook", the one that nobody of them is registered for yet."""
    present = {r.session_id for r in case.registrations}
    new = tuple(s for s in case.choice.candidates if s not in present)
    return case.still_open(new) if present and len(new) == 1 else ()


def _present(case: Case) -> tuple[str, ...]:
    """Whoever is added without naming a session joins the one that the others are registered for."""
    present = {r.session_id for r in case.registrations}
    return case.still_open(tuple(present)) if len(present) == 1 else ()


def _lists_people(case: Case) -> bool:
    """A list of people, each with a session, registers them without another word."""
    people = case.understanding.attendees
    return bool(people) and all(a.name and a.sessions for a in people) and not case.questions


def _why(case: Case) -> str:
    said = case.coming or case.understanding.intents("add")
    if said:
        return f"Schrijft: „{' '.join(said[0].text.split())}”."
    return "Noemt in een kort bericht alleen de sessie."


def _register(case: Case, sessions: tuple[str, ...], why: str) -> Decision | None:
    people = tuple(_in(a, sessions) for a in case.people)
    if not people:
        return None
    evidence = case.evidence(FindingKind.INTENT, FindingKind.PERSON, FindingKind.ROLE, FindingKind.COUNT)
    if doubt := _unclear_who(case, people):
        return Review(reasons=(doubt,), evidence=evidence, role=case.role)
    new, already = _split(case, people)
    if not new and case.is_short and case.understanding.intents("thanks"):
        return Ignore(reasons=("Een groet van wie al is ingeschreven; er hoeft niets te gebeuren.",), evidence=evidence)
    if unclear := _moves_silently(case, new):
        return Review(reasons=(unclear,), evidence=evidence, role=case.role)
    places = [case.name_of(s) for s in dict.fromkeys(s for a in people for s in a.sessions)]
    return Register(
        reasons=(why, f"Kiest {' en '.join(places)}: {_because(case)}."),
        evidence=evidence,
        attendees=new,
        already=already,
        flags=case.flags,
        role=case.role,
        language=case.understanding.language,
    )


# Signs of company that nobody was found for: to be on the safe side a person looks.
_TOGETHER = re.compile(
    r"\b(?:samen met|met zijn? (?:twee|drie|vier)\w*|met z'n \w+|met zn \w+|wij tweeen|ons (?:beiden|"
    r"allebei|tweeën)|allebei|alle (?:twee|drie)|en ik (?:komen|gaan|willen|zijn)|"
    r"komen (?:wij|we)|wij komen|we komen|schrijf ons|noteer ons|meld ons|zet ons|rijdt? (?:met mij|mee)|"
    r"komt ook mee|wil ook mee|gaat ook mee|introducé)\b",
    re.IGNORECASE,
)
MOST = 3  # sessions for one person


def _unclear_who(case: Case, people: tuple[Attendee, ...]) -> str:
    """Return what is not certain about who comes to which session, "" when all is."""
    shared_out = [a for a in (case.understanding.writer, *case.understanding.attendees) if a.sessions]
    sessions = {s for a in people for s in a.sessions}
    if shared_out and len(sessions) > 1 and any(len(a.sessions) > 1 for a in people):
        return "Noemt meer mensen en meer sessies; wie waarheen gaat, is niet zeker."
    if any(len(a.sessions) > MOST for a in people):
        return "Noemt wel erg veel sessies voor één persoon."
    if contrary := [f for f in case.denied if not case.of_a_session(f)]:
        return f"Zegt te komen, maar ook: „{contrary[0].text}”."
    if case.understanding.of(FindingKind.COUNT) and len(people) == 1 and people[0].name:
        return "Er komen meer mensen, maar wie is niet duidelijk."
    if len(people) == 1 and (more := _TOGETHER.search(case.mail.written)) and not case.asked:
        return f"Misschien komen er meer mensen: „{more[0].strip()}”."
    lists = [
        a
        for a in case.mail.attachments
        if a.content_type in ("text/csv", "application/pdf") or "sheet" in a.content_type
    ]
    if lists and not case.understanding.attendees and ("bijlage" in case.mail.written or "lijst" in case.mail.written):
        return f"De namen staan in een bijlage ({lists[0].name})."
    return ""


def _in(attendee: Attendee, sessions: tuple[str, ...]) -> Attendee:
    own = tuple(s for s in attendee.sessions if s in sessions) or sessions
    return Attendee(attendee.name, attendee.role, own, attendee.organisation)


def _because(case: Case) -> str:
    texts = dict.fromkeys(f"„{f.text}”" for f in case.choice.evidence)
    return ", ".join(texts) or "eerder genoemd"


def _split(case: Case, people: tuple[Attendee, ...]) -> tuple[tuple[Attendee, ...], tuple[Attendee, ...]]:
    """Part those who are new from those who stand registered for that session already."""
    new, already = [], []
    for person in people:
        known = {r.session_id for r in case.registrations if same_person(r.name, person.name)}
        fresh = tuple(s for s in person.sessions if s not in known)
        if fresh:
            new.append(Attendee(person.name, person.role, fresh, person.organisation))
        else:
            already.append(person)
    return tuple(new), tuple(already)


def _moves_silently(case: Case, new: tuple[Attendee, ...]) -> str:
    """Who is registered elsewhere and names another session may want to move, or to come twice: not ours to guess."""
    if case.understanding.intents("add"):
        return ""
    for person in new:
        for registration in case.registrations:
            if same_person(registration.name, person.name):
                place = case.name_of(registration.session_id)
                return f"{person.name} staat al ingeschreven voor {place}; verhuizen of erbij?"
    return ""
