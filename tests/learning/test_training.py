"""A small set of examples, learned: sentences that are not in it are read right."""

from itertools import product

import pytest

from d_loket.learning import Judge
from d_loket.learning.training import Cues, learn
from d_loket.model import Act, Attendance, Example, Learned, Marked, PeopleExample, Presence, Standing

PLACES = ["Ede", "Tiel", "Zaal De Lage Hof"]
COMES = ["Ik kom {}graag naar # toe.", "Graag schuif ik {}aan in #.", "Ik wil {}graag bij # zijn."]
STAYS = ["Helaas kan ik {}niet naar # komen.", "In # ben ik {}verhinderd.", "# gaat mij helaas {}niet lukken."]
ASKS = ["Hoe laat begint het {}in #?", "Is er {}parkeerplaats bij #?", "Waar precies {}is #?"]
BESIDE = ["", "dus ", "morgen ", "voor de zekerheid "]
NEITHER = ["Niet # maar # graag.", "Niet naar # maar naar # kom ik.", "Niet in # maar in #."]


def example(acts: set[Act], pattern: str, places: tuple[str, ...], letters: str) -> Example:
    text, marks = "", []
    for piece, place, letter in zip(pattern.split("#"), [*places, ""], [*letters, ""], strict=True):
        text += piece
        if place:
            marks.append(Marked(len(text), len(text) + len(place), Standing(letter)))
            text += place
    return Example(frozenset(acts), text, tuple(marks))


def toy() -> list[Example]:
    made = []
    for act, letter, patterns in ((Act.COMES, "c", COMES), (Act.NOT, "r", STAYS), (Act.ASK, "x", ASKS)):
        made += [
            example({act}, pattern.format(word), (place,), letter)
            for pattern, word, place in product(patterns, BESIDE, PLACES)
        ]
    made += [
        example({Act.COMES}, pattern, (one, other), "rc")
        for pattern, one, other in product(NEITHER, PLACES, PLACES)
        if one != other
    ]
    return made


def learned() -> Learned:
    examples = toy()
    return learn(examples, [Cues(mentions=(frozenset(),) * len(e.marked)) for e in examples], version="proef")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(learned())


def in_text(text: str, *mentions: str) -> list[tuple[int, int]]:
    return [(text.index(m), text.index(m) + len(m)) for m in mentions]


def test_the_same_examples_give_the_same_weights():
    assert learned() == learned()


def test_the_version_goes_with_what_was_learned():
    assert learned().version == "proef"


@pytest.mark.parametrize(
    ("text", "place", "act", "standing"),
    [
        ("Ik schuif graag aan in Nergenshuizen.", "Nergenshuizen", Act.COMES, Standing.CHOSEN),
        ("Ik wil dus graag naar Nergenshuizen komen.", "Nergenshuizen", Act.COMES, Standing.CHOSEN),
        ("Nergenshuizen gaat helaas niet.", "Nergenshuizen", Act.NOT, Standing.REFUSED),
        ("Ik ben in Nergenshuizen helaas verhinderd.", "Nergenshuizen", Act.NOT, Standing.REFUSED),
        ("Hoe laat begint Nergenshuizen?", "Nergenshuizen", Act.ASK, Standing.MENTIONED),
    ],
)
def test_a_sentence_that_is_not_among_the_examples_is_read_right(judge, text, place, act, standing):
    acts = judge.acts(text, in_text(text, place), ())
    stands = judge.standings(text, in_text(text, place), 0, ())
    assert {a for a, likely in acts.items() if likely > 0.5} == {act}
    assert max(stands, key=stands.get) is standing


def test_of_two_places_each_is_read_by_where_it_stands(judge):
    text = "Niet bij Oosterlede maar bij Westerlede graag."
    stretches = in_text(text, "Oosterlede", "Westerlede")
    likeliest = [max(s, key=s.get) for s in (judge.standings(text, stretches, n, ()) for n in (0, 1))]
    assert likeliest == [Standing.REFUSED, Standing.CHOSEN]


def test_what_rules_find_is_learned_from():
    examples = [Example(frozenset({act}), "Zoals gezegd.") for act in (Act.COMES, Act.NOT) * 10]
    cues = [Cues(frozenset({cue})) for cue in ("intent:attend", "intent:decline") * 10]
    judge = Judge(learn(examples, cues))
    assert judge.acts("Zoals gezegd.", [], ["intent:attend"])[Act.COMES] > 0.8
    assert judge.acts("Zoals gezegd.", [], ["intent:decline"])[Act.COMES] < 0.2


def test_examples_without_any_mention_teach_nothing_of_mentions():
    judge = Judge(learn([Example(frozenset({Act.THANKS}), "Dank u wel.")] * 2, [Cues()] * 2))
    assert judge.acts("Dank u wel.", [], ())[Act.THANKS] > 0.5
    assert judge.standings("Ede.", [(0, 3)], 0, ()) == {}


def test_no_examples_teach_nothing():
    assert not learn([], [])


FIRST = [
    ("{} komt graag.", Attendance.COMES, Presence.UNSAID),
    ("{} en ik komen graag.", Attendance.COMES, Presence.YES),
]
LAST = [("{} kan niet, ik wel.", Attendance.AWAY, Presence.YES), ("{} kan helaas niet.", Attendance.AWAY, Presence.NO)]


def test_who_comes_is_learned_whatever_the_name():
    people = [
        PeopleExample(pattern.format(name), ((0, len(name), attendance),), (), presence)
        for pattern, attendance, presence in FIRST + LAST
        for name in ("Ans Pot", "Bo van der Veen", "Céline Kok")
    ]
    judge = Judge(learn([], [], people))
    for pattern, attendance, presence in FIRST + LAST:
        text = pattern.format("Onno Nergens-Gezien")
        comes, writer = judge.attendance(text, [(0, 19)], (), 0), judge.presence(text, [(0, 19)], ())
        assert max(comes, key=comes.get) is attendance, text
        assert max(writer, key=writer.get) is presence, text
