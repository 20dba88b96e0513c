"""One rulebook, deciding mails of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from d_loket.answering import MessageIds
from d_loket.deciding import decide
from d_loket.deciding.case import Case
from d_loket.deciding.clarify import draft_of
from d_loket.journey import Policy, Reading, completed, reader_for
from d_loket.model import Draft, Event, IncomingMail, PastDecision, RawMail, Role, Rulebook
from d_loket.opening import Opener
from d_loket.understanding import Reader


class NoEventError(Exception):
    """A mail was about an event that the rules do not have (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A rulebook at work: what opens mails by it, and what reads them, for each event."""

    rulebook: Rulebook
    opener: Opener
    readers: Sequence[Reader]


class Opening:
    """Opens mails; the latest one only once, also for two sides that share it."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._latest: tuple[RawMail, IncomingMail] | None = None

    def open(self, raw: RawMail) -> IncomingMail:
        """Return the mail in these bytes."""
        if self._latest is None or self._latest[0] is not raw:
            self._latest = raw, self._opener.open(raw)
        return self._latest[1]


class Side:
    """Decides mails of the past by these rules. The latest mail is read only once."""

    def __init__(self, rules: Rules, opening: Opening, message_ids: MessageIds, policy: Policy) -> None:
        self.open = opening.open
        self._readers = tuple(rules.readers)
        self._message_ids = message_ids
        self._policy = policy
        self._read: tuple[PastDecision, Reading] | None = None

    def event_of(self, then: PastDecision, mail: IncomingMail) -> Event:
        """Return the event that a mail was about, as these rules have it; where it was not kept, the one it fits."""
        return self._reader(then, mail).event

    def decide(self, then: PastDecision, raw: RawMail) -> Reading:
        """Return what these rules make of a mail in the situation of then. Raises whatever it brings about."""
        if self._read is None or self._read[0] is not then:
            self._read = then, self._decided(then, self.open(raw))
        return self._read[1]

    def draft(self, then: PastDecision) -> Draft:
        """Return what was known after a mail that led to a question; of one that cannot be read, the role alone."""
        try:
            reading = self.decide(then, then.raw) if then.raw else None
        except Exception:  # that is told where the mail itself is replayed
            reading = None
        if reading is None:
            role = then.record["role"]
            return Draft(role=Role(role) if role else None)
        return draft_of(Case(reading.mail, reading.understanding, reading.situation, reading.event))

    def _decided(self, then: PastDecision, mail: IncomingMail) -> Reading:
        reader = self._reader(then, mail)
        event, understanding = reader.event, reader.read(mail)
        known = replace(then.situation, places_left=_places_left(event, then.registered))
        situation = completed(known, mail, self._message_ids.thread(mail), self._policy)
        decision = decide(mail, understanding, situation, event)
        return Reading(mail=mail, event=event, understanding=understanding, situation=situation, decision=decision)

    def _reader(self, then: PastDecision, mail: IncomingMail) -> Reader:
        if then.event_id is None:
            return reader_for(self._readers, mail)
        if found := [r for r in self._readers if r.event.id == then.event_id]:
            return found[0]
        raise NoEventError(f"its event {then.event_id} is no longer there")


def _places_left(event: Event, registered: Mapping[str, int]) -> dict[str, int]:
    limits = {s.id: s.capacity for s in event.sessions if s.capacity is not None}
    return {session: max(0, limit - registered.get(session, 0)) for session, limit in limits.items()}
