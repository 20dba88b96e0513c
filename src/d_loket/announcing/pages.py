"""An HTML page as the lines a reader sees."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

Raw = tuple[str, int, bool]  # the text, the heading's level, whether it stands in the margin

_HIDDEN = "script,style,nav,noscript,head,title,template,svg,button,select,del,s,strike,[hidden],[aria-hidden=true]"
_MENUS = re.compile(
    r"\b(?:breadcrumbs?|kruimel\w*|broodkruimel\w*|menu|skip\S*|cookie\S*|navigation|nav|share|delen|sr-only)\b"
)
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd tr table tbody thead tfoot section article header footer main aside h1 h2 h3 h4 h5 h6 "
    "blockquote address figure figcaption pre form fieldset body html details summary center hr".split()
)
_SPACED = frozenset("p ul ol dl table section article header footer main aside blockquote figure div".split())


def lines_of_page(html: str) -> list[Raw]:
    """Return the lines; "" stands between paragraphs. Nothing that is struck through or hidden."""
    tree = LexborHTMLParser(re.sub(r"\s+", " ", html))  # line ends mean nothing in HTML
    if tree.body is None:
        return []
    for node in tree.body.css(_HIDDEN):
        node.decompose()
    for node in tree.body.css("[class],[id]"):
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if _MENUS.search(named) and node.tag not in ("body", "main", "article") and not node.css("h1"):
            node.decompose()
    page = _Page()
    page.read(tree.body)
    return page.lines()


class _Page:
    """Gathers text into lines while it walks through the page."""

    def __init__(self) -> None:
        self._raw: list[Raw] = []
        self._text = ""
        self._level = 0
        self._margin = False

    def lines(self) -> list[Raw]:
        """Return what was gathered."""
        self._flush()
        return self._raw

    def read(self, node: LexborNode) -> None:
        """Take in a node and all that is in it."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._text += child.text(deep=False)
            elif tag == "br":
                self._flush()
            elif tag == "table" and (rows := rows_of(child)):
                self._space()
                for caption in child.css("caption"):
                    self._raw += [(_cell(caption), 0, self._margin), ("", 0, False)]
                self._raw += [(row, 0, self._margin) for row in rows]
                self._space()
            elif tag == "dl":
                self._definitions(child)
            elif tag in _BLOCKS:
                self._block(child, tag)
            else:
                self._inline(child, tag)

    def _block(self, node: LexborNode, tag: str) -> None:
        self._space() if tag in _SPACED and not self._text else self._flush()
        before, margin = self._level, self._margin
        if re.fullmatch(r"h[1-6]", tag):
            self._level = int(tag[1])
            self._raw.append(("", 0, False))
        self._margin = margin or tag in ("footer", "aside")
        self._text += "• " if tag == "li" else ""
        self.read(node)
        self._flush()
        self._level, self._margin = before, margin
        if tag in _SPACED and tag != "div":
            self._space()

    def _inline(self, node: LexborNode, tag: str) -> None:
        href = node.attributes.get("href") or ""
        self.read(node)
        address = re.match(r"mailto:([^?]+)", href)
        if tag == "a" and address and "@" not in node.text() and "@" in address[1]:
            self._text += f" ({address[1]})"

    def _definitions(self, node: LexborNode) -> None:
        """A term and what is said of it: a heading and lines; a labelled line where the term is a label."""
        self._space()
        for child in node.iter():
            if child.tag == "dt":
                self._raw.append(("", 0, False))
            self._block(child, child.tag or "")
        self._space()

    def _space(self) -> None:
        self._flush()
        self._raw.append(("", 0, False))

    def _flush(self) -> None:
        text = re.sub(r"[ \xa0\t]+", " ", self._text).strip()
        if text and text != "•":
            self._raw.append((text, self._level, self._margin))
        self._text = ""


def rows_of(table: LexborNode) -> list[str]:
    """Return a table's rows, tabs between cells; [] for a table that only lays out the page."""
    if table.css("table table") or any(len(_cell(c).split("; ")) > 6 for c in table.css("td")):
        return []
    held: dict[int, tuple[int, str]] = {}  # column → rows still to fill and their text
    rows = []
    for row in table.css("tr"):
        cells = list(_cells(row, held))
        if any(cells):
            rows.append("\t".join(cells))
    return rows if any("\t" in row for row in rows) else []


def _cells(row: LexborNode, held: dict[int, tuple[int, str]]) -> Iterator[str]:
    """Yield a row's cells; one that spans rows is repeated in each."""
    column = 0
    for cell in row.css("td,th"):
        while held.get(column, (0, ""))[0]:
            yield _held(held, column)
            column += 1
        text = _cell(cell)
        held[column] = (_span(cell, "rowspan") - 1, text)
        yield text
        column += 1
    while held.get(column, (0, ""))[0]:
        yield _held(held, column)
        column += 1


def _held(held: dict[int, tuple[int, str]], column: int) -> str:
    left, text = held[column]
    held[column] = (left - 1, text)
    return text


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return int(value) if value.isdecimal() and 0 < int(value) < 100 else 1


def _cell(cell: LexborNode) -> str:
    page = _Page()
    page.read(cell)
    return "; ".join(text.removeprefix("• ") for text, _, _ in page.lines() if text)
