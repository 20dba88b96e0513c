"""The worker: a round at once when mail arrives, and at least every so often.

One scheduler thread does all rounds, so that there is never more than one under way. A second thread
waits on the server's IDLE and asks for a round; polling is the backstop where IDLE is missing or lost.
What is asked for during a round follows at once: mail that came after its look into the inbox is not left waiting.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from d_loket.clock import Clock
from d_loket.journey import Journey, Mailbox, Sender, Tally
from d_loket.model import DLoketError
from d_loket.worker.health import HealthBook

log = structlog.get_logger()

LONGEST_PAUSE = 300  # seconds between rounds while they fail
LONGEST_IDLE = 25 * 60  # seconds; RFC 2177: a server may end what idles for 30 minutes


class Idling(Mailbox, Protocol):
    """A mailbox that can wait for mail."""

    def idle(self, seconds: float) -> bool:
        """Wait; True when something may have come."""
        ...

    def stop(self) -> None:
        """Let a wait in another thread end soon."""
        ...


class _Stopped(Exception):  # no error: the service is told to end
    """Ends a round between two mails."""


class Worker:
    """Runs rounds until it is told to stop. `open_mailbox` and `open_sender` open a connection for a round."""

    def __init__(
        self,
        journey: Journey,
        *,
        open_mailbox: Callable[[], AbstractContextManager[Idling]],
        open_sender: Callable[[], AbstractContextManager[Sender]],
        clock: Clock,
        poll_seconds: int,
        health: HealthBook | None = None,
    ) -> None:
        self._journey = journey
        self._open_mailbox = open_mailbox
        self._open_sender = open_sender
        self._clock = clock
        self._poll_seconds = poll_seconds
        self.health = health or HealthBook()
        self._stop = threading.Event()
        self._turn = threading.Lock()  # guards the two below
        self._working = False
        self._asked = False
        self._idling: Idling | None = None

    def round(self) -> float:
        """Do one round; return how many seconds to wait before the next. An error is noted, never raised."""
        try:
            with self._open_mailbox() as mailbox, self._open_sender() as sender:
                self._journey.run(mailbox, sender, self._go_on)
        except _Stopped:
            return float(self._poll_seconds)
        except DLoketError as error:
            failures = self.health.failed(str(error))
            log.error("round failed", error=str(error), failures=failures)  # noqa: TRY400 - said in one sentence
            return float(min(2**failures, LONGEST_PAUSE))
        except Exception as error:  # a mistake of ours: said in full, and the service goes on
            failures = self.health.failed(f"{type(error).__name__}: {error}")
            log.exception("round failed", failures=failures)
            return float(min(2**failures, LONGEST_PAUSE))
        self.health.went_well(self._clock.now())
        return float(self._poll_seconds)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; the mail at hand is finished first, the others wait for the next start.

        The thread that idles is told to end, and not waited for: it does nothing but wait.
        """
        self._stop = stop
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            lambda: self._rounds(scheduler),
            IntervalTrigger(seconds=self._poll_seconds),
            id="round",
            max_instances=2,  # the second only leaves word that a round is wanted
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(scheduler.timezone),  # noqa: TID251 - the scheduler's own time, not the domain's
        )
        scheduler.start()
        threading.Thread(target=self._wait_for_mail, args=(scheduler,), daemon=True, name="idle").start()
        stop.wait()
        if self._idling is not None:
            self._idling.stop()
        scheduler.shutdown(wait=True)

    def _go_on(self, _: Tally) -> None:
        if self._stop.is_set():
            raise _Stopped

    def _rounds(self, scheduler: BackgroundScheduler) -> None:
        """Do a round, and others as long as they are asked for meanwhile."""
        wanted = self._begin()
        while wanted:
            pause = self.round()
            wanted = self._again()
            if not wanted and pause != self._poll_seconds:
                self._next(scheduler, pause)

    def _begin(self) -> bool:
        """Note that a round begins; False when one is under way, which another will follow."""
        with self._turn:
            begins = not self._working
            self._working, self._asked = True, not begins
            return begins

    def _again(self) -> bool:
        """Note that a round is done; True when another is to follow at once."""
        with self._turn:
            again = self._asked and self.health.read().healthy and not self._stop.is_set()
            self._working, self._asked = again, False
            return again

    def _ask(self, scheduler: BackgroundScheduler) -> None:
        """Let a round follow at once, or as soon as the present one is done."""
        with self._turn:
            self._asked = True
            working = self._working
        if not working:
            self._next(scheduler, 0)

    def _next(self, scheduler: BackgroundScheduler, pause: float) -> None:
        if scheduler.running and not self._stop.is_set():
            soon = datetime.now(scheduler.timezone) + timedelta(seconds=pause)  # noqa: TID251
            scheduler.modify_job("round", next_run_time=soon)

    def _wait_for_mail(self, scheduler: BackgroundScheduler) -> None:
        """Ask for rounds as the server tells of mail; end when it cannot, for polling does the same."""
        failures, idles = 0, True
        while idles and not self._stop.is_set():
            try:
                with self._open_mailbox() as mailbox:
                    self._idling = mailbox
                    mailbox.idle(0)  # from here on the server tells; what came before, the round asked for next finds
                    failures, idles = 0, self._idle(mailbox, scheduler)
            except Exception as error:
                failures += 1
                log.info("not idling", error=str(error))
                self._stop.wait(min(2**failures, LONGEST_PAUSE))

    def _idle(self, mailbox: Idling, scheduler: BackgroundScheduler) -> bool:
        """Idle until it is time to stop; False when the mailbox cannot."""
        seconds = min(self._poll_seconds, LONGEST_IDLE)
        self._ask(scheduler)
        while not self._stop.is_set():
            began = time.monotonic()
            if mailbox.idle(seconds) or time.monotonic() - began > seconds / 2:
                self._ask(scheduler)
            else:
                return False
        return True
