"""Sessions, by every name and date they have; dates and Dutch places that are no session's."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from d_loket.dutch import DateMention, find_dates, fits, resolve
from d_loket.dutch.times import part_of_day
from d_loket.model import Event, FindingKind, PlaceName, Province, Qualifier
from d_loket.patterns import fold
from d_loket.understanding.describing import Described
from d_loket.understanding.naming import Meaning, names_of
from d_loket.understanding.spans import add

_BEFORE_PLACE = frozenset(
    "in naar nar voor te bij at to for wordt worden doe maar dan graag liefst toch wel vanuit of : stad "
    "sessie kies".split()
)
_SESSION_WORDS = frozenset(
    "sessie sessies bijeenkomst bijeenkomsten ontwerpsessie werksessie themabijeenkomst dialoogtafel "
    "tafel avond avonden "
    "middag middagen ochtend ochtenden dag dagen editie edities afspraak variant aflevering locatie optie keuze datum "
    "provinciehuis provincie stadhuis hoofdstad gelegenheid workshop ronde versie sessietje uurtje "
    "donderdag vrijdag maandag dinsdag "
    "woensdag session meeting workshop one afternoon morning evening".split()
)
_AFTER_ELLIPSIS = frozenset(
    "graag dan maar svp aub op van wordt is zou lijkt past komt kan en of als noch maar in ipv please te".split()
)


class SessionFinder:
    """Finds sessions, other dates and other places in a document."""

    def __init__(
        self, nlp: Language, event: Event, places: Sequence[PlaceName], provinces: Sequence[Province] = ()
    ) -> None:
        self._event = event
        self._described = Described(event)
        self._names = names_of(event, places, provinces)
        self._nouns = _SESSION_WORDS | {fold(event.noun), fold(event.noun_plural)}
        own = {fold(s.place) for s in event.sessions}
        self._known = {fold(p.name) for p in places}
        self._by_name = PhraseMatcher(nlp.vocab, attr="NORM")
        self._by_name.add("name", [_folded(nlp, name) for name in self._names])
        self._places = PhraseMatcher(nlp.vocab, attr="ORTH")
        others = [p.name for p in places if fold(p.name) not in own and fold(p.name) not in self._names]
        self._places.add("place", [nlp.make_doc(name) for name in others])

    def __call__(self, doc: Doc) -> Doc:
        """Add the findings to the document."""
        taken = self._named(doc) | self._on_screen(doc)
        self._misspelt(doc, taken)
        self._dated(doc)
        for start, end, sessions, how in self._described.find(doc):
            self._add(doc, start, end, [Meaning(s, how) for s in sessions])
        for span in filter_spans([doc[s:e] for _, s, e in self._places(doc)]):
            if not taken & set(range(span.start, span.end)):
                add(doc, FindingKind.PLACE, span.start, span.end, span.text, "place.known")
        return doc

    def _named(self, doc: Doc) -> set[int]:
        taken: set[int] = set()
        for span in filter_spans(self._by_name(doc, as_spans=True)):
            meanings = self._meant(doc, span)
            if meanings:
                self._add(doc, span.start, span.end, sorted(meanings, key=lambda m: m.session))
                taken |= set(range(span.start, span.end))
        return taken

    def _on_screen(self, doc: Doc) -> set[int]:
        """A compound with "online" before what a session is called: "de onlinetafel"."""
        online = [s for s in self._event.sessions if s.online]
        found = [t for t in doc if online and t.norm_.startswith("online") and t.norm_ != "online"]
        for token in found:
            self._add(doc, token.i, token.i + 1, [Meaning(s.id, "place") for s in online])
        return {t.i for t in found}

    def _meant(self, doc: Doc, span: Span) -> frozenset[Meaning]:
        """Leave out what a name cannot mean where it stands: an adjective without a session beside it."""
        meanings = self._names.get(fold(span.text).strip(), frozenset())
        if not any(m.how == "adjective" for m in meanings):
            return meanings
        following = doc[span.end] if span.end < len(doc) else None
        before = doc[span.start - 1].norm_ if span.start else ""
        beside = following is not None and (following.norm_ in self._nouns or _is_session_word(following.norm_))
        elliptic = before in ("de", "die", "het") and (
            following is None or following.is_punct or following.is_space or following.norm_ in _AFTER_ELLIPSIS
        )
        return meanings if beside or elliptic else frozenset()

    def _misspelt(self, doc: Doc, taken: set[int]) -> None:
        """A word after a preposition that is nearly a place of this event, and is no other Dutch place."""
        for token in doc[1:]:
            if token.i in taken or not self._may_be_misspelt(doc, token):
                continue
            near = [s for s in self._event.sessions if _nearly(token.norm_, fold(s.place))]
            if len({s.place for s in near}) == 1:
                self._add(doc, token.i, token.i + 1, [Meaning(s.id, "fuzzy") for s in near])
                taken.add(token.i)

    def _may_be_misspelt(self, doc: Doc, token: Token) -> bool:
        word = token.norm_
        if len(word) < 5 or not word.isalpha() or word in self._known or word in _ORDINARY:
            return False
        following = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
        return doc[token.i - 1].norm_ in _BEFORE_PLACE or following in self._nouns

    def _dated(self, doc: Doc) -> None:
        reference: date | None = doc._.reference
        if reference is None:
            return
        for mention in find_dates(doc.text):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or _is_ordinal(doc.text, mention):
                continue
            self._add_date(doc, span.start, span.end, mention, reference)

    def _add_date(self, doc: Doc, start: int, end: int, mention: DateMention, reference: date) -> None:
        how = (
            "date"
            if mention.day or mention.days_ahead is not None or mention.coming or mention.next_week
            else "weekday"
        )
        part = _part_in(mention.text)
        hits = [
            s
            for s in self._event.sessions
            if fits(mention, s.date, reference) and (not part or not s.starts or part_of_day(s.starts) == part)
        ]
        if hits:
            self._add(doc, start, end, [Meaning(s.id, how) for s in hits])
            if mention.weekday is not None and mention.day and hits[0].date.weekday() != mention.weekday:
                add(doc, FindingKind.REMARK, start, end, "weekday", "date.weekday")
            return
        day = resolve(mention, reference)
        if day and mention.day:
            add(doc, FindingKind.DATE, start, end, day.isoformat(), "date.other")

    @staticmethod
    def _add(doc: Doc, start: int, end: int, meanings: Iterable[Meaning]) -> None:
        by_session = {m.session: m for m in meanings}
        qualifiers = (Qualifier.ALTERNATIVE,) if len(by_session) > 1 else ()
        for session, meaning in by_session.items():
            add(doc, FindingKind.SESSION, start, end, session, f"session.{session}.{meaning.how}", qualifiers)


_ORDINARY = frozenset("harder heeren breedte venijn utrechts haarlems".split())


def _part_in(text: str) -> str:
    """Return the part of the day in "donderdagochtenden", "" where there is none."""
    found = re.search(r"dag(ochtend|middag|avond)", fold(text))
    return found[1] if found else ""


def _is_ordinal(text: str, mention: DateMention) -> bool:
    """Whether "de tweede" counts sessions instead of days: "de tweede sessie", "de tweede keer"."""
    following = re.match(r"\s+(\w+)", text[mention.end :])
    return bool(
        not mention.month
        and mention.day
        and mention.day < 10
        and not mention.text[-1:].isdigit()
        and not re.search(r"\d", mention.text)
        and (following is None or not following[1].isdigit())
    )


def _is_session_word(word: str) -> bool:
    return word.endswith(
        ("sessie", "bijeenkomst", "middag", "avond", "ochtend", "dag", "tafel", "gesprek", "ronde", "editie", "overleg")
    )


def _nearly(word: str, place: str) -> bool:
    allowed = 1 if len(place) < 7 else 2
    return word[0] == place[0] and len(place) >= 5 and OSA.distance(word, place, score_cutoff=allowed) <= allowed


def _folded(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for token in doc:
        token.norm_ = fold(token.text)
    return doc
