"""Names of places: known ones, and how a heading's words are read as one."""

import re
from collections.abc import Iterable

from d_loket.announcing.wording import APART, NOUNS, REMARK
from d_loket.dutch import find_dates, ordinal
from d_loket.model import PlaceName
from d_loket.patterns import fold

NAME = (
    r"(?:['’][st][ -])?[A-ZÀ-Þ][\w'’-]*"
    r"(?:[ -](?:(?:aan|in|op|bij|onder|boven) (?:de[nr]? |het |'t |’t )?|en |van de[nr]? |van |den |de |"
    r"der )?[A-ZÀ-Þ][\w'’-]*)*"
)
_NOUN = "|".join(NOUNS)
_CALLED = re.compile(
    rf"^(?:de |het )?(?:(?:\w+e )?[\w-]*(?:{_NOUN})(?:en|s|gen|ken)?\b\s*(?:\d+|[ivx]+\b)?\s*(?:in|te|:|"
    rf"-)?\s*|(?:gemeente|locatie|plaats|in|te) )"
)
_LOW = frozenset("aan de den der en in op van het bij onder boven 't 's te ter ten".split())


class Places:
    """The places that are known by name."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self._names = {fold(p.name): p.name for p in places}
        self._also = {fold(n) for p in places for n in p.nicknames}
        self.provinces = {fold(p.province): p.province for p in places if p.province}
        longest = sorted(self._names, key=len, reverse=True)
        self._form = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])") if longest else None

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._names or fold(name) in self._also

    def __bool__(self) -> bool:
        return bool(self._names)

    def within(self, text: str) -> list[tuple[int, str]]:
        """Return the known places in a text with where they stand; only words that are written as names."""
        if self._form is None:
            return []
        found = [(m.start(), text[m.start() : m.end()]) for m in self._form.finditer(fold(text))]
        return [(start, name) for start, name in found if re.search(r"[A-ZÀ-Þ]", name)]

    def province(self, name: str) -> str:
        """Return the name of a region, a province's as it is written elsewhere."""
        return self.provinces.get(fold(name), name)

    def proper(self, name: str) -> str:
        """Return a name that is written in capitals as it is written elsewhere."""
        if not name.isupper() or len(name) < 3:
            return name
        return self._names.get(fold(name)) or _lowered(name)


def _lowered(name: str) -> str:
    words = [
        w if w in _LOW else re.sub(r"^(['’]s-)?(\w)", lambda m: (m[1] or "") + m[2].upper(), w)
        for w in name.lower().split()
    ]
    joined = re.sub(r"(?<=-)\w", lambda m: m[0].upper(), " ".join(words))
    joined = re.sub(r"-(Aan|De|Den|Der|En|In|Op|Van|Het|Bij)-", lambda m: m[0].lower(), joined)
    return re.sub(r"\bIj", "IJ", joined)


def place_in(heading: str) -> str:
    """Return the place a heading names: without "Bijeenkomst", "tweede avond", remarks and dates; "" for none."""
    text = heading.strip(' .:;,-–—!?"')
    for mention in reversed(find_dates(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    while (called := _CALLED.match(fold(text))) and called.end():
        text = text[called.end() :]
    words = text.split()
    while words and (ordinal(words[0]) or APART.fullmatch(fold(words[0]))):
        words = words[1:]
    while len(words) > 1 and fold(words[-1]).strip("!") in ("nieuw", "vol", "extra", "volgeboekt", "new"):
        words = words[:-1]
    while len(words) > 1 and (APART.fullmatch(fold(words[-1])) or re.fullmatch(r"\d|[IVX]{1,3}", words[-1])):
        words = words[:-1]
    text = " ".join(words).strip(' .:;,-–—!?"')
    return "" if REMARK.match(fold(text)) or not re.search(r"[A-ZÀ-Þ]", text) or len(words) > 6 else text


def looks_like_place(text: str) -> bool:
    """Tell whether a text has the form of a place's name."""
    return bool(re.fullmatch(NAME, text) or (text.isupper() and len(text.split()) < 6)) and not re.search(r"\d", text)
