"""What waits for a person is known, whatever it waits for."""

from datetime import timedelta

from d_loket.model import Action, Ignore, Matter, Review, Waiting
from d_loket.recording import Database
from recording.samples import NOW, next_mail, raw, registers, take_in

COMPLAINT = Review(reasons=("Een klacht.", "En een vraag."))


def test_a_mail_to_judge_waits_with_its_first_reason_and_event(database: Database) -> None:
    next_mail(database, COMPLAINT)
    assert database.store().waiting() == [
        Waiting("Lies de Wit", "Zwolle", NOW, "Een klacht.", Matter.REVIEW, "voorjaar")
    ]


def test_a_mail_that_was_set_aside_waits_with_its_error_until_it_is_retried(database: Database) -> None:
    store = database.store()
    [mail_id] = take_in(store, raw())
    store.set_aside(mail_id, "ValueError: kapot", NOW)
    [waiting] = store.waiting()
    assert (waiting.matter, waiting.reason, waiting.event_id) == (Matter.SET_ASIDE, "ValueError: kapot", None)
    store.retry()
    assert store.waiting() == []


def test_a_reply_that_was_given_up_waits_with_what_the_server_said(database: Database) -> None:
    store = database.store()
    next_mail(database, registers())
    assert store.waiting() == []
    [queued] = store.due(NOW, 10)
    store.not_sent(queued.id, "550 no such user", None)
    assert store.waiting() == [Waiting("Lies de Wit", "Zwolle", NOW, "550 no such user", Matter.UNSENT, "voorjaar")]


def test_what_is_settled_does_not_wait(database: Database) -> None:
    next_mail(database, registers())
    next_mail(database, Ignore(reasons=("Dank.",)))
    assert {m.action for m in database.queries().messages()} == {Action.REGISTER, Action.IGNORE}
    assert database.store().waiting() == []


def test_the_oldest_is_first_and_none_is_from_the_future(database: Database) -> None:
    store = database.store()
    for mail_id in take_in(store, raw("1", minutes=99), raw("2", minutes=-5), raw("3", minutes=-9)):
        store.set_aside(mail_id, f"{mail_id}", NOW)
    assert [(w.reason, w.received_at - NOW) for w in store.waiting()] == [
        ("3", timedelta(minutes=-9)),
        ("2", timedelta(minutes=-5)),
        ("1", timedelta(0)),
    ]
