"""An event, and mails in a Maildir."""

import json
import mailbox
import os
from datetime import UTC, datetime
from pathlib import Path

from d_loket.model import Event, Session

EVENT = Event(
    id="wijkavonden-2031",
    title="Wijkavonden",
    mailbox="d-loket@voorbeeld.example",
    organiser="Gemeente Voorbeeld",
    published=datetime(2031, 3, 3, tzinfo=UTC).date(),
    noun="wijkavond",
    noun_plural="wijkavonden",
    sessions=tuple(
        Session(id=place.lower(), place=place, date=datetime(2031, 4, day, tzinfo=UTC).date(), venue="Het Huis")
        for place, day in (("Gouda", 3), ("Hoorn", 10))
    ),
)
REGISTERS = "Hierbij meld ik mij aan voor de wijkavond in Gouda op 3 april."


def mail(text: str = REGISTERS, number: int = 1, sender: str = "Anna Bos <anna@bos.example>") -> bytes:
    return (
        f"From: {sender}\nTo: d-loket@voorbeeld.example\nSubject: wijkavond\n"
        f"Date: Mon, 10 Mar 2031 10:00:00 +0100\nMessage-ID: <m{number}@bos.example>\n\n{text}\n"
    ).encode()


def deliver(place: Path, content: bytes) -> None:
    path = place / "in/new" / mailbox.Maildir(place / "in").add(content)
    moment = datetime(2031, 3, 10, 9, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]
