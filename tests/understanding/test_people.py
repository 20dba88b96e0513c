"""Who comes, and as what."""

import pytest

from d_loket.model import Attachment, Role


def coming(understanding) -> list[tuple[str | None, Role | None]]:
    writer = [understanding.writer] if understanding.writer_comes is not False else []
    if understanding.writer_comes is None and understanding.attendees:
        writer = []
    return [(a.name, a.role) for a in (*writer, *understanding.attendees)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ik kom graag.", ["Jan Bos"]),
        ("Mijn collega Ans de Wit en ik komen graag.", ["Jan Bos", "Ans de Wit"]),
        ("Ik kom samen met mijn buurvrouw Ans de Wit.", ["Jan Bos", "Ans de Wit"]),
        ("Ik neem een collega mee.", ["Jan Bos", None]),
        ("Wij komen met z'n drieën.", ["Jan Bos", None, None]),
        ("Wij komen met z'n 2en.", ["Jan Bos", None]),
        ("Namens de griffie meld ik aan:\n- Ans de Wit\n- Bo van der Veen", ["Ans de Wit", "Bo van der Veen"]),
        ("Schrijf ons maar op: Jan en Ans Bos.", ["Jan Bos", "Ans Bos"]),
        ("Zwolle: Ans de Wit (griffier)\nMiddelburg: Bo van der Veen", ["Ans de Wit", "Bo van der Veen"]),
        ("Zelf ben ik verhinderd, onze adviseur Ans de Wit komt.", ["Ans de Wit"]),
        ("Ans de Wit en Bo Vos komen; Kees Pot kan helaas niet.", ["Ans de Wit", "Bo Vos"]),
        ("Ik kom. De uitnodiging kreeg ik via Ans de Wit.", ["Jan Bos"]),
        ("Mijn vrouw Ans is wethouder en stuurde dit door. Ik kom graag.", ["Jan Bos"]),
        ("In Zwolle Zuid woon ik, ik kom graag.", ["Jan Bos"]),
    ],
)
def test_who_comes_is_found(read, text, names):
    assert [name for name, _ in coming(read(text))] == names


@pytest.mark.parametrize(
    ("text", "signature", "role"),
    [
        ("Ik kom als raadslid.", "", Role.RAADSLID),
        ("Ik kom graag.", "Jan Bos\nraadsgriffier", Role.GRIFFIER),
        ("Ik kom als inwoner.", "Jan Bos\nbeleidsadviseur gemeente Oost", Role.BEWONER),
        ("Ik zit in de wijkraad en kom graag.", "", Role.BEWONER),
        ("Namens het waterschap kom ik.", "", Role.OVERIG),
        ("Ik was raadslid, en kom nu als bewoner.", "", Role.BEWONER),
        ("Ik kom graag.", "Jan Bos\noud-wethouder", Role.OVERIG),
        ("Onze burgemeester raadde het mij aan. Ik kom.", "", None),
        ("Ik kom graag.", "Jan Bos\nsenior adviseur\nAdviesbureau De Brug", Role.OVERIG),
        ("Ik kom graag.", "Jan Bos\nfractievoorzitter", Role.RAADSLID),
        ("Ik woon al tien jaar in deze straat en kom graag.", "", Role.BEWONER),
        ("Wat een goed plan van de wijkraad. Ik kom.", "", None),
    ],
)
def test_the_writers_role_is_what_they_say_of_themselves(read, text, signature, role):
    assert read(text, signature=signature).writer.role is role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Wethouder Ans de Wit komt.", Role.WETHOUDER),
        ("Onze griffier, mevrouw Ans de Wit, komt.", Role.GRIFFIER),
        ("Ans de Wit (communicatieadviseur) komt.", Role.AMBTENAAR),
        ("De volgende raadsleden komen:\n- Ans de Wit", Role.RAADSLID),
    ],
)
def test_somebody_elses_role_is_what_is_said_of_them(read, text, role):
    assert (("Ans de Wit", role)) in coming(read(text))


def test_a_role_that_holds_for_both_is_given_to_both(read):
    people = coming(read("Mijn buurman Kees Pot en ik komen. Wij zijn beiden bewoner."))
    assert people == [("Jan Bos", Role.BEWONER), ("Kees Pot", Role.BEWONER)]


def test_each_goes_where_the_clause_says(read):
    understanding = read("Ik ga naar Zwolle en mijn collega Ans de Wit naar Middelburg.")
    assert understanding.writer.sessions == ("zwolle",)
    assert [(a.name, a.sessions) for a in understanding.attendees] == [("Ans de Wit", ("middelburg",))]


def test_people_in_an_attached_list_come(read):
    table = Attachment("deelnemers.csv", "text/csv", 60, "naam;rol\nAns de Wit;wethouder\nBo Vos;raadslid\n")
    people = read("Onze mensen voor Zwolle staan in de bijlage.", attachments=[table]).attendees
    assert [(a.name, a.role) for a in people] == [("Ans de Wit", Role.WETHOUDER), ("Bo Vos", Role.RAADSLID)]


def test_an_attachment_that_is_no_list_of_people_names_nobody(read):
    table = Attachment("deelnemers.csv", "text/csv", 30, "jaar;bedrag\n2030;12\n")
    assert read("Ik kom. Zie de bijlage.", attachments=[table]).attendees == ()
