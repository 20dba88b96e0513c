"""The organisers' note on its way out: nothing lost when the mail server is down, nothing twice after a restart."""

import os
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from d_loket.bootstrap import build
from d_loket.journey import Tally
from d_loket.model import DLoketError
from d_loket.settings import Settings
from servers import free_port
from smtp import SmtpServer

RULES = Path(__file__).parents[1] / "rules"
ORGANISERS = ("een@buurtkracht.example", "twee@buurtkracht.example")


@pytest.fixture
def place(tmp_path):
    """A directory with a Maildir in which a complaint lies."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "in" / name).mkdir(parents=True)
    complaint = EmailMessage()
    complaint["From"] = "Anna Bos <anna@bos.example>"
    complaint["Subject"] = "Klacht"
    complaint["Message-ID"] = "<1@bos.example>"
    complaint.set_content("Ik wil een klacht indienen over de gang van zaken.")
    deliver(tmp_path / "in/new/1", complaint)
    return tmp_path


def deliver(path: Path, mail: EmailMessage) -> None:
    """Put a mail into the Maildir, as received on 19 February 2031 at eleven."""
    path.write_bytes(mail.as_bytes())
    received = datetime.fromisoformat("2031-02-19T11:00:00+01:00").timestamp()
    os.utime(path, (received, received))


def run(place: Path, port: int, now: str, **settings) -> Tally:
    """Start, do everything that waits, and end."""
    given = {
        "data_dir": place,
        "database_url": f"sqlite:///{place / 'd-loket.db'}",
        "inbox": f"maildir:{place / 'in'}",
        "outbox": f"smtp://127.0.0.1:{port}",
        "outbox_tls": "off",
        "rules": RULES,
        "organisers": ORGANISERS,
        "now": datetime.fromisoformat(now),
    }
    app = build(Settings(**(given | settings))).ready()
    with app.mailbox() as mailbox, app.sender() as sender:
        tally = app.journey.run(mailbox, sender)
    app.database.close()
    return tally


def test_it_waits_for_a_mail_server_that_is_down_and_goes_out_once(place):
    run(place, free_port(), "2031-02-19T12:00:00+01:00")
    with pytest.raises(DLoketError, match="Nothing listens"):
        run(place, free_port(), "2031-02-20T07:00:00+01:00")
    with SmtpServer() as out:
        assert run(place, out.port, "2031-02-20T08:00:00+01:00").sent == 2
        assert run(place, out.port, "2031-02-20T09:00:00+01:00").sent == 0
    assert sorted(mail["To"] for _, mail in out.mails) == list(ORGANISERS)
    for _, mail in out.mails:
        assert mail["Auto-Submitted"] == "auto-generated"
        assert "Anna Bos" in mail.get_body(("plain",)).get_content()
        assert mail["Date"].datetime.hour == 7


def test_the_next_day_has_another(place):
    run(place, free_port(), "2031-02-19T12:00:00+01:00")
    with SmtpServer() as out:
        run(place, out.port, "2031-02-20T07:00:00+01:00", organisers=ORGANISERS[:1])
        run(place, out.port, "2031-02-21T07:00:00+01:00", organisers=ORGANISERS[:1])
    ids = [mail["Message-ID"] for _, mail in out.mails]
    assert len(set(ids)) == 2


def test_a_note_that_cannot_be_made_holds_up_no_reply(place):
    registers = EmailMessage()
    registers["From"] = "Bo Bos <bo@bos.example>"
    registers.set_content("Ik kom graag naar Zwolle.")
    run(place, free_port(), "2031-02-19T12:00:00+01:00")
    deliver(place / "in/new/2", registers)
    own = place / "templates/mail/digest/nl"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("{{ verkeerd }}")
    with SmtpServer() as out:
        run(place, out.port, "2031-02-20T07:00:00+01:00", templates=place / "templates")
    assert [to for to, _ in out.mails] == [["bo@bos.example"]]
