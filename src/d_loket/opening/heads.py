"""The heads of other mails: what a mail program puts above the mail that is answered or forwarded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from d_loket.model import SegmentKind, WordingKind
from d_loket.opening.lines import QUOTE_MARK, Line, Mark
from d_loket.opening.wording import Page, Wordings, quick_fold

GROUPWISE = re.compile(r"^>>>.*\d(?:[-/.]\d{1,2}[-/.]\d{2,4}|[:.]\d{2}).*(>>>|:)\s*$")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_ADDRESS = re.compile(r"[<\[(]\s*(?:mailto:)?[^\s<>@]+@[^\s<>]+")
_DATED = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}[-/.]\d{1,2}\b")
_DATE_FIRST = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_DASHED = re.compile(r"^\W{2,}|[:\-]\s*$")
_BETWEEN_DASHES = re.compile(r"^[-–—_=*]{2,}\s*(?P<told>[^\W_].{0,200}?)\s*[-–—_=*]{2,}:?$")
_INDENT = " " * 8
_EDGE = re.compile(r"\s{8,}([^\W\d_]{2,12})$")
_FRAME = " \t*_|"  # what programs put around the fields of a head: bold, an indent, a table
FIELDS_NEAR = 7  # lines within which the fields of a head stand together
HEAD_LINES = 12
COLUMN_LINES = 30  # of a head in columns, in which every value is broken over lines
EDGED = 200  # characters; a line of columns is shorter
LONGEST = 350  # characters of an introduction


@dataclass(frozen=True, slots=True)
class Head:
    """The head of another mail: how many lines it takes, and what all beneath it is.

    With `below` INTRODUCTION the lines beneath tell themselves what they are. `bare` when nothing of the other mail
    stands in the head itself, neither sender nor date.
    """

    lines: int
    below: SegmentKind
    bare: bool = False


class Heads:
    """Finds heads of other mails in the lines of a mail."""

    def __init__(self, lines: Sequence[Line], wordings: Wordings, *, forwarding: bool) -> None:
        self._lines = lines
        self._wordings = wordings
        self._forwarding = forwarding
        self._page = Page([line.text for line in lines], wordings)
        self._fields_page = Page([line.text.strip(_FRAME) for line in lines], wordings)
        self._openers = wordings.first_words(WordingKind.INTRODUCTION)
        self._next_told = next_told(lines)

    def at(self, n: int) -> Head | None:
        """Return the head of another mail that begins at this line, None when none does."""
        line = self._lines[n]
        if QUOTE_MARK.match(line.text):
            return Head(1, SegmentKind.QUOTED) if GROUPWISE.match(line.text) else None
        if line.mark in (Mark.QUOTED, Mark.FORWARDED):
            return None
        return self._separator(n) or self._fields(n) or self._columns(n) or self._introduction(n)

    def _separator(self, n: int) -> Head | None:
        """The like of "-----Doorgestuurd bericht-----", "Begin doorgestuurd bericht:"."""
        text = self._lines[n].text
        if n not in self._page.hits(WordingKind.FORWARD) or len(text) > 90 or not _DASHED.search(text):
            return None
        fields = self._field_lines(n + 1)
        return Head(1 + fields, SegmentKind.FORWARDED, bare=not fields)

    def _fields(self, n: int) -> Head | None:
        """The like of "Van: … Verzonden: … Aan: …": three such fields, or two with a time or an address in them."""
        hits = self._fields_page.hits(WordingKind.HEADER_FIELD)
        if n not in hits:
            return None
        near = [k for k in range(n, min(n + FIELDS_NEAR, len(self._lines))) if k in hits]
        telling = any(_TIME.search(self._lines[k].text) or "@" in self._lines[k].text for k in near)
        timed = any(_TIME.search(self._lines[k].text) for k in near)
        above = self._next_told[0] < n
        if not (len(near) >= 3 or (len(near) == 2 and telling)):
            return None
        if not above and not timed and not self._forwarding:
            return None  # a letter that begins "Aan: … Van: … Betreft: …" is the writer's own
        return Head(self._field_lines(n), self._below())

    def _field_lines(self, n: int) -> int:
        """Count the lines of a head that begins here: to the first blank line after its last field."""
        hits = self._fields_page.hits(WordingKind.HEADER_FIELD)
        last = n - 1
        for k in range(n, min(n + HEAD_LINES, len(self._lines))):
            if k in hits and self._lines[k].mark is not Mark.QUOTED:
                last = k
            elif not self._lines[k].text.strip() and any(j in hits for j in range(n, k)):
                break
        return last - n + 1

    def _columns(self, n: int) -> Head | None:
        """The head of Lotus Notes in columns: names of fields at the right edge of indented lines."""
        if not self._named_at_the_edge or not self._lines[n].text.startswith(_INDENT):
            return None
        end = next((k for k in range(n, len(self._lines)) if not self._may_be_column(k, n)), len(self._lines))
        named = sum(k in self._named_at_the_edge for k in range(n, end))
        return Head(end - n, self._below()) if named > 1 else None

    def _may_be_column(self, k: int, start: int) -> bool:
        text = self._lines[k].text
        return k - start < COLUMN_LINES and (text.startswith(_INDENT) or not text.strip())

    @cached_property
    def _named_at_the_edge(self) -> frozenset[int]:
        """The lines that end, behind a wide gap, in the name of a field."""
        edges = {n: _EDGE.search(line.text) for n, line in enumerate(self._lines) if len(line.text) < EDGED}
        return frozenset(n for n, m in edges.items() if m and self._wordings.find(WordingKind.HEADER_FIELD, f"{m[1]}:"))

    def _introduction(self, n: int) -> Head | None:
        """The like of "Op 3 mei om 10:12 schreef Jan:", on one line or broken over up to three."""
        size = self._size(n)
        if not size:
            return self._before_quotation(n)
        text = " ".join(line.text.strip() for line in self._lines[n : n + size])
        if self._quoted_after(n + size, at_end=True):
            return Head(size, SegmentKind.INTRODUCTION)
        if self._lines[n].mark is Mark.INTRODUCTION:
            return None
        if _TIME.search(text) or "@" in text or _DASHED.match(text):
            fields = self._field_lines(n + size)
            return Head(size + fields, self._below(), bare=not fields and bool(_DASHED.match(text)))
        return None

    def _before_quotation(self, n: int) -> Head | None:
        """In whatever language: a line with an address above a quotation, that ends in ":" or opens with a date."""
        text = self._lines[n].text.strip()
        if len(text) > LONGEST or not _ADDRESS.search(text) or not self._quoted_after(n + 1, at_end=False):
            return None
        told = text.endswith(":") or _DATE_FIRST.match(text)
        return Head(1, SegmentKind.INTRODUCTION) if told and not self._speaks(text) else None

    def _quoted_after(self, n: int, *, at_end: bool) -> bool:
        """Whether the next line with text is quoted; `at_end` is the answer where there is none."""
        n = self._next_told[n]
        if n == len(self._lines):
            return at_end
        following = self._lines[n]
        return following.mark in (Mark.QUOTED, Mark.FORWARDED) or bool(QUOTE_MARK.match(following.text))

    def _size(self, n: int) -> int:
        """Return how many lines an introduction takes that begins at this line, 0 when none does."""
        text = self._lines[n].text.strip()
        if n in self._page.hits(WordingKind.INTRODUCTION) or self._introduces(text):
            return 1
        if not (any(c.isdigit() for c in text) or "@" in text) or len(text) > 200 or text.endswith(":"):
            return 0
        if text.endswith(".") and "@" not in text:
            return 0  # a sentence
        following = [line.text.strip() for line in self._lines[n + 1 : n + 3]]
        end = next((k for k, t in enumerate(following) if t.endswith(":")), None)
        if end is None or not all(following[: end + 1]) or QUOTE_MARK.match(following[0]):
            return 0
        if any(self._opens(t) for t in following[: end + 1]):
            return 0  # it begins further down, and this line is the writer's
        joined = " ".join([text, *following[: end + 1]])
        return end + 2 if len(joined) <= LONGEST and self._introduces(joined) else 0

    def _opens(self, text: str) -> bool:
        """Whether a line begins as an introduction does: "Op di 3 mei …"."""
        first = quick_fold(text).partition(" ")[0]
        return first in self._openers and any(c.isdigit() for c in text)

    def _introduces(self, text: str) -> bool:
        if dashed := _BETWEEN_DASHES.match(text):
            return bool(self._wordings.find(WordingKind.INTRODUCTION, dashed["told"] + " :"))
        if not text.endswith(":"):
            told = _TIME.search(text) and _ADDRESS.search(text)
            return bool(told and self._wordings.find(WordingKind.INTRODUCTION, text + " :"))
        if self._wordings.find(WordingKind.INTRODUCTION, text):
            return True
        return bool(_DATED.search(text[:500]) and _ADDRESS.search(text[:500])) and not self._speaks(text)

    def _speaks(self, text: str) -> bool:
        return bool(self._wordings.find(WordingKind.SENTENCE, text))

    def _below(self) -> SegmentKind:
        return SegmentKind.FORWARDED if self._forwarding else SegmentKind.QUOTED


def next_told(lines: Sequence[Line]) -> list[int]:
    """Return for each line, and for the end, which line from there on is the first with text; the end when none is."""
    found = [len(lines)] * (len(lines) + 1)
    for n in range(len(lines) - 1, -1, -1):
        found[n] = n if lines[n].text.strip() else found[n + 1]
    return found
