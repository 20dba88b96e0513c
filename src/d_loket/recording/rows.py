"""What the read side gives: frozen rows, complete and without a connection."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

from d_loket.model import Registration, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """A mail of ours. `state` is queued, sending, sent, failed or held; `mail_id` None where it answers none."""

    id: int
    mail_id: int | None
    kind: str
    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str
    content: bytes
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    last_error: str | None
    sent_at: datetime | None

    @property
    def html(self) -> str:
        """The HTML part, "" when there is none."""
        part = message_from_bytes(self.content, policy=policy.default).get_body(("html",))
        return str(part.get_content()) if part else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A mail and what was done with it.

    `state` is received, decided, failed or duplicate. `record` is the present decision as
    `model.record.record_of` gives it, None as long as there is none. `event_id` is the event that the
    sessions in it belong to, None where that was not kept. `replies` are ours to it, oldest first.
    """

    id: int
    account: str
    folder: str
    message_id: str
    sender: str
    sender_name: str
    subject: str
    received_at: datetime
    stored_at: datetime
    size: int
    oversize: int | None
    state: str
    error: str | None
    duplicate_of: int | None
    action: str | None
    conversation_id: int | None
    filed_at: datetime | None
    record: dict[str, Any] | None
    segments: tuple[Segment, ...]
    flagged: bool
    decided_at: datetime | None
    decided_by: str | None
    rulebook_version: str | None
    confidence: float | None
    event_id: str | None
    replies: tuple[ReplyRow, ...]

    @property
    def reply(self) -> ReplyRow | None:
        """The latest reply."""
        return self.replies[-1] if self.replies else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """A registration, and the mail it was made by (None and "" when that was erased)."""

    registration: Registration
    mail_id: int | None
    sender: str
    subject: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """Something that happened to a registration. `what` is registered, changed or cancelled; `by` who asked for it."""

    at: datetime
    what: str
    by: str
    mail_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SessionCount:
    """How many come to a session and how many withdrew; `roles` of those who come, None where it is not known."""

    registered: int
    cancelled: int
    roles: dict[str | None, int]
