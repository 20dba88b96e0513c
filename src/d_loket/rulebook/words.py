"""Word lists: `@komen` in a pattern stands for any word of the list `komen`."""

import re
from collections.abc import Mapping

from rapidfuzz import process

from d_loket.rulebook.documents import Document

WordLists = dict[str, tuple[str, ...]]
_NAME = re.compile(r"@([a-z]+(?:-[a-z]+)*)")


def expand(document: Document, lists: Mapping[str, tuple[str, ...]]) -> None:
    """Write out the lists in the patterns of a file, in place; a list that does not exist is noted as a mistake."""
    rules = document.data.get("rules") if isinstance(document.data, dict) else None
    for n, rule in enumerate(rules if isinstance(rules, list) else ()):
        patterns = rule.get("patterns") if isinstance(rule, dict) else None
        if isinstance(patterns, list):
            for m, pattern in enumerate(patterns):
                if isinstance(pattern, str) and "@" in pattern:
                    patterns[m] = _written_out(pattern, lists, document, n, m)


def _written_out(pattern: str, lists: Mapping[str, tuple[str, ...]], document: Document, n: int, m: int) -> str:
    unknown = [name for name in _NAME.findall(pattern) if name not in lists]
    for name in unknown:
        near = process.extractOne(name, list(lists))
        nearest = f"; the nearest is @{near[0]}" if near else "; there are no word lists"
        document.wrong(("rules", n, "patterns", m), f"there is no word list @{name}{nearest}")
    return pattern if unknown else _NAME.sub(lambda match: "|".join(lists[match[1]]), pattern)
