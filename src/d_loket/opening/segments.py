"""A mail's lines → segments: written now, quoted, forwarded, signature, disclaimer, footer.

In doubt a line is written: losing the writer's words is the worse mistake. What is typed between
quoted lines, or behind an arrow on a quoted line, is written; segments stay in the order of the mail,
so that an answer can be read beside the line it points at.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from d_loket.model import Segment, SegmentKind, WordingKind
from d_loket.opening.html import Line
from d_loket.opening.wording import Wordings

_MARK = re.compile(r"^\s{0,3}>")
_ARROW = re.compile(r"^(?P<quoted>\s{0,3}>.*?)\s*(?P<answer>(?:<[-=]{1,3}|[-=]{1,3}>|←|→|\*{2,3}\s).*)$")
_RULE = re.compile(r"^\s*(_{10,}|-{20,}|={20,})\s*$")
_GROUPWISE = re.compile(r"^>>>.*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*(>>>|:)\s*$")
_DELIMITER = re.compile(r"^-- ?$")
_POSTSCRIPT = re.compile(r"^\s*(p\.?\s?s\.?|n\.?b\.?)\b[\s.:]", re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*([-*•–]|\d{1,2}[.)])\s+\S")
HEADER_FIELDS = 2  # so many "Van:", "Verzonden:" lines together are another mail's head
SIGNATURE_LINES = 12
NAME_LINE = 60


def from_plain(text: str) -> list[Line]:
    """Return the lines of a text/plain part; those behind ">" are quoted."""
    return [Line(line.rstrip(), bool(_MARK.match(line))) for line in text.splitlines()]


class Segmenter:
    """Divides lines into segments by the marks of mail programs and the wordings of the rulebook."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings

    def segments(self, lines: Sequence[Line]) -> tuple[Segment, ...]:
        """Return the segments of a body, in order; every line is in one of them."""
        split = [part for line in lines for part in _arrows(line)]
        kinds = self._thread(split)
        self._around(split, kinds)
        grouped = groupby(zip(kinds, split, strict=True), key=lambda pair: pair[0])
        return tuple(Segment(kind, "\n".join(line.text for _, line in pairs)) for kind, pairs in grouped)

    def _thread(self, lines: Sequence[Line]) -> list[SegmentKind]:
        """Tell what was written now from earlier and forwarded mail."""
        kinds: list[SegmentKind] = []
        below: SegmentKind | None = None  # everything beneath the head of another mail is that mail's
        for n, line in enumerate(lines):
            head = None if below else self._head(lines, n)
            if head:
                below = head
            if below:
                kinds.append(below)
            elif line.quoted:
                kinds.append(SegmentKind.QUOTED)
            elif self._introduces(lines, n):
                kinds.append(SegmentKind.INTRODUCTION)
            else:
                kinds.append(SegmentKind.WRITTEN)
        return kinds

    def _head(self, lines: Sequence[Line], n: int) -> SegmentKind | None:
        text = lines[n].text
        if lines[n].quoted and _MARK.match(text):
            return SegmentKind.QUOTED if _GROUPWISE.match(text) else None
        if (
            len(text) < 90
            and self._wordings.find(WordingKind.FORWARD, text)
            and re.match(r"^\W{2,}|^begin", text, re.I)
        ):
            quoting = re.search(r"oorspronkelijk|original", text, re.IGNORECASE)
            return SegmentKind.QUOTED if quoting else SegmentKind.FORWARDED
        if _RULE.match(text):
            follows = next((k for k in range(n + 1, min(n + 3, len(lines))) if lines[k].text.strip()), None)
            return self._head(lines, follows) if follows and not _RULE.match(lines[follows].text) else None
        fields = sum(bool(self._wordings.find(WordingKind.HEADER_FIELD, line.text)) for line in lines[n : n + 5])
        if fields >= HEADER_FIELDS and self._wordings.find(WordingKind.HEADER_FIELD, text):
            return SegmentKind.FORWARDED if not lines[n].quoted and self._is_forward(lines, n) else SegmentKind.QUOTED
        if self._introduces(lines, n) and not any(_MARK.match(line.text) for line in lines[n + 1 :]):
            return SegmentKind.QUOTED
        return None

    @staticmethod
    def _is_forward(lines: Sequence[Line], n: int) -> bool:
        return not any(line.text.strip() for line in lines[:n])

    def _introduces(self, lines: Sequence[Line], n: int) -> bool:
        text = lines[n].text.strip()
        following = lines[n + 1].text.strip() if n + 1 < len(lines) else ""
        short = len(text) < 200 and (text.endswith(":") or bool(following))
        return short and any(
            self._wordings.find(WordingKind.INTRODUCTION, t) for t in (text, f"{text} {following}") if len(t) < 300
        )

    def _around(self, lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
        """Set signature, disclaimer and footer apart from what is written, in place."""
        written = [n for n, kind in enumerate(kinds) if kind is SegmentKind.WRITTEN]
        signing = disclaiming = False
        for at, n in enumerate(written):
            text = lines[n].text
            if at and written[at - 1] != n - 1:
                signing = disclaiming = False  # a quotation stood between
            if not text.strip():
                kinds[n] = kinds[n - 1] if (signing or disclaiming) and n else kinds[n]
                continue
            if _POSTSCRIPT.match(text):
                signing = disclaiming = False
                continue
            if self._wordings.find(WordingKind.FOOTER, text.strip()) and len(text) < 300:
                kinds[n] = SegmentKind.FOOTER
            elif disclaiming or self._wordings.find(WordingKind.DISCLAIMER, text):
                disclaiming = True
                kinds[n] = SegmentKind.DISCLAIMER
            elif signing or _DELIMITER.match(text) or self._closes(lines, written, at):
                signing = True
                kinds[n] = SegmentKind.SIGNATURE
        self._bare_name(lines, kinds)

    def _closes(self, lines: Sequence[Line], written: Sequence[int], at: int) -> bool:
        """Whether a closing stands here: the wording, and nothing after it that is another paragraph of text."""
        text = lines[written[at]].text.strip()
        if len(text) > NAME_LINE * 1.5 or not self._wordings.find(WordingKind.CLOSING, text):
            return False
        return at > 0 or len(written) > 1

    def _bare_name(self, lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
        """A last paragraph of short lines without a full stop is a signature too, when text stands above it."""
        if SegmentKind.SIGNATURE in kinds:
            return
        written = [n for n, kind in enumerate(kinds) if kind is SegmentKind.WRITTEN]
        paragraph: list[int] = []
        for n in reversed(written):
            if lines[n].text.strip():
                paragraph.insert(0, n)
            elif paragraph:
                break
        above = any(lines[n].text.strip() for n in written if paragraph and n < paragraph[0])
        if above and len(paragraph) <= SIGNATURE_LINES and _signs(lines[n].text for n in paragraph):
            for n in paragraph:
                kinds[n] = SegmentKind.SIGNATURE


def _arrows(line: Line) -> Iterable[Line]:
    """An answer behind an arrow on a quoted line is a line of its own."""
    match = _ARROW.match(line.text) if line.quoted else None
    if match:
        yield Line(match["quoted"], True)
        yield Line(match["answer"], False)
    else:
        yield line


def _signs(texts: Iterable[str]) -> bool:
    """Whether these lines look like a name and function: the first a name, no sentence, no list."""
    told = [t.strip() for t in texts]
    first = re.split(r",|\s\(", told[0])[0].split()
    starts_as_name = 0 < len(first) <= 6 and sum(w[:1].isupper() for w in first) * 2 >= len(first)
    return (
        starts_as_name
        and all(
            len(t) <= NAME_LINE * 1.5 and not _LIST_ITEM.match(t) and not re.search(r"[!?]$|\.\s+\w", t) for t in told
        )
        and not re.search(r"\b(ik|wij|we|mij|me|i|graag|please|komen?|kom)\b", " ".join(told), re.IGNORECASE)
        and not re.search(r"\d", told[0])
    )
