"""Layouts in which the sessions are blocks that look alike: what is the place, and which dates are no session."""

from datetime import date, time

import pytest

from d_loket.announcing import import_event
from d_loket.model import PlaceName

TODAY = date(2026, 2, 25)
PLACES = tuple(
    PlaceName(name, province=province)
    for name, province in (
        ("Alkmaar", "Noord-Holland"),
        ("Breda", "Noord-Brabant"),
        ("Deventer", "Overijssel"),
        ("Emmen", "Drenthe"),
        ("Gouda", "Zuid-Holland"),
        ("Groningen", "Groningen"),
        ("Hoogeveen", "Drenthe"),
        ("Tilburg", "Noord-Brabant"),
        ("Utrecht", "Utrecht"),
        ("Veendam", "Groningen"),
        ("Woerden", "Utrecht"),
        ("Zwolle", "Overijssel"),
    )
)
ASK = "\n\nAanmelden: mail naar zitting@buurtraad.example.\n"


def imported(text):
    return import_event(text, today=TODAY, places=PLACES)


def event(text):
    return imported(text).event


def ids(text):
    return [s.id for s in event(text).sessions]


def wheres(text):
    return [(s.place, s.region, s.venue, s.address) for s in event(text).sessions]


def hours(text):
    return [(s.date, s.starts, s.ends) for s in event(text).sessions]


LABELLED = """Buurtraad Oost-Nederland
Ga naar de inhoud | Zoeken
Home > Werk > Kalender

NIEUWS
Denk mee over stille straten
Vier luisterrondes over geluid in de straat

Laatst bijgewerkt: 4 mei 2030 | Leestijd: 2 minuten

Waar en wanneer?

DEVENTER (ochtend)
Regio: Salland (Overijssel)
Wanneer: dinsdag 4 juni 2030
Hoe laat: 9.30 - 11.30 uur
Waar: De Smidse, Brink 4

LUTTENBERG
Regio: Salland (Overijssel)
Wanneer: donderdag 6 juni 2030
Hoe laat: 19.30 - 21.30 uur
Waar: Zaal Elckerlyc, Dorpsstraat 37

ONLINE
Regio: heel Nederland
Wanneer: dinsdag 11 juni 2030
Hoe laat: 20.00 - 21.00 uur
Waar: thuis, via een beeldverbinding

DEVENTER (avond)
Regio: Salland (Overijssel)
Wanneer: donderdag 13 juni 2030
Hoe laat: 19.30 - 21.30 uur
Waar: De Smidse, Brink 4

Hoe meldt u zich aan?
Mail naar stilte@buurtraad.example. Schrijf erbij naar welke luisterronde u komt en in welke rol.

Voor wie?
Bewoners, winkeliers en raadsleden.
"""


def test_a_heading_is_the_place_though_no_list_knows_it():
    assert wheres(LABELLED) == [
        ("Deventer", "Salland (Overijssel)", "De Smidse", "Brink 4"),
        ("Luttenberg", "Salland (Overijssel)", "Zaal Elckerlyc", "Dorpsstraat 37"),
        ("Online", "heel Nederland", "", ""),
        ("Deventer", "Salland (Overijssel)", "De Smidse", "Brink 4"),
    ]
    assert ids(LABELLED) == ["deventer-1", "luttenberg", "online", "deventer-2"]


def test_a_day_of_change_is_that_of_publication_and_no_session():
    assert event(LABELLED).published == date(2030, 5, 4)
    assert [s.date.day for s in event(LABELLED).sessions] == [4, 6, 11, 13]


def test_a_path_and_the_sender_are_no_title():
    assert event(LABELLED).title == "Denk mee over stille straten"
    assert event(LABELLED).organiser == "Buurtraad Oost-Nederland"


def test_what_is_asked_and_for_whom_is_taken_from_its_own_heading():
    assert event(LABELLED).asks == ("session", "role")
    assert event(LABELLED).audience == ("Bewoners", "winkeliers", "raadsleden")


def test_words_in_brackets_are_a_name_where_they_fit_one_session_only():
    aliases = {s.id: s.aliases for s in event(LABELLED).sessions}
    assert aliases["deventer-1"] == ("ochtend",)
    assert aliases["deventer-2"] == ("Deventer avond",)  # Luttenberg is in the evening too


def test_what_is_said_of_full_and_new_sessions_is_no_part_of_the_place():
    text = """Buurtsessies

BREDA – nieuw!
maandag 3 juni 2030, 19.00-21.00 uur
Zaal Noord, Markt 1

TILBURG (volgeboekt)
dinsdag 4 juni 2030, 19.00-21.00 uur
Zaal Zuid, Plein 2"""
    assert ids(text + ASK) == ["breda", "tilburg"]
    assert all(s.aliases == () for s in event(text + ASK).sessions)


def test_a_day_may_be_the_heading_and_the_postcode_tell_the_place():
    text = """Zittingen over erfgoed

Dinsdag 4 juni 2030
Huis van Breda
Markt 12
7411 AB Deventer

Donderdag 6 juni 2030
Pakhuis Noord
Kade 3B
5038 CD Tilburg

Vrijdag 7 juni 2030
Ommel (locatie volgt)"""
    assert wheres(text + ASK) == [
        ("Deventer", "", "Huis van Breda", "Markt 12"),
        ("Tilburg", "", "Pakhuis Noord", "Kade 3B"),
        ("Ommel", "", "", ""),
    ]


def test_a_day_with_several_entries_beneath_it():
    text = """Windavonden

Woensdag 5 juni 2030
17.00-19.00 uur: Buurthuis De Kiem, Lange Laan 4, Oudedorp
19.30-21.30 uur: Grand Café Noord, Kerkweg 9, Spiek

Donderdag 6 juni 2030
19.30-21.30 uur: Ons Honk, Hoofdweg 22, Roodeveen"""
    assert wheres(text + ASK) == [
        ("Oudedorp", "", "Buurthuis De Kiem", "Lange Laan 4"),
        ("Spiek", "", "Grand Café Noord", "Kerkweg 9"),
        ("Roodeveen", "", "Ons Honk", "Hoofdweg 22"),
    ]


def test_a_place_with_several_days_beneath_it():
    text = """Klimaatmarkten

Gouda
- woensdag 10 april 2030, 13.30 tot 16.00 uur
- woensdag 22 mei 2030, 15.00 tot 17.30 uur
De Garenspinnerij, Turfsingel 34

Woerden
- dinsdag 16 april 2030, 13.30 tot 16.00 uur
Het Arsenaal, Groenendaal 28"""
    assert ids(text + ASK) == ["gouda-1", "woerden", "gouda-2"]
    assert [s.address for s in event(text + ASK).sessions] == ["Turfsingel 34", "Groenendaal 28", "Turfsingel 34"]


def test_two_stretches_of_time_on_one_day_are_two_sessions():
    text = """Dialoogdagen

Zwolle
dinsdag 4 juni 2030
10.00 - 12.00 uur en 14.00 - 16.00 uur
De Spiegel te Zwolle, Spinhuisplein 14

Utrecht
woensdag 5 juni 2030
10.00 - 12.00 uur
Lombok te Utrecht, Kanaalstraat 8"""
    assert ids(text + ASK) == ["zwolle-1", "zwolle-2", "utrecht"]
    assert [s.starts for s in event(text + ASK).sessions] == [time(10), time(14), time(10)]
    assert event(text + ASK).sessions[0].venue == "De Spiegel"


def test_lines_without_columns_with_the_place_last():
    text = """Keukentafels
Waterschap De Lage Delta
5 januari 2027

di 19 januari 19.30 uur Café De Haan, Dorpsstraat 12, Zegvoort
wo 20 januari 19.30 uur Dorpshuis Anker, Kerkplein 1, Kamerdijk
do 21 januari 20.00 uur De Eenheid, Molenweg 5, Kokkenga"""
    assert ids(text + ASK) == ["zegvoort", "kamerdijk", "kokkenga"]
    assert event(text + ASK).published == date(2027, 1, 5)


def test_numbered_entries_with_a_closing_date_of_their_own():
    text = """Lesdagen

1. Lesdag Utrecht
   Datum: za 7 november 2026
   Tijd: 10.00 - 16.00 uur (inloop vanaf 9.30 uur)
   Plaats: Utrecht
   Adres: Plein 6
   Aanmelden voor: 24 oktober 2026

2. Webinar
   Datum: ma 16 november 2026
   Tijd: 20.00 - 21.30 uur
   Plaats: online via Zoom
   Aanmelden voor: 9 november 2026"""
    assert ids(text + ASK) == ["utrecht", "online"]
    assert hours(text + ASK) == [
        (date(2026, 11, 7), time(10), time(16)),
        (date(2026, 11, 16), time(20), time(21, 30)),
    ]


def test_headings_with_a_region_count_for_what_stands_beneath():
    text = """Stroomsessies

GRONINGEN
Veendam – di 4 juni 2030 – 9.30 tot 12.00 uur – Van Stolberg, Markt 4

DRENTHE
Hoogeveen – do 6 juni 2030 – 9.30 tot 12.00 uur – De Trog, Hoofdstraat 17
Emmen – di 11 juni 2030 – 9.30 tot 12.00 uur – Hotel Utrecht, Brink 2

ONLINE
Webinar – do 13 juni 2030 – 12.00 tot 13.00 uur – link volgt"""
    assert [(s.id, s.region) for s in event(text + ASK).sessions] == [
        ("veendam", "Groningen"),
        ("hoogeveen", "Drenthe"),
        ("emmen", "Drenthe"),
        ("online", ""),
    ]
    assert event(text + ASK).sessions[2].venue == "Hotel Utrecht"


@pytest.mark.parametrize(
    "line",
    [
        "De slotbijeenkomst is op 20 september 2030 in Zwolle, van 10.00 tot 12.00 uur.",
        "Vorig jaar waren we op 12 juni 2029 in Gouda, van 10.00 tot 12.00 uur.",
        "De nieuwe wet gaat in op 1 juli 2031.",
        "Op 3 december 2030 besluit de raad van Utrecht over het plan.",
        "Aanmelden kan tot en met 1 juni 2030.",
        "Reacties (1)\nPiet, 12 mei 2030: Komen jullie ook naar Emmen?",
    ],
)
def test_a_date_of_something_else_is_no_session(line):
    text = f"""Buurtsessies

Breda, maandag 3 juni 2030, 19.00-21.00 uur, Zaal Noord
Tilburg, dinsdag 4 juni 2030, 19.00-21.00 uur, Zaal Zuid

{line}"""
    assert ids(text + ASK) == ["breda", "tilburg"]


def test_a_list_of_all_days_above_the_blocks_is_not_a_second_set():
    text = """Agenda
Lenteronde groene buurt
Datum: 4 en 6 juni 2030
Tijd: 13.00 uur inloop, 13.30 uur start, 17.00 uur borrel

Dinsdag 4 juni: Emmen
We beginnen bij Atelier Zand en lopen door de wijk.

Donderdag 6 juni: Gouda
In Kantine Zuid (Lage Weg 12) vertelt een tuinman over gevels."""
    assert ids(text + ASK) == ["emmen", "gouda"]
    assert [(s.venue, s.address) for s in event(text + ASK).sessions] == [
        ("Atelier Zand", ""),
        ("Kantine Zuid", "Lage Weg 12"),
    ]
    assert hours(text + ASK)[0] == (date(2030, 6, 4), time(13, 30), time(17))


def test_a_moved_session_has_its_new_day_and_a_cancelled_one_is_left_out_and_both_are_said():
    text = """Werkateliers

De bijeenkomst van 12 mei in Gouda is verplaatst naar 19 mei. De bijeenkomst in Breda vervalt.

- Gouda: 12 mei 2027, 14.00-16.00 uur, Stadhuis, Lange Laan 300
- Breda: 13 mei 2027, 14.00-16.00 uur, De Sluis, Sportlaan 1
- Utrecht: 3 juni 2027 (was 27 mei), 14.00-16.00 uur, De Brug, Markt 22"""
    assert [(s.id, s.date) for s in event(text + ASK).sessions] == [
        ("gouda", date(2027, 5, 19)),
        ("utrecht", date(2027, 6, 3)),
    ]
    doubts = " ".join(imported(text + ASK).doubts)
    assert "Moved: Gouda" in doubts
    assert "Cancelled, says line 3: Breda" in doubts


def test_a_place_that_is_not_known_to_be_one_is_said_rather_than_invented():
    text = """Buurtsessies

Breda, maandag 3 juni 2030, 19.00-21.00 uur, Zaal Noord
Nader plan van aanpak, dinsdag 4 juni 2030, 19.00-21.00 uur"""
    assert ids(text + ASK) == ["breda"]


def test_a_place_that_is_on_no_list_is_said_with_its_line():
    assert "Not a place on the list, taken for one: Luttenberg (line 21)." in imported(LABELLED).doubts
