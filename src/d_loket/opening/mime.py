"""Bytes → headers and leaf parts, whatever state the bytes are in.

mail-parser reads first. Where it is blind or stumbles the bytes are mended beforehand (`mending`), or
the standard library reads them, or only the first levels are read. What was wrong is in `defects`.
"""

import email
import email.message
import email.policy
import logging
import re
from dataclasses import dataclass
from email.header import decode_header

import mailparser

from d_loket.opening.charsets import charset_of_html, decode
from d_loket.opening.mending import mend, nested_too_deep, shallow, with_its_boundary

MAX_PARTS = 200
MAX_DEPTH = 70
MAX_HEADER = 20_000  # characters of one header; more is no header a person wrote
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]")
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)

# What mail-parser says of a part it cannot name is in our `defects` where it matters.
logging.getLogger("mailparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no parts: its type, file name, disposition, decoded bytes and charset.

    `choice` tells of which multipart/alternative it is one (RFC 2046 §5.1.4), 0 when of none. `flow` is ""
    or the parameters of format=flowed (RFC 3676): "flowed", "delsp". An embedded message is one leaf:
    its headers and its text.
    """

    content_type: str
    name: str = ""
    disposition: str = ""
    payload: bytes = b""
    charset: str = ""
    choice: int = 0
    flow: str = ""

    @property
    def text(self) -> str:
        """The payload as text; what cannot be decoded shows as U+FFFD."""
        charset = self.charset
        if not charset and self.content_type == "text/html":
            charset = charset_of_html(self.payload)
        return decode(self.payload, charset or "utf-8")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail taken apart: its top-level message, its leaf parts in order, and what was wrong with it.

    `front` is mail-parser's reading, None where it gave none. `content_types` are those of the mail's own
    structure, containers included, not those of messages embedded in it.
    """

    message: email.message.Message
    front: mailparser.MailParser | None
    leaves: tuple[Leaf, ...]
    content_types: tuple[str, ...]
    defects: tuple[str, ...]
    raw_headers: dict[str, list[str]]

    def header(self, name: str) -> str:
        """Return the first header of this name, decoded and on one line, "" when there is none."""
        values = self.raw_headers.get(name.lower())
        return unfold(values[0]) if values else ""

    def headers(self, name: str) -> list[str]:
        """Return all headers of this name, decoded (RFC 2047), each on one line, control characters removed."""
        return [unfold(v) for v in self.raw_headers.get(name.lower(), ())]


def parse(content: bytes) -> Parsed:
    """Take a mail apart. Never raises; what was mended or given up is in `defects`."""
    defects: list[str] = []
    message, front = _read(mend(content, defects), defects)
    walk = _Walk(defects)
    walk.enter(message)
    leaves = walk.leaves if any(leaf.payload.strip() for leaf in walk.leaves) else [*walk.leaves, *_outside(message)]
    raw: dict[str, list[str]] = {}
    for key, value in message.raw_items():
        raw.setdefault(key.lower(), []).append(str(value)[:MAX_HEADER])
    return Parsed(message, front, tuple(leaves), tuple(walk.types), tuple(dict.fromkeys(defects)), raw)


def unfold(value: str) -> str:
    """Return a header's value decoded, on one line, without control characters."""
    plain = re.sub(r"[\r\n]+[ \t]*", " ", _eight_bit(value))
    try:
        parts = decode_header(plain)
        text = "".join(p if isinstance(p, str) else decode(p, c or "utf-8") for p, c in parts)
    except Exception:  # decode_header raises of many kinds; the raw value is better than none
        text = plain
    clean = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text)
    return clean.encode("utf-8", "replace").decode("utf-8").strip()


def _eight_bit(value: str) -> str:
    """Bytes above 127 stand in a header as surrogates; they are text in some charset (RFC 6532: UTF-8)."""
    if value.isascii():
        return value
    try:
        return decode(value.encode("ascii", "surrogateescape"), "utf-8")
    except UnicodeEncodeError:
        return value


def _read(content: bytes, defects: list[str]) -> tuple[email.message.Message, mailparser.MailParser | None]:
    """Let mail-parser read the mail; its message is the standard library's own."""
    if nested_too_deep(content):
        defects.append("zeer diep genest; alleen de eerste lagen zijn gelezen")
        return shallow(content, defects), None
    try:
        front = mailparser.parse_from_bytes(content)  # type: ignore[no-untyped-call]
        if isinstance(front.message, email.message.Message):
            return front.message, front
    except Exception as error:  # it raises of many kinds on broken mail
        defects.append(f"onleesbare structuur ({type(error).__name__})")
    try:
        return email.message_from_bytes(content, policy=email.policy.compat32), None
    except Exception as error:  # nesting deeper than the parser's recursion allows
        defects.append(f"structuur niet te lezen ({type(error).__name__})")
        return shallow(content, defects), None


def _outside(message: email.message.Message) -> list[Leaf]:
    """What stands before, between or after the boundaries of a multipart is all there is of its body."""
    texts = [t for t in (message.preamble, message.epilogue) if t and t.strip()]
    return [Leaf("text/plain", payload=t.encode("utf-8", "surrogateescape")) for t in texts]


class _Walk:
    """Goes through the parts, to a limit, and gathers the leaves."""

    def __init__(self, defects: list[str]) -> None:
        self.leaves: list[Leaf] = []
        self.types: list[str] = []
        self._defects = defects
        self._choices = 0

    def enter(self, part: email.message.Message, depth: int = 0, choice: int = 0) -> None:
        """Take in a part and the parts within it; `choice` is the alternative around it."""
        if len(self.types) >= MAX_PARTS or depth > MAX_DEPTH:
            self._defects.append("te veel delen; de rest is niet gelezen")
            return
        kind = _type_of(part)
        self.types.append(kind)
        if kind.startswith("message/"):
            self.leaves.append(Leaf(kind, _name_of(part, embedded=True), _disposition(part), _embedded(part)))
        elif part.is_multipart():
            if kind == "multipart/alternative":
                self._choices += 1
                choice = self._choices
            for inner in _inner(part):
                self.enter(inner, depth + 1, choice)
        elif kind.startswith("multipart/"):
            self._without_boundary(part, depth, choice)
        else:
            self.leaves.append(_leaf(part, kind, choice, self._defects))

    def _without_boundary(self, part: email.message.Message, depth: int, choice: int) -> None:
        self._defects.append("een deel zonder de grens die het noemt")
        payload = _raw(part)
        mended = with_its_boundary(payload)
        if mended:
            self.enter(shallow(mended, self._defects), depth + 1, choice)
        else:
            self.leaves.append(Leaf("text/plain", payload=payload, choice=choice))


def _inner(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    return [p for p in payload if isinstance(p, email.message.Message)] if isinstance(payload, list) else []


def _type_of(part: email.message.Message) -> str:
    declared = str(part.get("Content-Type", "")).split(";")[0].strip().lower()
    try:
        kind = part.get_content_type()
    except Exception:  # a malformed parameter raises of many kinds
        kind = declared
    if declared in ("text", "") and not part.is_multipart():
        return "text/plain"
    return kind if _TYPE.fullmatch(kind) else "text/plain"


def _param(part: email.message.Message, name: str) -> str:
    try:
        value = part.get_param(name)
        value = value[2] if isinstance(value, tuple) else value
        return unfold(value) if isinstance(value, str) else ""
    except Exception:  # malformed RFC 2231 parameters raise of many kinds
        return ""


def _disposition(part: email.message.Message) -> str:
    return str(part.get("Content-Disposition", "")).split(";")[0].strip().lower()


def _name_of(part: email.message.Message, *, embedded: bool = False) -> str:
    try:
        name = unfold(part.get_filename() or "")
    except Exception:  # as in _param
        name = _param(part, "name")
    if not name and embedded and (inner := _inner(part)):
        name = unfold(str(inner[0].get("Subject", "")))
    return name[:300]


def _leaf(part: email.message.Message, kind: str, choice: int, defects: list[str]) -> Leaf:
    payload = _payload(part, defects)
    flowed = _param(part, "format").lower() == "flowed"
    leaf = Leaf(
        content_type=kind,
        name=_name_of(part),
        disposition=_disposition(part),
        payload=payload,
        charset=_param(part, "charset"),
        choice=choice,
        flow=("delsp" if _param(part, "delsp").lower() == "yes" else "flowed") if flowed else "",
    )
    if kind == "text/plain" and payload[:300].lstrip()[:1] == b"<" and _HTML.match(leaf.text[:300]):
        return Leaf("text/html", leaf.name, leaf.disposition, payload, leaf.charset, choice)
    return leaf


def _payload(part: email.message.Message, defects: list[str]) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        raw = _raw(part)
        if len(_BASE64.sub(b"", raw[:4000])) * 20 > len(raw[:4000]):
            defects.append("een deel dat geen base64 is, al zegt het dat")
            return raw
    try:
        payload = part.get_payload(decode=True)
    except Exception as error:  # a damaged transfer encoding raises of many kinds
        defects.append(f"een deel met een kapotte codering ({type(error).__name__})")
        return _raw(part)
    return payload if isinstance(payload, bytes) else _raw(part)


def _raw(part: email.message.Message) -> bytes:
    """The bytes of a part as they came. `get_payload()` would read them by the charset of the part, which may lie."""
    raw = getattr(part, "_payload", "")
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _embedded(part: email.message.Message) -> bytes:
    """An embedded message (or the fields of a report) as its headers and its first text."""
    inner = _inner(part)
    if not inner:
        return _payload(part, [])
    blocks = []
    for message in inner[:20]:
        blocks.append("\n".join(f"{k}: {unfold(str(v)[:MAX_HEADER])}" for k, v in message.raw_items()))
        texts = _Walk([])
        texts.enter(message)
        first = next((leaf.text for leaf in texts.leaves if leaf.content_type == "text/plain"), "")
        blocks.append(first[:50_000])
    return "\n\n".join(b for b in blocks if b.strip()).encode("utf-8", "replace")
