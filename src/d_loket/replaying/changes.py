"""What differs between two rulebooks, and whether that can matter to a mail.

A pattern matches only where each of its words stands. A mail in which no changed pattern has all its words is
understood alike by both rulebooks, and need not be read twice to know that: most mails, for a change to a few rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from d_loket.model import ContextRule, IncomingMail, Rule, Rulebook, SegmentKind
from d_loket.patterns import Word, fold, parse

AnyRule = Rule | ContextRule


class Changes:
    """The changes between two rulebooks. Wordings are not among them: they show in the mails that are opened."""

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        self._everywhere = (
            (old.places, old.provinces) != (new.places, new.provinces)
            or not _same_order(old.rules, new.rules)
            or not _same_order(old.context, new.context)
        )
        changed = {*_changed(old.rules, new.rules), *_changed(old.context, new.context)}
        self._needed = [_words(pattern) for pattern in changed]

    def may_matter(self, mail: IncomingMail) -> bool:
        """Tell whether the rulebooks can understand a mail differently. False is certain, True is not."""
        if self._everywhere:
            return True
        text = fold(_text(mail)) if self._needed else ""
        return any(all(_stands(word, text) for word in words) for words in self._needed)


def _text(mail: IncomingMail) -> str:
    """Return all in which anything is ever found."""
    listed = [a.text for a in mail.attachments if a.text]
    quoted = mail.text_of(SegmentKind.QUOTED)  # a remark may point at a line of it
    return "\n".join([mail.subject, mail.written, mail.signature, mail.sender.name, quoted, *listed])


def _same_order(old: Iterable[AnyRule], new: Iterable[AnyRule]) -> bool:
    """Tell whether the rules that both have stand in the same order: of equal matches the first counts."""
    ours, theirs = [r.id for r in old], [r.id for r in new]
    both = set(ours) & set(theirs)
    return [i for i in ours if i in both] == [i for i in theirs if i in both]


def _changed(old: Iterable[AnyRule], new: Iterable[AnyRule]) -> Iterator[str]:
    """Yield the patterns that only one of them has, or has under other conditions."""
    ours, theirs = ({_bare(r): set(r.patterns) for r in rules} for rules in (old, new))
    for rule in {*ours, *theirs}:
        yield from ours.get(rule, set()) ^ theirs.get(rule, set())


def _bare(rule: AnyRule) -> AnyRule:
    """Return a rule without its patterns and without what does not count in matching."""
    return replace(rule, patterns=(), about="", examples=(), counterexamples=(), source="")


def _words(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of each word that a pattern must have."""
    return tuple(i.alternatives for i in parse(pattern) if isinstance(i, Word) and not i.optional)


def _stands(alternatives: tuple[str, ...], text: str) -> bool:
    return any(all(part in text for part in word.split("*")) for word in alternatives)
