"""A reply as the bytes of a mail, with the headers that RFC 3834 and RFC 5322 ask for."""

import re
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr

import css_inline

from d_loket.model import IncomingMail

_PREFIX = re.compile(r"^\s*((re|antw|fw|fwd|doorst|aw|wg|betr)\s*(\[\d+\])?\s*:\s*)+", re.IGNORECASE)
MAX_REFERENCES = 20


def reply_subject(subject: str) -> str:
    """Return the subject with one "Re: " before it, "" when there is none."""
    bare = " ".join(_PREFIX.sub("", subject).split())
    return f"Re: {bare[:200]}" if bare else ""


def build_message(
    mail: IncomingMail,
    *,
    sender: str,
    sender_name: str,
    subject: str,
    text: str,
    html: str,
    message_id: str,
    date: datetime,
    language: str,
) -> bytes:
    """Return the whole mail, lines ended by CRLF.

    `Auto-Submitted: auto-replied` (RFC 3834 §5) keeps other robots from answering; no `Precedence`,
    which RFC 3834 §3.1.8 leaves to the sender and spam filters hold against one.
    """
    message = MIMEMultipart("alternative", policy=SMTP.clone(max_line_length=78))
    message["From"] = formataddr((sender_name, sender))
    message["To"] = mail.sender.address
    message["Subject"] = str(Header(subject, "utf-8")) if not subject.isascii() else subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    if mail.message_id.startswith("<"):
        message["In-Reply-To"] = mail.message_id
        references = (*(mail.references or mail.in_reply_to[:1]), mail.message_id)
        message["References"] = " ".join(_bounded(tuple(dict.fromkeys(references))))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = language
    message.attach(MIMEText(text, "plain", "utf-8"))
    message.attach(MIMEText(css_inline.inline(html), "html", "utf-8"))
    return re.sub(rb"\r?\n", b"\r\n", message.as_bytes())


def _bounded(references: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the first and the latest references, so that the header stays short in an endless thread."""
    if len(references) <= MAX_REFERENCES:
        return references
    return (references[0], *references[-(MAX_REFERENCES - 1) :])
