"""Where a session is: place, region, venue and address, from the parts of its block.

Which part is the place is decided for all blocks together: a heading, the part behind the postcode or the last part of
the address is a place's name in each of them or in none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from d_loket.announcing.marking import numbered, with_region, without_title
from d_loket.announcing.names import Places, looks_like_place, place_in
from d_loket.announcing.parts import Part
from d_loket.announcing.wording import APART, BUILDING, ONLINE, PENDING, REMARK
from d_loket.dutch import ordinal
from d_loket.patterns import fold

_WHERE = ("where", "venue", "address", "postcode")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a session is; "" for what is not said. `apart` are words that tell it from others at its place."""

    place: str = ""
    region: str = ""
    venue: str = ""
    address: str = ""
    online: bool = False
    apart: str = ""
    sure: bool = True


Slot = Callable[[Sequence[Part]], Part | None]


def _names(parts: Sequence[Part], *labels: str) -> list[Part]:
    return [p for p in parts if p.kind == "name" and p.label in labels and place_in(p.text)]


def _first(parts: Sequence[Part]) -> Part | None:
    """The heading, or the first thing an entry says."""
    free = _names(parts, "", "date")
    solid = [p for p in parts if p.kind in ("street", "online") or (p.kind == "name" and place_in(p.text))]
    whole = [p for p in solid if p.label not in _WHERE]
    return free[0] if free and whole[0] is free[0] else None


def _labelled(parts: Sequence[Part]) -> Part | None:
    return next(iter(_names(parts, "place")), None)


def _where_first(parts: Sequence[Part]) -> Part | None:
    return next(iter(_names(parts, "where")), None)


def _last(parts: Sequence[Part]) -> Part | None:
    """The last thing an address says, or the last part of several."""
    names = [p for p in parts if p.kind in ("name", "street") and p.label != "region"]
    if len(names) > 1 and names[-1].kind == "name" and looks_like_place(names[-1].text):
        return names[-1]
    return None


def _postcode(parts: Sequence[Part]) -> Part | None:
    return next((p for p in parts if p.kind == "postcode" and p.text), None)


_SLOTS: tuple[Slot, ...] = (_labelled, _first, _postcode, _last, _where_first)


def wheres_of(blocks: Sequence[Sequence[Part]], places: Places) -> list[Where]:
    """Return where each session of a pattern is."""
    blocks = [with_region(parts, places) for parts in numbered(blocks, places)]
    order = sorted(_SLOTS, key=lambda slot: -_worth(slot, blocks, places))
    chosen = [_choose(parts, order, places) for parts in blocks]
    blocks = without_title(blocks, chosen)
    under = _regions_beneath(blocks, chosen)
    return [_where(parts, part, places, under=under) for parts, part in zip(blocks, chosen, strict=True)]


def _worth(slot: Slot, blocks: Sequence[Sequence[Part]], places: Places) -> float:
    """How well a slot does as that of the places: known names count most, names of buildings against it."""
    found = [p for parts in blocks if (p := slot(parts))]
    if slot is _labelled or not found:
        return 1000.0 * len(found) - 100
    known = sum(place_in(p.text) in places for p in found)
    buildings = sum(bool(BUILDING.search(fold(p.text))) for p in found)
    enough = len(found) * 2 >= len(blocks)
    return known * 10 - buildings * 3 + enough * (3 if slot is _postcode else 2 if slot is _first else 1)


def _choose(parts: Sequence[Part], order: Sequence[Slot], places: Places) -> Part | None:
    """Return the part that is the place: the best slot's, else a known place, else what another slot gives."""
    best = order[0](parts)
    if best and not best.label and place_in(best.text) not in places and (one := _only_known(parts, places)):
        return one
    if best and (best.label or looks_like_place(place_in(best.text)) or best.level):
        return best
    known = next((p for p in parts if p.kind in ("name", "postcode") and place_in(p.text) in places), None)
    if known or any(p.kind == "online" for p in parts):
        return known
    lonely = [
        p for slot in (_labelled, _postcode, _first, _last) if (p := slot(parts)) and looks_like_place(place_in(p.text))
    ]
    return next((p for p in lonely if not BUILDING.search(fold(p.text))), None)


def _only_known(parts: Sequence[Part], places: Places) -> Part | None:
    """Return the one part of a block that is the name of a known place and of nothing larger."""
    named = [p for p in parts if p.kind in ("name", "postcode") and p.label != "region" and place_in(p.text) in places]
    towns = [p for p in named if fold(place_in(p.text)) not in places.provinces]
    return towns[0] if len({fold(place_in(p.text)) for p in towns}) == 1 else None


def _regions_beneath(blocks: Sequence[Sequence[Part]], chosen: Sequence[Part | None]) -> bool:
    """Whether the name between heading and date is a region: the venue is said elsewhere in most blocks."""
    found = [
        (sub, rest)
        for parts, place in zip(blocks, chosen, strict=True)
        if (sub := _sub(parts, place))
        for rest in [parts]
    ]
    with_venue = sum(
        any(p.kind in ("name", "street") and not p.above and p is not s for p in rest) for s, rest in found
    )
    return len(found) > 1 and with_venue * 2 > len(found)


def _sub(parts: Sequence[Part], place: Part | None) -> Part | None:
    """Return the name between a heading that is the place and the date."""
    if place is None or place.label or not place.above:
        return None
    after = parts[[p is place for p in parts].index(True) + 1 :]
    return next((p for p in after if p.above and p.kind == "name" and not p.label), None)


def _where(parts: Sequence[Part], part: Part | None, places: Places, *, under: bool) -> Where:
    online = _online(parts, part, places)
    brackets = [b for p in ([part] if part else parts[:1]) for b in p.brackets]
    apart = next((b for b in brackets if APART.search(fold(b)) and not REMARK.search(fold(b))), "")
    if online:
        return Where("Online", _region(parts, part, brackets, under=under, places=places), online=True, apart=apart)
    place = places.proper(place_in(part.text)) if part else ""
    inside = _inside(part, place, places)
    place = inside or place
    region = _region(parts, part, brackets, under=under, places=places)
    named = {fold(place), *(f"{kind}{fold(region)}" for kind in ("", "regio ", "provincie "))}
    house = bool(inside and part and (BUILDING.search(fold(part.text)) or part.label or not part.above))
    rest = [p for p in parts if (house or p is not part) and fold(p.text) not in named]
    venue, address = _venue(rest), next((p.text for p in _addresses(rest)), "")
    said = fold(region) != fold(place) or any(p.label == "region" for p in parts)
    return Where(place, region if said else "", venue, address, apart=apart, sure=place in places)


def _inside(part: Part | None, place: str, places: Places) -> str:
    """Return the place within the name of a house or a municipality ("Stadhuis Almelo"), where no other is said."""
    if part is None or part.kind != "name" or place in places or len(part.text.split()) < 2 or part.label == "place":
        return ""
    found = [name for _, name in places.within(part.text) if fold(name) not in places.provinces or name in places]
    ends = found and re.search(rf"(?<![\w-]){re.escape(fold(found[-1]))}\W*$", fold(part.text))
    return found[-1] if ends and (BUILDING.search(fold(part.text)) or _of_body(part.text)) else ""


def _of_body(text: str) -> bool:
    return fold(text).startswith(("regio ", "gemeente "))


def _online(parts: Sequence[Part], part: Part | None, places: Places) -> bool:
    said = [p for p in parts if p.kind == "online" and p.label != "region"]
    solid = any(p.kind in ("street", "postcode") for p in parts)
    lead = next((p for p in parts if p.label != "region"), None)
    return bool(said) and not solid and (part is None or said[0] is lead or place_in(part.text) not in places)


def _region(parts: Sequence[Part], part: Part | None, brackets: Sequence[str], *, under: bool, places: Places) -> str:
    labelled = [p for p in parts if p.label == "region"]
    if labelled:
        return ", ".join(_as_written(p) for p in labelled)
    for bracket in brackets:
        if fold(bracket).startswith(("regio ", "provincie ")):
            return bracket.split(" ", 1)[1]
        plain = not any(form.search(fold(bracket)) for form in (APART, REMARK, ONLINE, PENDING))
        if plain and bracket[:1].isupper() and not any(c.isdigit() for c in bracket):
            return bracket
    named = next((p.text for p in parts if not p.label and fold(p.text).startswith(("regio ", "provincie "))), "")
    if named:
        return named.split(" ", 1)[1]
    sub = _sub(parts, part)
    own = [p.text for p in parts if p.kind == "name" and p is not part and fold(p.text) in places.provinces]
    return sub.text if sub and under else next(iter(own), "")


def _as_written(part: Part) -> str:
    return " ".join([part.text, *(f"({b})" for b in part.brackets)])


def _venue(parts: Sequence[Part]) -> str:
    """The labelled venue, else the first name that is left."""
    labelled = any(p.label in (*_WHERE, "place") for p in parts)
    parts = [p for p in parts if not (labelled and p.above and not p.label)]  # the heading of a labelled block
    ordered = [
        p for label in ("venue", "where", "address", "", "date") for p in parts if p.label == label and p.kind == "name"
    ]
    return next(
        (
            p.text
            for p in ordered
            if len(p.text.split()) < 9 and not REMARK.match(fold(p.text)) and not _is_ordinal(p.text)
        ),
        "",
    )


def _addresses(parts: Sequence[Part]) -> list[Part]:
    streets = [p for p in parts if p.kind == "street"]
    return [p for p in streets if p.label == "address"] + [p for p in streets if p.label != "address"]


def like(where: Where, earlier: Where) -> Where:
    """Return where a session is that is again where an earlier one was."""
    return replace(
        where, venue=where.venue or earlier.venue, address=earlier.address, region=where.region or earlier.region
    )


def _is_ordinal(text: str) -> bool:
    """Tell whether a name only numbers a session: "Tweede avond", "Avond 2"."""
    numbered = ordinal(text.split(" ")[0]) is not None or re.search(r"\s(?:\d+|[IVX]+)$", text)
    return bool(numbered) and not place_in(text)
