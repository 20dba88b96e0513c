import pytest

from d_loket.dutch import clean_name, fuller, looks_like_name, same_person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dijkstra, H.J.", "H.J. Dijkstra"),
        ("Berg, Jan van den", "Jan van den Berg"),
        ("mevrouw drs. Karin van Oorschot", "Karin van Oorschot"),
        ("De heer Jan de Wit (griffie)", "Jan de Wit"),
        ("Sandra | Webwinkel", "Sandra"),
    ],
)
def test_a_name_is_bared_of_what_is_not_it(text, name):
    assert clean_name(text) == name


@pytest.mark.parametrize("text", ["Jan de Wit", "C.J. van 't Hof", "Fatma El Idrissi"])
def test_a_name_looks_like_one(text):
    assert looks_like_name(text)


@pytest.mark.parametrize("text", ["jan@x.example", "Kom je ook?", "zaal 3", ""])
def test_what_is_no_name_does_not(text):
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hessel Dijkstra", "H.J. Dijkstra", True),
        ("Vredeveld", "Sophie Vredeveld", True),
        ("Sophie", "Sophie Vredeveld", True),
        ("Jan Bos", "Piet Bos", False),
        ("Jan Bos", "Jan de Wit", False),
    ],
)
def test_the_same_person_by_another_form_of_the_name(one, other, same):
    assert same_person(one, other) is same


def test_a_spelled_out_first_name_tells_more_than_initials():
    assert fuller("J.P. Bos", "Jan Bos") == "Jan Bos"
