"""What robots report: bounces of our mail (RFC 3464) and answers to calendar invitations (RFC 5546)."""

import re

from d_loket.model import Bounce, CalendarReply
from d_loket.opening.mime import Leaf, Parsed

_ID = re.compile(r"(?im)^[ \t>]*(?:x-)?(?:original-)?message-id:\s*(<[^<>\s]{1,900}>)")
_RECIPIENT = re.compile(
    r"(?im)^[ \t]*(?:final|original)-recipient:[ \t]*(?:[\w-]+[ \t]*;)?[ \t]*<?([^\s<>;,]+@[^\s<>;,]+)"
)
_ADDRESS = re.compile(r"[^\s<>;,\"'()\[\]:]{1,200}@[^\s<>;,\"'()\[\]:]{1,200}\.[^\s<>;,\"'()\[\]:]{1,60}")
_STATUS = re.compile(r"(?im)^status:\s*([245]\.\d{1,3}\.\d{1,3})")
_ENHANCED = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<!\d)([45])\d\d[ -]")
# What sendmail, Exim, Postfix and Exchange say of a mail that they still try to deliver.
_STILL_TRYING = re.compile(
    r"still being retried|will (?:continue|keep) (?:to try|trying)|delivery delayed|has been (?:delayed|postponed)"
    r"|warning message only|(?:nogmaals|opnieuw) (?:worden )?geprobeerd|vertraagd",
    re.IGNORECASE,
)
BEGINNING = 2000  # characters of a report in which the server says what became of the mail
MOST = 200_000  # characters of a report that are read
_METHODS = ("REQUEST", "PUBLISH", "CANCEL", "ADD")


def bounce(parsed: Parsed) -> Bounce:
    """Return whose mail did not arrive: recipients, the Message-IDs quoted, and whether it is final (status 5.x.x)."""
    fields = "\n".join(leaf.text for leaf in parsed.leaves if leaf.content_type.endswith("delivery-status"))[:MOST]
    text = "\n".join(leaf.text for leaf in parsed.leaves if _tells(leaf))[:MOST]
    recipients = [r.lower() for r in _RECIPIENT.findall(fields or text)]
    recipients += [a.lower() for a in _ADDRESS.findall(parsed.header("X-Failed-Recipients"))]
    status = next(iter(_STATUS.findall(fields)), "") or next(iter(_ENHANCED.findall(text)), "")
    code = _REPLY_CODE.search(text)
    own = parsed.header("Message-ID").strip()
    ids = tuple(dict.fromkeys(i for i in _ID.findall(text) if i != own))
    passing = bool(code and code[1] == "4") or bool(_STILL_TRYING.search(text[:BEGINNING]))
    permanent = status[0] != "4" if status else not passing
    return Bounce(tuple(dict.fromkeys(recipients or _first_address(text))), ids, permanent=permanent, status=status)


def _tells(leaf: Leaf) -> bool:
    return leaf.content_type.startswith(("text/", "message/"))


def _first_address(text: str) -> list[str]:
    """In a bounce of plain text the first address named is nearly always the one that failed."""
    match = _ADDRESS.search(text[:3000])
    return [match[0].lower().strip(".")] if match else []


def calendar_reply(parsed: Parsed) -> CalendarReply | None:
    """Return the answer in a text/calendar part with METHOD REPLY, COUNTER or the like, None without one."""
    for leaf in parsed.leaves:
        if leaf.content_type not in ("text/calendar", "application/ics"):
            continue
        lines = re.sub(r"\r?\n[ \t]", "", leaf.text[:MOST]).splitlines()
        method = _value(lines, "METHOD").upper()
        if method and method not in _METHODS:
            return _reply(lines, method)
    return None


def _reply(lines: list[str], method: str) -> CalendarReply:
    attendee = next((line for line in lines if line.upper().startswith("ATTENDEE")), "")
    partstat = re.search(r"PARTSTAT=\"?([A-Z-]+)", attendee.upper())
    sequence = _value(lines, "SEQUENCE")
    return CalendarReply(
        uid=_value(lines, "UID"),
        method=method,
        partstat=partstat[1] if partstat else "",
        attendee=attendee.lower().rpartition("mailto:")[2].strip() if "mailto:" in attendee.lower() else "",
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
    )


def _value(lines: list[str], name: str) -> str:
    for line in lines:
        key, _, value = line.partition(":")
        if key.split(";")[0].strip().upper() == name:
            return value.strip()
    return ""
