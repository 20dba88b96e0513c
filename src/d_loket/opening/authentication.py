"""What a trusted server says of the sender (Authentication-Results, RFC 8601)."""

import re

from d_loket.model import Authentication
from d_loket.opening.mime import Parsed

_DMARC = re.compile(r";\s*dmarc\s*=\s*(\w+)", re.IGNORECASE)


def authentication(parsed: Parsed, trusted: frozenset[str]) -> Authentication:
    """Return the DMARC verdict of the topmost header by a trusted authserv-id; others may be forged."""
    for value in parsed.headers("Authentication-Results"):
        plain = re.sub(r"\([^()]*\)", "", value)
        server = plain.split(";")[0].strip().split(" ")[0].lower()
        if server in {t.lower() for t in trusted}:
            match = _DMARC.search(plain)
            result = match[1].lower() if match else ""
            return {"pass": Authentication.PASS, "fail": Authentication.FAIL}.get(result, Authentication.UNKNOWN)
    return Authentication.UNKNOWN
