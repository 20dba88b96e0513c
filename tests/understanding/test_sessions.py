"""By which names a session is known, and in which context it stands; places and dates are an invented event's."""

import pytest

from d_loket.model import FindingKind, Qualifier

NEGATED, ORIGIN = Qualifier.NEGATED, Qualifier.ORIGIN


def named(understanding) -> set[str]:
    """The sessions that are named without anything against it, those left open apart."""
    found = understanding.of(FindingKind.SESSION)
    return {f.value for f in found if f.asserted and not f.has(Qualifier.ALTERNATIVE)}


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Ik kom naar Zwolle.", "zwolle"),
        ("ik kom naar zwolle", "zwolle"),
        ("Noteer mij voor de Zwolse bijeenkomst.", "zwolle"),
        ("Graag naar Amersfort.", "amersfoort"),
        ("Op 25 maart ben ik erbij.", "zwolle"),
        ("Op dinsdag de 25e ben ik erbij.", "zwolle"),
        ("25-03-'31 schikt mij.", "zwolle"),
        ("Ik kom de vijfentwintigste.", "zwolle"),
        ("Ik kom vijfentwintig maart.", "zwolle"),
        ("Tot in het Huis aan de Wetering!", "zwolle"),
        ("Ik schuif aan in de Weteringstraat.", "zwolle"),
        ("Uw Zeeuwse avond trekt mij.", "middelburg"),
        ("Ik kies de avondbijeenkomst.", "middelburg"),
        ("Doe mij maar de Overijsselse bijeenkomst.", "zwolle"),
        ("Ik kies nummer twee.", "zwolle"),
        ("Graag de tweede in Tilburg.", "tilburg-2"),
        ("Tilburg, maar dan die in april.", "tilburg-2"),
        ("25 maart zit ik in Rome. Een week later kom ik graag.", "middelburg"),
    ],
)
def test_a_session_is_known_by_what_people_call_it(read, text, session):
    assert session in {f.value for f in read(text).of(FindingKind.SESSION) if f.asserted}


@pytest.mark.parametrize(
    "text",
    [
        "Ik woon in Zwollerkerspel.",
        "Wij zijn van gemeente Amersfoorterveen.",
        "Het was een Tilburgse mop.",
        "De Zwolse gemeenteraad vergadert dan.",
        "Ik ben de 25 gepasseerd.",
    ],
)
def test_what_only_looks_like_a_session_is_none(read, text):
    assert named(read(text)) == set()


@pytest.mark.parametrize(
    ("text", "session", "context"),
    [
        ("Niet in Zwolle, wel in Middelburg.", "zwolle", NEGATED),
        ("Op 25 maart kan ik niet.", "zwolle", NEGATED),
        ("25 maart vervalt voor mij.", "zwolle", NEGATED),
        ("De 25e. Helaas hebben wij precies die dag een vergadering.", "zwolle", NEGATED),
        ("Ik ben raadslid in Zwolle.", "zwolle", ORIGIN),
        ("Vanuit Zwolle is het een uur rijden.", "zwolle", ORIGIN),
        ("Ik kom met de trein uit Zwolle.", "zwolle", ORIGIN),
        ("Toen wij nog in Zwolle woonden was alles anders.", "zwolle", ORIGIN),
        ("Ik studeer in Zwolle.", "zwolle", ORIGIN),
        ("Onze wethouder gaat naar Zwolle.", "zwolle", Qualifier.OTHER_PERSON),
        ("Misschien kom ik naar Zwolle.", "zwolle", Qualifier.TENTATIVE),
        ("Graag was ik naar Zwolle gekomen.", "zwolle", Qualifier.HYPOTHETICAL),
        ("Liefst Middelburg, anders Zwolle.", "zwolle", Qualifier.FALLBACK),
        ("Ik kom naar Zwolle. O nee, ik bedoel Middelburg.", "zwolle", Qualifier.CORRECTED),
        ("Zwolle of Middelburg.", "zwolle", Qualifier.ALTERNATIVE),
    ],
)
def test_a_session_stands_in_its_context(read, text, session, context):
    found = [f for f in read(text).of(FindingKind.SESSION) if f.value == session]
    assert any(f.has(context) for f in found), found


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Niet Zwolle maar Middelburg.", "middelburg"),
        ("Als raadslid kom ik naar Zwolle.", "zwolle"),
        ("Als het kan kom ik graag naar Zwolle.", "zwolle"),
        ("25 maart heb ik geen vergadering.", "zwolle"),
        ("Mijn zus kan niet, maar ik kom naar Zwolle.", "zwolle"),
        ("Niet alleen in Zwolle.", "zwolle"),
    ],
)
def test_what_only_looks_like_an_objection_is_none(read, text, session):
    assert session in named(read(text))


def test_an_open_box_beside_a_ticked_one_is_no_choice(read):
    text = "[ ] Amersfoort\n[x] Zwolle\n[ ] Middelburg"
    assert named(read(text)) == {"zwolle"}


def test_a_dutch_place_that_is_no_sessions_is_known(read):
    assert [f.value for f in read("Ik kom graag naar Zutphen.").of(FindingKind.PLACE)] == ["Zutphen"]
