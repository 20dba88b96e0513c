"""What people look for, they find."""

from datetime import timedelta

import pytest

from d_loket.model import Action, Ignore
from d_loket.recording import Database, MessageFilter
from recording.samples import LIES, NOW, decide, next_mail, raw, registers, take_in


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a database with four mails: two registrations, one ignored, one waiting."""
    next_mail(database, registers(flags=("Dieet",)))
    next_mail(database, registers("Bo Kamp", session="tiel"), sender="bo@gemeente.example")
    next_mail(database, Ignore(reasons=("Dank.",)), sender="an_100%@gemeente.example")
    take_in(database.store(), raw("wacht", minutes=9))
    return database


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (MessageFilter(), [1, 2, 3, 4]),
        (MessageFilter(action=Action.REGISTER), [1, 2]),
        (MessageFilter(state="received"), [4]),
        (MessageFilter(session="tiel"), [2]),
        (MessageFilter(session="ti"), []),
        (MessageFilter(session="%"), []),
        (MessageFilter(flagged=True), [1]),
        (MessageFilter(flagged=False), [2, 3, 4]),
        (MessageFilter(text="BO@"), [2]),
        (MessageFilter(text="kom naar zwolle"), [1, 2, 3]),
        (MessageFilter(text="n_1"), [3]),
        (MessageFilter(text="0%"), [3]),
        (MessageFilter(text="decide"), []),
        (MessageFilter(action=Action.REGISTER, session="zwolle", flagged=True, text="lies"), [1]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_messages_are_found_by_every_condition(filled: Database, which: MessageFilter, found: list[int]) -> None:
    assert sorted(m.id for m in filled.queries().messages(which)) == found
    assert sorted(m.id for m in filled.queries().every_message(which)) == found
    assert filled.queries().count_messages(which) == len(found)


def test_messages_come_in_pages_and_in_either_order(filled: Database) -> None:
    queries = filled.queries()
    assert [m.id for m in queries.messages(limit=2)] == [1, 2]
    assert [m.id for m in queries.messages(limit=2, offset=2)] == [3, 4]
    assert [m.id for m in queries.messages(limit=2, newest_first=True)] == [4, 3]


def test_a_conversation_shows_mails_and_replies_in_order(filled: Database) -> None:
    later = NOW + timedelta(minutes=3)
    mail_id = next_mail_after_waiting(filled)
    decide(filled.store(), mail_id, registers("Jo Vos"), now=later)
    first = filled.queries().message(1)
    assert first is not None
    assert first.conversation_id is not None
    shown = filled.queries().thread(first.conversation_id)
    assert [(m.id, m.reply.recipient if m.reply else None) for m in shown] == [(1, LIES), (mail_id, LIES)]


def next_mail_after_waiting(database: Database) -> int:
    """Take in a mail behind the one that waits."""
    return take_in(database.store(), raw("later", minutes=20))[-1]


def test_what_does_not_exist_is_none(database: Database) -> None:
    queries = database.queries()
    assert (queries.message(1), queries.raw(1), queries.history(1), queries.counts("x")) == (None, None, [], {})


def test_every_mail_can_be_read_again(filled: Database) -> None:
    again = list(filled.queries().every_raw())
    assert [stored.id for stored in again] == [1, 2, 3, 4]
    assert again[3].raw == raw("wacht", minutes=9)
