"""An announcement as numbered lines, whether it is text or an HTML page."""

import re
from dataclasses import dataclass

from d_loket.announcing.pages import lines_of_page


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its number, counted from 1; `level` is a heading's (1 the highest, 0 for other lines).

    `gap`: a paragraph starts here. `kind` is what its label says it holds ("" without one); the label itself is
    not in the text. Lines with one `row` (not 0) come from one row of a table. `margin`: it stands in a page's
    footer or side column.
    """

    number: int
    text: str
    level: int = 0
    gap: bool = False
    kind: str = ""
    row: int = 0
    margin: bool = False


def lines_of(text_or_html: str) -> list[Line]:
    """Return the lines that are not blank; a table's row is one line with tabs between its cells."""
    if re.search(r"<(html|body|p|table|div|li|h1)\b", text_or_html, re.I):
        raw = lines_of_page(text_or_html)
    else:
        raw = [(text, 0, False) for text in _plain(text_or_html)]
    lines: list[Line] = []
    gap = True
    for number, (text, level, margin) in enumerate(raw, 1):
        mark = re.match(r"\s*(#{1,6})\s+(?=\S)", text)
        bare = _clean(text[mark.end() :] if mark else text)
        if bare:
            beneath = bool(lines) and lines[-1].level > 0
            lines.append(Line(number, bare, len(mark[1]) if mark else level, gap or beneath, margin=margin))
        gap = not bare
    return lines


def _plain(text: str) -> list[str]:
    return text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")


def _clean(text: str) -> str:
    """Return a line without the marks of emphasis, and with tabs between the columns of a drawn table; "" if blank."""
    text = re.sub(r"~~.*?~~", " ", text.rstrip())
    text = re.sub(r"\*\*|__|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)", "", text)
    if text.count("|") > 1 and re.match(r"\s*\|.*\|\s*$", text):
        text = re.sub(r"\s*\|\s*", "\t", text.strip().strip("|").strip(" "))
    return "" if re.fullmatch(r"[\s=_*~+:|\-–—]*", text) else text
