"""What the names and styles of HTML elements say of who wrote what is in them.

Gmail's `gmail_quote`, Outlook's `divRplyFwdMsg` and its blue line (`border-top`), Apple's and Thunderbird's
`blockquote type=cite`, Yahoo's `yahoo_quoted`.
"""

import re

from selectolax.lexbor import LexborNode

from d_loket.opening.lines import Mark, visible

LOOK = 40  # nodes of an element in which its first words stand

# What holds a quotation and the line above it: outside its blockquote stand the introduction and answers.
AROUND = re.compile(r"(?:^|\s)(?:gmail_quote|protonmail_quote|zmail_extra|yahoo_quoted_begin)", re.IGNORECASE)
_INTRODUCES = re.compile(r"moz-cite-prefix|gmail_attr|divRplyFwdMsg|reply-intro|moz-email-headers-table", re.IGNORECASE)
_QUOTES = re.compile(r"yahoo_quoted|AppleOriginalContents|OLK_SRC_BODY|tutanota_quote|WPSmailquote", re.IGNORECASE)
_FORWARDS = re.compile(r"moz-forward-container", re.IGNORECASE)
_SIGNS = re.compile(
    r"gmail_signature|moz-signature|AppleMailSignature|ms-outlook-mobile-signature|composer_signature"
    r"|(?:^|\s)(?:x_)*signature(?:\s|$)",
    re.IGNORECASE,
)
# All that follows one of these is an earlier mail.
AFTER = re.compile(
    r"divRplyFwdMsg|appendonsend|mail-editor-reference-message|ms-outlook-mobile-reference-message", re.IGNORECASE
)
LINE_ABOVE = re.compile(r"border-top\s*:\s*solid\s*#?(?:b5c4df|e1e1e1|#?c4c4c4)", re.IGNORECASE)
HEAD = re.compile(r"\s*[^\W\d_]{2,14}\s?:")  # "Van:"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_BORDER = re.compile(r"border(?!\s*:\s*(?:none|0))", re.IGNORECASE)
# The field of a head with a time or an address in it, a rule of dashes, or a line with a time that ends in a colon.
_OTHER_MAIL = re.compile(
    r"[^\W\d_]{2,14}\s?:.{0,280}(?:@|\d[:.]\d\d)|[-_>]{2}|[^:]{0,200}\b\d{1,2}[:.]\d{2}\b[^:]{0,200}:"
)
_INDENT = re.compile(r"border\s*:\s*none|border\s*:\s*0|webkit-indent", re.IGNORECASE)


def mark_of(names: str) -> Mark:
    """Return what the class and id of an element say of it."""
    for pattern, mark in (
        (_INTRODUCES, Mark.INTRODUCTION),
        (_QUOTES, Mark.QUOTED),
        (_FORWARDS, Mark.FORWARDED),
        (_SIGNS, Mark.SIGNATURE),
    ):
        if pattern.search(names):
            return mark
    return Mark.NONE


def hides(style: str) -> bool:
    """Whether what is styled so is not to be read: invisible, or struck through."""
    return bool(_HIDDEN.search(style)) or "line-through" in style.lower()


def is_indent(style: str, names: str) -> bool:
    """Whether a blockquote is the "indent" button of Gmail or Apple Mail and quotes nothing."""
    return bool(_INDENT.search(style) or "webkit-indent" in names) and "gmail_quote_container" not in names


def tells_of_another(node: LexborNode, style: str, names: str) -> bool:
    """Whether a blockquote has a mail program's signs, or begins with the head of another mail."""
    signed = names or _BORDER.search(style) or {"type", "cite"} & set(node.attributes)
    return bool(signed or _OTHER_MAIL.match(_beginning(node)))


def _beginning(node: LexborNode) -> str:
    """Return the first words within an element."""
    words: list[str] = []
    stack = [node]
    for _ in range(LOOK):
        if not stack:
            break
        inner = stack.pop()
        if inner.tag == "-text":
            words.append(inner.text_content or "")
        stack.extend(reversed(_first_children(inner)))
    return " ".join(visible("".join(words)).split())[:300]


def _first_children(node: LexborNode) -> list[LexborNode]:
    children: list[LexborNode] = []
    child = node.child
    while child is not None and len(children) < LOOK:
        children.append(child)
        child = child.next
    return children
