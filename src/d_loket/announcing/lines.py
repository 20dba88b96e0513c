"""An announcement as numbered lines, whether it is text or an HTML page."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

_BLOCKS = "p,div,li,tr,h1,h2,h3,h4,h5,dt,dd,br,table,ul,ol,section,article"


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its number, counted from 1."""

    number: int
    text: str


def lines_of(text_or_html: str) -> list[Line]:
    """Return the lines; of a page those a reader sees, a table's row on one line with tabs between cells."""
    text = (
        _text_of(text_or_html) if re.search(r"<(html|body|p|table|div|li|h1)\b", text_or_html, re.I) else text_or_html
    )
    cleaned = text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return [Line(n, line.rstrip()) for n, line in enumerate(cleaned.split("\n"), 1)]


def _text_of(html: str) -> str:
    tree = LexborHTMLParser(re.sub(r"\s+", " ", html))  # line ends mean nothing in HTML
    for node in tree.css("script,style,nav,footer,noscript,title"):
        node.decompose()
    for cell in tree.css("td,th"):
        cell.insert_child("\t")
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    text = tree.body.text() if tree.body else ""
    lines = (re.sub(r" *\t[ \t]*", "\t", re.sub(r"[ \xa0]+", " ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip("\t") for line in lines))
