"""What people call a session's region, from the words the announcement has for it."""

from datetime import date

import pytest

from d_loket.model import Event, PlaceName, Province, Session
from d_loket.understanding.naming import names_of

PROVINCES = (Province("Overijssel"), Province("Drenthe"), Province("Friesland", also=("Fryslân",)))


def names(region):
    session = Session(id="dorp", place="Dorp", date=date(2030, 6, 4), region=region)
    event = Event(id="e", title="e", mailbox="a@b.example", organiser="", sessions=(session,))
    return names_of(event, (PlaceName("Dorp"),), PROVINCES)


@pytest.mark.parametrize(
    ("region", "called"),
    [
        ("Salland (Overijssel)", {"salland", "overijssel"}),
        ("Overijssel en Drenthe", {"overijssel", "drenthe"}),
        ("Fryslân", {"fryslan", "friesland"}),
        ("Salland", {"salland"}),
    ],
)
def test_each_name_of_a_region_is_one(region, called):
    assert called <= set(names(region))


def test_a_region_with_a_word_between_its_names_is_one_name():
    assert "omgeving" not in names("Het Bildt en omgeving")
    assert "het bildt en omgeving" in names("Het Bildt en omgeving")
