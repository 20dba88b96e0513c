"""The plain and the HTML part of every reply say the same, and the HTML is harmless."""

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from answering.samples import NOW, found, mail, opened, register, registration
from d_loket.model import Address, Attendee, Cancel, Change, Clarify, Draft, Missing, Question, Review, Role, Waiting

WRITTEN = "Ik kom naar <b>Tiel</b> & Gouda."
PEOPLE = (
    Attendee("Noor de Wit", None, ("tiel",)),
    Attendee("Karim <i>Aziz</i>", Role.OVERIG, ("tiel", "gouda-2", "online")),
    Attendee(None, None, ("gouda-1",)),
)
QUESTIONS = [
    Clarify(reasons=("x",), question=question, missing=missing, options=("tiel", "gouda-1"), draft=draft, mentioned=m)
    for missing in Missing
    for question in Question
    for draft in (Draft(), Draft(sessions=("tiel",)))
    for m in ("", "<Assen>")
]
DECISIONS = [
    register(),
    register(*PEOPLE, flags=("x",), evidence=(found("Tiel", WRITTEN),), already=(PEOPLE[0],)),
    register(attendees=(), already=PEOPLE),
    Cancel(reasons=("x",), withdrawn=(3,), attendees=PEOPLE),
    Review(reasons=("x",)),
    *QUESTIONS,
]


def words(text):
    return re.findall(r"[\w@.&<>/]+", text)


def words_of_html(html):
    tree = LexborHTMLParser(html)
    for node in tree.css("ol"):
        for number, item in enumerate(node.css("li"), 1):
            item.insert_before(f"{number}. ")
    for node in tree.css("p, li, h2, br"):
        node.insert_before("\n")
    return words(tree.body.text())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_and_html_say_the_same(desk, language):
    for decision in DECISIONS:
        message = desk.message(replace(decision, language=language), mail(WRITTEN))
        html = message.get_body(("html",)).get_content()
        assert words_of_html(html) == words(message.get_body(("plain",)).get_content().replace("\n- ", "\n"))


def test_a_change_says_the_same_in_text_and_html(desk):
    decision = Change(reasons=("x",), withdrawn=(3,), attendees=PEOPLE)
    message = desk.message(decision, registrations=(registration(3, "Noor de Wit", "tiel"),))
    plain = message.get_body(("plain",)).get_content().replace("\n- ", "\n")
    assert words_of_html(message.get_body(("html",)).get_content()) == words(plain)


def test_the_html_shows_what_people_wrote_as_text_and_fetches_nothing(desk):
    decision = register(*PEOPLE, evidence=(found("Tiel", WRITTEN),))
    html = desk.message(decision, mail(WRITTEN)).get_body(("html",)).get_content()
    tree = LexborHTMLParser(html)
    assert tree.css("b, i, img, script, link, iframe, style, form, a") == []
    assert "Karim <i>Aziz</i>" in tree.body.text()
    assert not re.search(r"url\(|https?:", html)


def test_the_html_names_its_language_and_carries_its_style(desk):
    html = desk.message(register(language="en")).get_body(("html",)).get_content()
    tree = LexborHTMLParser(html)
    assert tree.css_first("html").attributes["lang"] == "en"
    assert "font-family" in tree.css_first("body").attributes["style"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_exclamation_marks_and_no_words_of_other_events(desk, language):
    for decision in DECISIONS:
        text = desk.text(replace(decision, language=language), mail("Ja."))
        assert "!" not in text
        assert not re.search(r"ontwerpsessie|themabijeenkomst", text)


def test_a_name_that_is_no_text_does_not_stop_a_reply(desk):
    text = desk.text(register(Attendee("Noor\x00 de\ud800 Wit", None, ("tiel",))), mail(sender=Address("a@b.example")))
    assert "Wie: Noor de Wit\n" in text


def test_the_note_to_organisers_says_the_same_in_text_and_html(desk):
    waiting = [Waiting("noor@wijk.example", "<b>Klacht</b>", NOW, "Een klacht."), Waiting("a@b.example", "", NOW, "?")]
    note = desk.digest(waiting, {"tiel": 3})
    message = opened(note)
    html = message.get_body(("html",)).get_content()
    assert words_of_html(html) == words(note.text.replace("\n- ", "\n"))
