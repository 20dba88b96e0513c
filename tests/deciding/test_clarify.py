from dataclasses import replace
from datetime import UTC, datetime

import pytest

from d_loket.model import (
    Action,
    Attendee,
    Conversation,
    Draft,
    Finding,
    FindingKind,
    Missing,
    Part,
    Qualifier,
    Question,
    Role,
)

ASKED = Conversation(
    id=1,
    event_id="proef",
    address="jan@proef.example",
    question=Question.SESSION,
    rounds=1,
    options=("tiel", "ede", "gouda-1", "gouda-2"),
    draft=Draft(role=Role.RAADSLID, attendees=(Attendee("Jan Smit", Role.RAADSLID), Attendee("Ans Bos"))),
)


def test_no_session_asks_for_one_of_those_still_open(story):
    decision = story("Ik kom graag.").says("intent", "attend", "Ik kom").decide()
    assert decision.missing is Missing.NO_SESSION
    assert decision.options == ("tiel", "ede", "gouda-1", "gouda-2")


def test_two_without_a_preference_asks_between_those_two(story):
    mail = story("Ik kom naar Ede of Tiel.").says("intent", "attend", "Ik kom")
    mail.says("session", "ede", "Ede", Qualifier.ALTERNATIVE).says("session", "tiel", "Tiel", Qualifier.ALTERNATIVE)
    decision = mail.decide()
    assert decision.missing is Missing.SEVERAL_SESSIONS
    assert set(decision.options) == {"ede", "tiel"}


def test_a_place_with_another_sessions_date_is_a_contradiction(story):
    mail = story("Ik kom op 20 maart naar Ede.").says("intent", "attend", "Ik kom")
    decision = mail.says("session", "tiel", "20 maart", how="date").says("session", "ede", "Ede").decide()
    assert decision.missing is Missing.CONTRADICTION


def test_a_date_beside_the_place_that_is_no_session_is_a_contradiction(story):
    mail = story("Ik kom naar Ede, 23 maart.").says("intent", "attend", "Ik kom").says("session", "ede", "Ede")
    assert mail.says("date", "2031-03-23", "23 maart").decide().missing is Missing.CONTRADICTION


def test_a_written_subject_that_names_another_session_is_a_contradiction(story):
    mail = story("Ik kom naar Ede.", subject="Aanmelding Tiel").says("intent", "attend", "Ik kom")
    decision = mail.says("session", "ede", "Ede").says("session", "tiel", "Tiel", part=Part.SUBJECT).decide()
    assert decision.missing is Missing.CONTRADICTION


def test_an_unknown_place_is_named_in_the_question(story):
    mail = story("Ik kom naar Zwolle.").says("intent", "attend", "Ik kom").says("place", "Zwolle", "Zwolle")
    decision = mail.decide()
    assert (decision.missing, decision.mentioned) == (Missing.UNKNOWN_PLACE, "Zwolle")


def test_where_one_lives_is_no_choice(story):
    mail = story("Ik woon in Ede en kom graag.").says("intent", "attend", "kom")
    assert mail.says("session", "ede", "Ede", Qualifier.ORIGIN).decide().missing is Missing.NO_SESSION


def test_a_session_that_is_over_is_asked_again(story):
    mail = story("Ik kom naar Tiel.", mail={"received_at": datetime(2031, 3, 20, 12, tzinfo=UTC)})
    decision = mail.says("intent", "attend", "Ik kom").says("session", "tiel", "Tiel").decide()
    assert (decision.missing, decision.mentioned) == (Missing.PAST_SESSION, "Tiel")
    assert "tiel" not in decision.options


def test_a_reservation_asks_whether_it_is_certain(story):
    mail = story("Misschien kom ik naar Ede.").says("intent", "attend", "kom ik", Qualifier.TENTATIVE)
    decision = mail.says("session", "ede", "Ede").decide()
    assert (decision.question, decision.missing) == (Question.COMMITMENT, Missing.TENTATIVE)


def test_a_short_answer_completes_what_was_known(story):
    decision = story("Ede dan maar", conversation=ASKED).says("session", "ede", "Ede").decide()
    assert decision.action is Action.REGISTER
    assert decision.attendees == (Attendee("Jan Smit", Role.RAADSLID, ("ede",)), Attendee("Ans Bos", None, ("ede",)))
    assert decision.role is Role.RAADSLID


def test_a_number_counts_in_the_list_of_our_question(story):
    later = replace(ASKED, options=("ede", "gouda-1", "gouda-2"))
    mail = story("Doe nummer twee", conversation=later)
    mail.says("session", "ede", "nummer twee", how="ordinal")
    assert mail.decide().attendees[0].sessions == ("gouda-1",)


def test_ja_after_is_it_certain_registers_what_was_named(story):
    asked = replace(ASKED, question=Question.COMMITMENT, draft=replace(ASKED.draft, sessions=("ede",)))
    decision = story("Ja, het gaat door.", conversation=asked).says("intent", "confirm", "Ja").decide()
    assert decision.action is Action.REGISTER
    assert {a.sessions for a in decision.attendees} == {("ede",)}


def test_an_answer_that_does_not_choose_is_asked_once_more(story):
    decision = story("Maakt mij niet uit", conversation=ASKED).decide()
    assert decision.action is Action.CLARIFY


def test_after_two_questions_a_person_takes_over(story):
    decision = story("Maakt mij niet uit", conversation=replace(ASKED, rounds=2)).decide()
    assert decision.action is Action.REVIEW


def test_no_question_goes_to_who_may_not_be_answered(story):
    mail = story("Ik kom graag.", mail={"no_answer": "afzender is een noreply-adres"})
    assert mail.says("intent", "attend", "Ik kom").decide().action is Action.REVIEW


@pytest.mark.parametrize("word", ["vrijdag", "Gouda"])
def test_a_word_that_fits_two_sessions_asks_between_them(story, word):
    mail = story(f"Ik kom naar {word}.").says("intent", "attend", "Ik kom")
    start = mail.written.index(word)
    for session in ("gouda-1", "gouda-2"):
        rule = f"session.{session}.{'place' if word == 'Gouda' else 'weekday'}"
        mail.findings.append(
            Finding(
                FindingKind.SESSION,
                session,
                word,
                Part.WRITTEN,
                start,
                start + len(word),
                rule,
                frozenset({Qualifier.ALTERNATIVE}),
            )
        )
    assert set(mail.decide().options) == {"gouda-1", "gouda-2"}


def test_a_date_with_another_place_to_go_to_is_asked(story):
    mail = story("Ik kom op 20 maart naar Zwolle.").says("intent", "attend", "Ik kom")
    mail.says("session", "tiel", "20 maart", how="date").says("place", "Zwolle", "Zwolle")
    assert mail.decide().missing is Missing.UNKNOWN_PLACE


def test_a_wrong_weekday_with_a_date_alone_is_asked(story):
    mail = story("Ik kom vrijdag 20 maart.").says("intent", "attend", "Ik kom")
    mail.says("session", "tiel", "vrijdag 20 maart", how="date").says("remark", "weekday", "vrijdag 20 maart")
    assert mail.decide().missing is Missing.CONTRADICTION
