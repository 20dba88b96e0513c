"""A mail's lines → which of them are this mail's, and which an earlier or forwarded one's.

In doubt a line is written. What is typed between quoted lines, or behind an arrow on a quoted line, is
written; the lines stay in the order of the mail, so that an answer can be read beside the line it points at.
"""

import re
from collections.abc import Sequence

from d_loket.model import SegmentKind
from d_loket.opening.heads import Head, Heads
from d_loket.opening.lines import QUOTE_MARK, Line, Mark
from d_loket.opening.splitting import ARROW, LONG
from d_loket.opening.wording import Wordings, quick_fold

_RULE = re.compile(r"^\s*[_*=\-\u2500\u2014]{5,}\s*$")
_OPEN_LINK = re.compile(r"https?://\S+$")
_LINK_TAIL = re.compile(r"[^\s<]*[=/&%?_][^\s<]*")
_MARKED = {
    Mark.QUOTED: SegmentKind.QUOTED,
    Mark.FORWARDED: SegmentKind.FORWARDED,
    Mark.INTRODUCTION: SegmentKind.INTRODUCTION,
}
WRAPPED = 60  # a quoted line as long as this may have been broken by a mail program


class Thread:
    """Tells, line by line, what is written in this mail and what in another."""

    def __init__(self, lines: Sequence[Line], wordings: Wordings, *, forwarding: bool) -> None:
        self._lines = lines
        self._untold = 0  # so many lines from the top hold nothing that is written
        self._heads = Heads(lines, wordings, forwarding=forwarding)

    def kinds(self) -> list[SegmentKind]:
        """Return a kind for each line: written, introduction, quoted or forwarded."""
        kinds: list[SegmentKind] = []
        while len(kinds) < len(self._lines):
            n = len(kinds)
            head = self._heads.at(n) if self._lines[n].text.strip() else None
            if head is None:
                kinds.append(_MARKED.get(self._lines[n].mark, SegmentKind.WRITTEN))
                continue
            if head.below is not SegmentKind.INTRODUCTION:
                self._rule_above(kinds)
            kinds += [SegmentKind.INTRODUCTION] * head.lines
            if head.below is not SegmentKind.INTRODUCTION:
                self._below(kinds, head)
        self._mend_wrapping(kinds)
        return kinds

    def _rule_above(self, kinds: list[SegmentKind]) -> None:
        """The rule drawn above a head belongs to it."""
        n = len(kinds)
        for k in range(n - 1, max(n - 4, -1), -1):
            if _RULE.match(self._lines[k].text):
                kinds[k] = SegmentKind.INTRODUCTION
                break
            if self._lines[k].text.strip():
                break

    def _below(self, kinds: list[SegmentKind], head: Head) -> None:
        """All beneath a head is the other mail; where the whole of it stands behind ">", only that is."""
        start = len(kinds)
        end = self._end_of_marked(start) if head.bare or self._answers_below(kinds, head) else start
        end = end if end > start else len(self._lines)
        for line in self._lines[start:end]:
            match = ARROW.match(line.text) if line.mark is Mark.NONE and len(line.text) < LONG else None
            kinds.append(SegmentKind.WRITTEN if match and not match["quoted"].strip() else head.below)

    def _answers_below(self, kinds: list[SegmentKind], head: Head) -> bool:
        """Whether nothing is written above a head: then what stands below the other mail is this one's."""
        while self._untold < len(kinds) and not self._is_told(kinds, self._untold):
            self._untold += 1
        return head.below is SegmentKind.QUOTED and self._untold == len(kinds)

    def _is_told(self, kinds: list[SegmentKind], n: int) -> bool:
        return kinds[n] is SegmentKind.WRITTEN and bool(self._lines[n].text.strip())

    def _end_of_marked(self, start: int) -> int:
        """Return where the lines behind ">" that begin here end, `start` where the first line with text is none."""
        end = start
        for n in range(start, len(self._lines)):
            if QUOTE_MARK.match(self._lines[n].text):
                end = n + 1
            elif self._lines[n].text.strip():
                break
        return end

    def _mend_wrapping(self, kinds: list[SegmentKind]) -> None:
        """A quoted line broken by a mail program leaves its tail without a ">": that is no answer."""
        for n in range(1, len(kinds) - 1):
            above, text, below = self._lines[n - 1].text, self._lines[n].text.strip(), self._lines[n + 1].text
            between = kinds[n] is SegmentKind.WRITTEN and QUOTE_MARK.match(above) and QUOTE_MARK.match(below)
            if between and text and (_continues(above, text) or _is_rest_of_address(above, text)):
                kinds[n] = SegmentKind.QUOTED


def _continues(above: str, text: str) -> bool:
    """Whether a short line goes on with the sentence of a long one above."""
    open_end = len(above) >= WRAPPED and not above.rstrip().endswith((".", "?", "!", ":"))
    return open_end and len(text) < WRAPPED and quick_fold(text[0]) == text[0] and text[0].isalpha()


def _is_rest_of_address(above: str, text: str) -> bool:
    """Whether a line without spaces goes on with a web address that ends the line above."""
    return bool(_OPEN_LINK.search(above[-300:]) and _LINK_TAIL.fullmatch(text))
