"""An answer, ready to be sent."""

from dataclasses import dataclass
from enum import StrEnum


class ReplyKind(StrEnum):
    """Which template an outgoing mail comes from: a folder below `templates/mail/`."""

    CONFIRMATION = "confirmation"
    CLARIFICATION = "clarification"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    ACKNOWLEDGEMENT = "acknowledgement"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A mail from us, whole. `content` is its bytes (RFC 5322, CRLF); sending again sends the same bytes.

    `text` is its plain part, for showing. `message_id` includes the angle brackets.
    """

    kind: ReplyKind
    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str
    content: bytes
