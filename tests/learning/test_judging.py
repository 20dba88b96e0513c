"""A sentence weighed with weights of one's own."""

import pytest

from d_loket.learning import Judge
from d_loket.model import Act, Learned, Standing, Weights

LEARNED = Learned(
    acts=Weights(("comes", "not"), (-1.0, -1.0), {"kom": ((0, 2.0),), "niet": ((0, -3.0), (1, 2.0)), "cue": ((1, 9),)}),
    standings=Weights(("c", "r"), (0.0, 0.0), {"L1:niet": ((1, 2.0),), "L1:naar": ((0, 2.0),)}),
    version="proef",
)
EDE = [(12, 15)]


def test_nothing_learned_gives_no_verdict():
    judge = Judge(Learned())
    assert judge.acts("Ik kom naar Ede.", EDE, ()) == {}
    assert judge.standings("Ik kom naar Ede.", EDE, 0, ()) == {}
    assert not Learned()


def test_words_speak_for_and_against_an_act():
    judge = Judge(LEARNED)
    comes, stays = judge.acts("Ik kom naar Ede.", EDE, ()), judge.acts("Ik kom niet.", [], ())
    assert comes[Act.COMES] > 0.9 > 0.5 > comes[Act.NOT]
    assert stays[Act.NOT] > 0.9 > 0.5 > stays[Act.COMES]


def test_what_rules_found_counts_as_well():
    judge = Judge(LEARNED)
    assert judge.acts("Goed.", [], ["cue"])[Act.NOT] > 0.9 > judge.acts("Goed.", [], ())[Act.NOT]


def test_a_sentence_of_which_nothing_is_known_does_nothing_likely():
    assert max(Judge(LEARNED).acts("Qwerty.", [], ()).values()) < 0.5


@pytest.mark.parametrize(("target", "standing"), [(0, Standing.REFUSED), (1, Standing.CHOSEN)])
def test_each_mention_stands_in_its_own_way(target, standing):
    likely = Judge(LEARNED).standings("Niet Ede, maar naar Tiel.", [(5, 8), (20, 24)], target, ())
    assert max(likely, key=likely.get) is standing
    assert sum(likely.values()) == pytest.approx(1)
