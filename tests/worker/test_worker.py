"""The worker on a real Dovecot: at once when mail arrives, patient when the server is down, and quick to end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from d_loket.bootstrap import Application
from d_loket.settings import Settings
from d_loket.worker import Worker
from d_loket.worker.worker import LONGEST_PAUSE
from dovecot import PASSWORD, USER, Dovecot, until

RULES = Path(__file__).parents[1] / "rules"
HOUR = 3600  # between polls: what happens sooner, IDLE brought about


def letter(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = f"Schrijver Nummer <schrijver{number}@post.example>"
    message["Message-ID"] = f"<{number}@post.example>"
    message.set_content("Ik kom graag naar Zwolle.")
    return message.as_bytes()


@pytest.fixture
def server(dovecot) -> Iterator[Dovecot]:
    """A Dovecot of the test's own, to kill."""
    own = Dovecot()
    yield own
    own.stop()


@pytest.fixture
def app(server, tmp_path) -> Iterator[Application]:
    """An installation on that server that polls once an hour."""
    settings = Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'd-loket.db'}",
        inbox=f"imaps://{USER.replace('@', '%40')}@localhost:{server.imaps}/INBOX",
        inbox_password=PASSWORD,
        cafile=server.cafile,
        outbox=f"maildir:{tmp_path / 'uit'}",
        rules=RULES,
        poll_seconds=HOUR,
        now="2031-02-20T09:00:00+01:00",
    )
    app = Application(settings).ready()
    yield app
    app.database.close()


@contextmanager
def running(worker: Worker) -> Iterator[Callable[[], bool]]:
    """Let the worker run; give what stops it and tells whether it ended."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()

    def end() -> bool:
        stop.set()
        thread.join(20)
        return not thread.is_alive()

    try:
        yield end
    finally:
        assert end()


def decided(app: Application) -> int:
    return sum(m.state == "decided" for m in app.database.queries().messages())


def replies(app: Application) -> int:
    return len(list(app.settings.data_dir.glob("uit/new/*")))


def idling() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == "idle"]


def test_mail_is_answered_as_it_arrives_and_not_only_at_the_next_poll(app, server):
    with running(app.worker):
        for number in (1, 2, 3):
            server.deliver(letter(number))
            until(lambda n=number: decided(app) == n, f"mail {number} is decided")
        until(lambda: replies(app) == 3, "three replies")


def test_mail_that_came_before_the_start_is_not_forgotten(app, server):
    server.deliver(letter(1))
    with running(app.worker):
        until(lambda: decided(app) == 1, "it is decided")


def test_it_comes_back_by_itself_when_the_server_does(app, server):
    with running(app.worker):
        server.deliver(letter(1))
        until(lambda: decided(app) == 1, "the first mail is decided")
        server.kill()
        server.start()
        server.deliver(letter(2))
        until(lambda: decided(app) == 2, "the second mail is decided")


def test_while_rounds_fail_the_pauses_double_up_to_a_limit_and_trouble_is_shown(app, server):
    worker = app.worker
    server.kill()
    assert [worker.round() for _ in range(10)] == [2, 4, 8, 16, 32, 64, 128, 256, LONGEST_PAUSE, LONGEST_PAUSE]
    health = worker.health.read()
    assert (health.healthy, health.failures) == (False, 10)
    assert "localhost" in health.last_error
    server.start()
    server.deliver(letter(1))
    assert worker.round() == HOUR
    assert worker.health.read().healthy
    assert decided(app) == 1
    server.kill()
    assert worker.round() == 2, "after a good round the pauses begin anew"


def test_it_ends_at_once_while_it_idles_and_takes_in_nothing_any_more(app, server):
    before = set(idling())
    with running(app.worker) as end:
        server.deliver(letter(1))
        until(lambda: decided(app) == 1, "the first mail is decided")
        assert end()
    server.deliver(letter(2))  # also wakes the thread that idles
    until(lambda: set(idling()) <= before, "the thread that idles has ended")
    assert len(app.database.queries().messages()) == 1


def test_it_finishes_the_mail_at_hand_and_leaves_the_others_for_the_next_start(app, server):
    server.deliver(*(letter(n) for n in range(20)))
    worker = app.worker
    stop, go_on = threading.Event(), app.journey.handle

    def handle(stored):
        go_on(stored)
        stop.set()

    app.journey.handle = handle
    worker.run(stop)
    states = [m.state for m in app.database.queries().messages()]
    assert sorted(states) == ["decided"] + 19 * ["received"]
    app.journey.handle = go_on
    with running(worker):
        until(lambda: decided(app) == 20, "the others are decided")
        until(lambda: replies(app) == 20, "each has one reply")
