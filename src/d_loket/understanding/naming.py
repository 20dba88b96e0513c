"""Everything people call a session, derived from the event: place, adjective, province, venue, street, aliases."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from d_loket.model import Event, PlaceName, Province, Session
from d_loket.patterns import fold

# Words of venues that say nothing by themselves: any town has one.
GENERIC = frozenset(
    "zaal huis centrum gebouw podium provincie gemeente gemeentehuis provinciehuis theater cafe kantoor stad kerk "
    "hotel school hal locatie restaurant congrescentrum grote kleine nieuwe oude van het de den der aan bij in te "
    "sint st kamer waag wereld plein markt zeeuwse stadhuis stadskantoor bibliotheek schouwburg museum raadzaal".split()
)
# Kinds of venue: what else people call one whose name, or address, has the first word.
VENUE_KINDS = (
    (
        "provincie",
        ("provincie", "provinciehuis", "huis der provincie", "provincial house", "provinciegebouw", "provinciekantoor"),
    ),
    ("provinciehuis", ("provinciehuis", "provincial house", "provinciegebouw", "provinciekantoor")),
    ("stadhuis", ("stadhuis", "town hall", "city hall", "raadhuis")),
    ("gemeentehuis", ("gemeentehuis", "town hall", "raadhuis")),
    ("stadskantoor", ("stadskantoor", "city office")),
    ("bibliotheek", ("bibliotheek", "bieb", "library")),
    ("theater", ("theater", "schouwburg", "theatre")),
    ("theatercafe", ("theatercafe", "theater")),
    ("schouwburg", ("schouwburg", "theater", "theatre")),
    ("kerk", ("kerk", "church")),
    ("museum", ("museum",)),
    ("fabriek", ("fabriek",)),
    ("kasteel", ("kasteel", "castle")),
    ("stadion", ("stadion", "stadium")),
    ("universiteit", ("universiteit", "university")),
    ("podium", ("podium",)),
)
ONLINE = ("online", "webinar", "teams", "zoom", "videobellen")
ONSCREEN = (
    "digitaal",
    "digitale",
    "beeldscherm",
    "virtueel",
    "virtuele",
    "laptop",
    "computer",
)  # of mails and forms too
COMPASS = {
    "noord": ("noorden", "noordelijk", "noordelijke"),
    "oost": ("oosten", "oostelijk", "oostelijke"),
    "zuid": ("zuiden", "zuidelijk", "zuidelijke"),
    "west": ("westen", "westelijk", "westelijke"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A session that a name may mean, and how: as place, adjective, region, venue, street, alias, compass, kind."""

    session: str
    how: str


Names = dict[str, frozenset[Meaning]]  # what is written, folded → what it may mean


def names_of(event: Event, places: Sequence[PlaceName], provinces: Sequence[Province] = ()) -> Names:
    """Return every name with the sessions it may mean. A name that two kinds of places share means only the surer."""
    known = {fold(p.name): p for p in places}
    province = {fold(name): p for p in provinces for name in (p.name, *p.also)}
    names: dict[str, set[Meaning]] = defaultdict(set)
    for session in event.sessions:
        place = known.get(fold(session.place), PlaceName(session.place))
        regions = regions_of(session.region, province)
        own = [p for name in (*regions, fold(place.province)) if (p := province.get(name))]
        for name, how in _names(session, place, regions, list(dict.fromkeys(own))):
            if len(name) > 2:
                names[name].add(Meaning(session.id, how))
    for session_id, words in _distinctive(event).items():
        for word in words:
            names[word].add(Meaning(session_id, "venue"))
    named = {form for s in event.sessions if s.region for form in variants(fold(s.region))}
    return {name: _surest(_own_region(name, meanings, named, event)) for name, meanings in names.items()}


def _own_region(name: str, meanings: set[Meaning], named: set[str], event: Event) -> set[Meaning]:
    """A region that the event itself names means its session, not one in a province of nearly that name."""
    if name not in named:
        return meanings
    theirs = {s.id for s in event.sessions if name in variants(fold(s.region))}
    return {m for m in meanings if m.how != "region" or m.session in theirs} or meanings


_SURE = ("alias", "place", "venue", "street", "adjective", "region", "kind", "compass")


def _surest(meanings: set[Meaning]) -> frozenset[Meaning]:
    """Return the surest meanings: "Utrecht" is the session in the city, though the province has others too."""
    best = min(_SURE.index(m.how) for m in meanings)
    return frozenset(m for m in meanings if _SURE.index(m.how) == best)


def regions_of(region: str, provinces: Mapping[str, Province]) -> list[str]:
    """Return what people call a region: "Drechtsteden (Zuid-Holland)" and "Groningen en Drenthe" are two names each.

    Only provinces are taken apart at "en": the Gooi en Vechtstreek is one region.
    """
    names = [name.strip() for name in re.split(r"[()/]", fold(region)) if name.strip()]
    for name in tuple(names):
        one, _, other = name.partition(" en ")
        one = f"{one}{other.rpartition('-')[2]}" if one.endswith("-") else one
        if other in provinces and one in provinces:
            names += [one, other]
    return names


def _names(
    session: Session, place: PlaceName, regions: Sequence[str], provinces: Sequence[Province]
) -> Iterator[tuple[str, str]]:
    yield from ((fold(alias), "alias") for alias in session.aliases)
    if session.online:
        yield from ((word, "place") for word in ONLINE)
        yield from ((word, "kind") for word in ONSCREEN)
        return
    own = fold(session.place)
    yield own, "place"
    yield from ((fold(nickname), "place") for nickname in place.nicknames)
    yield from ((form, "adjective") for form in adjectives(own, fold(place.adjective)))
    yield from ((form, "region") for region in regions for form in variants(region))
    yield from ((form, "compass") for region in regions for form in _compass_of(region))
    for province in provinces:
        yield from _of_province(province, own)
    yield from _of_venue(session)


def _of_province(province: Province, place: str) -> Iterator[tuple[str, str]]:
    for name in map(fold, (province.name, *province.also)):
        yield name, "region" if name == fold(province.name) or not name.endswith(("s", "se", "er")) else "adjective"
        if place == fold(province.capital):
            yield f"{name} hoofdstad", "place"
        if "-" not in name:
            yield from ((f"{part}-{name}", "region") for part in ("noord", "zuid", "oost", "west", "midden"))
    yield from ((word, "compass") for word in map(fold, province.compass))


def _compass_of(region: str) -> Iterator[str]:
    """Return "noordoosten", "noordoostelijk" for a region "Noord-oost"; nothing for other regions."""
    parts = re.split(r"[\s-]+", region)
    if parts[-1] in COMPASS and all(p in COMPASS or p == "midden" for p in parts):
        for form in COMPASS[parts[-1]]:
            yield "".join(parts[:-1]) + form


def _of_venue(session: Session) -> Iterator[tuple[str, str]]:
    venue = fold(session.venue)
    if venue:
        yield venue, "venue"
        words = re.findall(r"[a-z]+", venue)
        for word, kinds in VENUE_KINDS:
            if any(w == word or (len(word) > 5 and w.endswith(word)) for w in words):
                yield from ((kind, "kind") for kind in kinds)
    if session.address:
        street = re.sub(r"[\s,]*\d.*$", "", fold(session.address))
        yield fold(session.address), "street"
        yield street, "street"


def adjectives(place: str, irregular: str = "") -> set[str]:
    """Return the adjectives of a place: Utrechtse, Zwolse, Goudse, Groningse, Nijmeegse, and the irregular one."""
    stems = {place}
    if place.endswith(("a", "e")):
        stems.add(place[:-1])
    stems |= {re.sub(r"([^aeou])\1$", r"\1", stem) for stem in stems}
    if place.endswith("en"):
        stem = place[:-2]
        stems |= {stem, re.sub(r"([aeou])([^aeou])$", r"\1\1\2", stem)}
    forms = {f"{stem}{ending}" for stem in stems for ending in ("s", "se", "er", "ser")}
    irregulars = {irregular, irregular.removesuffix("e")} if irregular else set()
    return {f for f in forms | irregulars if f != place}


def variants(name: str) -> set[str]:
    """Return a compass name in the spellings people use: zuid-oost, zuidoost, zuid oost."""
    return {name, name.replace("-", ""), name.replace("-", " "), name.replace(" ", ""), name.replace(" ", "-")}


def _distinctive(event: Event) -> Mapping[str, set[str]]:
    """Return for each session the words of its venue that no other session's venue has."""
    owners: dict[str, set[str]] = defaultdict(set)
    places = {fold(s.place) for s in event.sessions}
    for session in event.sessions:
        for word in re.findall(r"[a-z]{4,}", fold(session.venue)):
            owners[word].add(session.id)
    distinct: dict[str, set[str]] = defaultdict(set)
    venues = {s.id: fold(s.venue) for s in event.sessions}
    for word, ids in owners.items():
        if word not in GENERIC and word not in places and len({venues[i] for i in ids}) == 1:
            for session_id in ids:
                distinct[session_id].add(word)
    return distinct
