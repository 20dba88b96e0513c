"""What robots report: bounces of our mail (RFC 3464) and answers to calendar invitations (RFC 5546)."""

import re
from email.utils import parseaddr

from d_loket.model import Bounce, CalendarReply
from d_loket.opening.mime import Parsed

_ID = re.compile(r"(?im)^message-id:\s*(<[^<>\s]+>)")
_RECIPIENT = re.compile(r"(?im)^(?:final|original)-recipient:\s*(?:rfc822|utf-8)?\s*;?\s*(\S+@\S+)")
_STATUS = re.compile(r"(?im)^status:\s*(\d\.\d+\.\d+)|\b([45]\.\d{1,3}\.\d{1,3})\b")


def bounce(parsed: Parsed) -> Bounce:
    """Return whose mail did not arrive: recipients, the Message-IDs quoted, and whether it is final (status 5.x.x)."""
    parts = [part.as_string() for part in parsed.message.walk() if part.get_content_type().startswith("message/")]
    parts += [leaf.text for leaf in parsed.leaves]
    text = "\n".join(parts)[:200_000]
    own = parsed.header("Message-ID")
    failed = [parseaddr(a)[1].lower() for a in re.split(r"[,\s]+", parsed.header("X-Failed-Recipients")) if "@" in a]
    recipients = [r.strip("<>;,").lower() for r in _RECIPIENT.findall(text)] + failed
    status = next((a or b for a, b in _STATUS.findall(text)), "")
    ids = tuple(dict.fromkeys(i for i in _ID.findall(text) if i != own))
    return Bounce(tuple(dict.fromkeys(recipients)), ids, permanent=not status.startswith("4"), status=status)


def calendar_reply(parsed: Parsed) -> CalendarReply | None:
    """Return the answer in a text/calendar part with METHOD REPLY, COUNTER or the like, None without one."""
    for leaf in parsed.leaves:
        if leaf.content_type != "text/calendar":
            continue
        lines = re.sub(r"\r?\n[ \t]", "", leaf.text).splitlines()
        method = _value(lines, "METHOD").upper()
        attendee = next((line for line in lines if line.upper().startswith("ATTENDEE")), "")
        partstat = re.search(r"PARTSTAT=([A-Z-]+)", attendee.upper())
        if method and method not in ("REQUEST", "PUBLISH"):
            sequence = _value(lines, "SEQUENCE")
            return CalendarReply(
                uid=_value(lines, "UID"),
                method=method,
                partstat=partstat[1] if partstat else "",
                attendee=attendee.lower().rpartition("mailto:")[2].strip(),
                sequence=int(sequence) if sequence.isdigit() else 0,
            )
    return None


def _value(lines: list[str], name: str) -> str:
    for line in lines:
        key, _, value = line.partition(":")
        if key.split(";")[0].strip().upper() == name:
            return value.strip()
    return ""
