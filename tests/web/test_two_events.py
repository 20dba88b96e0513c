"""Two events may have a session of the same id: each mail shows the one of its own event."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import httpx
import pytest
from sqlalchemy import create_engine, text

from d_loket.bootstrap import Application
from d_loket.model import Attendee, Register, Session
from d_loket.recording import Database
from d_loket.settings import load
from d_loket.web import create_app
from web.conftest import served
from web.samples import EVENT, decide, opened, take_in

SPRING = replace(
    EVENT,
    sessions=(
        Session(id="avond-1", place="Tiel", date=date(2031, 3, 20)),
        Session(id="tiel", place="Tiel-Oost", date=date(2031, 3, 21)),
    ),
)
AUTUMN = replace(
    EVENT,
    id="najaar",
    title="Najaarsronde",
    sessions=(
        Session(id="avond-1", place="Gouda", date=date(2031, 9, 18)),
        Session(id="tiel", place="Tiel-Oost", date=date(2031, 9, 21)),
    ),
)


@pytest.fixture
def url(tmp_path) -> Iterator[str]:
    """Give the address of an app with, by number: a mail about spring, one about autumn, one of before 0002."""
    app = Application(load())
    with Database(f"sqlite:///{tmp_path}/loket.db") as database:
        database.upgrade()
        store = database.store()
        for number, event in enumerate((SPRING, AUTUMN, SPRING), 1):
            comes = Register(reasons=("x",), attendees=(Attendee("Noor de Wit", None, ("avond-1", "tiel")),))
            decide(store, take_in(store, number), opened(), comes, app.answerer, event)
        engine = create_engine(database.url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE decision SET event_id = NULL WHERE mail_id = 3"))
        engine.dispose()
        with served(create_app(database.queries(), (SPRING, AUTUMN), app.templates("web"))) as address:
            yield address


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize(("mail", "sessions"), [(1, "Tiel, Tiel-Oost"), (2, "Gouda, Tiel-Oost")])
def test_a_message_names_the_session_of_its_own_event(url, mail, sessions):
    assert f"Noor de Wit niet bekend {sessions} " in shown(httpx.get(f"{url}/berichten/{mail}").text)


def test_a_message_says_which_event_it_is_about(url):
    assert "Gaat over: Najaarsronde" in shown(httpx.get(f"{url}/berichten/2").text)
    assert "Gaat over" not in shown(httpx.get(f"{url}/berichten/3").text)


def test_where_the_event_was_not_kept_only_names_that_all_events_share_are_given(url):
    assert "Noor de Wit niet bekend avond-1, Tiel-Oost " in shown(httpx.get(f"{url}/berichten/3").text)


def test_the_list_and_the_counts_name_each_events_own(url):
    listed = shown(httpx.get(f"{url}/berichten").text)
    assert "Noor de Wit: Gouda, Tiel-Oost" in listed
    assert "Noor de Wit: Tiel, Tiel-Oost" in listed
    first = shown(httpx.get(url).text)
    assert first.index("Inschrijvingen per wijkgesprek") < first.index("Tiel 2 0 donderdag 20 maart")
    assert "Gouda 1 0 donderdag 18 september 2031" in first
