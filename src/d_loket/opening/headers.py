"""Addresses, Message-IDs and dates from headers (RFC 5322 §3)."""

import re
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from d_loket.model import Address
from d_loket.opening.mime import Parsed, unfold

_ID = re.compile(r"<[^<>\s]{1,900}>")
_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\",;]+")


def addresses(parsed: Parsed, name: str) -> tuple[Address, ...]:
    """Return the mailboxes in all headers of this name, in order; what is no address is left out."""
    found: list[Address] = []
    raw = [str(v) for k, v in parsed.message.raw_items() if k.lower() == name.lower()]
    for value in raw:
        found += _parse(re.sub(r"[\r\n\x00]+", " ", value)[:50_000])
    return tuple(dict.fromkeys(found))


def _parse(value: str) -> list[Address]:
    pairs = getaddresses([value])
    good = [Address(a.lower(), unfold(n)) for n, a in pairs if _ADDRESS.fullmatch(a)]
    if good:
        return good
    match = _ADDRESS.search(value)
    return [Address(match[0].lower(), "")] if match else []


def message_ids(parsed: Parsed, name: str) -> tuple[str, ...]:
    """Return the Message-IDs in all headers of this name, angle brackets included."""
    return tuple(dict.fromkeys(i for value in parsed.headers(name) for i in _ID.findall(value)))[-50:]


def date_of(parsed: Parsed) -> datetime | None:
    """Return the Date header as an aware moment, None where it is missing or no date; without a zone it is UTC."""
    try:
        moment = parsedate_to_datetime(parsed.header("Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
