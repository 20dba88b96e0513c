"""The standing wordings of the rulebook, compiled for search in plain text."""

import re
from collections.abc import Iterable

from d_loket.model import WordingKind, WordingRule
from d_loket.patterns import fold, to_regex


class Wordings:
    """Says whether a text holds a wording of a kind, and which rule found it."""

    def __init__(self, rules: Iterable[WordingRule]) -> None:
        self._patterns: dict[WordingKind, list[tuple[str, re.Pattern[str]]]] = {}
        for rule in rules:
            for pattern in rule.patterns:
                self._patterns.setdefault(rule.kind, []).append((rule.id, to_regex(pattern)))

    def find(self, kind: WordingKind, text: str) -> str:
        """Return the id of the first rule of this kind that matches in the text, "" when none does."""
        folded = fold(text)
        return next((rule for rule, pattern in self._patterns.get(kind, ()) if pattern.search(folded)), "")
