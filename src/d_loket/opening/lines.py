"""Lines of text, with what the mail's own structure says of each."""

import re
from dataclasses import dataclass
from enum import Enum

QUOTE_MARK = re.compile(r"^\s{0,3}>")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e]")


class Mark(Enum):
    """What the structure of the HTML, or a ">" in plain text, says a line is."""

    NONE = "none"
    INTRODUCTION = "introduction"
    QUOTED = "quoted"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `mark` is what the structure says of it; the text itself may say more."""

    text: str
    mark: Mark = Mark.NONE


def visible(text: str) -> str:
    """Return the text without characters that nobody sees, and with ordinary spaces."""
    return _INVISIBLE.sub("", text).replace("\xa0", " ").replace("\u202f", " ").replace("\u2009", " ")


def from_plain(text: str, flow: str = "") -> list[Line]:
    """Return the lines of a text/plain part; those behind ">" are quoted. `flow` is of format=flowed (RFC 3676)."""
    raw = visible(text).splitlines()
    if flow:
        raw = _unflow(raw, delsp=flow == "delsp")
    return [Line(_kept(line), Mark.QUOTED if QUOTE_MARK.match(line) else Mark.NONE) for line in raw]


def _kept(line: str) -> str:
    """Trailing spaces say nothing, but for the signature delimiter "-- " (RFC 3676 §4.3)."""
    return "-- " if line == "-- " else line.rstrip()


def _unflow(raw: list[str], *, delsp: bool) -> list[str]:
    """Join lines that end in a space with the next of the same quote depth (RFC 3676 §4.1, §4.5)."""
    joined: list[list[str]] = []
    depth_above, open_above = -1, False
    for line in raw:
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        kept = content[:-1] if flows and delsp else content
        if open_above and depth == depth_above and content != "-- ":
            joined[-1].append(kept)
        else:
            joined.append([">" * depth + " " if depth else "", kept])
        depth_above, open_above = depth, flows
    return ["".join(pieces) for pieces in joined]
