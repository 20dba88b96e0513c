"""The features of a sentence, and of a mention in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from d_loket.patterns import fold

TARGET = "<t>"  # the mention that is looked at
OTHER = "<s>"  # any other mention
PERSON = "<p>"  # any other name
_TOKEN = re.compile(r"<[pst]>|\d+|[^\W\d_]+(?:['-][^\W\d_]+)*|[^\w\s]")
_BREAKS = frozenset(", ; : ( ) - – maar want dus omdat terwijl dan als en of".split())
_ASKING = frozenset("kan kunt kun mag is wat hoe waar wie wanneer zijn heeft wordt moet welke".split())
_DATED = re.compile(
    r"\d|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr"
    r"|jun|jul|aug|sep|okt|nov|dec|ma|di|wo|do|vr)\b|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|week"
    r"|morgen|eerste|laatste|tweede|derde|vierde|ochtend|middag|avond|dag\b"
)
LONG = 5  # letters; what longer words begin with is a feature too: they are inflected and compounded


def masked(text: str, stretches: Sequence[tuple[int, int]], target: int | None = None) -> list[str]:
    """Return a text's folded tokens, numbers as 0, with placeholders for the stretches: mentions in their order.

    The stretch with the number `target` becomes `TARGET`, the others `OTHER`.
    """
    parts, last = [], 0
    for number, (start, end) in enumerate(stretches):
        parts += [text[last:start], TARGET if number == target else OTHER]
        last = max(last, end)
    folded = fold(" ".join([*parts, text[last:]]))
    return ["0" if t.isdigit() else t for t in _TOKEN.findall(folded)]


def masked_names(
    text: str, names: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]], target: int | None = None
) -> list[str]:
    """Return a text's tokens as `masked` does, with placeholders for names too; `target` is the number of a name."""
    stretches = sorted([*((s, e, PERSON) for s, e in names), *((s, e, OTHER) for s, e in places)])
    parts, last = [], 0
    for start, end, placeholder in stretches:
        if start >= last:
            mine = target is not None and (start, end) == names[target] and placeholder == PERSON
            parts += [text[last:start], TARGET if mine else placeholder]
            last = end
    folded = fold(" ".join([*parts, text[last:]]))
    return ["0" if t.isdigit() else t for t in _TOKEN.findall(folded)]


def is_dated(text: str) -> bool:
    """Whether a mention says when, rather than where."""
    return bool(_DATED.search(fold(text)))


def of_sentence(tokens: Sequence[str]) -> set[str]:
    """Return the features of a sentence: its words, pairs and triples of them, how words begin and end, its length."""
    padded = ["<<", *tokens, ">>"]
    features = {*padded, f"length {min(6, len(tokens) // 4)}"}
    for n, token in enumerate(padded):
        rest = padded[n + 1 : n + 3]
        if rest:
            features.add(f"{token} {rest[0]}")
        if len(rest) > 1:
            features |= {f"{token} {rest[0]} {rest[1]}", f"{token} _ {rest[1]}"}
        if len(token) > LONG:
            features |= {f"^{token[:LONG]}", f"{token[-4:]}$"}
    if tokens and tokens[0] in _ASKING:
        features.add("asking")
    return features


def of_mention(tokens: Sequence[str], *, dated: bool) -> set[str]:
    """Return the features of the `TARGET` among the tokens: what stands beside it, in its clause and its sentence."""
    at = tokens.index(TARGET)
    features = {"dated" if dated else "placed", *_beside(tokens, at), *_in_clause(tokens, at)}
    left, right = tokens[max(0, at - 10) : at], tokens[at + 1 : at + 9]
    for name, side in (("l", left), ("r", right)):
        features |= {f"{name}:{t}" for t in side}
        features |= {f"{name}2:{a} {b}" for a, b in pairwise(side)}
    features |= {f"s:{t}" for t in tokens} | {f"s^{t[:LONG]}" for t in tokens if len(t) > LONG}
    before, after = min(2, tokens[:at].count(OTHER)), min(2, tokens[at + 1 :].count(OTHER))
    return features | {f"before {before}", f"after {after}", f"among {before} {after}"}


def _beside(tokens: Sequence[str], at: int) -> set[str]:
    padded = ["<<"] * 3 + list(tokens) + [">>"] * 3
    at += 3
    left, right = padded[at - 3 : at], padded[at + 1 : at + 4]
    features = {f"L{n}:{t}" for n, t in enumerate(reversed(left), 1)} | {f"R{n}:{t}" for n, t in enumerate(right, 1)}
    return features | {
        f"L21:{left[1]} {left[2]}",
        f"R12:{right[0]} {right[1]}",
        f"L321:{' '.join(left)}",
        f"R123:{' '.join(right)}",
        f"LR:{left[2]} {right[0]}",
    }


def _in_clause(tokens: Sequence[str], at: int) -> set[str]:
    start, end = at, at + 1
    while start and tokens[start - 1] not in _BREAKS:
        start -= 1
    while end < len(tokens) and tokens[end] not in _BREAKS:
        end += 1
    clause = tokens[start:end]
    features = {f"c:{t}" for t in clause} | {f"c^{t[:LONG]}" for t in clause if len(t) > LONG}
    features |= {f"c2:{a} {b}" for a, b in pairwise(clause)}
    if start:
        features.add(f"ci:{tokens[start - 1]}")
    if end < len(tokens):
        features.add(f"cj:{tokens[end]}")
    return features
