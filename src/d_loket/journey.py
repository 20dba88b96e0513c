"""The whole route of a mail, on one page.

    mailbox → stored raw → opening → understanding → deciding → answering → outbox → sending

A mail goes one way. What happens between its bytes being stored and its decision being recorded is
pure; the decision, the registrations and the reply to be sent are recorded in one transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from d_loket.answering import Answerer, MessageIds
from d_loket.clock import Clock
from d_loket.deciding import decide
from d_loket.model import (
    Action,
    Authentication,
    Decision,
    DLoketError,
    Event,
    Folder,
    IncomingMail,
    MailKey,
    NotSent,
    Outcome,
    QueuedReply,
    RawMail,
    Reply,
    Situation,
    StoredMail,
    Understanding,
)
from d_loket.opening import Opener
from d_loket.understanding import Reader

log = structlog.get_logger()

FOLDERS = {
    Action.REGISTER: Folder.PROCESSED,
    Action.CHANGE: Folder.PROCESSED,
    Action.CANCEL: Folder.PROCESSED,
    Action.CLARIFY: Folder.PROCESSED,
    Action.REVIEW: Folder.REVIEW,
    Action.IGNORE: Folder.IGNORED,
}


class Mailbox(Protocol):
    """Where mail comes in. Nothing it does marks a mail as seen."""

    def fetch(self, known: Callable[[Sequence[MailKey]], set[MailKey]]) -> Iterator[Sequence[RawMail]]:
        """Yield what is in the inbox and not `known`, in batches, oldest first."""
        ...

    def file(self, mails: Iterable[tuple[MailKey, Folder]]) -> Sequence[MailKey]:
        """Move mails out of the inbox; return the keys that are no longer in it (moved now, or gone already)."""
        ...


class Sender(Protocol):
    """Where mail goes out."""

    def send(self, reply: Reply) -> None:
        """Hand the reply's bytes over.

        Raises `NotSent` with what is known of the outcome, and another `DLoketError` where there is no way
        out for any reply.
        """
        ...


class Unit(Protocol):
    """One transaction in which a mail is decided: nobody else has the mail, and all of it is recorded or nothing."""

    def situation(self, mail: IncomingMail, event: Event, thread: tuple[int, ...], now: datetime) -> Situation:
        """Return what is known; `is_owner`, `reply_limit` and `own_address` are left to the journey."""
        ...

    def record(self, outcome: Outcome, now: datetime, *, hold: bool) -> None:
        """Write decision, registrations, conversation and reply; `hold` keeps the reply from being sent."""
        ...


class Store(Protocol):
    """The database, as the route sees it."""

    def known(self, keys: Sequence[MailKey]) -> set[MailKey]:
        """Return which of these keys are stored already."""
        ...

    def keep(self, mails: Sequence[RawMail], now: datetime) -> None:
        """Commit the bytes of these mails."""
        ...

    def undecided(self, limit: int) -> Sequence[StoredMail]:
        """Return stored mails without a decision, oldest first."""
        ...

    def unit(self, mail_id: int) -> AbstractContextManager[Unit | None]:
        """Open the transaction for a mail; None when another worker has it or it is decided already."""
        ...

    def set_aside(self, mail_id: int, error: str, now: datetime) -> None:
        """Record that a mail could not be handled; it is shown, filed under review, and can be retried."""
        ...

    def unfiled(self) -> Sequence[tuple[MailKey, Action | None]]:
        """Return the keys of mails that are settled and still in the inbox, with their action (None: set aside)."""
        ...

    def filed(self, keys: Sequence[MailKey], now: datetime) -> None:
        """Record that these mails have left the inbox."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[QueuedReply]:
        """Claim replies that are due, in the order in which they were decided."""
        ...

    def sent(self, reply_id: int, now: datetime) -> None:
        """Record that a reply was handed over."""
        ...

    def not_sent(self, reply_id: int, error: str, retry_at: datetime | None) -> None:
        """Record a failed try; `retry_at` None gives up, visibly."""
        ...

    def give_back(self, reply_ids: Sequence[int]) -> None:
        """Put replies that were claimed back, without a try: it was not they that failed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The settings the route rests on. `own_addresses` are in lower case."""

    own_addresses: frozenset[str] = frozenset()
    trusts_authentication: bool = False  # a trusted authserv-id is configured
    reply_limit: int = 10  # replies to one sender in an hour
    shadow: bool = False  # replies wait for an organiser
    acknowledge_review: bool = False
    attempts: int = 8  # tries to send a reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What D-loket makes of a mail, and in which situation."""

    mail: IncomingMail
    event: Event
    understanding: Understanding
    situation: Situation
    decision: Decision


@dataclass(slots=True)
class Tally:
    """What a run did."""

    taken_in: int = 0
    handled: int = 0
    set_aside: int = 0
    sent: int = 0
    not_sent: int = 0


class Journey:
    """The route, with its stations and adapters joined. `digest` queues the organisers' note when it is due."""

    def __init__(
        self,
        *,
        opener: Opener,
        readers: Sequence[Reader],
        answerer: Answerer,
        message_ids: MessageIds,
        store: Store,
        clock: Clock,
        policy: Policy,
        digest: Callable[[datetime], object] = lambda _: None,
    ) -> None:
        self._opener = opener
        self._readers = tuple(readers)
        self._answerer = answerer
        self._message_ids = message_ids
        self._store = store
        self._clock = clock
        self._policy = policy
        self._digest = digest

    def run(self, mailbox: Mailbox, sender: Sender, on_progress: Callable[[Tally], None] = lambda _: None) -> Tally:
        """Take in, handle, file and send everything that waits; return what was done."""
        tally = Tally()
        for batch in mailbox.fetch(self._store.known):
            self._store.keep(batch, self._clock.now())
            tally.taken_in += len(batch)
            self.handle_waiting(tally, on_progress)
            self.file(mailbox)
        self.handle_waiting(tally, on_progress)
        self.file(mailbox)
        self.tell_organisers()
        self.send(sender, tally, on_progress)
        return tally

    def handle_waiting(self, tally: Tally, on_progress: Callable[[Tally], None] = lambda _: None) -> None:
        """Handle every stored mail that has no decision yet. One that cannot be handled does not stop the others."""
        while waiting := self._store.undecided(100):
            for stored in waiting:
                try:
                    self.handle(stored)
                    tally.handled += 1
                except DLoketError:
                    raise  # the database or the disk: not this mail's fault
                except Exception as error:  # this mail's fault: it must not hold up the next
                    log.exception("mail set aside", mail=stored.id)
                    self._store.set_aside(stored.id, f"{type(error).__name__}: {error}", self._clock.now())
                    tally.set_aside += 1
                on_progress(tally)

    def handle(self, stored: StoredMail) -> None:
        """Decide one mail and record all that follows from it, in one transaction."""
        mail = self._opener.open(stored.raw)
        reader = reader_for(self._readers, mail)
        understanding = reader.read(mail)
        thread = self._message_ids.thread(mail)
        with self._store.unit(stored.id) as unit:
            if unit is None:
                return
            now = self._clock.now()
            situation = completed(unit.situation(mail, reader.event, thread, now), mail, thread, self._policy)
            decision = decide(mail, understanding, situation, reader.event)
            reply = self._reply(stored.id, mail, reader.event, decision, situation)
            outcome = Outcome(
                mail=mail,
                event=reader.event,
                understanding=understanding,
                decision=decision,
                reply=reply,
                thread=thread,
            )
            unit.record(outcome, now, hold=self._policy.shadow)

    def file(self, mailbox: Mailbox) -> None:
        """Move what is settled out of the inbox."""
        settled = self._store.unfiled()
        gone = mailbox.file((key, FOLDERS[action] if action else Folder.REVIEW) for key, action in settled)
        self._store.filed(gone, self._clock.now())

    def tell_organisers(self) -> None:
        """Queue the note of what waits, when it is due. One that cannot be made holds up no reply."""
        try:
            self._digest(self._clock.now())
        except DLoketError:
            raise
        except Exception:
            log.exception("note for the organisers not made")

    def send(self, sender: Sender, tally: Tally, on_progress: Callable[[Tally], None] = lambda _: None) -> None:
        """Send every reply that is due. After an unknown outcome the same bytes go again, with the same Message-ID.

        Raises `DLoketError` where there is no way out: then nothing counts as tried.
        """
        while due := self._store.due(self._clock.now(), 50):
            for number, queued in enumerate(due):
                try:
                    sender.send(queued.reply)
                except NotSent as error:
                    self._store.not_sent(queued.id, str(error), self._retry_at(queued, error))
                    tally.not_sent += 1
                except DLoketError:
                    self._store.give_back([q.id for q in due[number:]])
                    raise
                else:
                    self._store.sent(queued.id, self._clock.now())
                    tally.sent += 1
                on_progress(tally)

    def read(self, raw: RawMail) -> Reading:
        """Return what D-loket makes of a mail on its own, touching nothing."""
        mail = self._opener.open(raw)
        reader = reader_for(self._readers, mail)
        understanding = reader.read(mail)
        situation = completed(Situation(now=raw.received_at), mail, (), self._policy)
        decision = decide(mail, understanding, situation, reader.event)
        return Reading(
            mail=mail, event=reader.event, understanding=understanding, situation=situation, decision=decision
        )

    def _reply(
        self, mail_id: int, mail: IncomingMail, event: Event, decision: Decision, situation: Situation
    ) -> Reply | None:
        if decision.action is Action.REVIEW and not self._policy.acknowledge_review:
            return None
        message_id = self._message_ids.new(mail_id)
        return self._answerer.answer(decision, mail, event, situation, message_id)

    def _retry_at(self, queued: QueuedReply, error: NotSent) -> datetime | None:
        if error.permanent or queued.attempts + 1 >= self._policy.attempts:
            return None
        return self._clock.now() + timedelta(minutes=2**queued.attempts)


def reader_for(readers: Sequence[Reader], mail: IncomingMail) -> Reader:
    """Return the reader of the event that a mail is about: whose mailbox it went to, else the latest announced."""
    addressed = {a.address for a in mail.to + mail.cc}
    candidates = [r for r in readers if r.event.mailbox.lower() in addressed] or list(readers)
    announced = [r for r in candidates if _announced(r.event, mail)]
    return max(announced or candidates, key=lambda r: r.event.published or mail.received_at.date())


def completed(known: Situation, mail: IncomingMail, thread: tuple[int, ...], policy: Policy) -> Situation:
    """Return what is known with what follows from the mail and the settings; `thread`: our mails that it answers."""
    proven = mail.authentication is Authentication.PASS or not policy.trusts_authentication
    return replace(
        known,
        reply_limit=policy.reply_limit,
        is_owner=bool(thread) or (proven and mail.authentication is not Authentication.FAIL),
        own_address=mail.sender.address in policy.own_addresses,
    )


def _announced(event: Event, mail: IncomingMail) -> bool:
    return event.published is None or event.published <= mail.received_at.astimezone(event.zone).date()
