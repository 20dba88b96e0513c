"""Who writes, as far as the From line tells: by which names a signature is known as the writer's."""

import re
from dataclasses import dataclass

from d_loket.model import Address
from d_loket.opening.wording import quick_fold

_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Writer:
    """By which words a bare name at the end is known as the writer's: of the From name, and of the address."""

    first: str = ""
    names: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sender: Address) -> "Writer":
        """Take the words of a From line; initials do not tell."""
        told = [w for w in re.findall(r"[^\W\d_]+", quick_fold(sender.name)) if len(w) > 1]
        if "," in sender.name:  # "Bakker, Marieke"
            told = told[1:] + told[:1]
        local = re.findall(r"[^\W\d_]{3,}", quick_fold(sender.address.partition("@")[0]))
        return cls(told[0] if told else "", frozenset(w for w in told if len(w) > 2), frozenset(local))

    def unnamed(self, text: str) -> str:
        """Return a text without the writer's names: in "Wil Smit" stands no "wil"."""
        known = self.names | {self.first}
        return _CAPITALISED.sub(lambda word: "" if quick_fold(word[0]) in known else word[0], text)

    def signs(self, text: str) -> bool:
        """Whether a line is the writer's name, with a function behind it perhaps. A single word must be the first."""
        words = re.findall(r"[^\W\d_]+", quick_fold(text))
        if not 0 < len(words) <= 9:
            return False
        if len(words) == 1:
            return bool(self.first) and words[0] == self.first
        known = {w for w in words if w in self.names}
        return words[0] == self.first or len(known) > 1 or any(w in self.local for w in words[:4])
