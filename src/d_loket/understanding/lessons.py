"""Example sentences read by the rules: what is learned from them is learned beside what rules find."""

from collections.abc import Sequence
from datetime import date

from d_loket.learning.training import Cues
from d_loket.learning.training import learn as learn_from
from d_loket.model import Event, Example, FindingKind, Learned, Part, PeopleExample, Rulebook, Session
from d_loket.understanding.judged import cues_of_mention, cues_of_sentence
from d_loket.understanding.pipeline import build_pipeline, mark_entities
from d_loket.understanding.reading import findings_of
from d_loket.understanding.spans import add

# An event that no example speaks of: the examples' own mentions stand for its sessions.
_DAY = date(2000, 1, 3)
_NOWHERE = Event(
    id="nowhere",
    title="",
    mailbox="",
    organiser="",
    sessions=(Session(id="nowhere", place="Nergenshuizen", date=_DAY),),
)


def learn(
    examples: Sequence[Example], people: Sequence[PeopleExample], rulebook: Rulebook, version: str = ""
) -> Learned:
    """Return what the examples teach beside the rules."""
    lessons = Lessons(rulebook)
    return learn_from(examples, [lessons.cues(e) for e in examples], people, version)


class Lessons:
    """Reads examples with the rules."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._nlp = build_pipeline(rulebook, _NOWHERE)

    def cues(self, example: Example) -> Cues:
        """Return what rules find in an example, in whose text the mentions are marked."""
        with self._nlp.memory_zone():
            doc = self._nlp.make_doc(example.text)
            doc = self._nlp.get_pipe("d_loket_sentences")(doc)
            places = []
            for mark in example.marked:
                span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
                places.append((span.start_char, span.end_char) if span is not None else (0, 0))
                if span is not None:
                    add(doc, FindingKind.SESSION, span.start, span.end, "nowhere", "example")
            doc = mark_entities(doc, FindingKind.SESSION)
            for name in ("d_loket_rules", "d_loket_people", "d_loket_context"):
                doc = self._nlp.get_pipe(name)(doc)
            findings = findings_of(doc, Part.WRITTEN)
        return Cues(
            cues_of_sentence(findings, 0, len(example.text)),
            tuple(cues_of_mention(findings, start, end) for start, end in places),
        )
