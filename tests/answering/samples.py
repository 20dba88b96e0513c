"""An event, and mails and decisions to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from d_loket.answering import Answerer, MessageIds
from d_loket.model import (
    Address,
    Attendee,
    Decision,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    Part,
    Register,
    Registration,
    RegistrationStatus,
    Reply,
    Role,
    Segment,
    SegmentKind,
    Session,
    Situation,
    Waiting,
)

NOW = datetime(2031, 2, 10, 9, 5, tzinfo=UTC)
EVENT = Event(
    id="wijkgesprekken",
    title="Wijkgesprekken 2031",
    mailbox="loket@buurtkracht.example",
    organiser="Bureau Buurtkracht",
    noun="wijkgesprek",
    noun_plural="wijkgesprekken",
    sessions=(
        Session(
            id="tiel",
            place="Tiel",
            date=date(2031, 3, 20),
            starts=time(9, 30),
            ends=time(12),
            venue="De Waalhal",
            address="Kade 3",
        ),
        Session(id="gouda-1", place="Gouda", date=date(2031, 4, 10), starts=time(19)),
        Session(id="gouda-2", place="Gouda", date=date(2031, 4, 17), venue="Het Weeghuis", address="Markt 1, Gouda"),
        Session(id="online", place="Online", date=date(2031, 5, 1), starts=time(20), ends=time(21), online=True),
    ),
)


def mail(written: str = "Graag kom ik naar Tiel.", **values: Any) -> IncomingMail:
    """Return a mail of Noor de Wit, as opening gives it."""
    given = {
        "message_id": "<vraag.1@wijk.example>",
        "sender": Address("noor@wijk.example", "Noor de Wit"),
        "subject": "Aanmelding",
        "received_at": NOW,
        "segments": (Segment(SegmentKind.WRITTEN, written),),
    }
    return IncomingMail(**(given | values))


def found(text: str, written: str, value: str = "tiel", kind: FindingKind = FindingKind.SESSION) -> Finding:
    """Return the finding of a text in what was written."""
    start = written.index(text)
    return Finding(kind, value, text, Part.WRITTEN, start, start + len(text), "test.rule")


def register(*people: Attendee, **values: Any) -> Register:
    """Return the decision that these people come, Noor de Wit to Tiel when none are given."""
    attendees = people or (Attendee("Noor de Wit", Role.BEWONER, ("tiel",)),)
    return Register(**({"reasons": ("Noemt Tiel.",), "attendees": attendees} | values))


def registration(number: int, name: str, session: str) -> Registration:
    """Return a registration of the day before."""
    return Registration(
        id=number,
        event_id="wijkgesprekken",
        session_id=session,
        name=name,
        role=Role.BEWONER,
        owner="noor@wijk.example",
        conversation_id=1,
        status=RegistrationStatus.REGISTERED,
        registered_at=NOW - timedelta(days=1),
    )


@dataclass(frozen=True)
class Desk:
    """The answerer, and how its mails look to whoever gets them."""

    answerer: Answerer
    ids: MessageIds = MessageIds(b"geheim", "buurtkracht.example")

    def reply(self, decision: Decision, to: IncomingMail | None = None, **known: Any) -> Reply | None:
        """Return the reply to a mail, the first one to mail 7."""
        return self.answerer.answer(decision, to or mail(), EVENT, Situation(now=NOW, **known), self.ids.new(7))

    def text(self, decision: Decision, to: IncomingMail | None = None, **known: Any) -> str:
        """Return what the reply says."""
        reply = self.reply(decision, to, **known)
        assert reply is not None
        return reply.text

    def message(self, decision: Decision, to: IncomingMail | None = None, **known: Any) -> EmailMessage:
        """Return the reply as a mail program opens it."""
        reply = self.reply(decision, to, **known)
        assert reply is not None
        return opened(reply)

    def digest(self, waiting: Sequence[Waiting] = (), registered: Mapping[str, int] | None = None) -> Reply:
        """Return the note to the organisers."""
        return self.answerer.digest(
            EVENT,
            waiting,
            registered or {},
            recipient="organisatie@buurtkracht.example",
            now=NOW,
            message_id=self.ids.new(0, 3),
        )


def opened(reply: Reply) -> EmailMessage:
    """Return a mail of ours as a mail program opens it."""
    return message_from_bytes(reply.content, policy=policy.default)
