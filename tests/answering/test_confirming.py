"""What a confirmation, a change and a cancellation say."""

import pytest

from answering.samples import found, mail, register, registration
from d_loket.model import Address, Attendee, Cancel, Change, Review, Role

NOOR = Attendee("Noor de Wit", Role.BEWONER, ("tiel",))
KARIM = Attendee("Karim Aziz", None, ("tiel", "gouda-1"))


def test_a_confirmation_says_who_is_expected_when_and_where(desk):
    text = desk.text(register())
    assert text.startswith("Beste Noor de Wit,\n\nFijn dat u komt. U bent ingeschreven voor dit wijkgesprek:\n")
    assert "Wijkgesprek Tiel\nWanneer: donderdag 20 maart 2031, 9.30 tot 12.00 uur\n" in text
    assert "Waar: De Waalhal, Kade 3, Tiel\nWie: Noor de Wit (bewoner)\n" in text
    assert text.rstrip().endswith("Bureau Buurtkracht\nloket@buurtkracht.example")


def test_several_people_and_sessions_are_shown_by_session(desk):
    text = desk.text(register(NOOR, KARIM, Attendee(None, None, ("tiel",)), Attendee(None, None, ("tiel",))))
    assert "Wij verwachten:" in text
    assert "Wie:\n- Noor de Wit (bewoner)\n- Karim Aziz\n- 2 personen\n" in text
    assert "Wijkgesprek Gouda\nWanneer: donderdag 10 april 2031, vanaf 19.00 uur\nWaar: Gouda\nWie: Karim Aziz" in text


def test_an_online_session_has_no_street(desk):
    text = desk.text(register(Attendee("Noor de Wit", Role.BEWONER, ("online",))))
    assert "Online wijkgesprek\nWanneer: donderdag 1 mei 2031, 20.00 tot 21.00 uur\nWie:" in text


def test_a_missing_role_is_asked_of_the_writer(desk):
    text = desk.text(register(Attendee("Noor de Wit", None, ("tiel",))))
    assert "Laat u ons weten in welke rol u komt? Antwoord bijvoorbeeld: raadslid" in text


def test_a_missing_role_of_others_is_asked_by_name(desk):
    text = desk.text(register(KARIM, Attendee("Lia Kroon", None, ("tiel",))))
    assert "in welke rol Karim Aziz en Lia Kroon komen?" in text


def test_a_known_role_is_not_asked(desk):
    assert "rol" not in desk.text(register())


def test_the_words_it_was_read_from_are_repeated(desk):
    written = "Hallo. Graag kom ik dhr. Bos\nvergezellen naar Tiel! Tot dan."
    text = desk.text(register(evidence=(found("Tiel", written),)), mail(written))
    assert "U schreef: „Graag kom ik dhr. Bos vergezellen naar Tiel!”" in text


def test_of_a_long_sentence_the_words_around_it_are_repeated(desk):
    written = "en " * 80 + "ik kom naar Tiel " + "en dan " * 80
    line = next(
        n for n in desk.text(register(evidence=(found("Tiel", written),)), mail(written)).splitlines() if "U s" in n
    )
    assert "ik kom naar Tiel en dan" in line
    assert len(line) < 190


def test_no_link_of_the_writer_travels_in_our_name(desk):
    written = "Ik kom naar Tiel, zie https://kwaad.example/klik en www.kwaad.example"
    message = desk.message(register(evidence=(found("Tiel", written),)), mail(written))
    assert "kwaad.example" not in message.as_string()


def test_who_stands_registered_already_hears_that(desk):
    text = desk.text(register(attendees=(), already=(NOOR,)))
    assert "U staat al ingeschreven. Er verandert niets:" in text
    assert "Wanneer: donderdag 20 maart 2031" in text


def test_questions_are_said_to_be_passed_on(desk):
    text = desk.text(register(flags=("Vraagt om een voorziening: „rolstoel”",)))
    assert "Uw vraag of opmerking hebben wij doorgegeven aan de organisatie." in text
    assert "rolstoel" not in text


def test_a_change_says_what_was_and_what_is(desk):
    was = registration(3, "Noor de Wit", "tiel")
    decision = Change(reasons=("x",), withdrawn=(3,), attendees=(Attendee("Noor de Wit", Role.BEWONER, ("gouda-2",)),))
    text = desk.text(decision, registrations=(was, registration(4, "Karim Aziz", "gouda-1")))
    before, after = text.split("Dit is het nu:")
    assert "Wijkgesprek Tiel" in before
    assert "Karim" not in text
    assert "Wijkgesprek Gouda\nWanneer: donderdag 17 april 2031\nWaar: Het Weeghuis, Markt 1, Gouda\n" in after


def test_a_cancellation_says_who_and_what_if_it_was_a_mistake(desk):
    text = desk.text(Cancel(reasons=("x",), withdrawn=(3,), attendees=(NOOR,)))
    assert "Jammer dat u niet kunt komen. U bent afgemeld voor:\n\nWijkgesprek Tiel" in text
    assert "Was dit een vergissing? Beantwoord dan deze e-mail" in text


def test_the_cancellation_of_a_colleague_is_not_said_to_be_the_writers(desk):
    text = desk.text(Cancel(reasons=("x",), withdrawn=(3,), attendees=(Attendee("Karim Aziz", None, ("tiel",)),)))
    assert "u niet kunt komen" not in text
    assert "Wie: Karim Aziz" in text


def test_an_acknowledgement_promises_a_person(desk):
    assert "u krijgt antwoord van een medewerker" in desk.text(Review(reasons=("Een klacht.",)))


@pytest.mark.parametrize(
    "name", ["", "noor", "Griffie Tiel", "GEMEENTE TIEL", "Kijk op https://kwaad.example", "n.wit@x"]
)
def test_without_a_personal_name_the_salutation_is_neutral(desk, name):
    decision = register(Attendee(None, None, ("tiel",)))
    assert desk.text(decision, mail(sender=Address("x@wijk.example", name))).startswith("Goedendag,\n")


def test_the_name_under_the_mail_is_used_where_from_names_an_office(desk):
    to = mail(sender=Address("griffie@tiel.example", "Griffie Tiel"))
    text = desk.text(register(Attendee("Femke Bos", Role.GRIFFIER, ("tiel",))), to)
    assert text.startswith("Beste Femke Bos,\n\nFijn dat u komt.")


def test_english_is_answered_in_english(desk):
    decision = register(Attendee("Noor de Wit", None, ("gouda-1",)), language="en")
    text = desk.text(decision)
    assert desk.message(decision)["Content-Language"] == "en"
    assert text.startswith("Dear Noor de Wit,\n")
    assert "Session in Gouda\nWhen: Thursday 10 April 2031, from 19:00\n" in text
    assert "in which role you come? Answer for example: councillor" in text


def test_any_other_language_is_answered_in_dutch(desk):
    assert desk.text(register(language="fy")).startswith("Beste Noor de Wit,")
