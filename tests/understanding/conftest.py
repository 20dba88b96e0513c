"""A reader of the invented event, and mails of one's own for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from d_loket.model import Address, IncomingMail, Segment, SegmentKind
from d_loket.resources import shipped
from d_loket.rulebook import load_events, load_rulebook
from d_loket.understanding import Reader

RULES = Path(__file__).parents[1] / "rules"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_rulebook(shipped("rules")), load_events(RULES)[0])


@pytest.fixture
def read(reader):
    """Understand a text as a mail of a Wednesday in February 2031, before all sessions."""

    def read(
        written,
        *,
        signature="",
        subject="",
        sender="Jan Bos <jan@bos.example>",
        received="2031-02-26T09:00",
        attachments=(),
    ):
        name, _, address = sender.rstrip(">").rpartition("<")
        mail = IncomingMail(
            message_id="<1@bos.example>",
            sender=Address(address, name.strip()),
            subject=subject,
            received_at=datetime.fromisoformat(received).replace(tzinfo=UTC),
            segments=(Segment(SegmentKind.WRITTEN, written), Segment(SegmentKind.SIGNATURE, signature)),
            attachments=tuple(attachments),
        )
        return reader.read(mail)

    return read
