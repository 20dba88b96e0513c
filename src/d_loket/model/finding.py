"""What was found in a mail, and in which context it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part of a mail in which something was found; offsets count in that part's text."""

    SUBJECT = "subject"
    WRITTEN = "written"
    SIGNATURE = "signature"
    SENDER = "sender"  # the From line's display name
    ATTACHMENT = "attachment"
    CONVERSATION = "conversation"  # known from earlier mails


class FindingKind(StrEnum):
    """Kinds of findings, each found by one component of the pipeline."""

    SESSION = "session"  # value: session id
    DATE = "date"  # value: ISO date that belongs to no session
    PLACE = "place"  # value: a Dutch place that is no session's
    ROLE = "role"  # value: a Role
    PERSON = "person"  # value: the name
    COUNT = "count"  # value: a number of people
    ORGANISATION = "organisation"
    INTENT = "intent"  # value: register, cancel, change, decline, add, replace, thanks, …
    NEED = "need"  # value: diet, access, interpreter, …
    QUESTION = "question"  # value: what it is about, or "question"
    REMARK = "remark"  # value: what an organiser must look at: condition, late, complaint, press, privacy …


class Qualifier(StrEnum):
    """The context in which a finding stands, in the manner of ConText (Chapman et al. 2007, 2013)."""

    NEGATED = "negated"  # "niet in Utrecht"
    TENTATIVE = "tentative"  # "misschien"
    PREFERRED = "preferred"  # "liefst Utrecht"
    FALLBACK = "fallback"  # "anders Arnhem"
    OTHER_PERSON = "other-person"  # "onze wethouder gaat naar Utrecht"
    ORIGIN = "origin"  # "vanuit Breda rijd ik", "woon in Breda", "raadslid in Breda"
    PAST = "past"  # "was vorig jaar in Utrecht"
    HYPOTHETICAL = "hypothetical"  # "als ik in Utrecht woonde"
    CORRECTED = "corrected"  # "Arnhem, nee sorry, Assen": the first
    ALTERNATIVE = "alternative"  # "Utrecht of Arnhem": each
    OWN = "own"  # "ik ben raadslid", "namens de wijkraad": the writer says it of themself
    TOGETHER = "together"  # "wij zijn beiden bewoner": it holds for all who come
    COUNTED = "counted"  # "twee raadsleden": it says who come
    DOUBTED = "doubted"  # a rule found it, and what was learned from examples surely says otherwise


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a mail: the evidence for, or against, a decision.

    `start` and `end` are character offsets in the text of `part`; `rule` is the id of the rule that
    found it (derived session names have ids such as `session.utrecht.date`). `qualifiers` is its context.
    """

    kind: FindingKind
    value: str
    text: str
    part: Part
    start: int
    end: int
    rule: str
    qualifiers: frozenset[Qualifier] = frozenset()

    def has(self, *qualifiers: Qualifier) -> bool:
        """Tell whether the finding stands in any of these contexts."""
        return not self.qualifiers.isdisjoint(qualifiers)

    @property
    def asserted(self) -> bool:
        """Whether the writer states it of now and of this matter: nothing in the context speaks against it."""
        return not self.has(*SPEAKS_AGAINST)


SPEAKS_AGAINST = (
    Qualifier.NEGATED,
    Qualifier.OTHER_PERSON,
    Qualifier.ORIGIN,
    Qualifier.PAST,
    Qualifier.HYPOTHETICAL,
    Qualifier.CORRECTED,
    Qualifier.DOUBTED,
)
