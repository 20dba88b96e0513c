"""What of the writer's own lines is signature, footer or slogan, and what is the message."""

import pytest

from d_loket.model import SegmentKind
from opening.reading import mail, opened

OURS = "Wij komen graag naar Ede."


def signed(text: str, name: str = "Jan Bos"):
    return opened(f"From: {name} <post@bos.example>\nSubject: aanmelding\n\n{text}".encode())


CLOSINGS = [
    "Zonnige groeten uit Ede,\nJan",
    "Groeten van Jan Bos",
    "Met vriendelijke groet namens de raad,\nJan Bos",
    "Liefs, Jan",
    "Med venlig hilsen / Kind regards\nJan Bos",
    "Saludos cordiales,\nJan Bos",
    "Cordiali saluti\nJan Bos",
    "Many thanks,\nJan",
    "LG Jan",
    "Gruß\nJan Bos",
    "Bien à vous,\nJan Bos",
    "Bonne journée,\nJan",
    "Pozdrawiam\nJan Bos",
    "Groet,\nJan Bos\nadviseur\n\nAanwezig: ma, di en do",
    "Groet,\nJan Bos\nOp vrijdag ben ik niet aanwezig.",
    "Jan Bos\ngriffier gemeente Ede",
]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_and_all_below_it_sign_the_mail(closing):
    read = signed(f"{OURS}\n\n{closing}\n")
    assert read.written == OURS
    assert read.signature.split() == closing.split()


@pytest.mark.parametrize("name", ["Wil Smit", "Mien Graag", "Komen, Kees"])
def test_a_name_that_is_also_a_word_signs_the_mail(name):
    told = " ".join(reversed(name.split(", ")))
    read = signed(f"{OURS}\n\n{told}\n", f'"{name}"')
    assert (read.written, read.signature.strip()) == (OURS, told)


def test_a_sentence_that_begins_with_the_writers_name_is_written():
    assert "plek" in signed(f"{OURS}\n\nWil er ook plek zijn voor mij?\n", "Wil Smit").written


def test_a_name_below_a_quotation_with_answers_signs_the_mail():
    read = signed("> Ede 14 juni\n<-- deze\n> Tiel 15 juni\n\nJan\n")
    assert (read.written.strip(), read.signature.strip()) == ("<-- deze", "Jan")


@pytest.mark.parametrize("question", ["> Wie komt er?", "> Uw naam:"])
def test_a_name_that_answers_a_question_is_written(question):
    assert "Jan Bos" in signed(f"> Ede 14 juni\n<-- deze\n{question}\n\nJan Bos\n").written


FOOTERS = [
    "(verstuurd vanaf mijn telefoon)",
    "*Verzonden vanaf mijn tablet*",
    "<Sent from my phone>",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Sendt fra min iPhone",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_a_phone_adds_is_a_footer(footer):
    read = mail(f"{OURS}\n\n{footer}\n")
    assert read.written == OURS
    assert read.text_of(SegmentKind.FOOTER).strip() == footer


RESUMED = ["Aantal personen: 2\nDieet: vegetarisch", "1. Jan Bos\n2. Anna Bos", "- Ede\n- Tiel", "Ede dus, 14 juni."]


@pytest.mark.parametrize("more", RESUMED)
def test_a_list_or_a_form_below_the_signature_goes_on_with_the_message(more):
    read = signed(f"{OURS}\n\nGroet,\nJan Bos\n\n{more}\n")
    assert read.written.split() == [*OURS.split(), *more.split()]
    assert read.signature.split() == ["Groet,", "Jan", "Bos"]


BELOW = [
    "Kerkstraat 1\n6711 AA Ede",
    "Tel: 0318 123 456",
    "Kamer: 2.14\nAfdeling: Bestuur",
    "Aanwezig: ma en di",
    "Samen maken we de stad.",
]


@pytest.mark.parametrize("more", BELOW)
def test_an_address_or_a_slogan_below_the_signature_does_not(more):
    assert signed(f"{OURS}\n\nGroet,\nJan Bos\n\n{more}\n").written == OURS


@pytest.mark.parametrize("rule", ["", "____________________\n"])
def test_a_disclaimer_right_below_a_signature_leaves_it_alone(rule):
    text = f"{OURS}\n\nGr,\nJan\n{rule}De informatie in dit bericht is uitsluitend bestemd voor de geadresseerde.\n"
    read = signed(text)
    assert read.written == OURS
    assert read.signature.split()[:2] == ["Gr,", "Jan"]
    assert read.text_of(SegmentKind.DISCLAIMER).startswith("De informatie")


@pytest.mark.parametrize("closing", ["Alvast dank,", "Met dank en groet,"])
def test_thanks_that_close_a_mail_are_its_closing(closing):
    assert signed(f"{OURS}\n\n{closing}\nJan Bos\n").written == OURS


def test_thanks_for_something_are_written():
    thanks = "Met dank voor de uitnodiging zie ik u in Ede."
    assert signed(f"{OURS}\n{thanks}\nJan Bos\n").written.endswith(thanks)


def test_a_warning_above_the_mail_is_not_written():
    banner = "U ontvangt niet vaak e-mail van post@bos.example. Ontdek waarom dit belangrijk is"
    assert signed(f"{banner}\n{OURS}\n").written.strip() == OURS
