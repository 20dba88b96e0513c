"""One mail with everything a decision may rest on, and what follows from it at once."""

import re
from dataclasses import dataclass
from functools import cached_property

from d_loket.deciding.people import same_person
from d_loket.deciding.weighing import INHERITED, Choice, sentence_of, weigh
from d_loket.model import (
    Attendee,
    Conversation,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Qualifier,
    Question,
    Registration,
    Role,
    Session,
    Situation,
    Understanding,
)

COMING = ("register", "attend")
LIKELY = 0.6  # how likely a sentence does what it is taken to do


@dataclass(frozen=True)
class Case:
    """What is to be decided. Everything derived is computed once, when first asked for."""

    mail: IncomingMail
    understanding: Understanding
    situation: Situation
    event: Event

    @cached_property
    def choice(self) -> Choice:
        """Which session or sessions the mail chooses, with the evidence for and against."""
        return weigh(self.understanding, self.event, self.mail, self.asked)

    @property
    def asked(self) -> Conversation | None:
        """The conversation whose question is open, if any."""
        conversation = self.situation.conversation
        return conversation if conversation and conversation.question else None

    @property
    def open_sessions(self) -> tuple[Session, ...]:
        """The sessions that had not started when the mail came in."""
        return self.event.open_at(self.mail.received_at)

    def name_of(self, session_id: str) -> str:
        """Return what people call a session: its place, with the date where the place has several."""
        session = self.event.session(session_id)
        if sum(s.place == session.place for s in self.event.sessions) == 1:
            return session.place
        return f"{session.place} ({session.date.day}-{session.date.month})"

    def still_open(self, sessions: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the sessions that had not started when the mail came in."""
        return tuple(s.id for s in self.open_sessions if s.id in sessions)

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """The active registrations the sender may be writing about."""
        return self.situation.registrations

    @cached_property
    def newcomers(self) -> tuple[Attendee, ...]:
        """Who comes by name and is not registered yet."""
        known = [r.name for r in self.registrations]
        return tuple(
            a for a in self.understanding.attendees if a.name and not any(same_person(a.name, n) for n in known)
        )

    @cached_property
    def coming(self) -> tuple[Finding, ...]:
        """What states, without doubt or denial, that somebody comes or wants to be registered.

        A subject or a mere mention of a registration counts only where the text says nothing to the contrary.
        """
        said = tuple(f for f in self.understanding.intents(*COMING) if not self._inherited(f))
        firm = tuple(f for f in said if not f.has(Qualifier.TENTATIVE))
        written = tuple(f for f in firm if f.part is not Part.SUBJECT)
        if self._doubt:
            return tuple(f for f in written if f.value == "register" or self._apart_from_doubt(f))
        if written or self._contrary:
            return written
        return firm or tuple(f for f in self.understanding.intents("mention") if not self._inherited(f))

    def _apart_from_doubt(self, finding: Finding) -> bool:
        """Whether it stands in another sentence than a doubt that only the examples show."""
        learned = all(f.rule.startswith("learned.") for f in self._doubt)
        return learned and not any(f.start <= finding.start < f.end for f in self._doubt)

    def _inherited(self, finding: Finding) -> bool:
        """Whether it stands in a subject that somebody else wrote: "Fwd: Schuif aan!"."""
        return finding.part is Part.SUBJECT and bool(INHERITED.match(self.mail.subject))

    @property
    def declines(self) -> tuple[Finding, ...]:
        """What says that who writes does not come; of no weight where others are sent instead."""
        declines = self.understanding.intents("decline")
        if self.understanding.attendees and self.understanding.writer_comes is False:
            return ()
        if self.choice.sessions or self.choice.candidates:
            return tuple(f for f in declines if not self.of_a_session(f))
        return declines

    def of_a_session(self, finding: Finding) -> bool:
        """Whether a refusal is about one session, named in its sentence: "Haarlem red ik niet"."""
        start, end = sentence_of(finding.start, self.mail.written)
        return any(f.part is Part.WRITTEN and start <= f.start < end for f in self.choice.against)

    @cached_property
    def denied(self) -> tuple[Finding, ...]:
        """What says outright that the writer does not come ("ik kom uiteraard niet")."""
        attend = (
            f for f in self.understanding.of(FindingKind.INTENT) if f.value == "attend" and f.part is Part.WRITTEN
        )
        return tuple(f for f in attend if f.has(Qualifier.NEGATED) and f.text.lower().startswith("ik kom"))

    @cached_property
    def _contrary(self) -> bool:
        """Whether the text itself doubts, declines, withdraws or asks."""
        against = self.understanding.intents("cancel", "decline", "giveup", "change", "replace")
        return bool([f for f in against if f.part is not Part.SUBJECT] or self._tentative or self.questions)

    @cached_property
    def holds_back(self) -> bool:
        """Whether anything in the mail speaks against taking it for a plain registration, even if it is denied."""
        against = {"cancel", "decline", "giveup", "change", "replace"}
        intents = [f for f in self.understanding.of(FindingKind.INTENT) if f.part is not Part.SUBJECT]
        return bool(
            [f for f in intents if f.value in against or f.has(Qualifier.NEGATED, Qualifier.PAST)]
            or self._tentative
            or self.questions
            or self.remarks("privacy", "press", "complaint", "status", "other-dates", "promotion", "forward-fyi")
        )

    @cached_property
    def _doubt(self) -> tuple[Finding, ...]:
        """What says outright that it is not settled yet; a plain "meld mij aan" stands all the same."""
        return self.understanding.intents("doubt")

    @cached_property
    def _tentative(self) -> tuple[Finding, ...]:
        kinds = (FindingKind.INTENT, FindingKind.SESSION)
        found = (f for f in self.understanding.of(*kinds) if f.part is Part.WRITTEN and f.has(Qualifier.TENTATIVE))
        return tuple(f for f in found if f.asserted) + self._doubt

    @cached_property
    def doubtful(self) -> tuple[Finding, ...]:
        """What states it with a reservation, where nothing states it firmly."""
        return () if self.coming else self._tentative

    @cached_property
    def questions(self) -> tuple[Finding, ...]:
        """What the writer wants to know, besides the registration itself."""
        return self.understanding.of(FindingKind.QUESTION)

    def remarks(self, *values: str) -> tuple[Finding, ...]:
        """Return the remarks with one of these values."""
        return tuple(f for f in self.understanding.of(FindingKind.REMARK) if f.value in values)

    @cached_property
    def people(self) -> tuple[Attendee, ...]:
        """Who comes: the writer unless they stay away, and whom they name; else whom the open question is about."""
        named = self.understanding.attendees
        comes = self.understanding.writer_comes
        if not named and self.asked and comes is not False and self.asked.draft.attendees:
            return tuple(self._with_known_role(a) for a in self.asked.draft.attendees)
        writer = (self.writer,) if comes or (comes is None and not named) else ()
        return writer + named

    def _with_known_role(self, attendee: Attendee) -> Attendee:
        """Complete a person from the draft with a role that this mail states."""
        only = self.asked is not None and len(self.asked.draft.attendees) == 1
        if attendee.role is None and only and self.understanding.writer.role:
            return Attendee(attendee.name, self.understanding.writer.role, attendee.sessions, attendee.organisation)
        return attendee

    @cached_property
    def writer(self) -> Attendee:
        """The writer, with the role that this mail gives or the conversation already knew."""
        writer = self.understanding.writer
        if writer.role is None and self.known_role:
            return Attendee(writer.name, self.known_role, writer.sessions, writer.organisation)
        return writer

    @property
    def known_role(self) -> Role | None:
        """The writer's role as earlier mails in the conversation gave it."""
        conversation = self.situation.conversation
        if conversation is None:
            return None
        return (conversation.draft.role if conversation.question else None) or conversation.role

    @property
    def role(self) -> Role | None:
        """The role to show with the decision: the writer's when the writer comes, else what all who come share."""
        people = self.people
        if self.writer in people or not people:
            return self.writer.role
        roles = {a.role for a in people}
        return roles.pop() if len(roles) == 1 else None

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """What an organiser must look at, besides what is done."""
        needs = [
            f"Vraagt om een voorziening: „{f.text}”" for f in self.understanding.of(FindingKind.NEED) if f.asserted
        ]
        asked = [f"Stelt een vraag: „{_short(f.text)}”" for f in self.questions]
        remarks = [
            f"Merkt op: „{_short(f.text)}”" for f in self.remarks("condition", "late", "early", "invoice", "other")
        ]
        attached = [f"Heeft een bijlage: {a.name}" for a in self.mail.attachments if a.text is None and a.name]
        return tuple(dict.fromkeys(needs + asked + remarks + (attached if "lijst" in self.mail.written else [])))

    @property
    def is_short(self) -> bool:
        """Whether the mail says hardly more than one thing."""
        return len(re.findall(r"\w+", self.mail.written)) <= 8

    @property
    def answers_session_question(self) -> bool:
        """Whether we asked this writer which session, and wait for the answer."""
        return self.asked is not None and self.asked.question is Question.SESSION

    def evidence(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of these kinds, those of the session choice and what is flagged, in the mail's order."""
        flagged = (FindingKind.NEED, FindingKind.QUESTION, FindingKind.REMARK)
        chosen = [*self.choice.evidence, *self.choice.against, *self.understanding.of(*kinds, *flagged)]
        order = list(Part)
        return tuple(sorted(dict.fromkeys(chosen), key=lambda f: (order.index(f.part), f.start, f.end)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:117] + "…"
