"""What the pages show."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from web.samples import QUOTED


def read(response):
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def text(node):
    words = " ".join(node.text(separator=" ").split())
    return re.sub(r" (?=[,:])", "", words)


def rows(page, caption):
    [table] = [t for t in page.css("table") if caption in text(t.css_first("caption"))]
    return [[text(cell) for cell in row.css("th, td")] for row in table.css("tbody tr")]


def test_the_first_page_shows_what_waits_and_why(site):
    waiting = read(site.get("/")).css("ol.waiting li")
    assert len(waiting) == 1
    assert waiting[0].css_first("a").attributes["href"] == f"/berichten/{site.hostile}"


def test_the_first_page_counts_who_comes_per_session(site):
    assert rows(read(site.get("/")), "Inschrijvingen per wijkgesprek") == [
        ["Tiel", "1", "0", "donderdag 20 maart 2031", "De Waalhal"],
        ["Gouda 10 april", "0 van 40", "0", "donderdag 10 april 2031", "Gouda"],
        ["Gouda 17 april", "1", "0", "donderdag 17 april 2031", "Gouda"],
    ]


def test_the_first_page_counts_the_messages_by_decision(site):
    page = read(site.get("/"))
    assert ["Ingeschreven", "1"] in rows(page, "Wat er met de berichten")
    assert ["Geen antwoord nodig", "60"] in rows(page, "Wat er met de berichten")
    assert text(page.css_first("tfoot")) == "Alle berichten 63"


def test_the_first_page_says_what_went_wrong(site):
    problem = read(site.get("/")).css_first(".problem")
    assert text(problem.css_first("a")) == "1 bericht kon niet worden verwerkt"
    shown = read(site.get(problem.css_first("a").attributes["href"]))
    assert "ValueError: kapot" in rows(shown, "Berichten")[0]


def test_the_list_shows_the_newest_first(site):
    first = rows(read(site.get("/berichten")), "Berichten")[0]
    assert first[0].startswith("Afwezig 59")


def test_the_list_shows_decision_people_and_reason(site):
    [row] = rows(read(site.get("/berichten?besluit=register")), "Berichten")
    assert row == [
        "Aanmelding voor Tiel Noor de Wit 10 februari 2031, 10.06 uur",
        "Ingeschreven Let op",
        "Noor de Wit, bewoner: Tiel zonder naam: Gouda 17 april",
        "Schrijft: „Ik kom graag”.",
    ]


def test_the_list_is_paged_and_keeps_its_filter(site):
    first = read(site.get("/berichten?besluit=ignore"))
    following = first.css_first("a[rel=next]").attributes["href"]
    second = read(site.get(following))
    assert (len(rows(first, "Berichten")), len(rows(second, "Berichten"))) == (50, 10)
    assert second.css_first("a[rel=next]") is None
    assert second.css_first("nav[aria-label=Besluit] a[aria-current]").text() == "Geen antwoord nodig"


@pytest.mark.parametrize(("sought", "count"), [("kom graag naar", 1), ("NOOR@wijk", 62), ("bestaat niet", 0), ("%", 0)])
def test_messages_are_found_by_sender_subject_and_text(site, sought, count):
    page = read(site.get(f"/berichten?zoek={sought.replace('%', '%25')}"))
    assert text(page.css_first("[role=status]")).startswith(f"{count} bericht")
    assert page.css_first("#zoek").attributes["value"] == sought


def test_a_message_shows_its_decision_reasons_and_people(site):
    page = read(site.get(f"/berichten/{site.noor}"))
    decision = text(page.css_first("section[aria-labelledby=besluit]"))
    assert "Ingeschreven" in decision
    assert "Stelt een vraag: „Kan ik daar parkeren?”" in decision
    assert "Kiest Tiel." in decision
    assert rows(page, "Om wie het gaat") == [
        ["Noor de Wit", "bewoner", "Tiel"],
        ["zonder naam", "niet bekend", "Gouda 17 april"],
    ]


def test_the_evidence_is_marked_where_it_stands(site):
    page = read(site.get(f"/berichten/{site.noor}"))
    marks = [(m.attributes["class"], text(m)) for m in page.css(".letter mark")]
    assert marks == [
        ("session", "Tiel (sessie Tiel)"),
        ("intent", "Ik kom graag (bedoeling komen)"),
        ("session", "Tiel (sessie Tiel)"),
        ("session against", "Gouda (sessie Gouda 10 april, ontkend)"),
        ("question", "Kan ik daar parkeren? (vraag)"),
        ("role", "wijkbewoner (rol bewoner)"),
    ]
    assert [text(m) for m in page.css(".legend mark")] == ["sessie", "bedoeling", "vraag", "rol"]


def test_every_finding_is_listed_with_its_rule(site):
    found = rows(read(site.get(f"/berichten/{site.noor}")), "Gevonden in het bericht")
    assert ["Gouda", "sessie", "Gouda 10 april", "ontkend", "tekst", "rule.session"] in found
    assert ["wijkbewoner", "rol", "bewoner", "", "ondertekening", "rule.role"] in found


def test_a_quoted_mail_is_folded_away(site):
    [details] = [d for d in read(site.get(f"/berichten/{site.noor}")).css("details") if "schreef" in d.text()]
    assert "open" not in details.attributes
    assert details.css_first("summary").text() == "Eerder bericht"
    assert QUOTED in details.text()


def test_our_reply_is_shown_in_full(site):
    ours = read(site.get(f"/berichten/{site.noor}")).css_first(".ours")
    assert "noor@wijk.example" in ours.text()
    assert "Re: Aanmelding voor Tiel" in ours.text()
    assert "Wanneer: donderdag 20 maart 2031, 9.30 tot 12.00 uur" in ours.text()
    assert "loket@buurtkracht.example" in ours.text()


def test_a_message_without_an_answer_says_so(site):
    page = read(site.get(f"/berichten/{site.failed + 1}"))
    assert "Er is geen antwoord verstuurd." in page.body.text()


def test_a_message_that_failed_shows_the_error_and_its_source(site):
    page = read(site.get(f"/berichten/{site.failed}"))
    assert page.css_first("p.problem").text() == "ValueError: kapot"
    assert page.css_first(f"a[href='/berichten/{site.failed}/bron']") is not None


def test_the_source_is_plain_text(site):
    response = site.get(f"/berichten/{site.noor}/bron")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Subject: <script>alert(1)</script>" in response.text
    assert "caf\ufffd Tiel" in response.text


def test_a_session_shows_who_comes_and_by_which_mail(site):
    page = read(site.get("/sessies/wijkgesprekken/tiel"))
    assert rows(page, "Wie er komen") == [
        [
            "Noor de Wit",
            "bewoner",
            "noor@wijk.example",
            "Aanmelding voor Tiel",
            "Stelt een vraag: „Kan ik daar parkeren?”",
        ]
    ]
    assert page.css_first("td a").attributes["href"] == f"/berichten/{site.noor}"
    assert "1 persoon komt" in page.body.text()


def test_a_session_nobody_comes_to(site):
    page = read(site.get("/sessies/wijkgesprekken/gouda-1"))
    assert "0 personen komen, er is plaats voor 40" in page.body.text()
    assert page.css("table") == []


@pytest.mark.parametrize("path", ["/", "/berichten", "/sessies/wijkgesprekken/tiel", "/berichten/1"])
def test_every_page_can_be_found_ones_way_in(site, path):
    page = read(site.get(path))
    assert page.css_first("html").attributes["lang"] == "nl"
    assert page.css_first("body > :first-child").attributes["href"] == "#inhoud"
    assert len(page.css("h1")) == 1
    assert page.css_first("title").text().endswith(" - D-loket")
    assert all(table.css_first("caption") is not None for table in page.css("table"))
    assert all(cell.attributes.get("scope") in ("col", "row") for cell in page.css("th"))
    assert len({node.attributes["id"] for node in page.css("[id]")}) == len(page.css("[id]"))
    named = {n for node in page.css("[aria-labelledby]") for n in node.attributes["aria-labelledby"].split()}
    assert all(page.css_first(f"#{name}") is not None for name in named)
    assert page.css("script, style, [style], [onclick], [onload], iframe, img") == []
