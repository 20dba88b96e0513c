"""What a sentence is to the model: its words, and nothing of the place or day that it speaks of."""

import re

import pytest

from d_loket.learning.features import is_dated, masked, masked_names, of_mention, of_sentence

PLACES = ["Ede", "'s-Gravenmoer", "Nieuw-Oosterlede aan de Wetering", "Zaal De Blauwe Reiger", "Kadeplein 3b"]
DAYS = ["14 juni", "vrijdag de 22e", "03-07-'31", "de laatste donderdag van maart"]
PATTERNS = ["Graag meld ik mij aan voor {}.", "{} lukt mij niet, want dan ben ik weg.", "Naar {}, of anders naar {}!"]


def marked(pattern: str, *mentions: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence with its mentions in it, and where they are."""
    text, stretches = "", []
    for piece, mention in zip(pattern.split("{}"), [*mentions, ""], strict=True):
        text += piece
        stretches.append((len(text), len(text) + len(mention)))
        text += mention
    return text, stretches[:-1]


def filled(pattern: str, mention: str) -> tuple[str, list[tuple[int, int]]]:
    return marked(pattern, *[mention] * pattern.count("{}"))


def features(pattern: str, mention: str, *, dated: bool = False) -> set[str]:
    text, stretches = filled(pattern, mention)
    found = of_sentence(masked(text, stretches))
    for number in range(len(stretches)):
        found |= of_mention(masked(text, stretches, number), dated=dated)
    return found


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("mention", PLACES + DAYS)
def test_nothing_of_a_mention_becomes_a_feature(pattern, mention):
    words = set(re.findall(r"\w{3,}|\d+", mention.lower())) - set(re.findall(r"\w+", pattern.lower()))
    told = {word for feature in features(pattern, mention) for word in re.findall(r"\w+", feature)}
    assert told & words == set()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_is_said_of_one_place_is_said_of_any(pattern):
    assert {frozenset(features(pattern, place)) for place in PLACES} == {frozenset(features(pattern, "Tiel"))}


def test_mentions_that_overlap_are_told_once_each_and_nothing_is_lost():
    text = "Ik kom naar Huis Ede straks."
    whole, inner = (text.index("Huis"), text.index(" straks")), (text.index("Ede"), text.index(" straks"))
    assert masked(text, [whole, inner]) == ["ik", "kom", "naar", "<s>", "<s>", "straks", "."]


def test_the_mention_that_is_looked_at_is_another_than_the_others():
    text, stretches = marked("Niet {} maar {}.", "Ede", "Tiel")
    assert masked(text, stretches, 0) == ["niet", "<t>", "maar", "<s>", "."]
    refused, chosen = (of_mention(masked(text, stretches, n), dated=False) for n in (0, 1))
    assert refused - chosen
    assert chosen - refused


@pytest.mark.parametrize(
    "text", ["IK KOM GRAAG NAAR Ede.", "ík kòm gráág naar Ede.", "Ik  kom\ngraag\tnaar Ede.", "ik kom graag naar TIEL."]
)
def test_case_accents_and_line_ends_do_not_count(text):
    start = text.upper().index("NAAR ") + len("naar ")
    assert masked(text, [(start, len(text) - 1)]) == ["ik", "kom", "graag", "naar", "<s>", "."]


def test_one_number_is_like_another():
    three, twelve = (of_sentence(masked(f"Wij komen met {n} mensen.", [])) for n in ("3", "12"))
    assert three == twelve
    assert three != of_sentence(masked("Wij komen met mensen.", []))


@pytest.mark.parametrize("mention", ["14 juni", "de 14e", "vr 22-6", "Dinsdagavond", "volgende week", "de laatste"])
def test_what_says_when_is_dated(mention):
    assert is_dated(mention)


@pytest.mark.parametrize("mention", ["Ede", "Dokkum", "Wouwse Plantage", "Zaal De Blauwe Reiger", "Maassluis"])
def test_what_says_where_is_not(mention):
    assert not is_dated(mention)


def test_when_and_where_are_told_apart():
    assert features("Naar {} kom ik.", "Ede") != features("Naar {} kom ik.", "Ede", dated=True)


def test_a_mention_at_either_end_has_features_too():
    text, stretches = marked("{}", "Ede")
    assert of_mention(masked(text, stretches, 0), dated=False)


def test_a_name_and_a_place_are_told_apart_and_neither_is_told():
    text, (name, place) = marked("{} komt naar {}.", "Ans Pot", "Ede")
    assert masked_names(text, [name], [place], 0) == ["<t>", "komt", "naar", "<s>", "."]
    assert masked_names(text, [name], [place]) == ["<p>", "komt", "naar", "<s>", "."]
