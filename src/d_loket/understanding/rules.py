"""Findings by rule: whatever the rule files describe."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from d_loket.model import Rule
from d_loket.understanding.matching import PatternIndex
from d_loket.understanding.spans import add


class RuleMatcher:
    """Finds what rules describe. Of matches of one kind that overlap the longest stands."""

    def __init__(self, vocab: Vocab, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._index = PatternIndex(vocab, ((n, p) for n, rule in enumerate(rules) for p in rule.patterns))

    def __call__(self, doc: Doc) -> Doc:
        """Add the findings to the document's span groups."""
        found = sorted(self._index.find(doc), key=lambda hit: (hit[1] - hit[2], hit[0], hit[1]))
        taken: list[tuple[str, int, int, str]] = []
        for number, start, end in found:
            rule = self._rules[number]
            clash = [t for t in taken if t[0] == rule.kind and start < t[2] and t[1] < end]
            if any(t[3] == rule.value or (t[1] <= start and end <= t[2]) for t in clash):
                continue
            taken.append((rule.kind.value, start, end, rule.value))
            add(doc, rule.kind, start, end, rule.value, rule.id)
        return doc


def as_spans(doc: Doc, kind: str) -> list[Span]:
    """Return the findings of a kind in the order of the text."""
    return sorted(doc.spans.get(kind, ()), key=lambda s: (s.start, s.end))
