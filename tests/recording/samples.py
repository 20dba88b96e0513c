"""Mails, people and replies to record."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from d_loket.model import (
    Address,
    Attendee,
    Decision,
    Event,
    IncomingMail,
    MailKey,
    Outcome,
    RawMail,
    Register,
    Reply,
    ReplyKind,
    Role,
    Segment,
    SegmentKind,
    Session,
    Understanding,
)
from d_loket.recording import Database, SqlStore

NOW = datetime(2018, 5, 22, 9, 0, tzinfo=UTC)
LIES = "lies@gemeente.example"
EVENT = Event(
    id="voorjaar",
    title="Voorjaar",
    mailbox="loket@vereniging.example",
    organiser="Vereniging",
    sessions=tuple(Session(id=i, place=i.title(), date=date(2018, 6, 14)) for i in ("zwolle", "tiel")),
)


def raw(uid: str = "1", sender: str = LIES, *, minutes: int = 0, **key: Any) -> RawMail:
    """Return a mail as it lies in an inbox; `minutes` later."""
    place = {"account": "loket", "folder": "INBOX", "uidvalidity": 1} | key
    text = f"From: Lies de Wit <{sender}>\r\nSubject: Zwolle {uid}\r\nMessage-ID: <{uid}@example>\r\n\r\nIk kom.\r\n"
    return RawMail(content=text.encode(), received_at=NOW + timedelta(minutes=minutes), key=MailKey(uid=uid, **place))


def opened(sender: str = LIES, written: str = "Ik kom naar Zwolle.") -> IncomingMail:
    """Return a mail as opening gives it."""
    return IncomingMail(
        message_id="<1@example>",
        sender=Address(sender, "Lies de Wit"),
        subject="Zwolle",
        received_at=NOW,
        segments=(Segment(SegmentKind.WRITTEN, written), Segment(SegmentKind.QUOTED, "> Welke dag?")),
    )


def registers(*names: str, session: str = "zwolle", flags: tuple[str, ...] = ()) -> Register:
    """Return the decision that these people come."""
    people = tuple(Attendee(name, Role.RAADSLID, (session,)) for name in names or ("Lies de Wit",))
    return Register(reasons=("Noemt Zwolle.",), attendees=people, flags=flags, role=Role.RAADSLID)


def reply(number: int, recipient: str = LIES) -> Reply:
    """Return our reply to the mail with this id."""
    content = f"Message-ID: <r{number}@loket>\r\nContent-Type: text/html\r\n\r\n<p>Tot ziens</p>\r\n"
    return Reply(
        kind=ReplyKind.CONFIRMATION,
        message_id=f"<r{number}@loket>",
        sender=EVENT.mailbox,
        recipient=recipient,
        subject="Re: Zwolle",
        text="Tot ziens",
        content=content.encode(),
    )


def outcome(
    decision: Decision, mail_id: int, *, sender: str = LIES, thread: tuple[int, ...] = (), event: Event = EVENT
) -> Outcome:
    """Return what handling a mail brings about, with a reply."""
    return Outcome(
        mail=opened(sender),
        event=event,
        understanding=Understanding(),
        decision=decision,
        reply=reply(mail_id, sender) if decision.action not in ("ignore", "review") else None,
        thread=thread,
    )


def take_in(store: SqlStore, *mails: RawMail) -> list[int]:
    """Store mails and return the ids of all that have no decision."""
    store.keep(mails, NOW)
    return [stored.id for stored in store.undecided(100)]


def decide(
    store: SqlStore,
    mail_id: int,
    decision: Decision,
    *,
    sender: str = LIES,
    thread: tuple[int, ...] = (),
    now: datetime = NOW,
    hold: bool = False,
) -> None:
    """Record a decision the way the route does."""
    with store.unit(mail_id) as unit:
        assert unit is not None
        unit.situation(opened(sender), EVENT, thread, now)
        unit.record(outcome(decision, mail_id, sender=sender, thread=thread), now, hold=hold)


def next_mail(database: Database, decision: Decision, **how: Any) -> int:
    """Take in one more mail, decide it, and return its id."""
    number = len(database.queries().messages()) + 1
    [mail_id] = take_in(database.store(), raw(f"n{number}", how.get("sender", LIES)))
    decide(database.store(), mail_id, decision, **how)
    return mail_id
