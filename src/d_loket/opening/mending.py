"""Bytes that a parser of mail would misread → bytes that it reads well, and a cut through nesting without end."""

import email.message
import email.parser
import re

LONGEST_FIELD = 20_000  # bytes; a longer header field is cut before it is decoded, which takes quadratic time
_SPACED_NAME = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]*)[ \t]+:")
_FIELD = re.compile(rb"\n(?![ \t])")
ODD_LINES = 3  # above the header; more is no header at all
DEEPEST = 8  # levels of multipart that the shallow reading enters
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_TEXT_PART = re.compile(rb"(?im)^content-type:[ \t]*text/plain[^\n]*\n(?:[^\r\n][^\n]*\n){0,20}?\r?\n")
_GUESS = re.compile(rb"(?im)^--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|mime-)")


def mend(content: bytes, defects: list[str]) -> bytes:
    """Return the mail with its header at the very start and ordinary line ends; what was mended is in `defects`."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        defects.append("de hele mail staat in UTF-16")
        content = content.decode("utf-16", "replace").encode()
    stripped = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    if len(stripped) != len(content):
        defects.append("lege regels of een BOM voor de kopregels")
    stripped = _line_ends(stripped, defects)
    stripped = _without_odd_lines(stripped, defects)
    if b"\x00" in stripped:
        defects.append("nulbytes")
    return _header(stripped, defects)


def _without_odd_lines(content: bytes, defects: list[str]) -> bytes:
    """Drop what stands above the first field of the header, if that field comes soon: an mbox line, or junk."""
    rest, odd = content, False
    for _ in range(ODD_LINES):
        first, _, below = rest.partition(b"\n")
        if not first.strip() or _HEADER_LINE.match(first):
            break
        odd = odd or not first.startswith((b"From ", b">From "))  # the mbox line is no defect
        rest = below
    if not _HEADER_LINE.match(rest):
        return content
    if odd:
        defects.append("een vreemde eerste regel")
    return rest


def _header(content: bytes, defects: list[str]) -> bytes:
    """Mend what stands above the first blank line: field names with a space behind them, fields without end."""
    blank = _BLANK.search(content)
    end = blank.start() if blank else len(content)
    head = content[:end]
    if (spaced := _SPACED_NAME.sub(rb"\1:", head)) != head:
        defects.append("spaties voor de dubbelepunt van kopregels")
    fields = _FIELD.split(spaced) if end > LONGEST_FIELD else []
    if any(len(field) > LONGEST_FIELD for field in fields):
        defects.append("een zeer lange kopregel, ingekort")
        spaced = b"\n".join(field[:LONGEST_FIELD] for field in fields)
    return content if spaced == head else spaced + content[end:]


def _line_ends(content: bytes, defects: list[str]) -> bytes:
    if b"\r" in content and b"\n" not in content:
        defects.append("regeleinden van alleen CR")
        return content.replace(b"\r", b"\n")
    if b"\r\r\n" in content[:4096]:
        defects.append("dubbele regeleinden")
        return content.replace(b"\r\r\n", b"\r\n")
    return content


def nested_too_deep(content: bytes) -> bool:
    """Whether a mail has so many boundaries that reading every level would take more than linear time."""
    return len(_BOUNDARY.findall(content)) > 60 or content.lower().count(b"message/rfc822") > 60


def shallow(content: bytes, defects: list[str], depth: int = 0) -> email.message.Message:
    """Read a mail's first levels only, in linear time; what lies deeper stays a part that is not read."""
    head, body = _split(content)
    message = email.parser.BytesHeaderParser().parsebytes(head + b"\n\n")
    boundary = _BOUNDARY.search(head) if b"multipart" in head.lower() else None
    parts = parts_of(body, boundary[1] or boundary[2]) if boundary else []
    if parts and depth < DEEPEST:
        message.set_payload([shallow(part, defects, depth + 1) for part in parts[:50]])
        return message
    if parts:
        defects.append("te diep genest; van wat dieper ligt is alleen de eerste tekst gelezen")
        return _first_text(body)
    message.set_payload(body.decode("ascii", "surrogateescape"))
    return message


def _first_text(body: bytes) -> email.message.Message:
    """Return the first part of plain text in what is not taken apart; where there is none, all of it as it is."""
    found = _TEXT_PART.search(body)
    if found:
        end = body.find(b"\n--", found.end() - 1)
        head, body = found[0], body[found.end() : end if end >= 0 else len(body)]
    else:
        head = b"Content-Type: application/octet-stream\n\n"
    message = email.parser.BytesHeaderParser().parsebytes(head)
    message.set_payload(body.decode("ascii", "surrogateescape"))
    return message


def with_its_boundary(body: bytes) -> bytes | None:
    """Return the body of a multipart whose declared boundary never occurs as a mail with the one that does."""
    guess = _GUESS.search(body)
    if not guess or b'"' in guess[1]:
        return None
    return b'Content-Type: multipart/mixed; boundary="' + guess[1] + b'"\n\n' + body


def parts_of(body: bytes, boundary: bytes) -> list[bytes]:
    """Return what stands between the lines of a boundary (RFC 2046 §5.1.1)."""
    line = re.compile(rb"(?m)^--" + re.escape(boundary) + rb"(?:--)?[ \t]*\r?(?:\n|\Z)")
    return [part for part in line.split(body)[1:] if part.strip()]


def _split(content: bytes) -> tuple[bytes, bytes]:
    if content[:1] in (b"\n", b"\r"):  # a part without a header of its own
        return b"", content
    blank = _BLANK.search(content)
    return (content[: blank.start()], content[blank.end() :]) if blank else (content, b"")
