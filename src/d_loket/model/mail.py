"""A mail: as it came in, and as opened."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class MailKey:
    """Where a mail was found.

    For IMAP the key of RFC 3501 §2.3.1.1; for a Maildir `uidvalidity` is 0 and `uid` the file's base name.
    """

    account: str
    folder: str
    uidvalidity: int
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMail:
    """A mail's bytes and when and where they came in.

    `received_at` is IMAP's INTERNALDATE or the Maildir file's modification time. `oversize` is the
    full size in bytes of a mail that is larger than the limit: then `content` is its header only.
    """

    content: bytes
    received_at: datetime
    key: MailKey | None = None
    oversize: int | None = None


class Folder(StrEnum):
    """Where a mail is filed when it leaves the inbox; the settings give each its name on the server."""

    PROCESSED = "processed"
    REVIEW = "review"
    IGNORED = "ignored"


class SegmentKind(StrEnum):
    """What a stretch of a mail's text is."""

    WRITTEN = "written"  # by the writer, in this mail
    QUOTED = "quoted"  # an earlier mail in the thread
    FORWARDED = "forwarded"  # somebody else's mail, passed on
    INTRODUCTION = "introduction"  # "Op 3 mei schreef …", "Van: … Verzonden: …"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    FOOTER = "footer"  # "Verstuurd vanaf mijn iPhone", banners


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of consecutive lines of one kind. All segments, joined by line ends, are the whole body."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 §3.4): the address in lower case and the display name, "" when there is none."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the body. `text` is its text where it is a readable list (csv, plain, calendar), else None."""

    name: str
    content_type: str
    size: int
    text: str | None = None


class AutomaticKind(StrEnum):
    """Which kind of robot sent a mail; the values are those of the command line."""

    OUT_OF_OFFICE = "out-of-office"
    BOUNCE = "bounce"
    REPORT = "report"  # delivery and read reports, feedback loops
    LIST = "list"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Automatic:
    """The verdict that no person wrote this mail to us, and what showed it (a header or the wording)."""

    kind: AutomaticKind
    reason: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a non-delivery report says (RFC 3464): whose mail, which of our Message-IDs, for how long."""

    recipients: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    permanent: bool = True
    status: str = ""


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """An iTIP REPLY (RFC 5546 §3.2.3): `partstat` is ACCEPTED, DECLINED, TENTATIVE, …; `method` as given."""

    uid: str
    method: str
    partstat: str
    attendee: str
    sequence: int = 0


class Authentication(StrEnum):
    """What a trusted server's Authentication-Results (RFC 8601) say of the From domain (DMARC alignment)."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"  # no trusted header, or no verdict in it


@dataclass(frozen=True, kw_only=True)
class IncomingMail:
    """A mail, opened. Whatever the bytes, opening gives one of these; what was wrong with them is in `defects`.

    `written` is what the writer wrote now: the text on which decisions rest. `body` is everything a
    reader would see. `no_answer` says why an answer may not be sent (RFC 3834 §2), "" when it may;
    a human mail may well ask for none (`X-Auto-Response-Suppress`). `struck` is text the writer
    struck through: it is not in `written`.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address = Address("")
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    received_at: datetime
    segments: tuple[Segment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    automatic: Automatic | None = None
    no_answer: str = ""
    authentication: Authentication = Authentication.UNKNOWN
    bounce: Bounce | None = None
    calendar: CalendarReply | None = None
    defects: tuple[str, ...] = field(default=())
    oversize: int | None = None

    @cached_property
    def written(self) -> str:
        """What the writer wrote in this mail, without thread, signature, disclaimer and footer."""
        return self.text_of(SegmentKind.WRITTEN)

    @cached_property
    def signature(self) -> str:
        """The lines below the closing: name, function, organisation, telephone."""
        return self.text_of(SegmentKind.SIGNATURE)

    @cached_property
    def body(self) -> str:
        """The whole text, in its order."""
        return "\n".join(s.text for s in self.segments)

    def text_of(self, *kinds: SegmentKind) -> str:
        """Return the text of all segments of these kinds, stripped, in order, joined by a blank line."""
        return "\n\n".join(t for s in self.segments if s.kind in kinds and (t := s.text.strip()))
