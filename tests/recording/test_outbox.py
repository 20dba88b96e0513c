"""Every reply goes out once, and a failure is shown."""

import subprocess
import sys
from datetime import timedelta

import pytest

from d_loket.recording import Database
from recording.samples import LIES, NOW, next_mail, registers, reply


def states(database: Database) -> list[tuple[str, int, str | None]]:
    """Return state, attempts and last error of every reply."""
    return [(row.state, row.attempts, row.last_error) for row in database.queries().outbox()]


def test_replies_go_out_in_the_order_in_which_they_were_decided(database: Database) -> None:
    ids = [next_mail(database, registers(), sender=f"{n}@gemeente.example") for n in range(3)]
    due = database.store().due(NOW, 2) + database.store().due(NOW, 2)
    assert [q.reply for q in due] == [reply(i, f"{n}@gemeente.example") for n, i in enumerate(ids)]


def test_a_claimed_reply_is_not_claimed_by_another(database: Database) -> None:
    next_mail(database, registers())
    assert len(database.store().due(NOW, 10)) == 1
    with Database(database.url) as another:
        assert another.store().due(NOW, 10) == []


def test_a_sent_reply_is_done_with(database: Database) -> None:
    next_mail(database, registers())
    [queued] = database.store().due(NOW, 10)
    database.store().sent(queued.id, NOW)
    assert database.store().due(NOW + timedelta(days=1), 10) == []
    [row] = database.queries().outbox("sent")
    assert (row.attempts, row.sent_at, row.html.strip()) == (1, NOW, "<p>Tot ziens</p>")


def test_a_failed_try_is_due_again_at_its_time_with_the_same_bytes(database: Database) -> None:
    store = database.store()
    next_mail(database, registers())
    [first] = store.due(NOW, 10)
    later = NOW + timedelta(minutes=4)
    store.not_sent(first.id, "451 try later", later)
    assert store.due(later - timedelta(seconds=1), 10) == []
    [again] = store.due(later, 10)
    assert (again.reply, again.attempts) == (first.reply, 1)


def test_giving_up_is_shown_and_can_be_undone(database: Database) -> None:
    store = database.store()
    next_mail(database, registers())
    [queued] = store.due(NOW, 10)
    store.not_sent(queued.id, "550 no such user", None)
    assert store.due(NOW + timedelta(days=9), 10) == []
    assert states(database) == [("failed", 1, "550 no such user")]
    assert (store.release(NOW), store.release(NOW, [queued.id])) == (0, 1)
    assert len(store.due(NOW, 10)) == 1


def test_all_that_was_given_up_is_sent_again_but_nothing_that_is_held(database: Database) -> None:
    store = database.store()
    first, second = (next_mail(database, registers(), sender=f"{n}@gemeente.example") for n in range(2))
    store.post(reply(77), NOW)
    for queued in store.due(NOW, 10):
        store.not_sent(queued.id, "550 no such user", None)
    next_mail(database, registers(), hold=True)
    assert store.resend(NOW, [second]) == 1
    assert store.due(NOW, 10)[0].reply.recipient == "1@gemeente.example"
    assert (store.resend(NOW), store.resend(NOW)) == (2, 0)
    assert [(q.reply.message_id, q.attempts) for q in store.due(NOW, 10)] == [
        (f"<r{first}@loket>", 0),
        ("<r77@loket>", 0),
    ]
    assert [row.state for row in database.queries().outbox()][-1] == "held"


def test_a_held_reply_waits_for_an_organiser(database: Database) -> None:
    store = database.store()
    next_mail(database, registers(), hold=True)
    assert store.due(NOW + timedelta(days=9), 10) == []
    assert store.release(NOW) == 1
    assert len(store.due(NOW, 10)) == 1


def test_a_reply_whose_sender_hangs_is_sent_by_another_after_ten_minutes(database: Database) -> None:
    store = database.store()
    next_mail(database, registers())
    [first] = store.due(NOW, 10)
    assert store.due(NOW + timedelta(minutes=9, seconds=59), 10) == []
    [again] = store.due(NOW + timedelta(minutes=10), 10)
    assert again.reply == first.reply


def test_a_reply_whose_sender_was_killed_is_sent_at_once(database: Database) -> None:
    next_mail(database, registers())
    claim = (
        "import os, sys; from recording.samples import NOW; from d_loket.recording import Database\n"
        "assert Database(sys.argv[1]).store().due(NOW, 10); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", claim, database.url], env={"PYTHONPATH": ":".join(sys.path)})
    assert killed.returncode == -9
    assert [q.reply.recipient for q in database.store().due(NOW, 10)] == [LIES]


def test_a_digest_answers_no_mail(database: Database) -> None:
    assert database.store().post(reply(77), NOW) is True
    [queued] = database.store().due(NOW, 10)
    assert queued.reply == reply(77)
    assert [row.mail_id for row in database.queries().outbox()] == [None]


def test_a_digest_is_queued_once_also_after_it_was_sent(database: Database) -> None:
    store = database.store()
    store.post(reply(77), NOW)
    [queued] = store.due(NOW, 10)
    store.sent(queued.id, NOW)
    assert store.post(reply(77), NOW) is False
    assert [row.state for row in database.queries().outbox()] == ["sent"]
    assert store.posted(["<r76@loket>", "<r77@loket>"]) == {"<r77@loket>"}


def test_a_reply_has_a_message_id_of_its_own(database: Database) -> None:
    database.store().post(reply(1), NOW)
    with pytest.raises(Exception, match=r"(?i)unique"):
        next_mail(database, registers())
