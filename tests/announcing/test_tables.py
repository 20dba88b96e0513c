"""Tables in text and on pages, and pages with more on them than the announcement."""

from datetime import date, time

from d_loket.announcing import import_event
from d_loket.model import PlaceName

TODAY = date(2026, 2, 25)
PLACES = tuple(PlaceName(name) for name in ("Tilburg", "Roosendaal", "Zwolle", "Eindhoven", "Sneek", "Meppel"))


def event(text):
    return import_event(text, today=TODAY, places=PLACES).event


def facts(text):
    return [(s.place, s.date, s.starts, s.venue, s.address) for s in event(text).sessions]


def test_a_table_drawn_with_bars():
    text = """# Dialoogtafels

Door: Stichting Samen
Gepubliceerd: 12 januari 2031

| Wanneer | Waar | Locatie |
|---|---|---|
| wo 12 feb, 19.30 - 21.00 uur | Tilburg | De Hal, Lange Laan 1000 |
| do 20 feb, 19.30 - 21.00 uur | Roosendaal | De Kring, Smalle Straat 14 |
| di 4 mrt, 10.00 - 11.30 uur | Online | Microsoft Teams |

Stuur een mail naar tafels@samen.example."""
    assert facts(text) == [
        ("Tilburg", date(2031, 2, 12), time(19, 30), "De Hal", "Lange Laan 1000"),
        ("Roosendaal", date(2031, 2, 20), time(19, 30), "De Kring", "Smalle Straat 14"),
        ("Online", date(2031, 3, 4), time(10), "", ""),
    ]
    assert event(text).organiser == "Stichting Samen"


def test_days_beneath_a_month_and_a_column_of_places_without_a_name():
    text = """Spreekuren

NOVEMBER 2030

\twanneer\ttijd\twaar
Zwolle\tdi 5\t10-13 uur\tDe Kazerne, Oude Weg 216
Meppel\tdo 7\t14-17 uur\twordt gezocht

DECEMBER 2030

\twanneer\ttijd\twaar
Sneek\tdi 3\t10-13 uur\tHet Schip (nieuw!)

Mail spreekuur@raad.example om u aan te melden."""
    assert facts(text) == [
        ("Zwolle", date(2030, 11, 5), time(10), "De Kazerne", "Oude Weg 216"),
        ("Meppel", date(2030, 11, 7), time(14), "", ""),
        ("Sneek", date(2030, 12, 3), time(10), "Het Schip", ""),
    ]


def test_a_table_whose_columns_are_the_sessions():
    page = """<html><body><h1>Toetsdagen</h1><table>
<tr><th></th><th>Sessie 1</th><th>Sessie 2</th></tr>
<tr><th>Plaats</th><td>Zwolle</td><td>Eindhoven</td></tr>
<tr><th>Datum</th><td>11 juni 2031</td><td>18 juni 2031</td></tr>
<tr><th>Tijd</th><td>9.30-12.00</td><td>13.00-15.30</td></tr>
<tr><th>Locatie</th><td>De Kamer, Zeven Laantjes 1a</td><td>De Fabriek, Beekstraat 2</td></tr></table>
<p><a href="mailto:toets@dag.example">Meld u aan per e-mail</a></p></body></html>"""
    assert facts(page) == [
        ("Zwolle", date(2031, 6, 11), time(9, 30), "De Kamer", "Zeven Laantjes 1a"),
        ("Eindhoven", date(2031, 6, 18), time(13), "De Fabriek", "Beekstraat 2"),
    ]
    assert event(page).mailbox == "toets@dag.example"


def test_a_table_of_which_every_cell_became_a_line():
    text = """Wijkgesprekken 2029

Plaats
Datum
Tijd
Locatie
Tilburg
12 maart 2029
19.00 - 21.00 uur
Raadzaal, Markt 1
Rijn
14 maart 2029
19.00 - 21.00 uur
De Tol, Torenplein 10

Opgeven bij wijk@gesprek.example."""
    assert facts(text) == [
        ("Tilburg", date(2029, 3, 12), time(19), "Raadzaal", "Markt 1"),
        ("Rijn", date(2029, 3, 14), time(19), "De Tol", "Torenplein 10"),
    ]


PAGE = """<html><head><title>Agenda | Netwerk Zoet Water</title></head><body>
<header><a href="/">Netwerk Zoet Water</a></header>
<div class="breadcrumb"><a>Home</a> &gt; <a>Agenda</a></div>
<main><h1>Waterdialogen</h1><p class="meta"><span>Nieuws</span> <span>3 mei 2032</span></p>
<article><h3>Donderdag 3 juni</h3><div><span>Sneek</span><address>De Kolk<br>Singel 20<br>8601 AB Sneek</address></div>
</article>
<article><h3>Vrijdag <del>4</del> 11 juni</h3><div><span>Meppel</span><address>De Trog<br>Hoofdstraat 17</address></div>
</article>
<p>We beginnen steeds om 19.30 uur en ronden om 21.00 uur af.</p>
<h2>Aanmelden</h2><p>Mail uw naam naar <a href="mailto:dialoog@zoetwater.example">ons</a> v&oacute;&oacute;r 1 juni.</p>
</main><aside><h2>Zie ook</h2><ul><li>Waterdag, 9 oktober 2032, Zwolle</li></ul></aside>
<footer>Laatst gewijzigd op 6 mei 2032</footer></body></html>"""


def test_cards_on_a_page_with_a_menu_a_side_column_and_a_footer():
    assert facts(PAGE) == [
        ("Sneek", date(2032, 6, 3), time(19, 30), "De Kolk", "Singel 20"),
        ("Meppel", date(2032, 6, 11), time(19, 30), "De Trog", "Hoofdstraat 17"),
    ]
    assert (event(PAGE).title, event(PAGE).published) == ("Waterdialogen", date(2032, 5, 3))
    assert (event(PAGE).organiser, event(PAGE).mailbox) == ("Netwerk Zoet Water", "dialoog@zoetwater.example")


def test_a_place_that_spans_two_rows():
    page = """<html><body><h1>Lessen</h1><table><tr><th>Plaats</th><th>Datum</th><th>Tijd</th></tr>
<tr><td rowspan="2">Sneek</td><td>3 juni 2031</td><td>10.00-12.00</td></tr>
<tr><td>5 juni 2031</td><td>10.00-12.00</td></tr></table>
<p>Mail les@water.example om u aan te melden.</p></body></html>"""
    assert [s.id for s in event(page).sessions] == ["sneek-1", "sneek-2"]
