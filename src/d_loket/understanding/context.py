"""Context in the manner of ConText: cues qualify the findings near them.

A cue looks forward, backward or both ways, at most its reach, not past its sentence and not past a
terminating cue ("maar"). A cue within a pseudo cue ("niet alleen") does not count.
"""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from d_loket.model import ContextRule, Direction, Qualifier
from d_loket.understanding.matching import PatternIndex
from d_loket.understanding.spans import qualify

Hit = tuple[ContextRule, int, int]


class ContextQualifier:
    """Sets the qualifiers of all findings of a document."""

    def __init__(self, vocab: Vocab, rules: Sequence[ContextRule]) -> None:
        self._rules = tuple(rules)
        self._index = PatternIndex(vocab, ((n, p) for n, rule in enumerate(rules) for p in rule.patterns))

    def __call__(self, doc: Doc) -> Doc:
        """Qualify the findings in place."""
        hits = [(self._rules[n], start, end) for n, start, end in self._index.find(doc)]
        pseudo = [(start, end) for rule, start, end in hits if rule.pseudo]
        stops = [(start, end) for rule, start, end in hits if rule.qualifier is None and not rule.pseudo]
        sentence = _sentences(doc)
        for rule, start, end in hits:
            if rule.qualifier is None or any(s <= start and end <= e for s, e in pseudo):
                continue
            for first, last in _scopes(rule, start, end, stops, sentence):
                self._qualify(doc, rule, (first, last), (start, end))
        return doc

    @staticmethod
    def _qualify(doc: Doc, rule: ContextRule, scope: tuple[int, int], cue: tuple[int, int]) -> None:
        for kind in rule.applies_to:
            for span in doc.spans.get(kind.value, ()):
                around = span.start <= cue[0] and cue[1] <= span.end
                within = scope[0] <= span.start and span.end <= scope[1] and not around
                if rule.qualifier and (within or (around and _turns(span.label_, rule.qualifier))):
                    qualify(span, (rule.qualifier,))


# Ways of saying yes: a "niet" in their midst turns them round ("is er niet bij"). Where "niet" makes the
# finding what it is ("kan niet komen"), it does not.
_POSITIVE = frozenset({"register", "attend", "add", "confirm", "mention"})


def _turns(value: str, qualifier: Qualifier) -> bool:
    return qualifier is Qualifier.NEGATED and value in _POSITIVE


def _sentences(doc: Doc) -> list[int]:
    """Return for each token the number of its sentence."""
    number, numbers = 0, []
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers


def _scopes(
    rule: ContextRule, start: int, end: int, stops: list[tuple[int, int]], sentence: list[int]
) -> list[tuple[int, int]]:
    """Return the stretches of tokens that a cue qualifies; the cue's own tokens belong to both."""
    scopes = []
    if rule.direction in (Direction.FORWARD, Direction.BOTH):
        last = min(len(sentence), end + rule.reach)
        if not rule.across:
            last = next((n for n in range(end, last) if sentence[n] != sentence[end - 1]), last)
        last = min([s for s, _ in stops if s >= end] + [last])
        scopes.append((start, last))
    if rule.direction in (Direction.BACKWARD, Direction.BOTH):
        first = max(0, start - rule.reach)
        if not rule.across:
            first = next((n + 1 for n in range(start - 1, first - 1, -1) if sentence[n] != sentence[start]), first)
        first = max([e for _, e in stops if e <= start] + [first])
        scopes.append((first, end))
    return scopes
