"""The rules by which mail is understood, as data."""

from dataclasses import dataclass
from enum import StrEnum

from d_loket.model.finding import FindingKind, Qualifier
from d_loket.model.judgement import Learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A way of saying something.

    Each of `patterns` is in the pattern language of docs/rules.md; a match is a finding of `kind`
    with `value`. `about` is a sentence for admins. `examples` must match, `counterexamples` must not
    (`d-loket rules test`). `source` is "file:line", for messages.
    """

    id: str
    about: str
    kind: FindingKind
    value: str
    patterns: tuple[str, ...]
    language: str = "nl"
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # the parts of a mail in which it counts; empty: the kind's own
    source: str = ""


class Direction(StrEnum):
    """Where a context cue looks for what it qualifies."""

    FORWARD = "forward"  # "niet naar Utrecht"
    BACKWARD = "backward"  # "Utrecht lukt niet"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRule:
    """A cue that puts findings near it in a context (ConText).

    It looks in `direction`, at most `reach` tokens far, not past the sentence or a terminating cue
    ("maar"). `applies_to` are the kinds it qualifies. A cue with no `qualifier` terminates the others; a
    `pseudo` cue only keeps a shorter cue within it from counting ("niet alleen").
    """

    id: str
    about: str
    qualifier: Qualifier | None
    patterns: tuple[str, ...]
    direction: Direction = Direction.FORWARD
    applies_to: tuple[FindingKind, ...] = ()
    reach: int = 12
    pseudo: bool = False
    across: bool = False  # it also looks past the end of its sentence: "… in Assen. O nee, Arnhem"
    language: str = "nl"
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    source: str = ""


class WordingKind(StrEnum):
    """What a standing wording shows, for opening a mail."""

    INTRODUCTION = "introduction"  # "Op 3 mei schreef Jan:"
    HEADER_FIELD = "header-field"  # "Van:", "Verzonden:" above a quoted mail
    FORWARD = "forward"  # "Doorgestuurd bericht"
    CLOSING = "closing"  # "Met vriendelijke groet"
    SIGNATURE_LINE = "signature-line"  # "Werkdagen: ma, di, do": a line of a signature though it has a sentence's words
    POSTSCRIPT = "postscript"  # "P.S."
    SENTENCE = "sentence"  # words that no signature has: "ik", "graag"
    DISCLAIMER = "disclaimer"
    FOOTER = "footer"  # "Verstuurd vanaf mijn iPhone"
    EMPTY_SHELL = "empty-shell"  # a plain part that only says: this mail is HTML
    OUT_OF_OFFICE = "out-of-office"
    BOUNCE = "bounce"
    RECEIPT = "receipt"  # read and calendar receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRule:
    """A standing wording that mail programs, robots and letter writers use. Its patterns have no slots."""

    id: str
    about: str
    kind: WordingKind
    patterns: tuple[str, ...]
    language: str = "nl"
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A Dutch place (gemeente) with the adjective people make of it ("Haarlems"), "" where it is regular.

    `nicknames` are what people also call it ("Domstad"); `province` is the name of its province.
    """

    name: str
    adjective: str = ""
    nicknames: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A province: what it is also called ("Drents"), where in the country it lies ("noorden"), and its capital."""

    name: str
    also: tuple[str, ...] = ()
    compass: tuple[str, ...] = ()
    capital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All language rules. `version` is a digest of the files, recorded with every decision."""

    rules: tuple[Rule, ...] = ()
    context: tuple[ContextRule, ...] = ()
    wording: tuple[WordingRule, ...] = ()
    places: tuple[PlaceName, ...] = ()
    provinces: tuple[Province, ...] = ()
    learned: Learned = Learned()
    version: str = ""
