"""Sessions in sentences, spoken hours, the year, and what the announcement says of itself."""

from datetime import date, time

import pytest

from d_loket.announcing import import_event
from d_loket.model import PlaceName

TODAY = date(2026, 2, 25)
PLACES = tuple(PlaceName(name) for name in ("Assen", "Zwolle", "Ede", "Heeze", "Oss"))


def event(text):
    return import_event(text, today=TODAY, places=PLACES).event


def test_three_days_in_one_sentence_share_a_time():
    text = """Debatten over het platteland

Op 12 maart zijn we in Assen, op 14 maart in Zwolle en op 20 maart in Ede, telkens van 13.30 tot 16.00 uur.

Mail naar debat@platteland.example. Gepubliceerd op 2 februari 2026."""
    assert [(s.place, s.date.day, s.starts) for s in event(text).sessions] == [
        ("Assen", 12, time(13, 30)),
        ("Zwolle", 14, time(13, 30)),
        ("Ede", 20, time(13, 30)),
    ]


def test_spoken_hours_and_the_same_time_again():
    text = """Gesprekskringen

Geplaatst op 3 augustus 2029. We beginnen op dinsdag 18 september in Assen, van half acht tot half tien 's avonds. Op
donderdag 20 september zijn we op dezelfde tijd in Heeze, in Herberg Het Toverboek. Op dinsdag 25 september is er een
middag in Oss, van half twee tot vier uur in bibliotheek De Markies.

Stuur een mailtje naar kring@praat.example."""
    assert [(s.place, s.starts, s.ends, s.venue) for s in event(text).sessions] == [
        ("Assen", time(19, 30), time(21, 30), ""),
        ("Heeze", time(19, 30), time(21, 30), "Herberg Het Toverboek"),
        ("Oss", time(13, 30), time(16), "bibliotheek De Markies"),
    ]


def test_one_evening_in_a_letter():
    text = """Beste inwoner,

Op 14 september van 19.00 tot 21.00 uur houden wij een bewonersavond in Dorpshuis De Kern, Brinkstraat 3 in Vrees.
De zaal is open vanaf 18.30 uur.

Aanmelden kan tot 10 september via avond@dorp.example.

Met vriendelijke groet,
Gemeente Noorderbos
3 augustus 2028"""
    [session] = event(text).sessions
    assert (session.id, session.date, session.starts) == ("vrees", date(2028, 9, 14), time(19))
    assert (session.venue, session.address) == ("Dorpshuis De Kern", "Brinkstraat 3")
    assert (event(text).title, event(text).organiser) == ("Bewonersavond", "Gemeente Noorderbos")


@pytest.mark.parametrize(
    ("above", "year"),
    [
        ("Gepubliceerd op 12 november 2028", 2029),  # the first such day after it
        ("Lessen in het voorjaar van 2031", 2031),
        ("Op 1 januari 2034 verandert de wet. We leggen het uit in 2035.", 2035),  # the weekday says which
        ("Lessen", 2029),  # the next year in which the fifth of June is a Tuesday
    ],
)
def test_the_year_is_said_or_follows(above, year):
    weekday = {2029: "dinsdag", 2031: "donderdag", 2035: "dinsdag"}[year]
    text = f"{above}\n\nAssen, {weekday} 5 juni, 10.00-12.00 uur, De Kolk\n\nMail naar les@kolk.example."
    assert event(text).sessions[0].date.year == year


def test_a_guessed_year_is_said():
    text = "Lessen\n\nAssen, 5 juni, 10.00-12.00 uur, De Kolk\n\nMail naar les@kolk.example."
    assert "year" in " ".join(import_event(text, today=TODAY, places=PLACES).doubts)


def test_a_weekday_that_does_not_fit_is_said_with_its_line():
    text = "Lessen\n\nAssen, maandag 5 juni 2029, 10.00-12.00 uur, De Kolk\n\nMail naar les@kolk.example."
    [doubt] = import_event(text, today=TODAY, places=PLACES).doubts
    assert "maandag 5 juni 2029 (line 3)" in doubt


@pytest.mark.parametrize(
    ("said", "starts", "ends"),
    [
        ("Alle avonden: inloop 19u00, start 19u30, afsluiting 22u00.", time(19, 30), time(22)),
        ("Aanvang 15.30 uur, ontvangst vanaf 15.00 uur, tenzij anders vermeld.", time(15, 30), None),
        ("Alle middagen beginnen om 13.00 uur en eindigen om 16.30 uur.", time(13), time(16, 30)),
        ("Bel ons op werkdagen van 9.00 tot 17.00 uur, alle dagen.", None, None),
    ],
)
def test_a_time_that_is_said_of_all(said, starts, ends):
    text = f"Lessen\n\n{said}\n\nAssen, 5 juni 2029, De Kolk\nEde, 6 juni 2029, De Mast\n\nMail naar les@kolk.example."
    assert {(s.starts, s.ends) for s in event(text).sessions} == {(starts, ends)}


def test_the_mailbox_is_that_for_registering():
    text = """Lessen

Vragen? Mail info@kolk.example. Pers: pers@kolk.example.

Assen, 5 juni 2029, 10.00-12.00 uur, De Kolk

Opgeven kan via meedoen [at] kolk [punt] example, met uw naam en organisatie."""
    assert event(text).mailbox == "meedoen@kolk.example"
    assert event(text).asks == ("session", "name", "organisation")


def test_a_newsletter_has_its_title_in_the_subject():
    text = """Van: Kenniskring Zorg Noord <nieuws@zorgkring.example>
Verzonden: 3 mei 2032 10:14
Onderwerp: Twee leerkringen over zorg thuis

Beste collega,

Assen
dinsdag 8 juni, 13.30-16.30 uur
De Kolk, Singel 1

Ede
donderdag 10 juni, 13.30-16.30 uur
De Mast, Plein 5A

U kunt zich opgeven via leerkring@zorgkring.example."""
    found = event(text)
    assert (found.title, found.organiser) == ("Twee leerkringen over zorg thuis", "Kenniskring Zorg Noord")
    assert (found.published, found.noun, found.noun_plural) == (date(2032, 5, 3), "leerkring", "leerkringen")
    assert [s.date for s in found.sessions] == [date(2032, 6, 8), date(2032, 6, 10)]
