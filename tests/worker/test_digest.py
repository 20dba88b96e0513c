"""The note of what waits, through the real store and out of the real outbox."""

import email
import mailbox
from datetime import datetime
from email.policy import default
from pathlib import Path

import pytest

from d_loket.bootstrap import build
from d_loket.settings import Settings

RULES = Path(__file__).parents[1] / "rules"
ORGANISERS = ("ans@buurtkracht.example", "joop@buurtkracht.example")


def question(number: int) -> bytes:
    return (
        f"From: Jan Bos <jan{number}@bos.example>\r\nTo: wijkgesprekken@buurtkracht.example\r\n"
        f"Subject: vraag {number}\r\nMessage-ID: <vraag{number}@bos.example>\r\n\r\nIs er in Zwolle een lift?\r\n"
    ).encode()


class Days:
    """A service that is started anew for each run, at a time of one's choosing."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._inbox = mailbox.Maildir(directory / "in", create=True)
        self._out = mailbox.Maildir(directory / "out", create=True)

    def receive(self, mail: bytes) -> None:
        self._inbox.add(mail)

    def run(self, moment: str, *, sends: bool = True) -> None:
        settings = Settings(
            data_dir=self._directory,
            database_url=f"sqlite:///{self._directory / 'd-loket.db'}",
            rules=RULES,
            inbox=f"maildir:{self._directory / 'in'}",
            outbox=f"maildir:{self._directory / 'out'}" if sends else "smtp://127.0.0.1:1",
            outbox_tls="off",
            now=datetime.fromisoformat(moment),
            organisers=ORGANISERS,
            digest_hour=7,
        )
        app = build(settings).ready()
        app.worker.round()

    @property
    def notes(self) -> list[tuple[str, str]]:
        """To whom a note went, and its text, in the order of address."""
        mails = [email.message_from_bytes(self._out.get_bytes(key), policy=default) for key in list(self._out.keys())]
        bodies = [(str(m["To"]), m.get_body(("plain",)).get_content()) for m in mails if m["To"] in ORGANISERS]
        return sorted(bodies)


@pytest.fixture
def days(tmp_path):
    return Days(tmp_path)


def test_each_organiser_gets_one_note_a_day_from_the_hour_on(days):
    days.receive(question(1))
    days.run("2031-03-04T05:30:00+00:00")  # half past six in Amsterdam
    assert days.notes == []
    days.run("2031-03-04T06:30:00+00:00")
    days.run("2031-03-04T09:00:00+00:00")
    assert [to for to, _ in days.notes] == list(ORGANISERS)
    assert all("vraag 1" in text for _, text in days.notes)


def test_without_anything_new_there_is_no_note(days):
    days.receive(question(1))
    days.run("2031-03-04T05:30:00+00:00")
    days.run("2031-03-04T08:00:00+00:00")
    days.run("2031-03-05T08:00:00+00:00")
    assert len(days.notes) == len(ORGANISERS)


def test_the_next_note_holds_what_came_since(days):
    days.receive(question(1))
    days.run("2031-03-04T05:30:00+00:00")
    days.run("2031-03-04T08:00:00+00:00")
    days.receive(question(2))
    days.run("2031-03-04T10:00:00+00:00")
    days.run("2031-03-05T08:00:00+00:00")
    texts = [text for to, text in days.notes if to == ORGANISERS[0]]
    assert sorted(("vraag 1" in t, "vraag 2" in t) for t in texts) == [(False, True), (True, False)]


def test_a_note_that_could_not_be_sent_goes_out_later_and_once(days):
    days.receive(question(1))
    days.run("2031-03-04T05:30:00+00:00")
    days.run("2031-03-04T08:00:00+00:00", sends=False)
    assert days.notes == []
    days.run("2031-03-04T12:00:00+00:00")
    assert [to for to, _ in days.notes] == list(ORGANISERS)
