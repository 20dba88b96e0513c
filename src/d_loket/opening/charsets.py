"""Bytes → text, whatever charset they claim to be in."""

import re

_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "x-mac-roman": "mac-roman",
    "cp-850": "cp850",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-16",
}
# In these, bytes that happen to be good UTF-8 are ordinary text of their own.
_OTHER_WORLDS = re.compile(r"^(gb|big5|cp9|euc|iso-?2022|hz|utf-?16|utf-?32|utf-?7|johab)")
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_CODECS_OF_TEXT = re.compile(r"^[a-z0-9][a-z0-9_.:()-]*$")
_NOT_CHARSETS = frozenset("base64 bz2 hex quopri rot13 uu zlib idna punycode unicode_escape raw_unicode_escape".split())


def decode(payload: bytes, charset: str) -> str:
    """Return bytes as text by the charset claimed, or by the one that fits: UTF-8, else Windows-1252.

    A single-byte charset claimed for bytes that are good UTF-8 is a lie. NUL is dropped.
    """
    if payload.isascii() and not _is_seven_bit_code(charset):
        return payload.decode("ascii").replace("\x00", "")
    return _decode(payload, charset).replace("\x00", "")


def charset_of_html(payload: bytes) -> str:
    """Return the charset that HTML itself names in its first two kilobytes, "" when it names none."""
    match = _META.search(payload[:2048])
    return match[1].decode("ascii") if match else ""


def _is_seven_bit_code(charset: str) -> bool:
    return bool(_OTHER_WORLDS.match(_normal(charset)))


def _normal(charset: str) -> str:
    name = charset.lower().strip(" \"'")
    return _ALIASES.get(name, name)


def _decode(payload: bytes, charset: str) -> str:
    claimed = _normal(charset)
    for name in (claimed, "utf-8") if _OTHER_WORLDS.match(claimed) else ("utf-8", claimed):
        if _is_charset(name):
            try:
                return payload.decode(name)
            except (LookupError, UnicodeError, ValueError):
                continue
    return _damaged(payload)


def _is_charset(name: str) -> bool:
    return bool(_CODECS_OF_TEXT.match(name)) and name.replace("-", "_") not in _NOT_CHARSETS


def _damaged(payload: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; everything else reads as Windows-1252."""
    text = payload.decode("utf-8", "replace")
    high = sum(byte > 127 for byte in payload[:20_000])
    if text[:20_000].count("\ufffd") * 5 <= high:
        return text
    return payload.decode("cp1252", "replace")
