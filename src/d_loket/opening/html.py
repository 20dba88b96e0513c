"""HTML → lines of text that still say which of them are quoted.

The structure that mail programs leave decides: Gmail's `gmail_quote`, Outlook's `divRplyFwdMsg` and
its blue line (`border-top`), Apple's and Thunderbird's `blockquote type=cite`, Yahoo's `yahoo_quoted`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "p div br tr li ul ol table h1 h2 h3 h4 h5 h6 hr blockquote pre section article header footer dl dt dd".split()
)
DROPPED = frozenset("style script head title noscript template object svg".split())
STRUCK = frozenset("s del strike".split())
_QUOTE = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend|OLK_SRC_BODY|reply-intro"
    r"|protonmail_quote|tutanota_quote|zmail_extra|mail_quote|WPSmailquote|isReplyContent|_rp_",
    re.IGNORECASE,
)
_AFTER = re.compile(r"divRplyFwdMsg|appendonsend|ms-outlook-mobile-reference|mail-editor-reference", re.IGNORECASE)
_LINE = re.compile(r"border(-top)?\s*:\s*(none\s*;\s*border-top\s*:\s*)?solid\s*#?(b5c4df|e1e1e1)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|font-size\s*:\s*0", re.IGNORECASE)
MAX_DEPTH = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `quoted` when the structure says it is from an earlier mail."""

    text: str
    quoted: bool


def lines_of(html: str) -> list[Line]:
    """Return what a reader sees, line by line; struck-through and hidden text is left out."""
    root = LexborHTMLParser(html).body
    if root is None:
        return []
    lines: list[Line] = []
    words: list[str] = []
    state = False

    def flush(quoted: bool) -> None:
        text = re.sub(r"[ \t\r\n\f\xa0]+", " ", "".join(words)).strip()
        words.clear()
        if text or (lines and lines[-1].text):
            lines.append(Line(text, quoted))

    for kind, text, quoted in _events(root, False, 0, _After()):
        if kind == "text":
            if quoted != state and words:
                flush(state)
            state = quoted
            words.append(text)
        elif words or kind == "break":
            flush(state if words else quoted)
            state = quoted
    flush(state)
    return lines


@dataclass(slots=True)
class _After:
    """Whether a marker was passed behind which all is an earlier mail."""

    passed: bool = False


def _events(node: LexborNode, quoted: bool, depth: int, after: _After) -> Iterator[tuple[str, str, bool]]:
    child = node.child
    while child is not None:
        yield from _event(child, quoted or after.passed, depth, after)
        child = child.next


def _event(node: LexborNode, quoted: bool, depth: int, after: _After) -> Iterator[tuple[str, str, bool]]:
    tag = node.tag or ""
    if tag == "-text":
        yield "text", node.text_content or "", quoted
        return
    if tag.startswith("-") or tag in DROPPED or tag in STRUCK or depth > MAX_DEPTH:
        return
    attributes = {k: v or "" for k, v in node.attributes.items()}
    style, names = attributes.get("style", ""), f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if _HIDDEN.search(style) or "line-through" in style:
        return
    if tag == "br":
        yield "break", "", quoted
        return
    if _AFTER.search(names) or _LINE.search(style):
        after.passed = True
    inner = quoted or after.passed or tag == "blockquote" or bool(_QUOTE.search(names))
    if tag in BLOCKS:
        yield "block", "", quoted
    if tag == "li":
        yield "text", "- ", inner
    yield from _events(node, inner, depth + 1, after)
    if tag in ("td", "th"):
        yield "text", "\u2009|\u2009", inner
    if tag in BLOCKS:
        yield "block", "", inner
        if tag in ("p", "table", "h1", "h2", "h3"):
            yield "break", "", inner
