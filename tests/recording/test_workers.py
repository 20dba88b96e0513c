"""Several workers on one database do each other's work no second time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from d_loket.model import Ignore
from d_loket.recording import Database, SqlStore
from recording.samples import EVENT, NOW, decide, opened, outcome, raw, registers, take_in
from servers import PostgresqlServer

SENDERS = [f"{n}@gemeente.example" for n in range(4)]


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do these at the same time, each in a thread, and return their results."""
    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result(60) for future in [threads.submit(work) for work in works]]


def handle_all(store: SqlStore) -> int:
    """Decide whatever waits; return how many."""
    count = 0
    while waiting := store.undecided(5):
        for stored in waiting:
            with store.unit(stored.id) as unit:
                if unit is None:
                    continue
                sender = SENDERS[stored.id % len(SENDERS)]
                unit.situation(opened(sender), EVENT, (), NOW)
                unit.record(outcome(registers(), stored.id, sender=sender), NOW, hold=False)
                count += 1
    return count


def test_two_workers_decide_every_mail_once(database: Database) -> None:
    database.store().keep([raw(str(n)) for n in range(40)], NOW)
    with Database(database.url) as another:
        counts = at_once(lambda: handle_all(database.store()), lambda: handle_all(another.store()))
    assert sum(c for c in counts if isinstance(c, int)) == 40
    assert database.store().account().mails == {"decided": 40}
    assert len(database.queries().outbox()) == len(database.queries().registrations()) == 40
    # Mails of one sender were decided one after the other, so they found each other's conversation.
    assert len({m.conversation_id for m in database.queries().messages()}) == len(SENDERS)


def test_two_workers_that_take_in_the_same_mail_store_it_once(database: Database) -> None:
    mails = [raw(str(n)) for n in range(30)]
    # The second finds the same bytes under other keys, too.
    moved = [replace(m, key=raw(f"x{n}").key) for n, m in enumerate(mails)]
    with Database(database.url) as another:
        at_once(
            lambda: [database.store().keep([m], NOW) for m in mails],
            lambda: [another.store().keep([m], NOW) for m in mails],
            lambda: [another.store().keep([m], NOW) for m in moved],
        )
    assert database.store().account().mails == {"received": 30, "duplicate": 30}


def test_two_workers_send_every_reply_once(database: Database) -> None:
    for mail_id in take_in(database.store(), *(raw(str(n)) for n in range(20))):
        decide(database.store(), mail_id, registers())
    claimed: list[int] = []

    def send(store: SqlStore) -> None:
        while due := store.due(NOW, 3):
            claimed.extend(queued.id for queued in due)
            for queued in due:
                store.sent(queued.id, NOW)

    with Database(database.url) as another:
        at_once(lambda: send(database.store()), lambda: send(another.store()))
    assert len(claimed) == len(set(claimed)) == 20


def test_the_last_place_is_given_once(database: Database) -> None:
    event = replace(EVENT, sessions=tuple(replace(s, capacity=1) for s in EVENT.sessions))
    first, second = take_in(database.store(), raw("1"), raw("2"))
    asked = threading.Event()

    def take_a_place() -> None:
        with database.store().unit(first) as unit:
            assert unit is not None
            unit.situation(opened(), event, (), NOW)
            asked.set()
            wait_for_the_other(database)
            unit.record(outcome(registers(), first, event=event), NOW, hold=False)

    def ask_for_places() -> int:
        assert asked.wait(60)
        with database.store().unit(second) as unit:
            assert unit is not None
            left = unit.situation(opened("an@gemeente.example"), event, (), NOW).places_left["zwolle"]
            unit.record(outcome(Ignore(reasons=()), second, event=event), NOW, hold=False)
        return left

    assert at_once(take_a_place, ask_for_places) == [None, 0]


def wait_for_the_other(database: Database) -> None:
    """On PostgreSQL, wait until another transaction waits for a lock; on SQLite it cannot even begin."""
    if database.url.startswith("postgresql"):
        engine = create_engine(database.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                pass
        engine.dispose()


@pytest.mark.postgresql
def test_a_mail_that_is_being_decided_is_passed_over(postgresql: PostgresqlServer) -> None:
    with Database(postgresql.new_database()) as database:
        database.upgrade()
        mine, other = take_in(database.store(), raw("1"), raw("2"))
        with database.store().unit(mine) as unit:
            assert unit is not None
            assert [stored.id for stored in database.store().undecided(10)] == [other]
            with database.store().unit(mine) as second:
                assert second is None


def test_a_secret_is_made_once(database: Database) -> None:
    with Database(database.url) as another:
        made = at_once(*(lambda db=db: db.secret("token") for db in (database, another) * 3))  # type: ignore[misc]
    assert len(set(made)) == 1
    assert made[0] != database.secret("other")
