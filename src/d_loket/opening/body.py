"""Which part of a mail is its body, and what is attached."""

import re
from html import unescape
from itertools import groupby

from d_loket.model import Attachment, WordingKind
from d_loket.opening.html import is_structured, lines_of
from d_loket.opening.lines import Line, Mark, from_plain
from d_loket.opening.mime import Leaf, Parsed
from d_loket.opening.wording import Wordings

READABLE = ("text/csv", "text/plain", "text/calendar", "text/vcard", "text/x-vcard", "text/tab-separated-values")
SUFFIXES = (".csv", ".tsv", ".txt", ".ics", ".vcf")
MAX_BODY = 300_000  # characters; nobody writes so much by hand
MAX_HTML = 1_500_000
MAX_ATTACHED = 100_000
MUCH_MORE = 2  # times the words in HTML, and the plain text beside it is no more than a beginning
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_TEXT = ("text/plain", "text/html", "text/enriched", "text/richtext")
_MARKUP = ("text/html", "text/enriched", "text/richtext")


def body_leaves(parsed: Parsed) -> tuple[Leaf, ...]:
    """Return the parts that are the body: inline text without a file name; where there is none, the likeliest text."""
    texts = [leaf for leaf in parsed.leaves if leaf.content_type in _TEXT and leaf.payload.strip()]
    unnamed = [leaf for leaf in texts if leaf.disposition != "attachment" and not leaf.name]
    named = [leaf for leaf in texts if leaf.disposition != "attachment"]
    return tuple(unnamed or named or (texts[:1] if len(parsed.leaves) == 1 else ()) or _other_text(parsed))


def _other_text(parsed: Parsed) -> list[Leaf]:
    """Where no part is of a type that bodies have: parts of other text types ("text/x-markdown"), shown in place."""
    other = (leaf for leaf in parsed.leaves if leaf.content_type.startswith("text/") and leaf.payload.strip())
    return [leaf for leaf in other if leaf.disposition != "attachment" and not leaf.name and not _readable(leaf)]


def body_lines(parsed: Parsed, leaves: tuple[Leaf, ...], wordings: Wordings) -> list[Line]:
    """Return the lines of the body: of each choice between plain text and HTML, the one that says most.

    A mail with no text of its own, only a mail attached, is a forward: then that mail's lines are the body.
    """
    lines: list[Line] = []
    for choice, group in groupby(leaves, key=lambda leaf: leaf.choice):
        parts = list(group)
        for leaf in _chosen(parts, wordings) if choice else parts:
            lines += [Line("")] * bool(lines) + _lines(leaf)
    if not any(line.text.strip() for line in lines):
        lines = [
            Line(line, Mark.FORWARDED)
            for leaf in parsed.leaves
            if leaf.content_type in ("message/rfc822", "message/global")
            for line in leaf.text[:MAX_BODY].splitlines()
        ]
    return lines


def attachments(parsed: Parsed, body: tuple[Leaf, ...]) -> tuple[Attachment, ...]:
    """Return what is attached, with the text of lists that can be read."""
    own = {id(leaf) for leaf in body}
    return tuple(_attachment(leaf) for leaf in parsed.leaves if id(leaf) not in own and _is_attached(leaf))


def _is_attached(leaf: Leaf) -> bool:
    return bool(leaf.name or leaf.payload.strip() or leaf.disposition == "attachment")


def _attachment(leaf: Leaf) -> Attachment:
    text = leaf.text[:MAX_ATTACHED] if _readable(leaf) else None
    return Attachment(leaf.name, leaf.content_type, len(leaf.payload), text)


def _readable(leaf: Leaf) -> bool:
    return leaf.content_type in READABLE or leaf.name.lower().endswith(SUFFIXES)


def _lines(leaf: Leaf) -> list[Line]:
    if leaf.content_type not in _MARKUP:
        return from_plain(leaf.text[:MAX_BODY], leaf.flow)
    text = leaf.text[:MAX_HTML]
    if not _TAG.search(text):  # plain text, whatever it says it is
        return from_plain(unescape(text[:MAX_BODY]))
    return _to(lines_of(text), MAX_BODY)


def _to(lines: list[Line], most: int) -> list[Line]:
    kept, total = [], 0
    for line in lines:
        total += len(line.text) + 1
        if total > most:
            break
        kept.append(line)
    return kept


def _chosen(parts: list[Leaf], wordings: Wordings) -> list[Leaf]:
    """Choose between alternatives: HTML where its structure says more and its text not less, or plain is a shell."""
    html = [leaf for leaf in parts if leaf.content_type in _MARKUP]
    plain = [leaf for leaf in parts if leaf.content_type == "text/plain"]
    text = "\n".join(leaf.text for leaf in plain)[:MAX_BODY]
    if not html or not plain:
        return html or plain
    if _is_shell(text, wordings):
        return html
    words = sum(len(line.text.split()) for leaf in html for line in _lines(leaf))
    if not any(is_structured(leaf.text[:MAX_HTML]) for leaf in html):
        return html if words > MUCH_MORE * len(text.split()) else plain
    struck = any(m in leaf.text.lower() for leaf in html for m in ("<s>", "<s ", "<strike", "<del", "line-through"))
    return html if struck or words >= 0.7 * len(text.replace(">", " ").split()) else plain


def _is_shell(text: str, wordings: Wordings) -> bool:
    stripped = text.strip()
    return not stripped or (len(stripped) < 400 and bool(wordings.find(WordingKind.EMPTY_SHELL, stripped)))
