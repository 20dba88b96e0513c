"""Rules' patterns on tokens: spaCy matchers, each tried only where a word that it must have occurs.

A plain `Matcher` with hundreds of patterns costs pattern × token; nearly all of them lack their
most telling word in a given mail, so the index by that word makes it thirty times faster with the same hits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from d_loket.patterns import Edge, Gap, Item, Slot, Word, parse

_BREAK = r"^[.!?;]+$"


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to match, with the words of which it must have one; no words: it is tried always."""

    key: int
    anchors: frozenset[str]
    at_start: bool
    at_end: bool
    vocab: Vocab
    tokens: tuple[dict[str, Any], ...]

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher, made when the pattern is first tried."""
        matcher = Matcher(self.vocab, validate=False)
        matcher.add("p", [list(self.tokens)])
        return matcher


class PatternIndex:
    """Finds where patterns match in a document; each pattern is known by the number of its rule."""

    def __init__(self, vocab: Vocab, patterns: Iterable[tuple[int, str]]) -> None:
        self._by_word: dict[str, list[Compiled]] = {}
        self._always: list[Compiled] = []
        for key, pattern in patterns:
            compiled = _compile(vocab, key, parse(pattern))
            for word in compiled.anchors:
                self._by_word.setdefault(word, []).append(compiled)
            if not compiled.anchors:
                self._always.append(compiled)

    def find(self, doc: Doc) -> Iterator[tuple[int, int, int]]:
        """Yield (rule number, first token, token after the last): for each start the shortest match."""
        words = dict.fromkeys(token.norm_ for token in doc)  # in their order: the same mail is always read alike
        candidates = {id(c): c for word in words for c in self._by_word.get(word, ())}
        for compiled in [*candidates.values(), *self._always]:
            shortest: dict[int, int] = {}
            for _, start, end in compiled.matcher(doc):
                if _at_edges(compiled, doc, start, end):
                    shortest[start] = min(end, shortest.get(start, end))
            for start, end in shortest.items():
                yield compiled.key, start, end


def _at_edges(compiled: Compiled, doc: Doc, start: int, end: int) -> bool:
    if compiled.at_start and not (start == 0 or doc[start].is_sent_start or doc[start - 1].is_space):
        return False
    rest = doc[end] if end < len(doc) else None
    return not compiled.at_end or rest is None or bool(rest.is_space or rest.is_punct)


def _compile(vocab: Vocab, key: int, items: tuple[Item, ...]) -> Compiled:
    words = [i for i in items if isinstance(i, Word) and not i.optional and not any("*" in a for a in i.alternatives)]
    telling = min(words, key=_commonness, default=None)
    return Compiled(
        key=key,
        anchors=frozenset(telling.alternatives) if telling else frozenset(),
        at_start=isinstance(items[0], Edge),
        at_end=isinstance(items[-1], Edge),
        vocab=vocab,
        tokens=tuple(_token(i) for i in items if not isinstance(i, Edge)),
    )


_COMMON = frozenset(
    "ik de het een en of van in op te voor naar bij is ben mij me niet met aan dat die we wij u er".split()
)


def _commonness(word: Word) -> tuple[bool, int]:
    return bool(_COMMON & set(word.alternatives)), len(word.alternatives)


def _token(item: Item) -> dict[str, Any]:
    match item:
        case Word(alternatives, optional):
            return {"NORM": _norm(alternatives)} | ({"OP": "?"} if optional else {})
        case Gap(most):
            return {"NORM": {"NOT_IN": [".", "!", "?", ";"]}, "OP": f"{{0,{most}}}"}
        case Slot(kinds, optional):
            return {"ENT_TYPE": {"IN": list(kinds)}, "OP": "*" if optional else "+"}
    raise TypeError(item)


def _norm(alternatives: tuple[str, ...]) -> Any:
    if not any("*" in a for a in alternatives):
        return {"IN": list(alternatives)}
    return {"REGEX": "^(?:" + "|".join(re.escape(a).replace(r"\*", r"[\w'-]*") for a in alternatives) + ")$"}
