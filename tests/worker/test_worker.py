"""The worker with a real mailbox and outbox: woken by new mail, patient with failures, quick to stop."""

import threading
from contextlib import contextmanager
from mailbox import Maildir
from pathlib import Path

import pytest

from d_loket.bootstrap import build
from d_loket.model import DLoketError
from d_loket.settings import Settings
from d_loket.worker import Worker
from dovecot import PASSWORD, USER, until
from smtp import SmtpServer

RULES = Path(__file__).parents[1] / "rules"
LETTER = (
    b"From: Jan Bos <jan@bos.example>\r\nTo: wijkgesprekken@buurtkracht.example\r\nSubject: aanmelding\r\n"
    b"Message-ID: <gewekt@bos.example>\r\n\r\nIk kom graag naar Zwolle.\r\n"
)


def application(directory, **settings):
    Maildir(directory / "in", create=True)
    settings = {
        "database_url": f"sqlite:///{directory / 'd-loket.db'}",
        "outbox": f"maildir:{directory}/out",
    } | settings
    return build(Settings(data_dir=directory, rules=RULES, **settings)).ready()


class Running:
    """A worker in a thread, stopped at the end of the `with` block; `stopped_in_time` tells how that went."""

    def __init__(self, worker: Worker) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=worker.run, args=(self._stop,))

    def __enter__(self) -> "Running":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(30)
        self.stopped_in_time = not self._thread.is_alive()


def test_new_mail_wakes_the_worker_long_before_it_would_look(dovecot, tmp_path):
    with SmtpServer() as out:
        app = application(
            tmp_path,
            inbox=f"imaps://{USER.replace('@', '%40')}@localhost:{dovecot.imaps}/INBOX",
            inbox_password=PASSWORD,
            cafile=dovecot.cafile,
            outbox=f"smtp://127.0.0.1:{out.port}",
            outbox_tls="off",
            poll_seconds=3600,
        )
        with Running(app.worker) as running:
            until(lambda: app.worker.health.read().last_success is not None, "the first round is done")
            until(lambda: app.worker.is_idling, "it waits for mail")
            dovecot.deliver(LETTER)
            until(lambda: any("jan@bos.example" in to for to, _ in out.mails), "the reply goes out", 30)
        assert running.stopped_in_time
        assert not app.worker.is_idling


class Broken:
    """Mailboxes that cannot be opened until `mended`."""

    def __init__(self, working) -> None:
        self._working = working
        self.mended = False

    @contextmanager
    def open(self):
        if not self.mended:
            raise DLoketError("Nothing listens at localhost:1.", advice="Check host and port.")
        with self._working() as mailbox:
            yield mailbox


def test_rounds_that_fail_come_ever_slower_and_recover(tmp_path):
    app = application(tmp_path, inbox=f"maildir:{tmp_path}/in", poll_seconds=60)
    broken = Broken(app.mailbox)
    worker = Worker(app.journey, open_mailbox=broken.open, open_sender=app.sender, clock=app.clock, poll_seconds=60)
    pauses = [worker.round() for _ in range(12)]
    assert pauses[:4] == [2, 4, 8, 16]
    assert max(pauses) == 300
    assert worker.health.read().last_error == "Nothing listens at localhost:1. Check host and port."
    broken.mended = True
    assert worker.round() == 60
    assert worker.health.read().last_error == ""


def test_a_worker_stops_at_once_between_rounds(tmp_path):
    app = application(tmp_path, inbox=f"maildir:{tmp_path}/in", poll_seconds=3600)
    with Running(app.worker) as running:
        until(lambda: app.worker.health.read().last_success is not None, "the first round is done")
    assert running.stopped_in_time


@pytest.mark.parametrize("error", [RuntimeError("een fout van ons")])
def test_a_mistake_of_ours_does_not_end_the_service(tmp_path, error):
    app = application(tmp_path, inbox=f"maildir:{tmp_path}/in")

    def fails():
        raise error

    worker = Worker(app.journey, open_mailbox=fails, open_sender=app.sender, clock=app.clock, poll_seconds=60)
    assert worker.round() == 2
    assert "een fout van ons" in worker.health.read().last_error
