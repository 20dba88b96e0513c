"""The pattern language of the rules: how an admin writes down a way of saying something.

    meld|geef mij|me .. aan        words, `|` between alternatives, `..` a gap of at most three words
    met ... groet                  `...` a gap of at most eight words
    hierbij? meld ik               `?` after an item: it may be left out
    *raadslid, inschrij*           `*` in a word: any letters or digits
    naar <session>                 `<kind>`: a finding of that kind (only in rules for understanding)
    ^van :                         `^` and `$`: the start and the end of a line

Case and accents do not count. Punctuation is an item of its own and counts only where a pattern names it.
`parse` gives the items; `to_regex` compiles them for plain text, understanding compiles them for spaCy.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

GAPS = {"..": 3, "...": 8}


@dataclass(frozen=True, slots=True)
class Word:
    """One token: any of these, folded, with `*` for any letters or digits."""

    alternatives: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """At most this many tokens, within a sentence."""

    most: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A finding of one of these kinds."""

    kinds: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of a line."""

    start: bool


Item = Word | Gap | Slot | Edge


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which item and what is allowed."""


def fold(text: str) -> str:
    """Return the text in lower case without accents and with plain quotes and dashes, of the same length."""
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    plain = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "\xa0": " ", "“": '"', "”": '"'}
    if char in plain:
        return plain[char]
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


def parse(pattern: str) -> tuple[Item, ...]:
    """Read a pattern. Raises `PatternError` for an empty one, an unclosed slot, or only gaps and optional items."""
    items = tuple(item for chunk in pattern.split() for item in _items(chunk, pattern))
    if not any(isinstance(i, Word | Slot) and not i.optional for i in items):
        raise PatternError(f"the pattern {pattern!r} needs at least one word or <kind> that may not be left out")
    return items


def _items(chunk: str, pattern: str) -> list[Item]:
    if chunk in GAPS:
        return [Gap(GAPS[chunk])]
    if chunk.startswith("^") and len(chunk) > 1:
        return [Edge(start=True), *_items(chunk[1:], pattern)]
    if chunk.endswith("$") and len(chunk) > 1:
        return [*_items(chunk[:-1], pattern), Edge(start=False)]
    if chunk in "^$":
        return [Edge(start=chunk == "^")]
    optional = chunk.endswith("?") and chunk != "?"
    chunk = chunk[:-1] if optional else chunk
    if "<" in chunk or ">" in chunk:
        return [_slot(chunk, pattern, optional=optional)]
    return _words(chunk, optional=optional)


def _slot(chunk: str, pattern: str, *, optional: bool) -> Slot:
    if not re.fullmatch(r"<[a-z]+(\|[a-z]+)*>", chunk):
        raise PatternError(f"{chunk!r} in the pattern {pattern!r} is not a slot; write <session>, or <session|date>")
    return Slot(tuple(chunk[1:-1].split("|")), optional)


def _words(chunk: str, *, optional: bool) -> list[Item]:
    """Split off punctuation, which is a token of its own: "van:" is "van" and ":"."""
    folded = fold(chunk)
    if "|" in folded and len(folded) > 1:
        return [Word(tuple(w for w in folded.split("|") if w), optional)]
    return [Word((part,), optional) for part in re.findall(r"[\w*][\w*'./@&-]*[\w*]|[\w*]|[^\w\s]", folded)]


def to_regex(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for plain text: search it in `fold(text)`. Offsets are those of the text itself.

    A gap stays within a line; `^` and `$` are those of a line. A slot cannot be compiled: PatternError.
    """
    source, after_start = "", False
    for item in parse(pattern):
        if after_start and isinstance(item, Gap):  # nothing stands before a gap at the start of a line
            source += rf"(?:\S+[^\S\n]+){{0,{item.most}}}?"
        else:
            source += _regex_of(item, pattern)
        after_start = isinstance(item, Edge) and item.start
    return re.compile(source.removeprefix(_SPACE), re.MULTILINE)


_SPACE = r"[^\S\n]*"


def _regex_of(item: Item, pattern: str) -> str:
    match item:
        case Word(alternatives, optional):
            inner = "|".join(_word_regex(a) for a in alternatives)
            return f"(?:{_SPACE}(?:{inner}))?" if optional else f"{_SPACE}(?:{inner})"
        case Gap(most):
            return rf"(?:[^\S\n]+\S+){{0,{most}}}?"
        case Edge(start=True):
            return r"^"
        case Edge(start=False):
            return r"[^\S\n]*$"
        case _:
            raise PatternError(f"the pattern {pattern!r} is for plain text and cannot have a <kind>")


def _word_regex(word: str) -> str:
    body = re.escape(word).replace(r"\*", r"\w*")
    before = r"(?<!\w)" if word[0].isalnum() or word[0] in "*_" else ""
    after = r"(?!\w)" if word[-1].isalnum() or word[-1] in "*_" else ""
    return f"{before}{body}{after}"
