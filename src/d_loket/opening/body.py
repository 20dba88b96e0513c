"""Which part of a mail is its body, and what is attached."""

from d_loket.model import Attachment, WordingKind
from d_loket.opening.html import Line, lines_of
from d_loket.opening.mime import Leaf, Parsed
from d_loket.opening.segments import from_plain
from d_loket.opening.wording import Wordings

READABLE = ("text/csv", "text/plain", "text/calendar", "text/vcard", "text/x-vcard", "text/tab-separated-values")
MAX_BODY = 300_000  # characters; nobody writes so much by hand
MAX_ATTACHED = 100_000


def body_lines(parsed: Parsed, wordings: Wordings) -> list[Line]:
    """Return the lines of the body: the plain part, or the HTML where that is missing or an empty shell."""
    plain = [leaf for leaf in parsed.leaves if leaf.content_type == "text/plain" and _inline(leaf)]
    html = [leaf for leaf in parsed.leaves if leaf.content_type == "text/html" and _inline(leaf)]
    text = "\n".join(leaf.text for leaf in plain)[:MAX_BODY]
    if html and _is_shell(text, wordings):
        return [line for leaf in html for line in lines_of(leaf.text[: MAX_BODY * 4])]
    if html and _struck(html):
        return [line for leaf in html for line in lines_of(leaf.text[: MAX_BODY * 4])]
    return from_plain(text)


def attachments(parsed: Parsed) -> tuple[Attachment, ...]:
    """Return what is attached, with the text of lists that can be read."""
    return tuple(_attachment(leaf) for leaf in parsed.leaves if not _is_body(leaf))


def _inline(leaf: Leaf) -> bool:
    return leaf.disposition != "attachment" and not leaf.name


def _is_body(leaf: Leaf) -> bool:
    return _inline(leaf) and leaf.content_type in ("text/plain", "text/html")


def _attachment(leaf: Leaf) -> Attachment:
    readable = leaf.content_type in READABLE or leaf.name.lower().endswith((".csv", ".txt", ".ics", ".vcf"))
    text = leaf.text[:MAX_ATTACHED] if readable else None
    return Attachment(leaf.name, leaf.content_type, len(leaf.payload), text)


def _is_shell(text: str, wordings: Wordings) -> bool:
    stripped = text.strip()
    return not stripped or (len(stripped) < 400 and bool(wordings.find(WordingKind.EMPTY_SHELL, stripped)))


def _struck(html: list[Leaf]) -> bool:
    """Struck-through text does not count, and only the HTML part shows it."""
    return any(mark in leaf.text.lower() for leaf in html for mark in ("<s>", "<strike", "<del", "line-through"))
