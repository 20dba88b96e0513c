"""The way of a mail from its bytes to its decision, as the journey goes it, with no database beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from d_loket.deciding import decide
from d_loket.journey import Policy, completed, reader_for
from d_loket.model import Decision, Event, RawMail, Rulebook, Situation
from d_loket.opening import Opener
from d_loket.resources import shipped
from d_loket.rulebook import load_rulebook
from d_loket.understanding import Reader


@dataclass(frozen=True)
class Route:
    """Opener, readers and deciding, joined."""

    opener: Opener
    readers: Sequence[Reader]

    def decide(self, content: bytes, received: datetime, **known: object) -> Decision:
        """Return the decision on a mail in a situation of which `known` is given."""
        mail = self.opener.open(RawMail(content=content, received_at=received))
        reader = reader_for(self.readers, mail)
        understanding = reader.read(mail)
        situation = completed(Situation(now=received, **known), mail, (), Policy())
        return decide(mail, understanding, situation, reader.event)


def route(events: Sequence[Event], rulebook: Rulebook | None = None) -> Route:
    """Return the way of mails about these events, by the shipped rules."""
    rulebook = rulebook or load_rulebook(Path(shipped("rules")))
    return Route(Opener(rulebook), [Reader(rulebook, event) for event in events])
