"""What a session is called, in the singular and the plural."""

import re
from collections import Counter

from d_loket.announcing.wording import NO_NOUNS, NOUNS, PLURALS
from d_loket.dutch import cardinal
from d_loket.patterns import fold

_HEADS = "|".join(sorted(NOUNS, key=len, reverse=True))
_SINGULARS = {plural: singular for singular, plural in PLURALS.items()}
_PLURAL = "|".join(
    sorted(
        {PLURALS.get(n, f"{n}s") for n in NOUNS} | {f"{n}en" for n in NOUNS if n not in PLURALS},
        key=len,
        reverse=True,
    )
)
_ANY = re.compile(rf"\b([\w-]*(?:{_PLURAL}))\b", re.IGNORECASE)
_ONE = re.compile(rf"\b([\w-]*(?:{_HEADS}))\b", re.IGNORECASE)
_PLAIN = ("sessie", "sessies")
_COUNTED = re.compile(r"\b(?P<number>\w+)\s+(?:\w+e\s+)?(?P<noun>[\w-]{5,}(?:en|s))\b", re.IGNORECASE)


def noun_in(text: str, sessions: int, title: str) -> tuple[str, str]:
    """Return what a session is called: the plural that is counted or used most; compounds before bare words."""
    counted = Counter(m.lower() for m in _ANY.findall(text))
    for match in _COUNTED.finditer(text):
        if cardinal(match["number"]) in (sessions, sessions - 1) and sessions > 1:
            counted[match["noun"].lower()] += 2
    for word in _ANY.findall(title):
        counted[word.lower()] += 2
    usable = {w: n for w, n in counted.items() if fold(w) not in NO_NOUNS and not w.startswith("werkdag")}
    if not usable:
        return _from_singular(text, title) or next(((_SINGULARS[w], w) for w in counted if w in _SINGULARS), _PLAIN)
    plural = max(usable, key=lambda w: (usable[w], len(w)))
    longer = [w for w in usable if w.endswith(plural) and w != plural and usable[w] * 2 >= usable[plural]]
    plural = max(longer, key=lambda w: (usable[w], len(w))) if longer else plural
    return _singular(plural, fold(text)), plural


def _from_singular(text: str, title: str) -> tuple[str, str] | None:
    """Return the noun of an announcement that speaks of one session only."""
    used = [w.lower() for w in (*_ONE.findall(title), *_ONE.findall(text)) if fold(w) not in NO_NOUNS]
    found = [w for w in used if fold(w) not in NOUNS] or [w for w in used if PLURALS.get(w) not in NO_NOUNS]
    if not found:
        return None
    singular = Counter(found).most_common(1)[0][0]
    head = next(n for n in sorted(NOUNS, key=len, reverse=True) if singular.endswith(n))
    return singular, singular.removesuffix(head) + PLURALS.get(head, f"{head}s")


def _singular(plural: str, folded: str) -> str:
    """Return the singular: one that the text itself has, else by the ending."""
    for ending, singular in _SINGULARS.items():
        if plural.endswith(ending):
            return plural.removesuffix(ending) + singular
    stem = plural.removesuffix("en") if plural.endswith("en") else plural.removesuffix("s").removesuffix("'")
    if plural.endswith("en"):
        forms = [stem, re.sub(r"(.)\1$", r"\1", stem), re.sub(r"([aeou])([^aeiou])$", r"\1\1\2", stem)]
        return next((f for f in forms if re.search(rf"\b{re.escape(fold(f))}\b", folded)), forms[1])
    return stem
