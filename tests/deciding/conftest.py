"""A small language for cases: what a mail says, by the words it says it with, without the understanding station."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import pytest

from d_loket.deciding import decide
from d_loket.deciding.counterfactual import counterfactuals
from d_loket.model import (
    Address,
    Attendee,
    Conversation,
    Decision,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Qualifier,
    Registration,
    RegistrationStatus,
    Role,
    Segment,
    SegmentKind,
    Session,
    Situation,
    Understanding,
)

NOW = datetime(2031, 3, 3, 9, tzinfo=UTC)
EVENT = Event(
    id="proef",
    title="Proefsessies",
    mailbox="sessies@proef.example",
    organiser="Bureau Proef",
    published=date(2031, 2, 1),
    sessions=(
        Session(id="tiel", place="Tiel", date=date(2031, 3, 20), starts=time(9)),
        Session(id="ede", place="Ede", date=date(2031, 3, 21), starts=time(14)),
        Session(id="gouda-1", place="Gouda", date=date(2031, 3, 27), starts=time(14)),
        Session(id="gouda-2", place="Gouda", date=date(2031, 4, 3), starts=time(14)),
    ),
)
JAN = Attendee("Jan Smit")


@dataclass
class Story:
    """A mail, told by its text and what stands in it; `decide` says what is done with it."""

    written: str
    subject: str = ""
    findings: list[Finding] = field(default_factory=list)
    writer: Attendee = JAN
    comes: bool | None = None
    others: tuple[Attendee, ...] = ()
    registrations: tuple[Registration, ...] = ()
    conversation: Conversation | None = None
    mail: dict = field(default_factory=dict)
    situation: dict = field(default_factory=dict)

    def says(self, kind: str, value: str, text: str, *qualifiers: Qualifier, how: str = "place", part=Part.WRITTEN):
        """Add a finding at the place of `text`."""
        start = {Part.WRITTEN: self.written, Part.SUBJECT: self.subject}[part].index(text)
        rule = f"session.{value}.{how}" if kind == "session" else f"nl.{kind}.{value}"
        found = Finding(FindingKind(kind), value, text, part, start, start + len(text), rule, frozenset(qualifiers))
        self.findings.append(found)
        return self

    def decide(self) -> Decision:
        """Return the decision."""
        return decide(*self.given())

    def alternatives(self) -> list[tuple[str, str, Decision]]:
        """Return what would have led to another decision: the turn, the words, the decision."""
        others = counterfactuals(*self.given(), self.decide())
        return [(c.turn.value, " + ".join(f.text for f in c.findings), c.decision) for c in others]

    def given(self) -> tuple[IncomingMail, Understanding, Situation, Event]:
        """Return all that the decision rests on."""
        mail = {
            "sender": Address("jan@proef.example", "Jan Smit"),
            "subject": self.subject,
            "received_at": NOW,
            "segments": (Segment(SegmentKind.WRITTEN, self.written),),
            **self.mail,
        }
        understanding = Understanding(
            findings=tuple(self.findings), writer=self.writer, writer_comes=self.comes, attendees=self.others
        )
        known = {"is_owner": True, **self.situation}
        situation = Situation(now=NOW, registrations=self.registrations, conversation=self.conversation, **known)
        return IncomingMail(**mail), understanding, situation, EVENT


@pytest.fixture
def story():
    """Return the start of a story."""
    return Story


@pytest.fixture
def registration():
    """Return a maker of active registrations, by default Jan's."""

    def make(session: str, name: str = "Jan Smit", number: int = 1, role: Role | None = Role.RAADSLID) -> Registration:
        return Registration(
            id=number,
            event_id="proef",
            session_id=session,
            name=name,
            role=role,
            owner="jan@proef.example",
            conversation_id=1,
            status=RegistrationStatus.REGISTERED,
            registered_at=NOW,
        )

    return make
