"""Bytes → headers and leaf parts, whatever state the bytes are in.

mail-parser reads first; where it is known to be blind or to stumble (a leading blank line or BOM, a
junk first line, CR-only line ends, broken nested boundaries) the bytes are mended and the
standard library reads them.
"""

import email
import email.message
import email.policy
import re
from dataclasses import dataclass
from email.header import decode_header

import mailparser

MAX_PARTS = 200
MAX_DEPTH = 30
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "shift_jis",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "cp-850": "cp850",
    "ansi": "cp1252",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no parts: its type, file name, disposition, decoded bytes and charset."""

    content_type: str
    name: str
    disposition: str
    payload: bytes
    charset: str

    @property
    def text(self) -> str:
        """The payload as text; what cannot be decoded shows as U+FFFD."""
        return decode(self.payload, self.charset)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail taken apart: its top-level message, its leaf parts in order, and what was wrong with it."""

    message: email.message.Message
    leaves: tuple[Leaf, ...]
    content_types: tuple[str, ...]
    defects: tuple[str, ...]

    def header(self, name: str) -> str:
        """Return the first header of this name, decoded and on one line, "" when there is none."""
        values = self.headers(name)
        return values[0] if values else ""

    def headers(self, name: str) -> list[str]:
        """Return all headers of this name, decoded (RFC 2047), each on one line, control characters removed."""
        wanted = name.lower()
        return [unfold(v) for k, v in self.message.raw_items() if k.lower() == wanted]


def parse(content: bytes) -> Parsed:
    """Take a mail apart. Never raises; what was mended or given up is in `defects`."""
    defects: list[str] = []
    mended = _mend(content, defects)
    message = _front(mended, defects)
    leaves: list[Leaf] = []
    types: list[str] = []
    _walk(message, 0, leaves, types, defects)
    return Parsed(message, tuple(leaves), tuple(types), tuple(dict.fromkeys(defects)))


def decode(payload: bytes, charset: str) -> str:
    """Return bytes as text by the charset claimed, UTF-8 or Windows-1252, whichever fits without an error."""
    claimed = _ALIASES.get(charset.lower().strip(" \"'"), charset.lower().strip(" \"'"))
    for name in (claimed, "utf-8", "cp1252"):
        try:
            return payload.decode(name).replace("\x00", "")
        except (LookupError, UnicodeError, ValueError):
            continue
    return payload.decode("cp1252", "replace").replace("\x00", "")


def unfold(value: object) -> str:
    """Return a header's value decoded, on one line, without control characters."""
    try:
        parts = decode_header(str(value).replace("\r", "").replace("\n", ""))
        text = "".join(p if isinstance(p, str) else decode(p, c or "utf-8") for p, c in parts)
    except Exception:  # decode_header raises of many kinds; the raw value is better than none
        text = str(value)
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def _mend(content: bytes, defects: list[str]) -> bytes:
    stripped = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    if len(stripped) != len(content):
        defects.append("lege regels of een BOM voor de kopregels")
    if b"\n" not in stripped and b"\r" in stripped:
        defects.append("regeleinden van alleen CR")
        stripped = stripped.replace(b"\r", b"\n")
    first, _, rest = stripped.partition(b"\n")
    if first and not _HEADER_LINE.match(first) and _HEADER_LINE.match(rest):
        if not first.startswith(b"From "):
            defects.append("een vreemde eerste regel")
        stripped = rest
    if b"\x00" in stripped:
        defects.append("nulbytes")
    return stripped


def _front(content: bytes, defects: list[str]) -> email.message.Message:
    """Let mail-parser read the mail; its message is the standard library's own."""
    try:
        message = mailparser.parse_from_bytes(content).message  # type: ignore[no-untyped-call]
        if isinstance(message, email.message.Message):
            return message
    except Exception as error:  # it raises of many kinds on broken mail
        defects.append(f"onleesbare structuur ({type(error).__name__})")
    try:
        return email.message_from_bytes(content, policy=email.policy.compat32)
    except Exception as error:  # nesting deeper than the parser's recursion allows
        defects.append(f"structuur niet te lezen ({type(error).__name__})")
        head, _, body = content.partition(b"\n\n") if b"\n\n" in content else content.partition(b"\r\n\r\n")
        message = email.message_from_bytes(head + b"\n\n")
        del message["Content-Type"]
        message.set_payload(body[:100_000].decode("utf-8", "replace"))
        return message


def _walk(part: email.message.Message, depth: int, leaves: list[Leaf], types: list[str], defects: list[str]) -> None:
    if len(types) >= MAX_PARTS or depth > MAX_DEPTH:
        defects.append("te veel delen; de rest is niet gelezen")
        return
    types.append(_type_of(part))
    if part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, email.message.Message):
                _walk(inner, depth + 1, leaves, types, defects)
        return
    if part.get_content_maintype() == "multipart":
        defects.append("een deel zonder de grens die het noemt")
    leaves.append(_leaf(part, defects))


def _type_of(part: email.message.Message) -> str:
    declared = str(part.get("Content-Type", "")).split(";")[0].strip().lower()
    return "text/plain" if declared in ("text", "") else part.get_content_type()


def _leaf(part: email.message.Message, defects: list[str]) -> Leaf:
    declared = _type_of(part)
    kind = "text/plain" if declared.startswith("multipart/") else declared
    try:
        name = unfold(part.get_filename() or "")
        disposition = str(part.get_content_disposition() or "")
        charset = str(part.get_content_charset() or part.get_param("charset") or "utf-8")
    except Exception:  # malformed RFC 2231 parameters raise of many kinds
        name, disposition, charset = "", "", "utf-8"
    return Leaf(kind, name, disposition, _payload(part, defects), charset)


def _payload(part: email.message.Message, defects: list[str]) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except Exception as error:  # a damaged transfer encoding raises of many kinds
        defects.append(f"een deel met een kapotte codering ({type(error).__name__})")
        return str(part.get_payload()).encode("utf-8", "replace")
    return payload if isinstance(payload, bytes) else b""
