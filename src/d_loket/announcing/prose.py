"""Where a session is, from a sentence about it."""

import re

from d_loket.announcing.hours import without_hours
from d_loket.announcing.lines import Line
from d_loket.announcing.names import NAME, Places, looks_like_place
from d_loket.announcing.parts import parts_of
from d_loket.announcing.wheres import Where
from d_loket.announcing.wording import BUILDING, ONLINE
from d_loket.dutch import find_dates
from d_loket.patterns import fold

_PREPOSITION = re.compile(rf"\b(?:in|te|naar|bij|volgen|volgt|at)\s+(?P<place>{NAME})")
_AT = re.compile(
    r"\b(?:in|bij|naar|te gast in)\s+(?:de |het |'t |’t )?(?P<venue>(?:[a-z]+ )?[A-Z][^,.;()]*?|"
    r"[a-z]{4,}),?\s+(?:aan|op)\s+"
    r"(?:de |het |den |'t )?(?P<address>[A-Z][^,.;()\d]*\d+\w?)"
)
_HOUSE = re.compile(
    r"\b(?:in|bij|naar|waar)\s+(?:de |het |'t |’t )?(?P<venue>(?:[a-z]+ )?[A-Z][\w'’&-]*(?: (?:van|de|den|"
    r"het|der|en|[A-Z0-9][\w'’&-]*))*)"
)
_REGION = re.compile(r"\b(?:in|voor)\s+(?P<region>het (?:Noorden|Zuiden|Oosten|Westen|Midden))\b")
_TIME_WORDS = re.compile(
    r"^(?:de|het|een|wij|we|u|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)$"
)


def where_in(text: str, before: str, places: Places) -> Where:
    """Return where the session of a sentence is. `before` is what was said just before it."""
    bare = _bare(text)
    place = _place(bare, places) or _place(_bare(before), places)
    if ONLINE.search(fold(bare)) and not place:
        return Where("Online", online=True)
    region = next((m["region"] for m in (_REGION.search(f"{before} {text}"),) if m), "")
    if at := _AT.search(bare):
        return Where(place, region, at["venue"].strip(), at["address"].strip())
    listed = parts_of([Line(0, re.sub(r"[()]", ",", bare))], 0)
    street = next((n for n, p in enumerate(listed) if p.kind == "street" and len(p.text.split()) < 8), None)
    if street is not None:
        before = listed[street - 1].text if street else ""
        houses = [m["venue"] for m in _HOUSE.finditer(before)] or [before]
        venue = houses[-1] if _is_venue(houses[-1], place) else ""
        return Where(place, region, venue, listed[street].text)
    return Where(place, region, _venue(bare, place, places))


def _bare(text: str) -> str:
    for mention in reversed([m for m in find_dates(text) if m.day and m.month]):
        text = f"{text[: mention.start]},{text[mention.end :]}"
    return without_hours(text)


def _place(text: str, places: Places) -> str:
    """The known place behind "in", else any known place outside a building's name, else a name behind "in"."""
    named = [m["place"] for m in _PREPOSITION.finditer(text)]
    longest = [name for name in named if name in places]
    within = [name for _, name in places.within(text) if not _in_building(name, text)]
    free = [n for n in named if looks_like_place(n) and not BUILDING.search(fold(n)) and not _TIME_WORDS.match(fold(n))]
    free = [n for n in free if fold(n) not in places.provinces and not fold(n).startswith(("het ", "heel "))]
    provincial = [n for n in longest if fold(n) not in places.provinces]
    return next(iter(provincial + longest + within + ([] if within else free)), "")


def _in_building(name: str, text: str) -> bool:
    return bool(re.search(rf"[A-Z][\w'’-]+ {re.escape(name)}(?![\w-])", text)) and not re.search(
        rf"\bin {re.escape(name)}", text
    )


def _venue(text: str, place: str, places: Places) -> str:
    for match in _HOUSE.finditer(text):
        venue = re.sub(r"\s(?:van|de|den|het|der|en)$", "", match["venue"])
        if _is_venue(venue, place) and venue not in places and fold(venue) not in places.provinces:
            return venue
    return ""


def _is_venue(text: str, place: str) -> bool:
    folded = fold(text)
    return (
        bool(text)
        and folded != fold(place)
        and len(text.split()) < 7
        and not folded.startswith(("het noorden", "het zuiden"))
    )
