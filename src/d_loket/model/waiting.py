"""What waits for a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Matter(StrEnum):
    """Why it waits: a person must decide, the mail could not be handled, or our reply to it could not be sent."""

    REVIEW = "review"
    SET_ASIDE = "set-aside"
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that waits for a person, for the note to organisers.

    `reason` is a sentence for `Matter.REVIEW`, an error message otherwise. `event_id` is None where no event is known.
    """

    sender: str
    subject: str
    received_at: datetime
    reason: str
    matter: Matter = Matter.REVIEW
    event_id: str | None = None
