"""Headings that pair a region and a place."""

from datetime import date

import pytest

from d_loket.announcing import import_event
from d_loket.model import PlaceName

PLACES = (
    PlaceName("Almere", province="Flevoland"),
    PlaceName("Amersfoort", province="Utrecht"),
    PlaceName("Utrecht", province="Utrecht"),
    PlaceName("Goes", province="Zeeland"),
)
TOP = "Dijkdagen\nGepubliceerd op 3 februari 2031\nMail naar dijk@water.example en noem de plaats.\n\n"


def sessions(headings: list[str]) -> list[tuple[str, str]]:
    days = ["maandag 3 maart 2031", "dinsdag 4 maart 2031", "woensdag 5 maart 2031"]
    blocks = [
        f"{h}\n{d}, 13.30 - 16.00 uur\nDe Zaal, Dorpsstraat {n}\n"
        for n, (h, d) in enumerate(zip(headings, days, strict=True), 1)
    ]
    event = import_event(TOP + "\n".join(blocks), today=date(2031, 2, 3), places=PLACES).event
    return [(s.place, s.region) for s in event.sessions]


@pytest.mark.parametrize(
    "headings",
    [
        ["Flevoland: Almere", "Utrecht: Amersfoort", "Zeeland: Goes"],
        ["Almere – Flevoland", "Amersfoort – Utrecht", "Goes – Zeeland"],
    ],
)
def test_a_name_that_is_region_and_place_is_what_its_side_is_in_the_others(headings):
    assert sessions(headings) == [("Almere", "Flevoland"), ("Amersfoort", "Utrecht"), ("Goes", "Zeeland")]


def test_two_headings_alone_make_no_pairs():
    assert [place for place, _ in sessions(["Almere", "Amersfoort", "Goes"])] == ["Almere", "Amersfoort", "Goes"]
