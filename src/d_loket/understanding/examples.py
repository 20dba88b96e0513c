"""The examples beside the rules, tried: what should match must, what should not must not."""

from collections.abc import Callable
from dataclasses import dataclass

import spacy
from spacy.language import Language

from d_loket.model import ContextRule, Rule, Rulebook, WordingRule
from d_loket.patterns import Slot, fold, parse, to_regex
from d_loket.understanding.matching import PatternIndex
from d_loket.understanding.pipeline import sentences


@dataclass(frozen=True, slots=True)
class Mistake:
    """An example that its rule does not find, or a counterexample that it does; `source` is "file:line"."""

    source: str
    rule: str
    example: str
    what: str

    def __str__(self) -> str:
        """Return the mistake as a line for people."""
        return f"{self.source}: {self.rule}: {self.example!r} {self.what}"


def check_examples(rulebook: Rulebook) -> list[Mistake]:
    """Return what goes wrong with the examples of all rules; [] when all is well.

    A pattern with a slot needs an event and is left out of this check; an example that only such a
    pattern could find is not counted against its rule.
    """
    nlp = spacy.blank("nl")
    mistakes: list[Mistake] = []
    for wording in rulebook.wording:
        mistakes += _of_wording(wording)
    for rule in rulebook.rules:
        mistakes += _of_rule(rule, nlp)
    for cue in rulebook.context:
        mistakes += _of_rule(cue, nlp)
    return mistakes


def _of_wording(rule: WordingRule) -> list[Mistake]:
    patterns = [to_regex(p) for p in rule.patterns]
    return _judge(rule, lambda text: any(p.search(fold(text)) for p in patterns), slots=False)


def _of_rule(rule: Rule | ContextRule, nlp: Language) -> list[Mistake]:
    plain = [p for p in rule.patterns if not any(isinstance(i, Slot) for i in parse(p))]
    index = PatternIndex(nlp.vocab, [(0, p) for p in plain])
    return _judge(
        rule, lambda text: any(index.find(sentences(nlp.make_doc(text)))), slots=len(plain) < len(rule.patterns)
    )


def _judge(rule: Rule | ContextRule | WordingRule, finds: Callable[[str], bool], *, slots: bool) -> list[Mistake]:
    missed = [] if slots else [e for e in rule.examples if not finds(e)]
    false = [e for e in rule.counterexamples if finds(e)]
    return [Mistake(rule.source, rule.id, e, "is not found") for e in missed] + [
        Mistake(rule.source, rule.id, e, "is found, and should not be") for e in false
    ]
