"""The names of mail domains."""

import idna

LONGEST_LABEL = 63  # octets (RFC 1035 §2.3.4)


def ascii_domain(domain: str) -> str:
    """Return a domain as mail servers know it: `münchen.example` is `xn--mnchen-3ya.example` (RFC 5891).

    "" for what cannot be one. Not Python's own codec: it makes `ss` of `ß` (RFC 3490), which is a domain of
    somebody else's.
    """
    if domain.isascii():
        return domain if all(len(label) <= LONGEST_LABEL for label in domain.split(".")) else ""
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""
