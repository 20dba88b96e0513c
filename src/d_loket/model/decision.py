"""What is done with a mail, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from d_loket.model.action import Action
from d_loket.model.conversation import Draft, Question
from d_loket.model.finding import Finding
from d_loket.model.people import Attendee, Role


class Missing(StrEnum):
    """Why a question is asked: the reason shown to the writer."""

    NO_SESSION = "no-session"
    SEVERAL_SESSIONS = "several-sessions"
    CONTRADICTION = "contradiction"  # city and date belong to different sessions
    UNKNOWN_PLACE = "unknown-place"
    PAST_SESSION = "past-session"
    TENTATIVE = "tentative"
    FULL = "full"
    NOBODY = "nobody"  # not clear who comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What every decision has.

    `reasons` are sentences in Dutch for organisers; `evidence` the findings that led here, for and
    against. `flags` are sentences about what an organiser must still look at. `role` is the writer's.
    """

    action: ClassVar[Action]

    reasons: tuple[str, ...]
    evidence: tuple[Finding, ...] = ()
    flags: tuple[str, ...] = ()
    role: Role | None = None
    language: str = "nl"

    @property
    def flag(self) -> bool:
        """Whether an organiser must look, besides what is done."""
        return bool(self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Decision):
    """Somebody comes. Every attendee has a session. `already` stood registered before: nothing is added for them."""

    action = Action.REGISTER
    attendees: tuple[Attendee, ...]
    already: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Decision):
    """Registrations are replaced: those with the ids in `withdrawn` make room for `attendees`."""

    action = Action.CHANGE
    withdrawn: tuple[int, ...]
    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Decision):
    """Registrations are withdrawn; `attendees` says whose and for which session."""

    action = Action.CANCEL
    withdrawn: tuple[int, ...]
    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify(Decision):
    """One question goes out. `options` are the session ids offered; `draft` is what is already known."""

    action = Action.CLARIFY
    question: Question
    missing: Missing
    options: tuple[str, ...] = ()
    draft: Draft = Draft()
    mentioned: str = ""  # what was named and is not (or no longer) on the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Decision):
    """A person decides. `suggestion` is the decision that seems likeliest, None when there is none."""

    action = Action.REVIEW
    suggestion: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore(Decision):
    """Nobody expects an answer."""

    action = Action.IGNORE
