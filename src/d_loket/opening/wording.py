"""The standing wordings of the rulebook, compiled for search in plain text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from d_loket.model import WordingKind, WordingRule
from d_loket.patterns import Edge, Word, fold, parse, to_regex


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a wording stands in a line, and the rule that found it."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: str
    needles: tuple[str, ...]  # one of these stands in every text that the pattern matches
    regex: re.Pattern[str]


class Wordings:
    """Says whether a text holds a wording of a kind, and which rule found it."""

    def __init__(self, rules: Iterable[WordingRule]) -> None:
        self._patterns: dict[WordingKind, list[_Compiled]] = {}
        self._first_words: dict[WordingKind, frozenset[str]] = {}
        for rule in rules:
            for pattern in rule.patterns:
                compiled = _Compiled(rule.id, _needles(pattern), to_regex(pattern))
                self._patterns.setdefault(rule.kind, []).append(compiled)
                self._first_words[rule.kind] = self.first_words(rule.kind) | _first_words(pattern)

    def first_words(self, kind: WordingKind) -> frozenset[str]:
        """Return the words with which lines of this kind begin: of "^op ... schreef" it is "op"."""
        return self._first_words.get(kind, frozenset())

    def find(self, kind: WordingKind, text: str) -> str:
        """Return the id of the first rule of this kind that matches in the text, "" when none does."""
        folded = quick_fold(text)
        return next((c.rule for c in self.possible(kind, folded) if c.regex.search(folded)), "")

    def possible(self, kind: WordingKind, folded: str) -> list[_Compiled]:
        """Return the patterns of this kind whose rarest word stands in the text: a quick sieve."""
        return [c for c in self._patterns.get(kind, ()) if any(needle in folded for needle in c.needles)]


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
            self._hits[kind] = self._search(kind)
        return self._hits[kind]

    def _search(self, kind: WordingKind) -> dict[int, Hit]:
        possible = self._wordings.possible(kind, self._whole)
        found: dict[int, Hit] = {}
        for n, line in enumerate(self.folded) if possible else ():
            for compiled in possible:
                match = compiled.regex.search(line) if any(needle in line for needle in compiled.needles) else None
                if match:
                    found[n] = Hit(compiled.rule, match.start(), match.end())
                    break
        return found


def quick_fold(text: str) -> str:
    """Fold, quickly where there is nothing but ASCII."""
    return text.lower().replace("`", "'") if text.isascii() else fold(text)


def _needles(pattern: str) -> tuple[str, ...]:
    """Return literal pieces of which each match has one: those of the item that is rarest, by length."""
    choices = []
    for item in parse(pattern):
        if isinstance(item, Word) and not item.optional:
            choices.append(tuple(max(a.split("*"), key=len) for a in item.alternatives))
    return max(choices, key=lambda pieces: min(map(len, pieces)))


def _first_words(pattern: str) -> frozenset[str]:
    match parse(pattern)[:2]:
        case (Edge(start=True), Word(alternatives)):
            return frozenset(word for word in alternatives if word.isalpha())
        case _:
            return frozenset()
