"""Sessions, by every name and date they have; dates and Dutch places that are no session's."""

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from d_loket.dutch import DateMention, cardinal, find_dates, fits, ordinal, resolve
from d_loket.model import Event, FindingKind, PlaceName, Qualifier
from d_loket.patterns import fold
from d_loket.understanding.naming import names_of
from d_loket.understanding.spans import add

_BEFORE_PLACE = frozenset("in naar voor te bij sessie bijeenkomst at to for wordt doe".split())
_AFTER_PLACE = frozenset("sessie bijeenkomst session meeting workshop".split())
_NUMBER = re.compile(
    r"(?<!\w)(?:(?:nummer|nr\.?|optie|keuze|number|option)\s*(?P<number>\w+)"
    r"|(?:de|the)\s+(?P<ordinal>\w+)\s+(?:sessie|bijeenkomst|optie|datum|session|meeting|in\s+(?:de|het)\s+(?:rij|lijst))"
    r"|(?:neem|kies|doe|wordt)\s+(?:ik\s+)?(?:het\s+)?de\s+(?P<chosen>eerste|tweede|derde|vierde|vijfde|zesde|laatste)\b)"
)


class SessionFinder:
    """Finds sessions, other dates and other places in a document."""

    def __init__(self, vocab: Vocab, event: Event, places: Sequence[PlaceName]) -> None:
        self._event = event
        self._names = names_of(event, places)
        self._by_name = PhraseMatcher(vocab, attr="NORM")
        self._places = PhraseMatcher(vocab, attr="ORTH")
        own = {fold(s.place) for s in event.sessions}
        self._known = {fold(p.name) for p in places}
        for name in self._names:
            self._by_name.add(name, [_normed(vocab, name)])
        others = [p.name for p in places if fold(p.name) not in own and fold(p.name) not in self._names]
        self._places.add("place", [_doc(vocab, name) for name in others])

    def __call__(self, doc: Doc) -> Doc:
        """Add the findings to the document."""
        taken = self._named(doc)
        self._misspelt(doc, taken)
        self._dated(doc)
        self._numbered(doc)
        for span in filter_spans([doc[s:e] for _, s, e in self._places(doc)]):
            if not taken & set(range(span.start, span.end)):
                add(doc, FindingKind.PLACE, span.start, span.end, span.text, "place.known")
        return doc

    def _named(self, doc: Doc) -> set[int]:
        taken: set[int] = set()
        for span in filter_spans(self._by_name(doc, as_spans=True)):
            self._add(doc, span.start, span.end, sorted(self._names[span.label_]))
            taken |= set(range(span.start, span.end))
        return taken

    def _misspelt(self, doc: Doc, taken: set[int]) -> None:
        """A word after a preposition that is nearly a place of this event, and is no other Dutch place."""
        for token in doc[1:]:
            word = token.norm_
            if token.i in taken or len(word) < 5 or not word.isalpha() or word in self._known:
                continue
            following = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
            if doc[token.i - 1].norm_ not in _BEFORE_PLACE and following not in _AFTER_PLACE:
                continue
            near = [s for s in self._event.sessions if _nearly(word, fold(s.place))]
            if len({s.place for s in near}) == 1:
                self._add(doc, token.i, token.i + 1, [(s.id, "fuzzy") for s in near])
                taken.add(token.i)

    def _dated(self, doc: Doc) -> None:
        reference: date | None = doc._.reference
        if reference is None:
            return
        for mention in find_dates(doc.text):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or (re.match(r"\s+(?:sessie|bijeenkomst)", doc.text[mention.end :]) and not mention.month):
                continue
            self._add_date(doc, span.start, span.end, mention, reference)

    def _add_date(self, doc: Doc, start: int, end: int, mention: DateMention, reference: date) -> None:
        how = "date" if mention.day or mention.days_ahead is not None or mention.coming else "weekday"
        hits = [s for s in self._event.sessions if fits(mention, s.date, reference)]
        if hits:
            self._add(doc, start, end, [(s.id, how) for s in hits])
            if mention.weekday is not None and mention.day and hits[0].date.weekday() != mention.weekday:
                add(doc, FindingKind.REMARK, start, end, "weekday", "date.weekday")
            return
        day = resolve(mention, reference)
        if day and mention.day:
            add(doc, FindingKind.DATE, start, end, day.isoformat(), "date.other")

    def _numbered(self, doc: Doc) -> None:
        sessions = self._event.sessions
        for match in _NUMBER.finditer(fold(doc.text)):
            said = match["number"] or match["ordinal"] or match["chosen"] or ""
            number = len(sessions) if said == "laatste" else cardinal(said) or ordinal(said) or 0
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None and 1 <= number <= len(sessions):
                self._add(doc, span.start, span.end, [(sessions[number - 1].id, "ordinal")])

    def _add(self, doc: Doc, start: int, end: int, meanings: Sequence[tuple[str, str]]) -> None:
        sessions = {session for session, _ in meanings}
        qualifiers = (Qualifier.ALTERNATIVE,) if len(sessions) > 1 else ()
        for session, how in dict(reversed(meanings)).items():
            add(doc, FindingKind.SESSION, start, end, session, f"session.{session}.{how}", qualifiers)


def _nearly(word: str, place: str) -> bool:
    allowed = 1 if len(place) < 7 else 2
    return word[0] == place[0] and len(place) >= 5 and OSA.distance(word, place, score_cutoff=allowed) <= allowed


def _doc(vocab: Vocab, text: str) -> Doc:
    words = re.findall(r"[\w'’]+(?:-\w+)*|[^\w\s]", text)
    return Doc(vocab, words)


def _normed(vocab: Vocab, text: str) -> Doc:
    doc = _doc(vocab, text)
    for token in doc:
        token.norm_ = fold(token.text)
    return doc
