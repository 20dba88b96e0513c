"""Parts of blocks told by the blocks together: numbered places, names of regions, the name of the event."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from d_loket.announcing.names import Places, place_in
from d_loket.announcing.parts import Part
from d_loket.announcing.wording import REGION_HEAD
from d_loket.patterns import fold


def numbered(blocks: Sequence[Sequence[Part]], places: Places) -> list[list[Part]]:
    """Read "Ede 1" and "Ede 2" as one place twice, though they look like a street with its number."""
    heads = [p for parts in blocks for p in parts[:1] if p.kind == "street"]
    stems = Counter(place_in(p.text) for p in heads)
    twice = {p.text for p in heads if stems[place_in(p.text)] > 1 or place_in(p.text) in places}
    numbers = {p.text for p in heads if p.text in twice and re.search(r"\s\d$", p.text)}
    return [[replace(p, kind="name") if p.text in numbers and p is parts[0] else p for p in parts] for parts in blocks]


def with_region(parts: Sequence[Part], places: Places) -> list[Part]:
    """Mark what is the name of a region by its form ("Trefdag Noord-Nederland"), where something else is the place."""

    def marked(part: Part) -> Part:
        name = place_in(part.text)
        found = REGION_HEAD.fullmatch(fold(name)) if part.kind == "name" and not part.label else None
        others = [p for p in parts if p is not part and p.kind in ("name", "postcode") and places.within(p.text)]
        if not found or name in places or not others or part.brackets:
            return part
        return replace(part, text=(found["named"] and name[found.start("named") :]) or name, label="region")

    return [marked(p) for p in parts]


def without_title(blocks: Sequence[Sequence[Part]], chosen: Sequence[Part | None]) -> list[list[Part]]:
    """Leave out what the headings of most blocks say besides the place: the name of the event."""
    said = Counter(p.text for parts, place in zip(blocks, chosen, strict=True) for p in parts if p.level and p != place)
    titles = {text for text, times in said.items() if times > 2 and times * 3 > len(blocks) * 2}
    return [[p for p in parts if not (p.level and p.text in titles)] for parts in blocks]
