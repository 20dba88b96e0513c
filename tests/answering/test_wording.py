"""Dates, places and nouns in words."""

from datetime import date, time

import pytest

from d_loket.answering import wording
from d_loket.model import Session


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (date(2031, 3, 3), "maandag 3 maart 2031", "Monday 3 March 2031"),
        (date(2028, 2, 29), "dinsdag 29 februari 2028", "Tuesday 29 February 2028"),
        (date(2030, 12, 31), "dinsdag 31 december 2030", "Tuesday 31 December 2030"),
    ],
)
def test_a_day_in_words(day, dutch, english):
    assert wording.day_in_words(day, "nl") == dutch
    assert wording.day_in_words(day, "en") == english


@pytest.mark.parametrize(
    ("starts", "ends", "dutch"),
    [
        (time(9), time(12, 30), "9.00 tot 12.30 uur"),
        (time(14, 5), None, "vanaf 14.05 uur"),
        (None, None, ""),
        (time(0), time(1), "0.00 tot 1.00 uur"),
    ],
)
def test_times_in_words(starts, ends, dutch):
    session = Session(id="x", place="Tiel", date=date(2031, 3, 3), starts=starts, ends=ends)
    assert wording.times_in_words(session, "nl") == dutch


@pytest.mark.parametrize(
    ("venue", "address", "where"),
    [
        ("Stadhuis", "Markt 2", "Stadhuis, Markt 2, Tiel"),
        ("Stadhuis", "Markt 2, Tiel", "Stadhuis, Markt 2, Tiel"),
        ("Stadhuis Tiel", "", "Stadhuis Tiel"),
        ("Stadhuis Tiel", "Markt 2", "Stadhuis Tiel, Markt 2, Tiel"),
        ("", "", "Tiel"),
    ],
)
def test_a_place_is_named_once_at_the_end(venue, address, where):
    session = Session(id="x", place="Tiel", date=date(2031, 3, 3), venue=venue, address=address)
    assert wording.place_in_words(session) == where


@pytest.mark.parametrize(
    ("noun", "the", "which"),
    [
        ("ontwerpsessie", "de ontwerpsessie", "welke ontwerpsessie"),
        ("themabijeenkomst", "de themabijeenkomst", "welke themabijeenkomst"),
        ("wijkgesprek", "het wijkgesprek", "welk wijkgesprek"),
        ("webinar", "het webinar", "welk webinar"),
        ("praatje", "het praatje", "welk praatje"),
        ("avond", "de avond", "welke avond"),
    ],
)
def test_a_noun_has_its_gender(noun, the, which):
    assert (wording.Noun(noun, "").the, wording.Noun(noun, "").which) == (the, which)


@pytest.mark.parametrize(("words", "series"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b en c")])
def test_a_series_in_words(words, series):
    assert wording.listed(words, "nl") == series
