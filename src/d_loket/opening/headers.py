"""Addresses, Message-IDs and dates from headers (RFC 5322 §3).

mail-parser reads the addresses and the date; where it has doubts about a header, or sees nothing in it, what can be
saved is saved: "Jan Bos [mailto:jan@…]", a display name with a comma and no quotes.
"""

import re
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from d_loket.model import Address
from d_loket.opening.mime import Parsed, unfold

MOST = 500  # addresses in one header; more is no list a person addressed
_ID = re.compile(r"<[^<>\s]{1,900}>")
_ADDRESS = re.compile(r"[^@\s<>\"(),;:\\\[\]]{1,200}@[^@\s<>\"(),;:\\\[\]]{1,250}")
_ANGLED = re.compile(r"([^<>]*)<\s*([^<>\s]+@[^<>\s]+)\s*>")
_PARSED = {"from": "from_", "to": "to", "cc": "cc", "reply-to": "reply_to"}


def addresses(parsed: Parsed, name: str) -> tuple[Address, ...]:
    """Return the mailboxes in the headers of this name, in order; what is no address is left out."""
    raw = parsed.raw_headers.get(name.lower(), [])
    if not raw:
        return ()
    found = _by_front(parsed, name.lower()) if len(raw) == 1 else []
    if not found:
        found = [address for value in raw for address in _saved(value)]
    return tuple(dict.fromkeys(found))[:MOST]


def _by_front(parsed: Parsed, name: str) -> list[Address]:
    front = parsed.front
    if front is None or name not in _PARSED or any(d["header"] == name for d in front.address_header_defects):
        return []
    try:
        pairs = getattr(front, _PARSED[name])
        return [Address(_clean(a), unfold(n)) for n, a in pairs if _ADDRESS.fullmatch(a)]
    except Exception:  # its reading of a header is lazy and may raise of many kinds
        return []


def _saved(value: str) -> list[Address]:
    """Return what can be read of a header that is not as it should be."""
    text = re.sub(r"[\r\n\x00]+", " ", value)
    try:
        pairs = getaddresses([text])
    except Exception:  # the standard library raises of several kinds on broken headers
        pairs = []
    good = [Address(_clean(a), unfold(n)) for n, a in pairs if _ADDRESS.fullmatch(a)]
    angled = [(n, a) for n, a in _ANGLED.findall(text) if _ADDRESS.fullmatch(a)]
    if len(angled) == 1:  # what stands before it is all name, however odd
        return [Address(_clean(angled[0][1]), unfold(angled[0][0].strip(" \"',;")))]
    if good:
        return good
    match = _ADDRESS.search(text)
    return [Address(_clean(match[0].removeprefix("mailto:")), "")] if match else []


def _clean(address: str) -> str:
    return unfold(address).strip(".").lower()


def message_ids(parsed: Parsed, name: str) -> tuple[str, ...]:
    """Return the Message-IDs in all headers of this name, angle brackets included; of very many, the last fifty."""
    return tuple(dict.fromkeys(i for value in parsed.headers(name) for i in _ID.findall(value)))[-50:]


def date_of(parsed: Parsed) -> datetime | None:
    """Return the Date header as an aware moment, None where it is missing or no date; without a zone it is UTC."""
    try:
        moment = parsedate_to_datetime(parsed.header("Date"))
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return aware
