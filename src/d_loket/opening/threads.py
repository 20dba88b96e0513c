"""A mail's lines → which of them are this mail's, and which an earlier or forwarded one's.

In doubt a line is written. What is typed between quoted lines, or behind an arrow on a quoted line, is
written; the lines stay in the order of the mail, so that an answer can be read beside the line it points at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from d_loket.model import SegmentKind, WordingKind
from d_loket.opening.lines import QUOTE_MARK, Line, Mark
from d_loket.opening.wording import Page, Wordings, quick_fold

_ARROW = re.compile(r"^(?P<quoted>.*?)\s*(?P<answer>(?:<(?:[-=]{1,4}|<{1,3})|←|[-=]{2,4}>)\s*\S.*)$")
_RULE = re.compile(r"^\s*[_*=\-\u2500\u2014]{5,}\s*$")
_GROUPWISE = re.compile(r"^>>>.*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*(>>>|:)\s*$")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_ATTRIBUTION = re.compile(
    r"^.{0,200}\d.{0,200}[<\[(][^\s<>]+@[^\s<>]+[>\])].{0,60}:$|^.{0,200}<\S+@\S+>.{0,80}\d.{0,80}:$"
)
_DASHED = re.compile(r"^\W{2,}|[:\-]\s*$")
_MARKED = {
    Mark.QUOTED: SegmentKind.QUOTED,
    Mark.FORWARDED: SegmentKind.FORWARDED,
    Mark.INTRODUCTION: SegmentKind.INTRODUCTION,
}
FIELDS_NEAR = 7  # lines within which the fields of a head stand together
HEAD_LINES = 12
WRAPPED = 60  # a quoted line as long as this may have been broken by a mail program


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of another mail: how many lines it takes, and what all beneath it is."""

    lines: int
    below: SegmentKind


def split_answers(lines: Iterable[Line]) -> list[Line]:
    """Make an answer behind an arrow on a quoted line ("> Breda, 3 juli  <-- deze!") a line of its own."""
    split: list[Line] = []
    for line in lines:
        match = _ARROW.match(line.text) if line.mark is Mark.QUOTED and len(line.text) < 1000 else None
        if match and not _GROUPWISE.match(line.text):
            split += [Line(match["quoted"], Mark.QUOTED)] * bool(match["quoted"].strip(" >"))
            split.append(Line(match["answer"]))
        else:
            split.append(line)
    return split


class Thread:
    """Tells, line by line, what is written in this mail and what in another."""

    def __init__(self, lines: Sequence[Line], wordings: Wordings, *, forwarding: bool) -> None:
        self._lines = lines
        self._wordings = wordings
        self._forwarding = forwarding
        self._page = Page([line.text for line in lines], wordings)

    def kinds(self) -> list[SegmentKind]:
        """Return a kind for each line: written, introduction, quoted or forwarded."""
        kinds: list[SegmentKind] = []
        n = 0
        while n < len(self._lines):
            head = self._head(n) if self._lines[n].text.strip() else None
            if head and head.below is not SegmentKind.INTRODUCTION:
                return self._with_all_below(kinds, n, head)
            if head:
                kinds += [SegmentKind.INTRODUCTION] * head.lines
                n += head.lines
            else:
                kinds.append(self._kind(n))
                n += 1
        self._mend_wrapping(kinds)
        return kinds

    def _with_all_below(self, kinds: list[SegmentKind], n: int, head: _Head) -> list[SegmentKind]:
        for k in range(n - 1, max(n - 4, -1), -1):  # the rule drawn above it
            if _RULE.match(self._lines[k].text):
                kinds[k] = SegmentKind.INTRODUCTION
                break
            if self._lines[k].text.strip():
                break
        self._mend_wrapping(kinds)
        kinds += [SegmentKind.INTRODUCTION] * head.lines
        for line in self._lines[len(kinds) :]:
            match = _ARROW.match(line.text) if line.mark is Mark.NONE and len(line.text) < 1000 else None
            kinds.append(SegmentKind.WRITTEN if match and not match["quoted"].strip() else head.below)
        return kinds

    def _kind(self, n: int) -> SegmentKind:
        return _MARKED.get(self._lines[n].mark, SegmentKind.WRITTEN)

    def _head(self, n: int) -> _Head | None:
        """Return the head of another mail that begins at this line, None when none does."""
        line = self._lines[n]
        if QUOTE_MARK.match(line.text):
            return _Head(1, SegmentKind.QUOTED) if _GROUPWISE.match(line.text) else None
        if line.mark in (Mark.QUOTED, Mark.FORWARDED):
            return None
        return self._separator(n) or self._fields(n) or self._introduction(n)

    def _separator(self, n: int) -> _Head | None:
        """The like of "-----Oorspronkelijk bericht-----", "Begin doorgestuurd bericht:"."""
        text = self._lines[n].text
        if n not in self._page.hits(WordingKind.FORWARD) or len(text) > 90 or not _DASHED.search(text):
            return None
        return _Head(1 + self._field_lines(n + 1), SegmentKind.FORWARDED)

    def _fields(self, n: int) -> _Head | None:
        """The like of "Van: … Verzonden: … Aan: …": three such fields, or two with a time or an address in them."""
        hits = self._page.hits(WordingKind.HEADER_FIELD)
        if n not in hits:
            return None
        near = [k for k in range(n, min(n + FIELDS_NEAR, len(self._lines))) if k in hits]
        telling = any(_TIME.search(self._lines[k].text) or "@" in self._lines[k].text for k in near)
        timed = any(_TIME.search(self._lines[k].text) for k in near)
        above = any(line.text.strip() for line in self._lines[:n])
        if not (len(near) >= 3 or (len(near) == 2 and telling)):
            return None
        if not above and not timed and not self._forwarding:
            return None  # a letter that begins "Aan: … Van: … Betreft: …" is the writer's own
        return _Head(self._field_lines(n), self._below())

    def _field_lines(self, n: int) -> int:
        """Count the lines of a head that begins here: to the first blank line after its last field."""
        hits = self._page.hits(WordingKind.HEADER_FIELD)
        last = n - 1
        for k in range(n, min(n + HEAD_LINES, len(self._lines))):
            if k in hits:
                last = k
            elif not self._lines[k].text.strip() and any(j in hits for j in range(n, k)):
                break
        return last - n + 1

    def _introduction(self, n: int) -> _Head | None:
        """The like of "Op 3 mei om 10:12 schreef Jan:", on one line or broken over up to three."""
        size = self._introduction_size(n)
        if not size:
            return None
        text = " ".join(line.text for line in self._lines[n : n + size])
        following = next((line for line in self._lines[n + size :] if line.text.strip()), None)
        if following is None or following.mark in (Mark.QUOTED, Mark.FORWARDED) or QUOTE_MARK.match(following.text):
            return _Head(size, SegmentKind.INTRODUCTION)
        if self._lines[n].mark is Mark.INTRODUCTION:
            return None
        if _TIME.search(text) or "@" in text or _DASHED.match(text):
            return _Head(size + self._field_lines(n + size), self._below())
        return None

    def _introduction_size(self, n: int) -> int:
        text = self._lines[n].text.strip()
        if n in self._page.hits(WordingKind.INTRODUCTION) or _ATTRIBUTION.match(text[:500]):
            return 1
        following = [line.text.strip() for line in self._lines[n + 1 : n + 3]]
        ends = [k for k, t in enumerate(following) if t.endswith(":")]
        if not ends or len(text) > 200 or text.endswith((".", ":")) or QUOTE_MARK.match(following[0]):
            return 0
        joined = " ".join([text, *following[: ends[0] + 1]])
        if len(joined) > 350 or "  " in joined:  # a blank line between
            return 0
        wrapped = self._wordings.find(WordingKind.INTRODUCTION, joined) or _ATTRIBUTION.match(joined)
        return ends[0] + 2 if wrapped else 0

    def _below(self) -> SegmentKind:
        return SegmentKind.FORWARDED if self._forwarding else SegmentKind.QUOTED

    def _mend_wrapping(self, kinds: list[SegmentKind]) -> None:
        """A quoted line broken by a mail program leaves its tail without a ">": that is no answer."""
        for n in range(1, len(kinds) - 1):
            above, text, below = self._lines[n - 1].text, self._lines[n].text.strip(), self._lines[n + 1].text
            if (
                kinds[n] is SegmentKind.WRITTEN
                and text
                and QUOTE_MARK.match(above)
                and QUOTE_MARK.match(below)
                and len(above) >= WRAPPED
                and not above.rstrip().endswith((".", "?", "!", ":"))
                and len(text) < WRAPPED
                and quick_fold(text[0]) == text[0]
                and text[0].isalpha()
            ):
                kinds[n] = SegmentKind.QUOTED
