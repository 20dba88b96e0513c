"""The words that put a finding in its context, found back."""

import pytest

from d_loket.model import ContextRule, Direction, Finding, FindingKind, Part, Qualifier
from d_loket.understanding.cues import cues_of

NOT = ContextRule(
    id="nl.niet",
    about="",
    qualifier=Qualifier.NEGATED,
    patterns=("niet", "<session> .. niet"),
    reach=4,
    applies_to=(FindingKind.SESSION,),
)
AFTER = ContextRule(
    id="nl.lukt-niet",
    about="",
    qualifier=Qualifier.NEGATED,
    patterns=("lukt .. niet",),
    direction=Direction.BACKWARD,
    applies_to=(FindingKind.SESSION,),
)
PERHAPS = ContextRule(
    id="nl.misschien",
    about="",
    qualifier=Qualifier.TENTATIVE,
    patterns=("misschien",),
    applies_to=(FindingKind.SESSION,),
)
PSEUDO = ContextRule(
    id="nl.niet-alleen", about="", qualifier=None, patterns=("niet alleen",), pseudo=True, applies_to=()
)


def told(text: str, *qualifiers: Qualifier, word: str = "Ede") -> list[tuple[str, str]]:
    start = text.index(word)
    found = Finding(
        FindingKind.SESSION, "ede", word, Part.WRITTEN, start, start + len(word), "r", frozenset(qualifiers)
    )
    return [(c.text, c.rule) for c in cues_of(found, text, (NOT, AFTER, PERHAPS, PSEUDO))]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ik kom niet naar Ede.", ("niet", "nl.niet")),
        ("Ede lukt mij NIET.", ("lukt mij NIET", "nl.lukt-niet")),
        ("Niet dinsdag, en niet in Ede.", ("niet", "nl.niet")),
    ],
)
def test_the_cue_that_reaches_the_finding_is_told_as_written(text, cue):
    assert told(text, Qualifier.NEGATED) == [cue]


@pytest.mark.parametrize(
    "text",
    ["Ik kom niet. Naar Ede ga ik.", "Niet een twee drie vier vijf in Ede.", "Naar Ede. Dat is niet ver."],
)
def test_a_cue_that_does_not_reach_it_is_not_told(text):
    assert told(text, Qualifier.NEGATED) == []


def test_a_finding_in_two_contexts_has_a_cue_for_each():
    cues = told("Misschien niet in Ede.", Qualifier.NEGATED, Qualifier.TENTATIVE)
    assert cues == [("niet", "nl.niet"), ("Misschien", "nl.misschien")]


def test_a_finding_in_no_context_has_none():
    assert told("Niet in Ede.") == []
