"""What a mail says, before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from d_loket.model.finding import Finding, FindingKind
from d_loket.model.judgement import Act, Judged, Standing
from d_loket.model.people import Attendee


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """Everything found in one mail.

    `writer` is who wrote, by the fullest name known, with the role that is theirs. `writer_comes`
    tells whether the writer counts among those who come: True, False ("ik kom zelf niet"), or None
    when nothing is said of it and nobody else is named either (then the writer is meant).
    `attendees` are the others who come, by name, or with name None where only their number is known.
    `language` is an ISO 639-1 code, "nl" when in doubt. `judged` are the written sentences with what they likely do;
    `standings` tells how likely each mention of a place or date in them, by its start and end, stands in each way.
    """

    findings: tuple[Finding, ...] = ()
    writer: Attendee = Attendee(None)
    writer_comes: bool | None = None
    attendees: tuple[Attendee, ...] = ()
    language: str = "nl"
    judged: tuple[Judged, ...] = ()
    standings: Mapping[tuple[int, int], Mapping[Standing, float]] = field(default_factory=dict)

    def does(self, *acts: Act) -> float:
        """Return how likely (0..1) some sentence does one of these acts."""
        return max((sentence.does(*acts) for sentence in self.judged), default=0.0)

    def of(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of these kinds, in the order of the text."""
        return tuple(f for f in self.findings if f.kind in kinds)

    def intents(self, *values: str) -> tuple[Finding, ...]:
        """Return the asserted findings of intents with these values."""
        return tuple(f for f in self.of(FindingKind.INTENT) if f.value in values and f.asserted)
