"""The standing wordings of the rulebook, compiled for search in plain text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from d_loket.model import WordingKind, WordingRule
from d_loket.patterns import Edge, Word, fold, parse, to_regex

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a wording stands in a line, and the rule that found it."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: str
    regex: re.Pattern[str]


class _Sieve:
    """The patterns of one kind. Of each it keeps pieces of which every match has one, to look these up first."""

    def __init__(self, rules: Iterable[tuple[str, str]]) -> None:
        self._patterns: list[_Compiled] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_piece: list[tuple[str, int]] = []  # parts of words, and what has punctuation within
        first_words: set[str] = set()
        for n, (rule, pattern) in enumerate(rules):
            self._patterns.append(_Compiled(rule, to_regex(pattern)))
            for piece, whole in _pieces(pattern):
                if whole:
                    self._by_word.setdefault(piece, []).append(n)
                else:
                    self._by_piece.append((piece, n))
            first_words |= _first_words(pattern)
        self._words = frozenset(self._by_word)
        self.first_words = frozenset(first_words)

    def possible(self, folded: str) -> list[_Compiled]:
        """Return the patterns of which a piece stands in the text, in the order of the rules."""
        found = {n for word in words(folded) & self._words for n in self._by_word[word]}
        found.update(n for piece, n in self._by_piece if piece in folded)
        return [self._patterns[n] for n in sorted(found)]


class Wordings:
    """Says whether a text holds a wording of a kind, and which rule found it."""

    def __init__(self, rules: Iterable[WordingRule]) -> None:
        patterns: dict[WordingKind, list[tuple[str, str]]] = {kind: [] for kind in WordingKind}
        for rule in rules:
            patterns[rule.kind] += [(rule.id, pattern) for pattern in rule.patterns]
        self._sieves = {kind: _Sieve(told) for kind, told in patterns.items()}

    def first_words(self, kind: WordingKind) -> frozenset[str]:
        """Return the words with which lines of this kind begin: of "^op ... schreef" it is "op"."""
        return self._sieves[kind].first_words

    def find(self, kind: WordingKind, text: str) -> str:
        """Return the id of the first rule of this kind that matches in the text, "" when none does."""
        folded = quick_fold(text)
        return next((c.rule for c in self._sieves[kind].possible(folded) if c.regex.search(folded)), "")

    def hit(self, kind: WordingKind, folded: str) -> Hit | None:
        """Return where the first rule of this kind matches in a folded text, None when none does."""
        for compiled in self._sieves[kind].possible(folded):
            if match := compiled.regex.search(folded):
                return Hit(compiled.rule, match.start(), match.end())
        return None

    def may_hold(self, kind: WordingKind, folded: str) -> bool:
        """Whether it is worth looking for a wording of this kind in a folded text."""
        return bool(self._sieves[kind].possible(folded))


class Page:
    """The lines of a text, in which each kind of wording is looked up once for all lines together."""

    def __init__(self, texts: Sequence[str], wordings: Wordings) -> None:
        self._texts = texts
        self._wordings = wordings
        self._hits: dict[WordingKind, dict[int, Hit]] = {}

    @cached_property
    def folded(self) -> list[str]:
        """The lines, folded; each has the length of the line itself."""
        return [quick_fold(text) for text in self._texts]

    @cached_property
    def _whole(self) -> str:
        return "\n".join(self.folded)

    def hits(self, kind: WordingKind) -> dict[int, Hit]:
        """Return the first hit of this kind in each line that has one, by line number."""
        if kind not in self._hits:
            lines = self.folded if self._wordings.may_hold(kind, self._whole) else ()
            found = {n: self._wordings.hit(kind, line) for n, line in enumerate(lines) if line}
            self._hits[kind] = {n: hit for n, hit in found.items() if hit}
        return self._hits[kind]


def quick_fold(text: str) -> str:
    """Fold, quickly where there is nothing but ASCII."""
    return text.lower().replace("`", "'") if text.isascii() else fold(text)


@lru_cache(maxsize=256)
def words(folded: str) -> frozenset[str]:
    """Return the words of a folded text. The same line is asked for several kinds of wording in a row."""
    return frozenset(_WORD.findall(folded))


def _pieces(pattern: str) -> list[tuple[str, bool]]:
    """Return literal pieces of which each match has one, and whether each is a whole word.

    They are those of the item that is rarest, by length.
    """
    choices = []
    for item in parse(pattern):
        if isinstance(item, Word) and not item.optional:
            choices.append([(max(a.split("*"), key=len), bool(_WORD.fullmatch(a))) for a in item.alternatives])
    return max(choices, key=lambda pieces: min(len(piece) for piece, _ in pieces))


def _first_words(pattern: str) -> frozenset[str]:
    match parse(pattern)[:2]:
        case (Edge(start=True), Word(alternatives)):
            return frozenset(word for word in alternatives if word.isalpha())
        case _:
            return frozenset()
