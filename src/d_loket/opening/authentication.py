"""What a trusted server says of the sender (Authentication-Results, RFC 8601)."""

import re

from d_loket.model import Authentication
from d_loket.opening.mime import Parsed

_VERDICTS = {"pass": Authentication.PASS, "bestguesspass": Authentication.UNKNOWN, "fail": Authentication.FAIL}
_METHOD = re.compile(r"\s*dmarc\s*(?:/\s*\d+\s*)?=\s*(\w+)", re.IGNORECASE)


def authentication(parsed: Parsed, trusted: frozenset[str]) -> Authentication:
    """Return the DMARC verdict of the topmost header by a trusted authserv-id.

    Headers of other servers, and those without an authserv-id, may be the sender's own doing: they do not count.
    Nor does one further down: a trusted server puts its own on top.
    """
    names = {name.lower() for name in trusted}
    for value in parsed.headers("Authentication-Results"):
        plain = _without_comments(value)
        server, _, results = plain.partition(";")
        words = server.split()
        if words and words[0].lower() in names:
            found = {m[1].lower() for part in results.split(";") if (m := _METHOD.match(part))}
            return _VERDICTS.get(found.pop(), Authentication.UNKNOWN) if len(found) == 1 else Authentication.UNKNOWN
    return Authentication.UNKNOWN


def _without_comments(value: str) -> str:
    """Leave out quoted strings and (nested) comments: a sender writes in them what he likes."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif not quoted and char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
            kept.append(" ")
        elif not quoted and not depth:
            kept.append(char)
    return "".join(kept)
