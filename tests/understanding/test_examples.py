from pathlib import Path

from d_loket.rulebook import load_rulebook
from d_loket.understanding.examples import check_examples


def test_every_example_beside_the_rules_does_what_it_should():
    assert [str(m) for m in check_examples(load_rulebook(Path(__file__).parents[2] / "rules"))] == []
