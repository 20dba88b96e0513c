"""HTML → lines of text that still say which of them are quoted.

The structure that mail programs leave decides (`elements`).
Struck-through and hidden text is left out, tables of data become lines with " | " between the cells.
"""

import re
from dataclasses import dataclass, replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from d_loket.opening.elements import AFTER, AROUND, HEAD, LINE_ABOVE, hides, is_indent, mark_of, tells_of_another
from d_loket.opening.lines import Line, Mark, visible

DEEPEST = 400  # elements within elements; the tree of a deeper page takes quadratic time
MAX_ROWS = 3000  # of tables; so many are no list of people
BLOCKS = frozenset(
    "p div br tr li ul ol table h1 h2 h3 h4 h5 h6 hr blockquote pre section article header footer main aside dl dt dd"
    " center form fieldset address figure caption".split()
)
PARAGRAPHS = frozenset("p table ul ol h1 h2 h3 h4 h5 h6 pre blockquote".split())
DROPPED = frozenset("style script head title noscript template object svg select option button map".split())
STRUCK = frozenset("s del strike".split())

_SPACES = re.compile(r"[ \t\r\n\f]+")
_NESTING = re.compile(r"<(/?)(?:div|blockquote|table|span|font|ul|section|center|b|i|u|em)\b", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_STRUCTURED = re.compile(
    r"<blockquote|gmail_quote|gmail_signature|divRplyFwdMsg|appendonsend|border-top|yahoo_quoted|moz-cite|<table"
    r"|<s>|<s\s|<strike|<del[\s>]|line-through|signature",
    re.IGNORECASE,
)


def is_structured(html: str) -> bool:
    """Whether the HTML says more than its text: what is quoted, struck through, signed or in a table."""
    return bool(_STRUCTURED.search(html))


def lines_of(html: str) -> list[Line]:
    """Return what a reader sees, line by line, with what the structure says of each."""
    if _too_deep(html):
        return [Line(text) for part in _TAGS.sub("\n", html).splitlines() if (text := visible(unescape(part)).strip())]
    root = LexborHTMLParser(html).root
    reader = _Reader()
    if root is not None:
        reader.read(root)
    return reader.lines


def _too_deep(html: str) -> bool:
    """Whether more elements are opened within each other than any mail program writes."""
    if html.count("<") <= DEEPEST:
        return False
    depth = 0
    for match in _NESTING.finditer(html):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for everything within an element."""

    mark: Mark = Mark.NONE
    container: int = 0  # the number of the gmail_quote around it, 0 for none
    keeps_lines: bool = False  # <pre>
    row: bool = False  # within a row of a table of data


class _Reader:
    """Goes through the nodes in document order and fills `lines`."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._prefix = ""
        self._mark = Mark.NONE
        self._after = False  # a mark was passed behind which all is an earlier mail
        self._containers = 0
        self._rows = 0
        self._answered: set[int] = set()  # containers whose blockquote was passed: text after it is an answer

    def read(self, root: LexborNode) -> None:
        """Read a node and all within it, without recursion: mails nest as deep as they like."""
        stack: list[tuple[LexborNode, _Around, bool]] = [(root, _Around(), False)]
        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                self._leave(node.tag or "", around)
                continue
            inner = self._enter(node, around)
            if inner is None:
                continue
            stack.append((node, around, True))
            children = []
            child = node.child
            while child is not None:
                children.append((child, inner, False))
                child = child.next
            stack.extend(reversed(children))
        self._flush()

    def _enter(self, node: LexborNode, around: _Around) -> _Around | None:
        """Take in a node; return what holds within it, None where nothing within it counts."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "", around)
            return None
        if tag.startswith(("-", "!")) or tag in DROPPED or tag in STRUCK:
            return None
        if tag == "br":
            if around.row:
                self._words.append(" ")
            else:
                self._break()
            return None
        attributes = node.attributes
        if not attributes:
            style = names = ""
        else:
            style = attributes.get("style") or ""
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if "hidden" in attributes or (style and hides(style)):
                return None
        if around.row and tag in BLOCKS:
            self._words.append(" ")
        elif tag in BLOCKS:
            self._flush()
        if tag == "li":
            self._prefix = "- "
        inner = self._within(node, tag, style, names, around)
        if self._after and inner.mark is Mark.NONE:
            inner = replace(inner, mark=Mark.QUOTED)
        return inner

    def _within(self, node: LexborNode, tag: str, style: str, names: str, around: _Around) -> _Around:
        mark, container = around.mark, around.container
        names = names.strip()
        if names and AROUND.search(names) and tag != "blockquote" and mark is Mark.NONE:
            if node.css_first("blockquote") is None:
                mark = Mark.FORWARDED
            else:
                self._containers += 1
                container = self._containers
        if tag == "blockquote" and not is_indent(style, names) and not self._indents(node, style, names):
            mark = Mark.FORWARDED if mark is Mark.FORWARDED else Mark.QUOTED
            self._answered.add(container)
        elif names and mark is Mark.NONE:
            mark = mark_of(names)
        if names and AFTER.search(names):
            self._after = True
        elif style and LINE_ABOVE.search(style) and HEAD.match(node.text(deep=True)):
            self._after = True
            mark = Mark.INTRODUCTION if mark is Mark.NONE else mark
        row = around.row or (tag == "tr" and self._is_data(node))
        keeps = around.keeps_lines or tag == "pre" or "pre-wrap" in style
        if (mark, container, keeps, row) == (around.mark, around.container, around.keeps_lines, around.row):
            return around
        return _Around(mark, container, keeps, row)

    def _indents(self, node: LexborNode, style: str, names: str) -> bool:
        """Whether the writer set a blockquote around words of his own: nothing in or above it tells of another mail."""
        if self._answered or self._after or tells_of_another(node, style, names):
            return False
        above = next((line.text for line in reversed(self.lines) if line.text), "")
        announced = above.endswith(":") and not any(c.isdigit() or c == "@" for c in above)
        return bool(above) and (announced or "margin" in style.lower())

    def _is_data(self, row: LexborNode) -> bool:
        """Whether a row is one of a list of data: two cells or more, each short, with no table within."""
        self._rows += 1
        if self._rows > MAX_ROWS:
            return False
        cells = 0
        child = row.child
        while child is not None:
            if child.tag in ("td", "th"):
                cells += 1
                if child.css_first("table, img") is not None or len(child.text(deep=True)) > 160:
                    return False
            child = child.next
        return cells > 1

    def _leave(self, tag: str, around: _Around) -> None:
        if tag in ("td", "th") and around.row:
            self._words.append("\x1f")
        elif tag in BLOCKS and (not around.row or tag == "tr"):
            self._flush()
            if tag in PARAGRAPHS:
                self._blank()

    def _text(self, text: str, around: _Around) -> None:
        mark = around.mark
        if mark is Mark.NONE and self._after:
            mark = Mark.QUOTED
        elif mark is Mark.NONE and around.container and around.container not in self._answered:
            mark = Mark.INTRODUCTION
        if mark is not self._mark and text.strip():
            self._flush()
            self._mark = mark
        if self._prefix and text.strip():
            self._words.append(self._prefix)
            self._prefix = ""
        if around.keeps_lines and "\n" in text:
            for part in text.split("\n")[:-1]:
                self._words.append(part)
                self._break()
            text = text.rpartition("\n")[2]
        self._words.append(text)

    def _break(self) -> None:
        if any(word.strip() for word in self._words):
            self._flush()
        else:
            self._words.clear()
            self._blank()

    def _blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line("", self.lines[-1].mark))

    def _flush(self) -> None:
        if not self._words:
            return
        text = _SPACES.sub(" ", visible("".join(self._words))).strip()
        self._words.clear()
        if "\x1f" in text:
            text = " | ".join(cell for part in text.split("\x1f") if (cell := part.strip()))
        if text:
            self.lines.append(Line(text, self._mark))
