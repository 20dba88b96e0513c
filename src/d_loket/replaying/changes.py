"""What differs between two rulebooks, and whether that can matter to a mail.

A pattern matches only where each of its words stands, in their order. A mail in which no changed pattern has all its
words is understood alike by both rulebooks, and need not be read twice to know that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from d_loket.model import ContextRule, IncomingMail, Rule, Rulebook, SegmentKind, WordingRule
from d_loket.patterns import Word, fold, parse

AnyRule = Rule | ContextRule | WordingRule


class Changes:
    """The changes between two rulebooks. Wordings are not among them: they show in the mails that are opened."""

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        self._everywhere = (
            (old.places, old.provinces, old.learned.version) != (new.places, new.provinces, new.learned.version)
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
        return any(_stand(words, text) for words in self._needed)


def opens_alike(old: Rulebook, new: Rulebook) -> bool:
    """Tell whether two rulebooks open every mail alike: they have the same wordings, in the same order."""
    ours, theirs = ([(_bare(w), w.patterns) for w in book.wording] for book in (old, new))
    return ours == theirs


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


def _words(pattern: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds each word that a pattern must have, in their order."""
    words = (i for i in parse(pattern) if isinstance(i, Word) and not i.optional)
    return tuple(re.compile("|".join(map(_token, word.alternatives))) for word in words)


def _token(word: str) -> str:
    """Return the expression for a word with no letter on either side: no token begins or ends between two letters."""
    before = r"(?<![^\W\d_])" if word[0].isalpha() else ""
    after = r"(?![^\W\d_])" if word[-1].isalpha() else ""
    return before + re.escape(word).replace(r"\*", r"[\w'-]*") + after


def _stand(words: Iterable[re.Pattern[str]], text: str) -> bool:
    """Tell whether these words stand in a text, one behind the other."""
    at = 0
    for word in words:
        found = word.search(text, at)
        if found is None:
            return False
        at = found.end()
    return True
