"""Our Message-IDs bring an answer back to its mail, and cannot be made by others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.samples import mail
from d_loket.answering import MessageIds

OURS = MessageIds(b"geheim", "Buurtkracht.example")


def test_the_same_reply_always_has_the_same_id():
    assert OURS.new(12) == OURS.new(12)
    assert len({OURS.new(12), OURS.new(12, 2), OURS.new(13), MessageIds(b"ander", "buurtkracht.example").new(12)}) == 4


def test_an_answer_names_the_mail_that_was_answered():
    assert OURS.thread(mail(in_reply_to=(OURS.new(12),))) == (12,)


def test_the_newest_of_a_long_thread_comes_first():
    references = (OURS.new(1), "<vreemd@elders.example>", OURS.new(5))
    assert OURS.thread(mail(in_reply_to=(OURS.new(9),), references=(*references, OURS.new(9)))) == (9, 5, 1)


def test_a_mail_server_may_change_the_case_of_the_domain():
    assert OURS.thread(mail(in_reply_to=(OURS.new(12).replace("buurtkracht", "BuurtKracht"),))) == (12,)


@pytest.mark.parametrize(
    "forged",
    [
        OURS.new(12).replace(".12.", ".13."),
        OURS.new(12).replace(".1.", ".2."),
        OURS.new(12).replace("buurtkracht", "elders"),
        MessageIds(b"geraden", "buurtkracht.example").new(12),
        OURS.new(12)[:-30] + "@buurtkracht.example>",
        "<dl.12.1.ſſſſſſſſſſſſſſſſſſſſſſſſ@buurtkracht.example>",
        f"<dl.{'9' * 400}.1.{'a' * 24}@buurtkracht.example>",
        "",
    ],
)
def test_a_forged_id_leads_nowhere(forged):
    assert OURS.thread(mail(in_reply_to=(forged,), references=(forged,))) == ()


def test_an_answer_to_what_answered_no_mail_belongs_to_no_thread():
    assert OURS.thread(mail(in_reply_to=(OURS.new(0, 738_000),))) == ()


@given(st.text(max_size=60))
def test_no_text_at_all_does_harm(text):
    assert OURS.thread(mail(in_reply_to=(text,), references=(f"<{text}@buurtkracht.example>",))) == ()
