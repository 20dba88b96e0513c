import pytest

from d_loket.model import (
    Action,
    Address,
    Authentication,
    Automatic,
    AutomaticKind,
    Conversation,
    Question,
)

ASKED = Conversation(id=1, event_id="proef", address="jan@proef.example", question=Question.SESSION, rounds=1)


@pytest.mark.parametrize("kind", list(AutomaticKind))
def test_no_robot_is_answered_whatever_it_names(story, kind):
    mail = story("Ik kom naar Ede.", mail={"automatic": Automatic(kind, "Auto-Submitted: auto-replied")})
    decision = mail.says("intent", "attend", "Ik kom").says("session", "ede", "Ede").decide()
    assert decision.action is Action.IGNORE
    assert decision.flag is (kind is AutomaticKind.BOUNCE)


def test_a_thank_you_needs_nothing(story, registration):
    mail = story("Dank u wel en tot in Ede.", registrations=(registration("ede"),))
    assert mail.says("intent", "thanks", "Dank u wel").says("session", "ede", "Ede").decide().action is Action.IGNORE


def test_a_thank_you_with_a_question_is_a_persons(story, registration):
    mail = story("Dank! Kan ik er parkeren?", registrations=(registration("ede"),)).says("intent", "thanks", "Dank")
    assert mail.says("question", "parking", "Kan ik er parkeren?").decide().action is Action.REVIEW


def test_a_polite_refusal_without_registration_needs_nothing(story):
    assert story("Helaas kan ik niet.").says("intent", "decline", "kan ik niet").decide().action is Action.IGNORE


def test_giving_up_after_our_question_needs_nothing(story):
    assert (
        story("Laat maar.", conversation=ASKED).says("intent", "giveup", "Laat maar").decide().action is Action.IGNORE
    )


@pytest.mark.parametrize("value", ["privacy", "press", "status"])
def test_delicate_matters_are_a_persons(story, value):
    assert story("Een kwestie.").says("remark", value, "kwestie").decide().action is Action.REVIEW


def test_only_a_question_is_a_persons(story):
    assert (
        story("Is er parkeerruimte?").says("question", "parking", "Is er parkeerruimte?").decide().action
        is Action.REVIEW
    )


def test_what_says_nothing_certain_goes_to_a_person(story):
    assert story("Mooi weer vandaag, en morgen waarschijnlijk ook nog.").decide().action is Action.REVIEW


@pytest.mark.parametrize(
    ("mail", "word"),
    [
        ({"authentication": Authentication.FAIL}, "vervalst"),
        ({"reply_to": (Address("elders@proef.example"),)}, "elders@proef.example"),
        ({"sender": Address("")}, "afzender"),
        ({"oversize": 52_000_000}, "52 MB"),
        ({"segments": (), "subject": ""}, "leeg"),
    ],
)
def test_what_cannot_be_trusted_or_read_is_a_persons_with_the_reason(story, mail, word):
    decision = (
        story("Ik kom naar Ede.", mail=mail).says("intent", "attend", "Ik kom").says("session", "ede", "Ede").decide()
    )
    assert decision.action is Action.REVIEW
    assert word in decision.reasons[0]


def test_a_mail_from_our_own_address_is_never_answered(story):
    mail = story("Ik kom naar Ede.", situation={"own_address": True}).says("intent", "attend", "Ik kom")
    assert mail.says("session", "ede", "Ede").decide().action is Action.REVIEW


def test_a_sender_who_gets_one_reply_after_another_is_held(story):
    mail = story("Ik kom naar Ede.", situation={"recent_replies": 10}).says("intent", "attend", "Ik kom")
    assert "lus" in mail.says("session", "ede", "Ede").decide().reasons[0]
