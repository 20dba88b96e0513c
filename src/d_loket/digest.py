"""The organisers' note: once a day, to each of them, what waits for a person and how many come.

A note is known by its Message-ID, which follows from the event, the day and the recipient: whoever asks for it a
second time, after a restart or in another process, makes none. It goes out by the outbox, like every mail of ours.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from d_loket.answering import Answerer, MessageIds, mailable
from d_loket.model import Event, Reply, Waiting


class Store(Protocol):
    """The database, as the note sees it."""

    def posted(self, message_ids: Sequence[str]) -> set[str]:
        """Return which of these mails of ours are in the outbox, sent or not."""
        ...

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits for a person, oldest first."""
        ...

    def registered(self, event_id: str) -> Mapping[str, int]:
        """Return by session id how many come."""
        ...

    def post(self, reply: Reply, now: datetime, *, hold: bool) -> bool:
        """Queue a mail that answers none; False when one with its Message-ID was queued before."""
        ...


@dataclass(frozen=True, slots=True)
class _Note:
    """A note that is to be made: about which event, to whom, and for which moment of the day."""

    event: Event
    recipient: str
    moment: datetime
    message_id: str


class Digest:
    """Makes the notes. `hour` is that of the event's own time zone; `hold` keeps them from being sent."""

    def __init__(
        self,
        *,
        events: Sequence[Event],
        recipients: Sequence[str],
        hour: int,
        answerer: Answerer,
        message_ids: MessageIds,
        store: Store,
        hold: bool = False,
    ) -> None:
        self._events = tuple(events)
        self._recipients = tuple(dict.fromkeys(mailable(r).lower() for r in recipients))
        self._hour = hour
        self._answerer = answerer
        self._message_ids = message_ids
        self._store = store
        self._hold = hold

    def post(self, now: datetime) -> int:
        """Queue today's notes when their hour has come; return how many were new.

        There is none where nothing waited at that hour: what comes in later is in the note of the next day.
        """
        due = [n for e in self._events for r in self._recipients if (n := self._note(e, r, now)).moment <= now]
        made = self._store.posted([n.message_id for n in due])
        missing = [n for n in due if n.message_id not in made]
        if not missing:
            return 0
        waiting = self._by_event()
        wanted = [n for n in missing if any(w.received_at < n.moment for w in waiting.get(n.event.id, ()))]
        return sum(self._store.post(self._write(n, waiting[n.event.id], now), now, hold=self._hold) for n in wanted)

    def _note(self, event: Event, recipient: str, now: datetime) -> _Note:
        moment = datetime.combine(now.astimezone(event.zone).date(), time(self._hour), event.zone)
        number = hashlib.sha256(f"{event.id}\n{moment.date()}\n{recipient}".encode()).digest()[:6]
        return _Note(event, recipient, moment, self._message_ids.new(0, int.from_bytes(number)))

    def _by_event(self) -> dict[str, list[Waiting]]:
        """Return what waits by event id; what belongs to none of them is in the note of the latest announced."""
        latest = max(self._events, key=lambda e: e.published or date.min).id
        known = {e.id for e in self._events}
        result: dict[str, list[Waiting]] = {}
        for waiting in self._store.waiting():
            event_id = waiting.event_id if waiting.event_id in known else latest
            result.setdefault(event_id or latest, []).append(waiting)
        return result

    def _write(self, note: _Note, waiting: Sequence[Waiting], now: datetime) -> Reply:
        return self._answerer.digest(
            note.event,
            waiting,
            self._store.registered(note.event.id),
            recipient=note.recipient,
            now=now,
            message_id=note.message_id,
        )
