"""What a question and the note to organisers say."""

import pytest

from answering.samples import NOW
from d_loket.model import Attendee, Clarify, Draft, Missing, Question, Waiting

ALL = ("tiel", "gouda-1", "gouda-2", "online")


def ask(missing=Missing.NO_SESSION, question=Question.SESSION, options=ALL, **values):
    return Clarify(reasons=("x",), question=question, missing=missing, options=options, **values)


def test_each_open_session_can_be_answered_shortly(desk):
    text = desk.text(ask(options=("gouda-2", "tiel", "gouda-1")))
    assert "1. Gouda 17 april: donderdag 17 april 2031, Het Weeghuis\n" in text
    assert "2. Tiel: donderdag 20 maart 2031, 9.30 tot 12.00 uur, De Waalhal\n" in text
    assert "3. Gouda 10 april: donderdag 10 april 2031, vanaf 19.00 uur\n" in text
    assert "Een kort antwoord is genoeg: de plaats of het nummer. Bijvoorbeeld: Gouda 17 april\n" in text


def test_sessions_that_are_no_option_are_not_named(desk):
    assert "Gouda" not in desk.text(ask(options=("tiel", "online")))


@pytest.mark.parametrize(
    ("missing", "mentioned", "sentence"),
    [
        (Missing.NO_SESSION, "", "Voor welk wijkgesprek wilt u zich aanmelden?"),
        (Missing.SEVERAL_SESSIONS, "", "U noemt meer dan één wijkgesprek. Welk wijkgesprek kiest u?"),
        (Missing.CONTRADICTION, "", "De gegevens in uw bericht horen niet bij hetzelfde wijkgesprek."),
        (Missing.UNKNOWN_PLACE, "Assen", "U noemt „Assen”. Daar is geen wijkgesprek. Welk wijkgesprek kiest u?"),
        (Missing.UNKNOWN_PLACE, "", "In de plaats die u noemt, is geen wijkgesprek."),
        (Missing.PAST_SESSION, "Tiel", "Het wijkgesprek in Tiel is al geweest. Kiest u een ander wijkgesprek?"),
        (Missing.FULL, "Tiel", "Het wijkgesprek in Tiel is vol. Kiest u een ander wijkgesprek?"),
    ],
)
def test_the_question_is_about_what_is_missing(desk, missing, mentioned, sentence):
    assert f"Dank voor uw bericht. {sentence}" in desk.text(ask(missing, mentioned=mentioned))


def test_who_is_not_sure_is_asked_for_a_yes(desk):
    text = desk.text(ask(Missing.TENTATIVE, Question.COMMITMENT, draft=Draft(sessions=("tiel",))))
    assert "Wij hebben u daarom nog niet ingeschreven voor:\n\nWijkgesprek Tiel\n" in text
    assert "Wilt u dat wij u inschrijven? Antwoord dan: JA\n" in text
    assert "Gouda" not in text


def test_who_is_not_sure_and_named_no_session_chooses_one_too(desk):
    text = desk.text(ask(Missing.TENTATIVE, Question.COMMITMENT))
    assert "1. Tiel: " in text
    assert "bijvoorbeeld: JA, Tiel\n" in text


def test_who_comes_is_asked_without_a_list_of_sessions(desk):
    text = desk.text(ask(Missing.NOBODY, Question.PERSON))
    assert "Wilt u ons de naam of de namen sturen?" in text
    assert "Tiel" not in text


def test_the_writer_is_greeted_by_the_fullest_name_known(desk):
    assert desk.text(ask(draft=Draft(writer=Attendee("Noor Annelies de Wit")))).startswith(
        "Beste Noor Annelies de Wit,"
    )


def test_a_question_besides_is_said_to_be_passed_on(desk):
    assert "doorgegeven aan de organisatie" in desk.text(ask(flags=("Stelt een vraag.",)))


def test_a_question_in_english(desk):
    text = desk.text(ask(Missing.UNKNOWN_PLACE, mentioned="Assen", language="en"))
    assert "You mention “Assen”. There is no session there. Which session do you choose?" in text
    assert "2. Gouda 10 April: Thursday 10 April 2031, from 19:00\n" in text


def test_the_note_lists_what_waits_and_counts_who_comes(desk):
    note = desk.digest([Waiting("Noor de Wit", "Klacht", NOW, "Een klacht of bezwaar.")], {"tiel": 12})
    assert note.subject == "Wijkgesprekken 2031: 1 bericht te beoordelen"
    assert "1. Noor de Wit, 10 februari, 10.05 uur: Klacht\n   Een klacht of bezwaar.\n" in note.text
    assert "- Tiel, donderdag 20 maart 2031: 12\n" in note.text
    assert "- Gouda 10 april, donderdag 10 april 2031: 0\n" in note.text


def test_the_note_says_when_nothing_waits(desk):
    note = desk.digest()
    assert note.subject.endswith("niets te beoordelen")
    assert b"Auto-Submitted: auto-generated" in note.content
    assert b"In-Reply-To" not in note.content
