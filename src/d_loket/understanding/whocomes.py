"""Who comes, as the words around a name and what was learned from examples together say."""

import re
from collections.abc import Sequence

from d_loket.learning import Judge
from d_loket.model import Act, Attendance, Finding, FindingKind, Judged, Part, Presence
from d_loket.understanding.people import Named

HARDLY = 0.05  # somebody named comes unless it is no likelier than this
NEVER = 0.03  # a writer whose words say "ik ook" comes unless it is no likelier than this
TELLING = 0.5  # a sentence that at least as likely sends somebody tells of whoever it names
PRESENT = 0.93  # a writer of whom nothing is said comes with the others only where it is at least as likely
_MARK = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)]|[a-z][.)])\s")
LONG = 1500  # characters of a text that are weighed


class WhoComes:
    """Weighs the people that a text names; without anything learned the words alone count."""

    def __init__(
        self,
        text: str,
        people: Sequence[Named],
        findings: Sequence[Finding],
        judged: Sequence[Judged],
        judge: Judge | None,
    ) -> None:
        self._text = text[:LONG]
        self._people = [p for p in people if p.end <= LONG]
        self._names = [(p.start, p.end) for p in self._people]
        self._places = sorted(
            {
                (f.start, f.end)
                for f in findings
                if f.part is Part.WRITTEN and f.kind in (FindingKind.SESSION, FindingKind.DATE, FindingKind.PLACE)
            }
        )
        self._judged = judged
        self._judge = judge

    def comes(self, person: Named) -> bool:
        """Tell whether somebody named comes."""
        if not person.acts and not self._told(person):
            return False
        if self._judge is None or person not in self._people or self._is_listed(person):
            return True
        likely = self._judge.attendance(self._text, self._names, self._places, self._people.index(person))
        return likely.get(Attendance.COMES, 1.0) + likely.get(Attendance.WRITER, 0.0) > HARDLY

    def _is_listed(self, person: Named) -> bool:
        """Whether the name is an item of a list or a row of a table: what is said below it is of somebody else."""
        before = self._text[self._text.rfind("\n", 0, person.start) + 1 : person.start]
        return bool(_MARK.match(before)) or "|" in before

    def _told(self, person: Named) -> bool:
        """Whether the sentence of a name likely announces somebody, though no word of it is known to."""
        sentence = next((s for s in self._judged if s.start <= person.start < s.end), None)
        return sentence is not None and sentence.does(Act.SENDS, Act.COMES, Act.REPLACE, Act.ALSO) >= TELLING

    def writer_comes(self, said: bool | None, *, others: bool) -> bool | None:
        """Tell whether the writer comes; `said` is what the words say, `others` whether others come.

        Where nothing is said of it, the writer comes only if nobody else does: then None.
        """
        if self._judge is None or not others:
            return said if said is not None or not others else False
        likely = self._judge.presence(self._text, self._names, self._places)
        yes = likely.get(Presence.YES, 0.5)
        if said is None:
            return yes >= PRESENT
        return False if said and yes <= NEVER else said
