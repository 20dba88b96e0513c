"""Everything people call a session, derived from the event: place, adjective, region, venue, street, aliases."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from d_loket.model import Event, PlaceName, Session
from d_loket.patterns import fold

# Words of venues that say nothing by themselves: any town has one.
GENERIC = frozenset(
    "zaal huis centrum gebouw podium provincie gemeente gemeentehuis provinciehuis theater cafe kantoor stad kerk "
    "hotel school hal locatie restaurant congrescentrum grote kleine nieuwe oude van het de den der aan bij in te "
    "sint st kamer waag wereld plein markt".split()
)
ONLINE = ("online", "digitaal", "digitale", "webinar", "teams", "zoom", "videobellen")
Names = dict[str, set[tuple[str, str]]]  # what is written, folded → (session id, how)


def names_of(event: Event, places: Sequence[PlaceName]) -> Names:
    """Return every name with the sessions it may mean, and how: place, adjective, region, venue, street, alias."""
    irregular = {fold(p.name): fold(p.adjective) for p in places if p.adjective}
    names: Names = defaultdict(set)
    venue_words = _distinctive(event)
    for session in event.sessions:
        for name, how in _names(session, irregular):
            if len(name) > 2:
                names[name].add((session.id, how))
        for word in venue_words.get(session.id, ()):
            names[word].add((session.id, "venue"))
    return dict(names)


def _names(session: Session, irregular: Mapping[str, str]) -> list[tuple[str, str]]:
    place = fold(session.place)
    named = [(fold(a), "alias") for a in session.aliases]
    if session.online:
        named += [(word, "place") for word in ONLINE]
    else:
        named.append((place, "place"))
        named += [(a, "adjective") for a in adjectives(place, irregular.get(place, ""))]
    named += [(variant, "region") for variant in variants(fold(session.region)) if session.region]
    if session.venue:
        named.append((fold(session.venue), "venue"))
    if session.address:
        street = re.sub(r"[\s,]*\d.*$", "", fold(session.address))
        named += [(fold(session.address), "street"), (street, "street")]
    return named


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
    return {f for f in forms if f != place} | ({irregular} if irregular else set())


def variants(name: str) -> set[str]:
    """Return a compass name in the spellings people use: zuid-oost, zuidoost, zuid oost."""
    return {name, name.replace("-", ""), name.replace("-", " "), name.replace(" ", ""), name.replace(" ", "-")}


def _distinctive(event: Event) -> dict[str, set[str]]:
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
