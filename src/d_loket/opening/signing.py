"""What is written now → what of it is the message, and what signature, disclaimer or footer.

A closing begins a signature; a sentence, a postscript or a list ends it. In doubt a line is the message.
"""

import re
from collections.abc import Iterable, Sequence

from d_loket.model import SegmentKind, WordingKind
from d_loket.opening.lines import Line, Mark
from d_loket.opening.wording import Page, Wordings
from d_loket.opening.writer import Writer

_DELIMITER = re.compile(r"^(--|—|__+|~~+)\s*$")
_LIST_ITEM = re.compile(r"^\s*([-*•–]|\d{1,2}[.)])\s+\S")
_CONTACT = re.compile(r"(?:\+|\(0|\b0)[\d\s()/.-]{8,}\d|\bwww\.|https?://|\b\S+@\S+\.\w{2,}\b|\b\d{4}\s?[A-Z]{2}\b")
_SENTENCE_END = re.compile(r"[.!?]['\")]?$")
_LABELLED = re.compile(r"^[^\W\d_][\w ]{2,24}:\s")  # "Sessie: …" in a form
_TABULAR = re.compile(r"\w[,;]\w.*[,;]|\t")  # a line of a list, pasted
_FRAME = "()[]<>*_ "  # what may stand around a footer
LONG = 90  # characters; a line of a signature is seldom longer
MOST = 12  # lines of a signature that no closing announces
WORDS = 8  # in a line that ends as a sentence, so many make it one


class Signing:
    """Sets signature, disclaimer and footer apart in the lines that are written."""

    def __init__(self, lines: Sequence[Line], wordings: Wordings, writer: Writer) -> None:
        self._lines = lines
        self._texts = [line.text.strip() for line in lines]
        self._page = Page(self._texts, wordings)
        self._unframed = Page([text.strip(_FRAME) for text in self._texts], wordings)
        self._wordings = wordings
        self._writer = writer

    def apply(self, kinds: list[SegmentKind]) -> None:
        """Change kinds in place, one run of written lines after another."""
        said = False
        for run in _runs(kinds):
            self._standing(run, kinds)
            self._signed(run, kinds)
            if not any(kinds[n] is SegmentKind.SIGNATURE for n in run):
                self._bare(run, kinds, answered=said and self._stands_apart(run))
            said = said or any(kinds[n] is SegmentKind.WRITTEN and self._texts[n] for n in run)
            self._blanks(run, kinds)

    def _standing(self, run: Sequence[int], kinds: list[SegmentKind]) -> None:
        """Footers line by line; disclaimers by paragraph, as their lines are often broken."""
        footers = self._unframed.hits(WordingKind.FOOTER)
        for n in run:
            if n in footers and len(self._texts[n]) < 300:
                kinds[n] = SegmentKind.FOOTER
        above = False
        disclaiming = False
        for paragraph in self._paragraphs(run):
            open_lines = [n for n in paragraph if kinds[n] is SegmentKind.WRITTEN]
            text = " ".join(self._texts[n] for n in open_lines)
            start = self._disclaims(open_lines, text)
            if disclaiming and start is None and not self._speaks(text) and not self._is_postscript(open_lines):
                start = 0
            if start is None:
                disclaiming = False
                above = above or bool(text)
                continue
            for n in open_lines[start:]:
                kinds[n] = SegmentKind.DISCLAIMER
            disclaiming = above = above or start > 0

    def _disclaims(self, lines: Sequence[int], text: str) -> int | None:
        """Return at which line of a paragraph a disclaimer begins, None when there is none."""
        if not text or not self._wordings.find(WordingKind.DISCLAIMER, text):
            return None
        hits = self._page.hits(WordingKind.DISCLAIMER)
        at = next((k for k, n in enumerate(lines) if n in hits), 0)
        if any(self._speaks(self._texts[n]) for n in lines[:at]):
            return at
        return next((k + 1 for k in range(at - 1, -1, -1) if self._ends_a_mail(lines[k])), 0)

    def _ends_a_mail(self, n: int) -> bool:
        """Whether a line is a closing, a rule or the writer's name: no disclaimer begins before its end."""
        return self._closes(n) or self._writer.signs(self._texts[n])

    def _signed(self, run: Sequence[int], kinds: list[SegmentKind]) -> None:
        signing = ever = False
        resuming = {paragraph[0] for paragraph in self._paragraphs(run) if self._resumes(paragraph)}
        for n in run:
            text = self._texts[n]
            if not text or kinds[n] is not SegmentKind.WRITTEN:
                continue
            if n in self._page.hits(WordingKind.POSTSCRIPT) or (signing and n in resuming):
                signing = False
            elif ever and n in self._page.hits(WordingKind.SIGNATURE_LINE):
                signing = True
                kinds[n] = SegmentKind.SIGNATURE
            elif self._closes(n):
                signing = ever = True
                kinds[n] = SegmentKind.SIGNATURE if self._closes_only(n) else SegmentKind.WRITTEN
            elif self._lines[n].mark is Mark.SIGNATURE or self._lines[n].text == "-- ":
                signing = ever = True
                kinds[n] = SegmentKind.WRITTEN if self._speaks(text) else SegmentKind.SIGNATURE
            elif signing and (self._speaks(text) or self._is_sentence(text)):
                signing = False
            elif signing or (ever and _CONTACT.search(text) and len(text) < LONG):
                kinds[n] = SegmentKind.SIGNATURE

    def _resumes(self, paragraph: Sequence[int]) -> bool:
        """Whether a paragraph below a signature goes on with the message: a list, a form, a sentence with a number."""
        texts = [self._texts[n] for n in paragraph]
        told = self._page.hits(WordingKind.SIGNATURE_LINE)
        if any(n in told for n in paragraph) or any(_CONTACT.search(t) for t in texts):
            return False
        listed = all(_LIST_ITEM.match(t) or _LABELLED.match(t) for t in texts)
        return listed or (bool(_SENTENCE_END.search(texts[-1])) and any(c.isdigit() for t in texts for c in t))

    def _closes(self, n: int) -> bool:
        hit = self._page.hits(WordingKind.CLOSING).get(n)
        if hit:
            return len(self._texts[n]) <= LONG * 1.5
        return bool(_DELIMITER.match(self._texts[n])) and n > 0

    def _closes_only(self, n: int) -> bool:
        """Whether nothing but the closing and names stand in its line; else the line is the message's too."""
        hit = self._page.hits(WordingKind.CLOSING).get(n)
        if hit is None:
            return True
        rest = self._texts[n][hit.end :].strip(" ,.!;:-–—)")
        return not rest or self._is_names(rest)

    def _is_names(self, text: str) -> bool:
        first = re.split(r"[,(|/]|\s-\s", text)[0].split()
        capitals = sum(w[:1].isupper() for w in first)
        if self._speaks(text) or any(c.isdigit() for c in " ".join(first)) or text.endswith(("?", "!")):
            return False
        return len(first) <= 3 or (len(first) <= 8 and capitals * 2 >= len(first))

    def _speaks(self, text: str) -> bool:
        """Whether words stand here that no signature has: "ik", "graag", "kom"."""
        return bool(self._wordings.find(WordingKind.SENTENCE, self._writer.unnamed(text)))

    @staticmethod
    def _is_sentence(text: str) -> bool:
        words = len(text.split())
        return (words >= WORDS and bool(_SENTENCE_END.search(text))) or (words > 2 and text.endswith("?"))

    def _is_postscript(self, lines: Sequence[int]) -> bool:
        return bool(lines) and lines[0] in self._page.hits(WordingKind.POSTSCRIPT)

    def _stands_apart(self, run: Sequence[int]) -> bool:
        """Whether a run is the mail's last and stands apart from a quotation above that asks for nothing."""
        above = self._texts[run[0] - 1] if run[0] else ""
        return run[-1] == len(self._texts) - 1 and not self._texts[run[0]] and not above.endswith(("?", ":"))

    def _bare(self, run: Sequence[int], kinds: list[SegmentKind], *, answered: bool) -> None:
        """Without a closing: the last lines, from the one with the writer's name, when the message stands above.

        `answered` when it stands above within the quotation, and here only a name.
        """
        last = [n for n in run if self._texts[n] and kinds[n] is SegmentKind.WRITTEN]
        told = self._page.hits(WordingKind.SIGNATURE_LINE)
        block: list[int] = []
        for n in reversed(last if answered else last[1:]):
            if len(block) >= MOST or not (n in told or self._may_sign(self._texts[n])):
                break
            block.insert(0, n)
        start = next((k for k, n in enumerate(block) if self._writer.signs(self._texts[n])), None)
        if start is None:
            start = self._contact_block(block)
        elif start and self._texts[block[start]][:1].islower() and self._is_name_above(block, start):
            start -= 1
        if start is not None and self._introduced(last, block[start]):
            return  # "Ik meld aan:" and then names
        for n in block[start:] if start is not None else ():
            kinds[n] = SegmentKind.SIGNATURE

    def _introduced(self, last: Sequence[int], first: int) -> bool:
        above = [n for n in last if n < first]
        return bool(above) and self._texts[above[-1]].endswith(":")

    def _is_name_above(self, block: Sequence[int], start: int) -> bool:
        """Whether a name stands right above a function: of who writes from a shared mailbox."""
        text = self._texts[block[start - 1]]
        return block[start] - block[start - 1] == 1 and len(text.split()) > 1 and text[:1].isupper()

    def _contact_block(self, block: Sequence[int]) -> int | None:
        """Return where a paragraph begins in which a telephone number or web address stands under a name."""
        start = next((k for k in range(len(block) - 1, 0, -1) if block[k] - block[k - 1] > 1), 0)
        told = [self._texts[n] for n in block[start:]]
        named = bool(told) and told[0][:1].isupper() and not any(c.isdigit() for c in told[0])
        return start if named and len(told) > 1 and any(_CONTACT.search(t) for t in told[1:]) else None

    def _may_sign(self, text: str) -> bool:
        return (
            len(text) <= LONG
            and not self._speaks(text)
            and not text.endswith(("?", "!", ":"))
            and not _LIST_ITEM.match(text)
            and not _TABULAR.search(text)
            and not (_LABELLED.match(text) and not _CONTACT.search(text))
            and not self._is_sentence(text)
        )

    def _blanks(self, run: Sequence[int], kinds: list[SegmentKind]) -> None:
        """A blank line belongs to what stands above it."""
        for n in run:
            if n and not self._texts[n]:
                kinds[n] = kinds[n - 1]

    def _paragraphs(self, run: Sequence[int]) -> Iterable[list[int]]:
        paragraph: list[int] = []
        for n in run:
            if self._texts[n]:
                paragraph.append(n)
            elif paragraph:
                yield paragraph
                paragraph = []
        if paragraph:
            yield paragraph


def _runs(kinds: Sequence[SegmentKind]) -> Iterable[list[int]]:
    """Yield the stretches of consecutive written lines."""
    run: list[int] = []
    for n, kind in enumerate(kinds):
        if kind is SegmentKind.WRITTEN:
            run.append(n)
        elif run:
            yield run
            run = []
    if run:
        yield run
