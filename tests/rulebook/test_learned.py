"""What was learned, in its file; and the file that is shipped."""

import json
from pathlib import Path

import pytest

from d_loket.model import Learned, Weights
from d_loket.rulebook import RulebookError, digest_of_examples, load_rulebook, write_learned

SHIPPED = Path(__file__).parents[2] / "rules"
LEARNED = Learned(
    acts=Weights(("comes", "not"), (0.5, -0.5), {"kom": ((0, 1.25), (1, -0.5)), "“né”": ((1, 2.0),)}),
    standings=Weights(("c", "r"), (0.0, 0.0), {"L1:niet": ((1, 2.0),)}),
    people=Weights(("c", "n"), (0.1, 0.2), {"L1:komt": ((0, 1.5),)}),
    presence=Weights(("yes", "no"), (0.3, -0.3), {"ik": ((0, 0.5),)}),
    version="proef",
)


@pytest.fixture
def rules(tmp_path):
    """A rules directory with one rule."""
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "regels.yaml").write_text("kind: intent\nrules: []\n")
    return tmp_path


def test_what_is_written_reads_back_the_same(rules):
    write_learned(rules, LEARNED)
    assert load_rulebook(rules).learned == LEARNED


def test_rules_without_the_file_know_nothing_learned(rules):
    assert not load_rulebook(rules).learned


def test_what_was_learned_is_part_of_the_rules_version(rules):
    before = load_rulebook(rules).version
    write_learned(rules, LEARNED)
    assert load_rulebook(rules).version != before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"version":"x"}',
        b'{"version":"x","acts":{"labels":[],"bias":[],"weights":[]},"standings":{}}',
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(rules, content):
    (rules / "learned.json").write_bytes(content)
    with pytest.raises(RulebookError, match=r"learned\.json: cannot be read .*; make it again: d-loket rules learn"):
        load_rulebook(rules)


@pytest.mark.parametrize(
    ("where", "wrong"),
    [("labels", ["comes", "danst"]), ("labels", ["comes"]), ("bias", [0.5]), ("weights", {"kom": [0, 1.25, 1]})],
)
def test_a_file_of_another_make_says_what_to_do(rules, where, wrong):
    path = write_learned(rules, LEARNED)
    data = json.loads(path.read_text("utf-8"))
    data["acts"][where] = wrong
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(RulebookError, match=r"learned\.json: cannot be read"):
        load_rulebook(rules)


def test_the_shipped_file_was_made_from_the_shipped_sentences():
    assert load_rulebook(SHIPPED).learned.version == digest_of_examples(SHIPPED), "run d-loket rules learn"
