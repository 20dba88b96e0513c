"""The daily note to organisers: how many come, and which mails wait for a person since the last note."""

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from d_loket.answering import Answerer, MessageIds, Waiting
from d_loket.model import Event, Reply, ReplyKind
from d_loket.recording import MessageFilter, MessageRow, Queries, SqlStore

log = structlog.get_logger()

BACK = timedelta(days=7)  # how far the first note looks back
AUTOMATIC_ERROR = "Kon niet worden verwerkt."


class Digest:
    """Posts the note for each organiser, once a day from `hour` (of the event's time zone) on, when something waits."""

    def __init__(
        self,
        *,
        queries: Queries,
        store: SqlStore,
        answerer: Answerer,
        message_ids: MessageIds,
        events: Sequence[Event],
        recipients: Sequence[str],
        hour: int,
    ) -> None:
        self._queries = queries
        self._store = store
        self._answerer = answerer
        self._message_ids = message_ids
        self._events = tuple(events)
        self._recipients = tuple(recipients)
        self._hour = hour

    def post_if_due(self, now: datetime) -> int:
        """Queue today's notes that are not queued yet; return how many.

        A note's Message-ID follows from day, event and recipient, and the outbox takes each only once: after a
        restart, or with two workers, nobody gets a second. The mail server being down only delays it.
        """
        if not self._recipients:
            return 0
        return sum(self._post(event, to, now) for event in self._events for to in self._recipients)

    def _post(self, event: Event, recipient: str, now: datetime) -> bool:
        local = now.astimezone(event.zone)
        message_id = self._message_ids.new(0, _number(local, event, recipient))
        if local.hour < self._hour or self._queries.has_reply(message_id):
            return False
        since = self._queries.last_posted(ReplyKind.DIGEST.value, recipient) or now - BACK
        waiting = [_waiting(row) for row in self._queries.messages(MessageFilter(waits=True, decided_after=since))]
        if not waiting:
            return False
        posted = self._store.post(self._note(event, waiting, recipient, now, message_id), now)
        if posted:
            log.info("note of what waits is queued", to=recipient, waiting=len(waiting))
        return posted

    def _note(self, event: Event, waiting: list[Waiting], recipient: str, now: datetime, message_id: str) -> Reply:
        counts = {session: count.registered for session, count in self._queries.counts(event.id).items()}
        return self._answerer.digest(event, waiting, counts, recipient=recipient, now=now, message_id=message_id)


def _number(local: datetime, event: Event, recipient: str) -> int:
    """Return a number of at most nine digits for a day, an event and a recipient."""
    mark = zlib.crc32(f"{event.id} {recipient.lower()}".encode()) % 10_000
    return (local.date().toordinal() % 90_000 + 1) * 10_000 + mark


def _waiting(row: MessageRow) -> Waiting:
    record = row.record or {}
    reasons = [*record.get("reasons", []), *record.get("flags", [])] or [row.error or AUTOMATIC_ERROR]
    sender = f"{row.sender_name} <{row.sender}>" if row.sender_name else row.sender
    flags = record.get("flags", [])
    return Waiting(sender, row.subject, row.received_at, flags[0] if flags and row.action != "review" else reasons[0])
