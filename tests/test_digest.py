"""The organisers hear once a day what waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from d_loket.answering import MessageIds
from d_loket.bootstrap import Application
from d_loket.digest import Digest
from d_loket.model import Address, MailKey, RawMail, Review
from d_loket.recording import Database
from d_loket.settings import load
from web.samples import EVENT, REGISTERS, decide, opened

AUTUMN = replace(EVENT, id="najaar", title="Najaarsronde", published=date(2031, 6, 1))
COMPLAINT = Review(reasons=("Een klacht.",))
SEVEN = datetime(2031, 2, 10, 6, tzinfo=UTC)  # 7.00 uur in the Netherlands, in winter
SOON = timedelta(minutes=1)


class Desk:
    """A database, and the note of an installation that uses it."""

    def __init__(self, path: Path) -> None:
        self.database = Database(f"sqlite:///{path}")
        self.database.upgrade()
        self.answerer = Application(load()).answerer
        self.mails = 0

    def digest(self, *recipients: str, events=(EVENT,), hour: int = 7, **how) -> Digest:
        return Digest(
            events=events,
            recipients=recipients or ("griffie@gemeente.example",),
            hour=hour,
            answerer=self.answerer,
            message_ids=MessageIds(b"geheim", "buurtkracht.example"),
            store=self.database.store(),
            **how,
        )

    def receives(self, at: datetime, decision=COMPLAINT, event=EVENT, name: str = "Noor de Wit") -> int:
        self.mails += 1
        store = self.database.store()
        store.keep([RawMail(content=b"%d" % self.mails, received_at=at, key=MailKey("a", "b", 1, str(self.mails)))], at)
        [stored] = store.undecided(2)
        mail = opened(sender=Address(f"{self.mails}@wijk.example", name), subject="Vraag", received_at=at)
        decide(store, stored.id, mail, decision, self.answerer, event)
        return stored.id

    def notes(self) -> list:
        return [row for row in self.database.queries().outbox() if row.kind == "digest"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    result = Desk(tmp_path / "loket.db")
    yield result
    result.database.close()


def test_the_note_says_what_waits_and_how_many_come(desk):
    desk.receives(SEVEN - timedelta(hours=3))
    desk.receives(SEVEN - timedelta(hours=2), REGISTERS)
    assert desk.digest().post(SEVEN) == 1
    [note] = desk.notes()
    assert (note.recipient, note.state, note.due_at) == ("griffie@gemeente.example", "queued", SEVEN)
    assert note.subject == "Wijkgesprekken 2031: 1 bericht te beoordelen"
    assert "1. Noor de Wit, 10 februari, 4.00 uur: Vraag\n   Een klacht.\n" in note.text
    assert "- Tiel, donderdag 20 maart 2031: 1\n" in note.text


def test_before_its_hour_there_is_none(desk):
    desk.receives(SEVEN - timedelta(days=1, hours=1))
    assert desk.digest().post(SEVEN - timedelta(seconds=1)) == 0
    assert desk.digest().post(SEVEN) == 1


def test_the_hour_is_that_of_the_events_own_time_also_in_summer(desk):
    summer = datetime(2031, 7, 1, 5, tzinfo=UTC)
    desk.receives(summer - SOON)
    assert desk.digest().post(summer - timedelta(seconds=1)) == 0
    assert desk.digest().post(summer) == 1


def test_a_day_has_one_note_whoever_asks_and_however_often(desk):
    desk.receives(SEVEN - SOON)
    assert [desk.digest().post(SEVEN + n * SOON) for n in range(3)] == [1, 0, 0]
    desk.receives(SEVEN + timedelta(hours=1))
    assert desk.digest().post(SEVEN + timedelta(hours=16, minutes=59)) == 0
    assert desk.digest().post(SEVEN + timedelta(days=1)) == 1
    assert ["1 bericht " in desk.notes()[0].subject, "2 berichten " in desk.notes()[1].subject] == [True, True]


def test_where_nothing_waits_there_is_none(desk):
    desk.receives(SEVEN - SOON, REGISTERS)
    assert desk.digest().post(SEVEN) == 0
    assert desk.notes() == []


def test_what_comes_after_the_hour_is_for_the_next_day(desk):
    desk.receives(SEVEN + SOON)
    assert desk.digest().post(SEVEN + timedelta(hours=5)) == 0
    assert desk.digest().post(SEVEN + timedelta(days=1)) == 1


def test_a_service_that_was_down_at_the_hour_makes_it_later(desk):
    desk.receives(SEVEN - SOON)
    assert desk.digest().post(SEVEN + timedelta(hours=9)) == 1


def test_each_organiser_gets_one_and_nobody_two(desk):
    desk.receives(SEVEN - SOON)
    assert desk.digest("a@gemeente.example", "b@gemeente.example", "A@gemeente.example").post(SEVEN) == 2
    assert sorted(n.recipient for n in desk.notes()) == ["a@gemeente.example", "b@gemeente.example"]


def test_an_organiser_who_is_added_gets_todays_and_the_others_no_second(desk):
    desk.receives(SEVEN - SOON)
    desk.digest("a@gemeente.example").post(SEVEN)
    assert desk.digest("a@gemeente.example", "b@gemeente.example").post(SEVEN + SOON) == 1
    assert desk.notes()[1].recipient == "b@gemeente.example"


def test_each_event_has_a_note_of_what_waits_there(desk):
    desk.receives(SEVEN - 2 * SOON, name="Voor Voorjaar")
    desk.receives(SEVEN - SOON, event=AUTUMN, name="Voor Najaar")
    assert desk.digest(events=(EVENT, AUTUMN)).post(SEVEN) == 2
    spring, autumn = desk.notes()
    assert "Voor Voorjaar" in spring.text
    assert "Voor Najaar" not in spring.text
    assert autumn.subject.startswith("Najaarsronde: 1 bericht")


def test_what_belongs_to_no_event_is_in_the_note_of_the_latest(desk):
    desk.receives(SEVEN - SOON, event=replace(EVENT, id="verdwenen"))
    assert desk.digest(events=(AUTUMN, EVENT)).post(SEVEN) == 1
    assert desk.notes()[0].subject.startswith("Najaarsronde")


def test_in_shadow_mode_it_is_held(desk):
    desk.receives(SEVEN - SOON)
    desk.digest(hold=True).post(SEVEN)
    assert [n.state for n in desk.notes()] == ["held"]
    assert desk.digest(hold=True).post(SEVEN + SOON) == 0


def test_a_failed_reply_and_a_mail_set_aside_are_in_it_on_a_line_each(desk):
    store = desk.database.store()
    desk.receives(SEVEN - SOON, REGISTERS)
    [queued] = [q for q in store.due(SEVEN + timedelta(days=9), 9) if q.reply.kind != "digest"]
    store.not_sent(queued.id, "550 5.1.1\nunknown\r\nuser " + "x" * 500, None)
    store.keep([RawMail(content=b"?", received_at=SEVEN - SOON, key=MailKey("a", "b", 1, "z"))], SEVEN)
    store.set_aside(store.undecided(1)[0].id, "ValueError: <b>kapot</b>", SEVEN)
    # The reply was made at the time of the samples, after the hour: it is listed, but it is not what asks for a note.
    assert desk.digest().post(SEVEN + timedelta(hours=6)) == 1
    [note] = desk.notes()
    assert (
        "(geen afzender), 10 februari, 6.59 uur: (geen onderwerp)\n   Dit bericht kon niet worden gelezen: Val"
        in note.text
    )
    assert "Ons antwoord kon niet worden verstuurd: 550 5.1.1 unknown user x" in note.text
    assert max(map(len, note.text.splitlines())) < 300
    assert "&lt;b&gt;kapot&lt;/b&gt;" in note.html


def test_a_long_list_is_cut_and_says_so(desk):
    for number in range(53):
        desk.receives(SEVEN - timedelta(minutes=60 - number), name=f"Schrijver {number:02}")
    desk.digest().post(SEVEN)
    [note] = desk.notes()
    assert "50. Schrijver 49" in note.text
    assert "Schrijver 50" not in note.text
    assert "En nog 3 daarna." in note.text
    assert "En nog 3 daarna." in note.html
