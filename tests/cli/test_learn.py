"""`rules learn`, in a copy of the rules with a few sentences of its own."""

import json
import shutil

import pytest

from cli.samples import lines, mail
from d_loket.resources import shipped

IDIOM = "{} mag je op je buik schrijven"  # no rule knows it
SENTENCES = [
    *[f"not | [{place}]r mag je {how}op je buik schrijven." for place in ("Ede", "Tiel") for how in ("", "dus ")],
    *[f"not | Dat ik in [{place}]r ben mag je op je buik schrijven." for place in ("Ede", "Tiel", "Assen")],
    *[f"comes | {how} naar [{place}]c." for place in ("Ede", "Tiel") for how in ("Ik kom", "Ik ga", "Graag")],
    "about | Op school schreef ik veel.",
    "thanks | Dank je wel.",
]


@pytest.fixture
def rules(place):
    """The shipped rules beside the place's own event, with nothing learned yet."""
    directory = place / "regels"
    ignored = shutil.ignore_patterns("sentences", "people", "events", "learned.json")
    shutil.copytree(shipped("rules"), directory, ignore=ignored, dirs_exist_ok=True)
    return directory


def write(rules, *sentences: str) -> None:
    path = rules / "nl" / "sentences" / "eigen.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(sentences) + "\n", "utf-8")


def reading(d_loket, place) -> dict:
    (place / "m.eml").write_bytes(mail(IDIOM.format("Gouda") + "."))
    (told,) = lines(d_loket("read", place / "m.eml", "--format", "jsonl").out)
    return told


def test_what_is_learned_is_written_and_changes_a_reading(d_loket, place, rules):
    write(rules, *SENTENCES)
    before = reading(d_loket, place)
    outcome = d_loket("rules", "learn", "--rules", rules)
    after = reading(d_loket, place)
    assert outcome.code == 0
    assert outcome.out.startswith(f"Learned from {len(SENTENCES)} sentences ")
    assert f"written: {rules}/learned.json" in outcome.out
    assert before["action"] != "ignore"
    assert after["action"] == "ignore", after["reasons"]


def test_the_check_names_the_line_of_a_wrong_sentence(d_loket, rules):
    write(rules, "comes | Ik kom naar [Ede]c.", "komt | Ik kom ook.")
    outcome = d_loket("rules", "check", "--rules", rules)
    assert outcome.code == 1
    assert "eigen.txt:2: 'komt' is nothing that a sentence does; allowed: comes," in outcome.err.replace("\n", " ")


def test_the_check_tells_when_sentences_were_changed_since(d_loket, rules):
    write(rules, *SENTENCES)
    d_loket("rules", "learn", "--rules", rules)
    fresh = d_loket("rules", "check", "--rules", rules)
    write(rules, *SENTENCES, "thanks | Merci.")
    stale = d_loket("rules", "check", "--rules", rules)
    assert "learn anew" not in fresh.err
    assert "learn anew: d-loket rules learn" in " ".join(stale.err.split())
    assert (fresh.code, stale.code) == (0, 0)


def test_learning_again_from_the_same_writes_the_same(d_loket, rules):
    write(rules, *SENTENCES)
    d_loket("rules", "learn", "--rules", rules)
    first = (rules / "learned.json").read_bytes()
    d_loket("rules", "learn", "--rules", rules)
    assert (rules / "learned.json").read_bytes() == first
    assert json.loads(first)["version"]


def test_a_wrong_sentence_is_told_and_nothing_is_written(d_loket, rules):
    write(rules, *SENTENCES, "nooit | Ik kom naar [Ede]c.")
    outcome = d_loket("rules", "learn", "--rules", rules)
    assert outcome.code != 0
    assert f"eigen.txt:{len(SENTENCES) + 1}: 'nooit' is nothing that a sentence does" in outcome.err
    assert "Traceback" not in outcome.err
    assert not (rules / "learned.json").exists()


def test_without_sentences_what_was_learned_stays(d_loket, rules):
    (rules / "learned.json").write_bytes((shipped("rules") / "learned.json").read_bytes())
    outcome = d_loket("rules", "learn", "--rules", rules)
    assert outcome.code != 0
    assert "there are no example sentences" in outcome.err
    assert (rules / "learned.json").read_bytes() == (shipped("rules") / "learned.json").read_bytes()
