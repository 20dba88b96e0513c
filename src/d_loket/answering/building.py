"""A mail of ours as its bytes, with the headers that RFC 5322 and RFC 3834 ask for."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr

from d_loket.model import IncomingMail, ascii_domain

LONGEST_SUBJECT = 200  # characters
MOST_REFERENCES = 20
LONGEST_REFERENCES = 8_000  # bytes of all of them
_PREFIX = re.compile(
    r"^\W*(?:(?:re|antw|antwoord|fw|fwd|doorst|aw|wg|sv|betr|tr)\s*(?:\[\d+\]|\(\d+\))?\s*:\s*)+", re.I
)
# Controls, and the marks that turn the direction of writing: they forge what a reader sees.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DOT_ATOM_ADDRESS = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE)
_ASCII_ID = re.compile(r"<[!-;=?-~]{1,900}>")

# The older policy: the newer one parses every header again, folds long Message-IDs wrongly, and is four times slower.
_POLICY = compat32.clone(linesep="\r\n", max_line_length=78)
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is in a mail of ours, and between whom. Addresses are in ASCII, texts are `clean`."""

    sender: str
    sender_name: str
    recipient: str
    subject: str
    text: str
    html: str
    language: str
    message_id: str
    date: datetime


def clean(text: str) -> str:
    """Return the text without characters that cannot be seen or encoded."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return the text on one line, fit for a header."""
    return " ".join(clean(text).split())


def bare_subject(subject: str) -> str:
    """Return a subject without the prefixes of replies and forwards, on one line, of a bounded length."""
    return clipped(_PREFIX.sub("", one_line(subject)))


def clipped(text: str) -> str:
    """Return the text on one line, of at most `LONGEST_SUBJECT` characters."""
    line = one_line(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def mailable(address: str) -> str:
    """Return the address as any mail server takes it (RFC 5322 §3.4.1, a domain by IDNA), "" when there is no way."""
    local, _, domain = address.rpartition("@")
    ascii_address = f"{local}@{ascii_domain(domain)}"
    return ascii_address if _DOT_ATOM_ADDRESS.fullmatch(ascii_address) and len(ascii_address) <= 254 else ""


def build(letter: Letter, answers: IncomingMail | None = None) -> bytes:
    """Return the mail whole, lines ended by CRLF: always the same bytes for the same letter.

    `Auto-Submitted` (RFC 3834 §5) and Microsoft's `X-Auto-Response-Suppress` keep other robots from
    answering. There is no `Precedence`: RFC 3834 §3.1.8 recommends neither the field nor a value,
    and "bulk" would make receivers treat a personal confirmation as a mailing.
    """
    message = MIMEMultipart("alternative", boundary=_boundary(letter), policy=_POLICY)
    message["From"] = _from(letter.sender, one_line(letter.sender_name))
    message["To"] = letter.recipient
    message["Subject"] = letter.subject if letter.subject.isascii() else _encoded(letter.subject, "Subject")
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = letter.message_id
    for name, value in _threading(answers) if answers else ():
        message[name] = value
    message["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = letter.language
    message.attach(_part(letter.text, "plain"))
    message.attach(_part(letter.html, "html"))
    return message.as_bytes()


def _part(text: str, subtype: str) -> MIMEText:
    # MIMEText takes the type of its charset argument for a name only; it passes a Charset on as it is.
    return MIMEText(text, subtype, _UTF8, policy=_POLICY)  # type: ignore[arg-type]


def _from(address: str, name: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_encoded(name, 'From')} <{address}>"


def _encoded(text: str, header: str) -> str:
    """Return a text beyond ASCII in encoded words of at most 75 characters (RFC 2047 §2)."""
    return Header(text, "utf-8", maxlinelen=75, header_name=header).encode()


def _boundary(letter: Letter) -> str:
    """Return a line that quoted-printable text cannot hold ("=_"), and that follows from the Message-ID."""
    return f"=_{hashlib.sha256(letter.message_id.encode()).hexdigest()[:24]}"


def _threading(mail: IncomingMail) -> Iterable[tuple[str, str]]:
    """Yield In-Reply-To and References (RFC 5322 §3.6.4), one Message-ID a line."""
    if not _ASCII_ID.fullmatch(mail.message_id):
        return
    before = mail.references or (mail.in_reply_to if len(mail.in_reply_to) == 1 else ())
    known = [i for i in dict.fromkeys(before) if _ASCII_ID.fullmatch(i) and i != mail.message_id]
    yield "In-Reply-To", mail.message_id
    yield "References", "\n ".join(_bounded([*known, mail.message_id]))


def _bounded(references: list[str]) -> list[str]:
    """Keep the first and the latest, so that the header stays short in an endless thread (RFC 5537 §3.4.4)."""
    if len(references) > MOST_REFERENCES:
        references = [references[0], *references[1 - MOST_REFERENCES :]]
    while len(references) > 1 and sum(map(len, references)) > LONGEST_REFERENCES:
        del references[1 if len(references) > 2 else 0]
    return references
