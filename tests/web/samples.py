"""An event, and mails recorded the way the route does it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from d_loket.answering import Answerer
from d_loket.model import (
    Address,
    Attendee,
    Decision,
    Event,
    Finding,
    FindingKind,
    IncomingMail,
    MailKey,
    Outcome,
    Part,
    Qualifier,
    RawMail,
    Register,
    Role,
    Segment,
    SegmentKind,
    Session,
    Situation,
    Understanding,
)
from d_loket.recording import SqlStore

NOW = datetime(2031, 2, 10, 9, 5, tzinfo=UTC)
EVENT = Event(
    id="wijkgesprekken",
    title="Wijkgesprekken 2031",
    mailbox="loket@buurtkracht.example",
    organiser="Bureau Buurtkracht",
    noun="wijkgesprek",
    noun_plural="wijkgesprekken",
    sessions=(
        Session(id="tiel", place="Tiel", date=date(2031, 3, 20), starts=time(9, 30), ends=time(12), venue="De Waalhal"),
        Session(id="gouda-1", place="Gouda", date=date(2031, 4, 10), starts=time(19), capacity=40),
        Session(id="gouda-2", place="Gouda", date=date(2031, 4, 17)),
    ),
)
SUBJECT = "Aanmelding voor Tiel"
WRITTEN = "Dag,\nIk kom graag naar Tiel, niet naar Gouda.\nKan ik daar parkeren?"
SIGNATURE = "Noor de Wit\nwijkbewoner"
QUOTED = "> Op 1 februari schreef Bureau Buurtkracht:\n> Komt u ook?"
SOURCE = (
    b"From: Noor de Wit <noor@wijk.example>\r\nSubject: <script>alert(1)</script>\r\n\r\nIk kom naar caf\xe9 Tiel.\r\n"
)
HOSTILE = "<script>alert(1)</script><b>\"&'"


def finding(text: str, kind: FindingKind, value: str, *qualifiers: Qualifier, part: Part = Part.WRITTEN) -> Finding:
    """Return the finding of a text in its part of Noor's mail."""
    start = {Part.WRITTEN: WRITTEN, Part.SUBJECT: SUBJECT, Part.SIGNATURE: SIGNATURE}[part].index(text)
    return Finding(kind, value, text, part, start, start + len(text), f"rule.{kind}", frozenset(qualifiers))


EVIDENCE = (
    finding("Tiel", FindingKind.SESSION, "tiel", part=Part.SUBJECT),
    finding("Ik kom graag", FindingKind.INTENT, "attend"),
    finding("Tiel", FindingKind.SESSION, "tiel"),
    finding("Gouda", FindingKind.SESSION, "gouda-1", Qualifier.NEGATED),
    finding("Kan ik daar parkeren?", FindingKind.QUESTION, "question"),
    finding("wijkbewoner", FindingKind.ROLE, "bewoner", part=Part.SIGNATURE),
)
REGISTERS = Register(
    reasons=("Schrijft: „Ik kom graag”.", "Kiest Tiel."),
    evidence=EVIDENCE,
    attendees=(Attendee("Noor de Wit", Role.BEWONER, ("tiel",)), Attendee(None, None, ("gouda-2",))),
    flags=("Stelt een vraag: „Kan ik daar parkeren?”",),
    role=Role.BEWONER,
)


def opened(**values: Any) -> IncomingMail:
    """Return Noor's mail, as opening gives it."""
    segments = (
        Segment(SegmentKind.WRITTEN, WRITTEN),
        Segment(SegmentKind.SIGNATURE, SIGNATURE),
        Segment(SegmentKind.QUOTED, QUOTED),
    )
    given = {
        "message_id": "<1@wijk.example>",
        "sender": Address("noor@wijk.example", "Noor de Wit"),
        "subject": SUBJECT,
        "received_at": NOW,
        "segments": segments,
    }
    return IncomingMail(**(given | values))


def take_in(store: SqlStore, number: int) -> int:
    """Store a mail, `number` minutes later than the first, and return its id."""
    key = MailKey("loket", "INBOX", 1, str(number))
    store.keep(
        [RawMail(content=SOURCE + b"%d\r\n" % number, received_at=NOW + timedelta(minutes=number), key=key)], NOW
    )
    return max(stored.id for stored in store.undecided(1000))


def decide(
    store: SqlStore, mail_id: int, mail: IncomingMail, decision: Decision, answerer: Answerer, event: Event = EVENT
) -> None:
    """Record a decision and the reply to it."""
    with store.unit(mail_id) as unit:
        assert unit is not None
        unit.situation(mail, event, (), NOW)
        reply = answerer.answer(decision, mail, event, Situation(now=NOW), f"<reply.{mail_id}@buurtkracht.example>")
        outcome = Outcome(
            mail=mail, event=event, understanding=Understanding(), decision=decision, reply=reply, thread=()
        )
        unit.record(outcome, NOW, hold=False)
