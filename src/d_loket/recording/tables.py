"""The tables. What changes here needs a migration; a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from d_loket.recording.columns import Compressed, Document, Instant, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# An address is at most 254 octets (RFC 5321 §4.5.3.1.3); a header may claim more.
ADDRESS = 320
# A line of a header is at most 998 octets (RFC 5322 §2.1.1).
LINE = 998

_ID = BigInteger().with_variant(Integer(), "sqlite")


def _key() -> Column[int]:
    return Column("id", _ID, Identity(), primary_key=True)


def _reference(name: str, table: str, *, gone: str, nullable: bool = True, comment: str = "") -> Column[int]:
    return Column(name, _ID, ForeignKey(f"{table}.id", ondelete=gone), nullable=nullable, comment=comment or None)


conversation = Table(
    "conversation",
    metadata,
    _key(),
    Column("event_id", Words, nullable=False),
    Column(
        "address", Words(ADDRESS), nullable=False, comment="with whom, lower case; owner of what is registered in it"
    ),
    Column("question", Words, comment="what we asked last and is still open"),
    Column("rounds", Integer, nullable=False, comment="how often we asked in a row"),
    Column("options", Document, nullable=False, comment="session ids in the order in which the question listed them"),
    Column("draft", Document, nullable=False, comment="what is known of a registration that misses something"),
    Column("role", Words),
    Column("updated_at", Instant, nullable=False),
    Index(None, "address", "event_id"),
    comment="A thread of mails with one writer about one event",
    sqlite_autoincrement=True,
)

mail = Table(
    "mail",
    metadata,
    _key(),
    Column("account", Words, nullable=False, comment="the mailbox it came in at"),
    Column("folder", Words, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False, comment="0 for a Maildir"),
    Column("uid", Words, nullable=False, comment="a Maildir's file base name"),
    Column("sha256", LargeBinary(32), nullable=False, comment="of the bytes as they came in"),
    Column("size", BigInteger, nullable=False, comment="bytes on the server"),
    Column("message_id", Words(LINE), nullable=False),
    Column("sender", Words(ADDRESS), nullable=False, comment="the From address, lower case"),
    Column("sender_name", Words(LINE), nullable=False),
    Column("subject", Words(LINE), nullable=False),
    Column("received_at", Instant, nullable=False, comment="INTERNALDATE, or the Maildir file's mtime"),
    Column("stored_at", Instant, nullable=False),
    Column("raw", Compressed, comment="the bytes, zlib; NULL once their retention has passed"),
    Column("oversize", BigInteger, comment="full size of a mail that was too large: then raw is its header"),
    Column("state", Words, nullable=False, comment="received, decided, failed or duplicate"),
    Column("error", Words, comment="why it could not be handled"),
    _reference("duplicate_of", "mail", gone="SET NULL", comment="the mail with the same bytes"),
    Column("action", Words, comment="of the present decision"),
    Column("decisions", Integer, nullable=False, comment="how many were taken: the number of the present one"),
    _reference("conversation_id", "conversation", gone="SET NULL"),
    Column("filed_at", Instant, comment="when it had left the inbox"),
    UniqueConstraint("account", "folder", "uidvalidity", "uid"),
    CheckConstraint("state IN ('received', 'decided', 'failed', 'duplicate')", name="state"),
    Index(None, "account", "sha256"),
    Index(None, "state", "received_at"),
    Index(None, "received_at"),
    Index(None, "conversation_id"),
    Index("ix_mail_unfiled", "id", postgresql_where=text("filed_at IS NULL"), sqlite_where=text("filed_at IS NULL")),
    comment="Every mail that came in, as it came in",
    sqlite_autoincrement=True,
)

decision = Table(
    "decision",
    metadata,
    _key(),
    _reference("mail_id", "mail", gone="CASCADE", nullable=False),
    Column("number", Integer, nullable=False, comment="1, and more for later corrections"),
    Column("action", Words, nullable=False),
    Column("role", Words),
    Column("language", Words, nullable=False, comment="ISO 639-1"),
    Column("flagged", Boolean, nullable=False, comment="an organiser must look"),
    Column("flags", Document, nullable=False, comment="at what"),
    Column(
        "record", Document, nullable=False, comment="the mail and what is done with it, as the command line gives it"
    ),
    Column("segments", Document, nullable=False, comment="the mail's whole text: [kind, text] in order"),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Words, nullable=False, comment="rules, or an organiser"),
    Column("rulebook_version", Words, comment="digest of the rules"),
    Column("confidence", Float, comment="0 to 1"),
    Column("event_id", Words, comment="the event it is about; NULL where an older D-loket did not keep it"),
    UniqueConstraint("mail_id", "number"),
    comment="What was done with a mail, and why",
    sqlite_autoincrement=True,
)

registration = Table(
    "registration",
    metadata,
    _key(),
    Column("event_id", Words, nullable=False),
    Column("session_id", Words, nullable=False),
    Column("name", Words, comment="NULL for somebody who comes without being named"),
    Column("role", Words),
    Column("owner", Words(ADDRESS), nullable=False, comment="the address that registered it and may change it"),
    Column("organisation", Words, nullable=False),
    _reference("conversation_id", "conversation", gone="SET NULL"),
    _reference("mail_id", "mail", gone="SET NULL", comment="the mail by which it was registered"),
    Column("status", Words, nullable=False, comment="registered or cancelled"),
    Column("remarks", Document, nullable=False, comment="what an organiser must look at"),
    Column("registered_at", Instant, nullable=False),
    CheckConstraint("status IN ('registered', 'cancelled')", name="status"),
    Index(None, "event_id", "session_id", "status"),
    Index(None, "owner"),
    Index(None, "conversation_id"),
    Index(None, "mail_id"),
    comment="One person's place in one session",
    sqlite_autoincrement=True,
)

registration_history = Table(
    "registration_history",
    metadata,
    _key(),
    _reference("registration_id", "registration", gone="CASCADE", nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", Words, nullable=False, comment="registered, changed or cancelled"),
    Column("by", Words(ADDRESS), nullable=False, comment="the address that asked, or an organiser"),
    _reference("mail_id", "mail", gone="SET NULL"),
    Column("before", Document, comment="NULL for a new registration"),
    Column("after", Document, nullable=False),
    CheckConstraint("what IN ('registered', 'changed', 'cancelled')", name="what"),
    Index(None, "registration_id"),
    comment="Everything that ever happened to a registration",
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    _key(),
    _reference("mail_id", "mail", gone="CASCADE", comment="the mail it answers; NULL for a digest"),
    Column("number", Integer, nullable=False, comment="of the decision it follows from"),
    Column("kind", Words, nullable=False),
    Column("message_id", Words(LINE), nullable=False),
    Column("sender", Words(ADDRESS), nullable=False),
    Column("recipient", Words(ADDRESS), nullable=False),
    Column("subject", Words(LINE), nullable=False),
    Column("text", Words, nullable=False, comment="the plain part"),
    Column("content", Compressed, nullable=False, comment="the bytes that are sent, now and at every retry"),
    Column("state", Words, nullable=False, comment="queued, sending, sent, failed, or held for an organiser"),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("last_error", Words),
    Column("claimed_at", Instant),
    Column("claimed_by", Words, comment="the process that is sending it"),
    Column("sent_at", Instant),
    UniqueConstraint("message_id"),
    UniqueConstraint("mail_id", "number"),
    CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed', 'held')", name="state"),
    Index(None, "state", "due_at"),
    Index(None, "created_at"),
    comment="Our replies, written in the transaction that decides",
    sqlite_autoincrement=True,
)

secret = Table(
    "secret",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="Random keys of this installation",
)
