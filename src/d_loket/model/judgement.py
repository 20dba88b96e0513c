"""What sentences do and how mentions stand in them, as learned from examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What a sentence does in a mail to the registration mailbox. A sentence may do several things."""

    COMES = "comes"  # states or asks to come, or chooses
    SENDS = "sends"  # announces others who come
    MAYBE = "maybe"  # comes perhaps
    NOT = "not"  # does not come, or not there
    WITHDRAW = "withdraw"  # takes a registration back
    CHANGE = "change"  # moves a registration
    REPLACE = "replace"  # somebody else comes instead
    ALSO = "also"  # a person or session besides
    ASK = "ask"  # wants an answer of an organiser
    NEED = "need"
    NOTE = "note"  # something that an organiser must see
    CONFIRM = "confirm"
    GIVE_UP = "giveup"
    THANKS = "thanks"
    COMPLAINT = "complaint"
    PRESS = "press"
    PRIVACY = "privacy"
    STATUS = "status"  # did my registration arrive?
    OTHER_DATES = "otherdates"
    PROMOTION = "promo"
    FYI = "fyi"
    SELF = "self"  # says who the writer is
    ABOUT = "about"  # background; none of the others


class Standing(StrEnum):
    """How a mention of a place or date stands in its sentence."""

    CHOSEN = "c"
    REFUSED = "r"
    ORIGIN = "o"  # where somebody lives, works or comes from
    OPEN = "a"  # one of several, or only perhaps
    FALLBACK = "f"
    LEFT = "b"  # what somebody was registered for
    MENTIONED = "x"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of an example's text that names a place or date, and how it stands there."""

    start: int
    end: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what it does, by hand; `source` is "file:line"."""

    acts: frozenset[Act]
    text: str
    marked: tuple[Marked, ...] = ()
    source: str = ""


class Attendance(StrEnum):
    """What is said of somebody who is named."""

    COMES = "c"
    WRITER = "w"  # it is the writer
    AWAY = "n"
    MENTIONED = "x"


class Presence(StrEnum):
    """Whether the writer comes."""

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class PeopleExample:
    """A short mail with who is named in it and what is said of them, by hand.

    `named` are the stretches of names with what is said of each, `places` those of sessions; `source` is "file:line".
    """

    text: str
    named: tuple[tuple[int, int, Attendance], ...]
    places: tuple[tuple[int, int], ...]
    writer: Presence
    source: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of the mail with how likely (0..1) it does each act; `start` and `end` count in the written text."""

    start: int
    end: int
    acts: Mapping[Act, float]

    def does(self, *acts: Act) -> float:
        """Return how likely it does the likeliest of these acts."""
        return max((self.acts.get(act, 0.0) for act in acts), default=0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: for each label a bias and the weights of the features that speak for or against it.

    `by_feature` holds for a feature pairs of (index of the label, weight); features without weight are left out.
    """

    labels: tuple[str, ...] = ()
    bias: tuple[float, ...] = ()
    by_feature: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from the examples: what sentences do, how mentions stand, who comes. Empty: nothing was."""

    acts: Weights = Weights()
    standings: Weights = Weights()
    people: Weights = Weights()
    presence: Weights = Weights()
    version: str = ""  # digest of the examples it was learned from

    def __bool__(self) -> bool:
        """Whether anything was learned."""
        return bool(self.acts.labels)
