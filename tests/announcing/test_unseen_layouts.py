"""Layouts no announcement was read in before: what is over a list, what is in a house's name, what is no session."""

from datetime import date, time

from d_loket.announcing import import_event
from d_loket.model import PlaceName

TODAY = date(2026, 2, 25)
NAMES = ("Alkmaar", "Breda", "Deventer", "Emmen", "Gouda", "Groningen", "Tilburg", "Utrecht", "Woerden", "Zwolle")
PLACES = tuple(PlaceName(name, province="") for name in (*NAMES, "Bergen op Zoom"))
HEAD = "Buurtrondes Stille straten\n\nBuurtraad Oost houdt in mei 2030 buurtrondes.\n\n"
ASK = "\n\nAanmelden\nMail naar zitting@buurtraad.example.\n"


def sessions(body):
    return import_event(HEAD + body + ASK, today=TODAY, places=PLACES).event.sessions


def ids(body):
    return [s.id for s in sessions(body)]


def hours(body):
    return [(s.starts, s.ends) for s in sessions(body)]


def test_a_word_over_a_list_of_dates_is_no_label_of_the_first():
    body = "Data\n7 mei 2030 | Emmen | 14.00-16.00 uur\n9 mei 2030 | Gouda | 14.00-16.00 uur"
    assert [(s.id, s.venue) for s in sessions(body)] == [("emmen", ""), ("gouda", "")]


def test_a_programme_of_dated_paragraphs_keeps_its_first():
    body = (
        "Programma\n\nDinsdag 7 mei, Emmen\nThema: geluid\nDe Schuur, 19.30 - 21.00 uur\n\n"
        "Dinsdag 14 mei, Gouda\nThema: verkeer\nDe Waag, 19.30 - 21.00 uur\n\n"
        "Dinsdag 21 mei, Emmen\nThema: groen\nDe Schuur, 19.30 - 21.00 uur"
    )
    assert ids(body) == ["emmen-1", "gouda", "emmen-2"]


def test_a_place_that_has_zoom_in_its_name_is_not_online():
    body = (
        "Bergen op Zoom\nDinsdag 7 mei, 10.00-12.00 uur\nDe Zaal\n\nEmmen\nDonderdag 9 mei, 10.00-12.00 uur\nDe Schuur"
    )
    assert ids(body) == ["bergen-op-zoom", "emmen"]


def test_the_online_session_has_the_time_that_is_said_of_it():
    body = (
        "Alle rondes zijn van 16.00 tot 18.00 uur. De online ronde duurt van 16.00 tot 17.00 uur.\n\n"
        "* 7 mei: Emmen, De Schuur, Dorpsweg 1\n* 9 mei: Gouda, De Waag, Markt 2\n* 14 mei: Online"
    )
    assert [ends for _, ends in hours(body)] == [time(18), time(18), time(17)]


def test_the_time_in_a_heading_holds_until_the_next():
    body = (
        "Ochtendrondes (9.30 – 12.00 uur)\n\n7 mei 2030 – Stadhuis Emmen, Dorpsweg 1\n"
        "9 mei 2030 – Stadhuis Gouda, Markt 2"
        "\n\nMiddagrondes (13.30 – 16.00 uur)\n\n14 mei 2030 – Stadhuis Breda, Markt 3\n"
        "16 mei 2030 – Stadhuis Zwolle, Markt 4"
    )
    assert [starts for starts, _ in hours(body)] == [time(9, 30)] * 2 + [time(13, 30)] * 2


def test_a_house_named_after_its_place_is_the_venue_and_says_the_place():
    body = (
        "7 mei 2030 – Stadhuis Emmen, Dorpsweg 1, 10.00-12.00 uur\n"
        "9 mei 2030 – Stadhuis Gouda, Markt 2, 10.00-12.00 uur"
    )
    assert [(s.place, s.venue) for s in sessions(body)] == [("Emmen", "Stadhuis Emmen"), ("Gouda", "Stadhuis Gouda")]


def test_a_house_named_after_another_place_says_nothing_of_where_it_is():
    body = (
        "Dinsdag 7 mei 2030\nHotel Breda\nSpoorlaan 40\n5038 CB Tilburg\n13.00-15.00 uur\n\n"
        "Donderdag 9 mei 2030\nLandgoed Utrecht\nKamperweg 3\n8021 AB Zwolle\n13.00-15.00 uur"
    )
    assert [(s.place, s.venue) for s in sessions(body)] == [("Tilburg", "Hotel Breda"), ("Zwolle", "Landgoed Utrecht")]


def test_regions_that_are_headings_over_several_blocks():
    body = (
        "Noord\n\nEmmen – dinsdag 7 mei, 10.00-12.00 uur\nDe Schuur, Dorpsweg 1\n\n"
        "Groningen – donderdag 9 mei, 10.00-12.00 uur\nDe Poort, Singel 2\n\n"
        "Oost\n\nDeventer – dinsdag 14 mei, 10.00-12.00 uur\nDe Leeuw, Brink 3"
    )
    assert [s.region for s in sessions(body)] == ["Noord", "Noord", "Oost"]


def test_a_card_with_its_region_above_the_place():
    card = "<article><p>{}</p><h3>{}</h3><p>{}, 14.00 – 17.00 uur</p><p>{}<br>{}</p></article>"
    cards = [
        ("Veenland", "Emmen", "Dinsdag 7 mei 2030", "De Schuur", "Dorpsweg 16-C"),
        ("Groene Hart", "Gouda", "Donderdag 9 mei 2030", "De Waag", "Markt 2"),
    ]
    body = f"<h1>Buurtrondes</h1><h2>Kies uw ronde</h2>{''.join(card.format(*c) for c in cards)}"
    found = import_event(f"{body}<h2>Aanmelden</h2><p>Mail a@b.example.</p>", today=TODAY, places=PLACES).event.sessions
    assert [(s.region, s.venue, s.address) for s in found] == [
        ("Veenland", "De Schuur", "Dorpsweg 16-C"),
        ("Groene Hart", "De Waag", "Markt 2"),
    ]


def test_a_date_above_a_heading_that_names_event_and_place():
    item = "<div><span>{}</span><h3>Buurtronde – {}</h3><p>13.00 - 16.00 uur, {}</p></div>"
    items = [("7 mei", "Emmen", "De Schuur, Dorpsweg 1"), ("9 mei", "Gouda", "De Waag, Markt 2")]
    items.append(("14 mei", "Zwolle", "De Poort, Singel 3"))
    news = "<h2>Ander nieuws</h2><ul><li>10 februari 2030: Nieuw bestuur in Utrecht</li></ul>"
    listed = "".join(item.format(*i) for i in items)
    text = f"<h1>Buurtrondes in 2030</h1><h2>Overzicht</h2>{listed}<p>Mail a@b.example.</p>"
    found = import_event(text + news, today=TODAY, places=PLACES).event.sessions
    assert [(s.place, s.venue) for s in found] == [("Emmen", "De Schuur"), ("Gouda", "De Waag"), ("Zwolle", "De Poort")]


def test_a_label_of_two_words_is_one_label():
    body = (
        "Ronde Noord-Nederland\nDatum en tijd: dinsdag 7 mei 2030, 10.00 - 15.00 uur\n"
        "Locatie: De Schuur, Dorpsweg 1, Emmen\n\n"
        "Ronde West-Nederland\nDatum en tijd: donderdag 9 mei 2030, 10.00 - 15.00 uur\nLocatie: De Waag, Markt 2, Gouda"
    )
    assert [(s.id, s.region) for s in sessions(body)] == [("emmen", "Noord-Nederland"), ("gouda", "West-Nederland")]


def test_a_morning_and_an_afternoon_beneath_one_day_are_two_sessions():
    body = "Emmen – dinsdag 7 mei 2030\nOchtend: 9.30 – 12.00 uur\nMiddag: 13.00 – 15.30 uur\nDe Schuur, Dorpsweg 1"
    assert [(s.id, s.venue) for s in sessions(body)] == [("emmen-1", "De Schuur"), ("emmen-2", "De Schuur")]


def test_a_number_of_the_session_is_no_venue():
    body = (
        "Buurtavond 1\nDinsdag 7 mei 2030, 20.00-22.00 uur\nDe Schuur\nDorpsweg 1\nEmmen\n\n"
        "Buurtavond 2\nDonderdag 9 mei 2030, 20.00-22.00 uur\nDe Waag\nMarkt 2\nGouda"
    )
    assert [(s.id, s.venue) for s in sessions(body)] == [("emmen", "De Schuur"), ("gouda", "De Waag")]


def test_a_letter_is_dated_at_its_end():
    body = (
        "* Emmen op dinsdag 6 november in De Schuur (Dorpsweg 1)\n"
        "* Gouda op donderdag 8 november bij De Waag (Markt 2)\n\n"
        "Alle avonden zijn van 19.00 tot 21.00 uur.\n\nMail naar zitting@buurtraad.example.\n\n"
        "Met vriendelijke groet,\n"
        "Buurtraad Oost\nUtrecht, 1 oktober 2029"
    )
    event = import_event(f"Buurtavonden\n\n{body}", today=TODAY, places=PLACES).event
    assert event.published == date(2029, 10, 1)
    assert [(s.id, s.address) for s in event.sessions] == [("emmen", "Dorpsweg 1"), ("gouda", "Markt 2")]
