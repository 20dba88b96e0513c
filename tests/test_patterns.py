import pytest
from hypothesis import given
from hypothesis import strategies as st

from d_loket.patterns import PatternError, fold, parse, to_regex


def found(pattern, text):
    match = to_regex(pattern).search(fold(text))
    return match and text[match.start() : match.end()]


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("meld .. mij|me .. aan", "Hierbij meld ik mij graag aan.", "meld ik mij graag aan"),
        ("meld .. mij|me .. aan", "Ik meld mij hierbij af.", None),
        ("meld .. aan", "meld een twee drie vier aan", None),
        ("*raadslid", "als Gemeenteraadslid kom ik", "Gemeenteraadslid"),
        ("inschrij*", "mijn inschrijving", "inschrijving"),
        ("raadslid", "burgerraadslid", None),
        ("hierbij? meld ik", "meld ik", "meld ik"),
        ("^van :", "tekst\nVan: Jan", "Van:"),
        ("^van :", "gegroet van: Jan", None),
        ("cafe", "in het Café", "Café"),
        ("met vriendelijke groet $", "Met vriendelijke groet\nJan", "Met vriendelijke groet"),
        ("z'n drieen", "met z’n drieën", "z’n drieën"),
    ],
)
def test_a_pattern_finds_what_an_admin_means(pattern, text, hit):
    assert found(pattern, text) == hit


@pytest.mark.parametrize("pattern", ["", "...", "graag?", "<session", "a <Session>"])
def test_a_pattern_that_cannot_work_is_refused(pattern):
    with pytest.raises(PatternError):
        parse(pattern)


def test_a_slot_needs_a_reader():
    with pytest.raises(PatternError, match="plain text"):
        to_regex("naar <session>")


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)


def test_a_long_line_without_the_last_word_is_searched_in_a_moment():
    assert to_regex("meld ... aan ... voor ... graag ... sessie").search("meld aan voor " * 5_000) is None
