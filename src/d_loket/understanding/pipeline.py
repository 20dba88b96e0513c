"""The spaCy pipeline: a blank Dutch tokenizer and components that each find one kind of thing.

Findings are spans in `doc.spans[kind]`: the label is the value, the id the rule; `span._.qualifiers`
is the context in which they stand. Order: norms and sentences, then sessions, then rules, then context.
"""

import re
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from d_loket.model import Event, FindingKind, Rulebook
from d_loket.patterns import fold
from d_loket.understanding.context import ContextQualifier
from d_loket.understanding.people import named_in
from d_loket.understanding.rules import RuleMatcher
from d_loket.understanding.sessions import SessionFinder
from d_loket.understanding.spans import add


@dataclass(frozen=True, slots=True)
class Resources:
    """What the components are made from."""

    rulebook: Rulebook
    event: Event


def build_pipeline(rulebook: Rulebook, event: Event) -> Language:
    """Return the pipeline for one event. Takes about a second."""
    if not Span.has_extension("qualifiers"):
        Span.set_extension("qualifiers", default=frozenset())
    if not Doc.has_extension("reference"):
        Doc.set_extension("reference", default=None)  # the day that relative dates count from
    if not Doc.has_extension("people"):
        Doc.set_extension("people", default=())  # who is named, with the stretch in which they stand
    nlp = spacy.blank("nl")
    nlp.meta["d_loket"] = Resources(rulebook, event)
    for name in ("d_loket_sentences", "d_loket_sessions", "d_loket_rules", "d_loket_people", "d_loket_context"):
        nlp.add_pipe(name)
    return nlp


@Language.component("d_loket_sentences", assigns=["token.norm", "token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Fold each token into its norm; a sentence ends at . ! ? ; and where a line ends that was not full."""
    ends = False
    for token in doc:
        token.norm_ = _norm(token.text)
        token.is_sent_start = token.i == 0 or ends
        if token.is_space:
            ends = ends or _ends_line(doc, token.i)
        else:
            ends = token.text in (".", "!", "?", ";") or (token.text.endswith((".", "!", "?")) and len(token.text) > 4)
    return doc


def _norm(text: str) -> str:
    """Fold a token, without the full stop that the tokenizer leaves on what may be an abbreviation ("vol.")."""
    folded = fold(text)
    return folded[:-1] if len(folded) > 2 and folded.endswith(".") and folded[:-1].isalpha() else folded


FULL_LINE = 60


def _ends_line(doc: Doc, at: int) -> bool:
    """Whether the white space at this token ends a paragraph, a list item or a line that was not full."""
    text, start = doc.text, doc[at].idx
    if "\n" not in doc[at].text:
        return False
    if doc[at].text.count("\n") > 1 or re.match(r"\s*([-*•–]|\d{1,2}[.)]|\[)", text[start + len(doc[at].text) :]):
        return True
    return start - (text.rfind("\n", 0, start) + 1) < FULL_LINE


@Language.factory("d_loket_sessions", requires=["token.norm"], assigns=["doc.spans"])
def make_sessions(nlp: Language, name: str) -> Any:
    """Finds sessions, dates and places."""
    resources = nlp.meta["d_loket"]
    book = resources.rulebook
    finder = SessionFinder(nlp, resources.event, book.places, book.provinces)

    def component(doc: Doc) -> Doc:
        finder(doc)
        return mark_entities(doc, FindingKind.SESSION, FindingKind.DATE, FindingKind.PLACE)

    return component


@Language.factory("d_loket_rules", requires=["doc.spans"], assigns=["doc.spans"])
def make_rules(nlp: Language, name: str) -> Any:
    """Finds roles, then everything else that rules describe."""
    resources = nlp.meta["d_loket"]
    roles = RuleMatcher(nlp.vocab, [r for r in resources.rulebook.rules if r.kind is FindingKind.ROLE])
    others = RuleMatcher(nlp.vocab, [r for r in resources.rulebook.rules if r.kind is not FindingKind.ROLE])

    def component(doc: Doc) -> Doc:
        roles(doc)
        mark_entities(doc, FindingKind.ROLE, FindingKind.SESSION, FindingKind.DATE, FindingKind.PLACE)
        others(doc)
        return doc

    return component


@Language.component("d_loket_people", requires=["doc.spans"], assigns=["doc.spans", "doc._.people"])
def people(doc: Doc) -> Doc:
    """Find who is named; what is a place, a session or an organisation is nobody's name."""
    places = [
        (s.start_char, s.end_char)
        for kind in (FindingKind.SESSION, FindingKind.PLACE)
        for s in doc.spans.get(kind.value, ())
    ]
    bodies = [(s.start_char, s.end_char) for s in doc.spans.get(FindingKind.ORGANISATION.value, ())]
    doc._.people = [
        p
        for p in named_in(doc.text)
        if not any(s <= p.start and p.end <= e + 1 for s, e in places)
        and not any(s < p.end and p.start <= e + 1 for s, e in bodies)
    ]
    for person in doc._.people:
        span = doc.char_span(person.start, person.end, alignment_mode="expand")
        if span is not None:
            add(doc, FindingKind.PERSON, span.start, span.end, person.name, "person.named")
    return doc


@Language.factory("d_loket_context", requires=["doc.spans"], assigns=["span._.qualifiers"])
def make_context(nlp: Language, name: str) -> Any:
    """Puts findings in their context."""
    return ContextQualifier(nlp.vocab, nlp.meta["d_loket"].rulebook.context)


def mark_entities(doc: Doc, *kinds: FindingKind) -> Doc:
    """Make the tokens of these findings match `<kind>` in patterns."""
    spans = [Span(doc, s.start, s.end, label=kind.value) for kind in kinds for s in doc.spans.get(kind.value, ())]
    doc.set_ents(filter_spans(spans))
    return doc
