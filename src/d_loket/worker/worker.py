"""The worker: a round at once when mail arrives, and at least every so often.

One scheduler thread does all rounds, so that there is never more than one under way. A second thread
waits on the server's IDLE and asks for a round; polling is the backstop where IDLE is missing or lost.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from d_loket.clock import Clock
from d_loket.journey import Journey, Mailbox, Sender
from d_loket.model import DLoketError
from d_loket.worker.digest import Digest
from d_loket.worker.health import HealthBook

log = structlog.get_logger()

LONGEST_PAUSE = 300  # seconds between rounds while they fail
IDLE_SECONDS = 25 * 60
STOP_SECONDS = 10  # for the wait for mail to end


class Idling(Mailbox, Protocol):
    """A mailbox that can wait for mail."""

    def idle(self, seconds: float) -> bool:
        """Wait; True when something may have come."""
        ...

    def stop(self) -> None:
        """Let a wait in another thread end soon."""
        ...


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
        digest: Digest | None = None,
        health: HealthBook | None = None,
    ) -> None:
        self._journey = journey
        self._open_mailbox = open_mailbox
        self._open_sender = open_sender
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._digest = digest
        self.health = health or HealthBook()
        self._idling: Idling | None = None

    @property
    def is_idling(self) -> bool:
        """Whether it is connected to wait for new mail."""
        return self._idling is not None

    def round(self) -> float:
        """Do one round; return how many seconds to wait before the next. An error is noted, never raised."""
        try:
            if self._digest:
                self._digest.post_if_due(self._clock.now())
            with self._open_mailbox() as mailbox, self._open_sender() as sender:
                self._journey.run(mailbox, sender)
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
        """Work until `stop` is set; the mail at hand is finished first."""
        scheduler = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(1)})
        scheduler.add_job(
            lambda: self._round_and_reschedule(scheduler),
            IntervalTrigger(seconds=self._poll_seconds),
            id="round",
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(scheduler.timezone),  # noqa: TID251 - the scheduler's own time, not the domain's
        )
        scheduler.start()
        waiter = threading.Thread(target=self._wait_for_mail, args=(scheduler, stop), daemon=True, name="idle")
        waiter.start()
        stop.wait()
        self._stop_idling()
        scheduler.shutdown(wait=True)
        waiter.join(STOP_SECONDS)

    def _wake(self, scheduler: BackgroundScheduler) -> None:
        """Ask for a round now, or after the one under way, which may have looked too early; never for more."""
        scheduler.add_job(
            lambda: self._round_and_reschedule(scheduler),
            id="wake",
            max_instances=2,
            replace_existing=True,
            misfire_grace_time=None,
        )

    def _stop_idling(self) -> None:
        """Let the wait for mail end by itself, so that its connection is closed as it should."""
        if self._idling is not None:
            self._idling.stop()

    def _round_and_reschedule(self, scheduler: BackgroundScheduler) -> None:
        pause = self.round()
        if pause != self._poll_seconds and scheduler.running:
            soon = datetime.now(scheduler.timezone) + timedelta(seconds=pause)  # noqa: TID251
            scheduler.modify_job("round", next_run_time=soon)

    def _wait_for_mail(self, scheduler: BackgroundScheduler, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with self._open_mailbox() as mailbox:
                    self._idling = mailbox
                    self._idle(mailbox, scheduler, stop)
            except DLoketError as error:
                log.info("not idling", error=str(error))
                if stop.wait(self._poll_seconds):
                    return
            finally:
                self._idling = None

    def _idle(self, mailbox: Idling, scheduler: BackgroundScheduler, stop: threading.Event) -> None:
        """Ask for a round whenever mail may have come: also now, for what came while nobody listened."""
        came = True
        while not stop.is_set():
            if came and scheduler.running:
                self._wake(scheduler)
            came = mailbox.idle(IDLE_SECONDS)
            if not came and stop.wait(self._poll_seconds):
                return
