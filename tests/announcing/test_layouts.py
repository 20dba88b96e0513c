from datetime import date, time

import pytest

from d_loket.announcing import import_event
from d_loket.model import DLoketError

ROWS = """Ontwerpsessies: denk mee!

Afzender VNG & BZKDatum 18-05-2018

Aanmelden voor een ontwerpsessie? Stuur een e-mail naar: D-loket@VNG.nl en geef aan in welke stad u aansluit.

Regionale ontwerpsessies
Regio Plaats Datum Tijd Locatie
Midden-west Utrecht 14 juni 09:00-12:00 Stadskantoor Utrecht, Stadsplateau 1, Utrecht
Noord-west Haarlem 21 juni 09:30-12:30 Seinwezen, Kinderhuissingel 1, Haarlem
Midden-oost Arnhem 22 juni 14:00-17:00 Provincie Gelderland, Markt 11, Arnhem
Noord-oost Assen 28 juni 14:00-17:00 Theatercafé Podium Zuidhaege, Zuidhaege 2, Assen
Zuid-oost Venlo 29 juni 14:00-17:00 Stadhuis Venlo, Markt 2, Venlo
Zuid-west Breda 3 juli 14:00-17:00 Podium Bloos, Speelhuislaan 153, Breda

Deze uitnodiging is bedoeld voor raadsleden, griffiers en betrokken bewoners.
"""

TABLE = """<html><head><title>x</title><style>p{}</style></head><body><h1>Regioavonden Energie</h1>
<p>Geplaatst op 3 maart 2031</p>
<table><tr><th>Datum</th><th>Tijd</th><th>Plaats</th><th>Locatie</th></tr>
<tr><td>donderdag 10 april 2031</td><td>19.30 - 21.30 uur</td><td>Den Haag</td>
<td>De Nieuwe Kerk, Spui 175</td></tr>
<tr><td>dinsdag 15 april 2031</td><td>19.30 - 21.30 uur</td><td>Meppel</td>
<td>Schouwburg, Zuideinde 70</td></tr></table>
<p>Aanmelden: <a href="mailto:avonden@energie.example">avonden@energie.example</a></p></body></html>"""

BLOCKS = """Bewonersgesprekken zorg
Zorgbelang Oost organiseert drie gesprekken.
Gepubliceerd: 1 september 2031

Wanneer: donderdag 11 oktober 2031, 13.30 – 16.30 uur
Waar: Cultuurhuis, Kerkstraat 12, 7411 AB Deventer

Wanneer: vrijdag 12 oktober 2031, 10.00 – 12.00 uur
Waar: Stadhuis, Wemenstraat 5, Hengelo

Wanneer: maandag 15 oktober 2031, 20.00 – 21.00 uur
Waar: online, via Teams

Aanmelden kan tot 1 oktober 2031 via aanmelden@zorgbelang.example. Vermeld uw naam en uw functie.
"""

PROSE = """Workshops Samen Beslissen
18 januari 2031

Op maandag 3 februari 2031 komen we van 13.30 tot 16.30 uur bijeen in Leiden, in de Burcht aan de Nieuwstraat 1. Een
week later, op maandag 10 februari 2031, zijn we van 10.00 tot 12.00 uur te gast in Sneek, in het Bolwerk aan de
Kerkgracht 4.

Stuur een mail naar samen@beslissen.example.
""".replace(" Een\n", " Een ").replace(" de\nK", " de K")

BULLETS = """Dialoogsessies wonen

Gepubliceerd op 2 mei 2031
• 's-Hertogenbosch, 5 juni, 14:00-16:00 uur, Verkadefabriek, Boschdijkstraat 45
• 's-Hertogenbosch, 12 juni, 19:00-21:00 uur, Verkadefabriek, Boschdijkstraat 45
• Online: 19 juni, 10:00-11:00 uur
Inschrijven: dialoog@wonen.example
"""

TODAY = date(2018, 5, 20)


def facts(text):
    event = import_event(text, today=TODAY).event
    return [(s.id, s.place, s.date, s.starts, s.ends, s.venue, s.address) for s in event.sessions]


def test_rows_give_exactly_the_six_sessions():
    event = import_event(ROWS, today=TODAY).event
    assert [s.id for s in event.sessions] == ["utrecht", "haarlem", "arnhem", "assen", "venlo", "breda"]
    assert [s.region for s in event.sessions] == [
        "Midden-west",
        "Noord-west",
        "Midden-oost",
        "Noord-oost",
        "Zuid-oost",
        "Zuid-west",
    ]
    utrecht = event.sessions[0]
    assert (utrecht.date, utrecht.starts, utrecht.ends) == (date(2018, 6, 14), time(9), time(12))
    assert (utrecht.venue, utrecht.address) == ("Stadskantoor Utrecht", "Stadsplateau 1")


def test_what_surrounds_the_rows_is_taken_too():
    event = import_event(ROWS, today=TODAY).event
    assert (event.id, event.mailbox, event.published) == ("ontwerpsessies-2018", "D-loket@VNG.nl", date(2018, 5, 18))
    assert (event.noun, event.noun_plural, event.organiser) == ("ontwerpsessie", "ontwerpsessies", "VNG & BZK")
    assert event.audience == ("raadsleden", "griffiers", "betrokken bewoners")


def test_a_table_on_a_page():
    evening = (time(19, 30), time(21, 30))
    assert facts(TABLE) == [
        ("den-haag", "Den Haag", date(2031, 4, 10), *evening, "De Nieuwe Kerk", "Spui 175"),
        ("meppel", "Meppel", date(2031, 4, 15), *evening, "Schouwburg", "Zuideinde 70"),
    ]


def test_blocks_of_lines_with_an_online_session_and_a_closing_date():
    assert facts(BLOCKS) == [
        ("deventer", "Deventer", date(2031, 10, 11), time(13, 30), time(16, 30), "Cultuurhuis", "Kerkstraat 12"),
        ("hengelo", "Hengelo", date(2031, 10, 12), time(10), time(12), "Stadhuis", "Wemenstraat 5"),
        ("online", "Online", date(2031, 10, 15), time(20), time(21), "", ""),
    ]


def test_what_is_asked_for_is_taken():
    assert import_event(BLOCKS, today=TODAY).event.asks == ("session", "name", "role")


def test_running_prose():
    assert facts(PROSE) == [
        ("leiden", "Leiden", date(2031, 2, 3), time(13, 30), time(16, 30), "Burcht", "Nieuwstraat 1"),
        ("sneek", "Sneek", date(2031, 2, 10), time(10), time(12), "Bolwerk", "Kerkgracht 4"),
    ]


def test_bullets_with_two_sessions_in_one_city():
    assert [f[:3] for f in facts(BULLETS)] == [
        ("s-hertogenbosch-1", "'s-Hertogenbosch", date(2031, 6, 5)),
        ("s-hertogenbosch-2", "'s-Hertogenbosch", date(2031, 6, 12)),
        ("online", "Online", date(2031, 6, 19)),
    ]


def test_it_says_what_it_took_from_which_line():
    taken = {t.field: t for t in import_event(ROWS, today=TODAY).taken}
    assert taken["mailbox"].value == "D-loket@VNG.nl"
    assert taken["session breda"].line == ROWS.splitlines().index(taken["session breda"].source) + 1


def test_it_says_what_it_could_not_find():
    text = "Sessies wonen\n\nOp 5 juni 2031 in Ede, 14.00 uur.\nMail naar wonen@ede.example."
    missing = " ".join(import_event(text, today=TODAY).missing)
    assert "date of publication" in missing
    assert "end time of Ede" in missing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wij organiseren iets. Mail: a@b.example.", "geen sessie"),
        ("Op 5 juni 2031, 14.00 uur in Ede.", "geen e-mail"),
    ],
)
def test_without_a_session_or_a_mailbox_there_is_no_event(text, said):
    with pytest.raises(DLoketError, match=said):
        import_event(text, today=TODAY)
