"""The first tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column(
            "address", sa.Text(), nullable=False, comment="with whom, lower case; owner of what is registered in it"
        ),
        sa.Column("question", sa.Text(), comment="what we asked last and is still open"),
        sa.Column("rounds", sa.Integer(), nullable=False, comment="how often we asked in a row"),
        sa.Column(
            "options", sa.JSON(), nullable=False, comment="session ids in the order in which the question listed them"
        ),
        sa.Column("draft", sa.JSON(), nullable=False, comment="what is known of a registration that misses something"),
        sa.Column("role", sa.Text()),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        comment="A thread of mails with one writer about one event",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversation_address_event_id", "conversation", ["address", "event_id"])
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
        comment="Random keys of this installation",
    )
    op.create_table(
        "mail",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False, comment="the mailbox it came in at"),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False, comment="0 for a Maildir"),
        sa.Column("uid", sa.Text(), nullable=False, comment="a Maildir's file base name"),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False, comment="of the bytes as they came in"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes on the server"),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False, comment="the From address, lower case"),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="INTERNALDATE, or the Maildir file's mtime",
        ),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw", sa.LargeBinary(), comment="the bytes, zlib; NULL once their retention has passed"),
        sa.Column(
            "oversize", sa.BigInteger(), comment="full size of a mail that was too large: then raw is its header"
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="received, decided, failed or duplicate"),
        sa.Column("error", sa.Text(), comment="why it could not be handled"),
        sa.Column("duplicate_of", ID, comment="the mail with the same bytes"),
        sa.Column("action", sa.Text(), comment="of the present decision"),
        sa.Column(
            "decisions", sa.Integer(), nullable=False, comment="how many were taken: the number of the present one"
        ),
        sa.Column("conversation_id", ID),
        sa.Column("filed_at", sa.DateTime(timezone=True), comment="when it had left the inbox"),
        sa.CheckConstraint("state IN ('received', 'decided', 'failed', 'duplicate')", name=op.f("ck_mail_state")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_mail_conversation_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["duplicate_of"], ["mail.id"], name="fk_mail_duplicate_of", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.UniqueConstraint("account", "folder", "uidvalidity", "uid", name="uq_mail_account_folder_uidvalidity_uid"),
        comment="Every mail that came in, as it came in",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mail_account_sha256", "mail", ["account", "sha256"])
    op.create_index("ix_mail_conversation_id", "mail", ["conversation_id"])
    op.create_index("ix_mail_received_at", "mail", ["received_at"])
    op.create_index("ix_mail_state_received_at", "mail", ["state", "received_at"])
    op.create_index(
        "ix_mail_unfiled",
        "mail",
        ["id"],
        postgresql_where=sa.text("filed_at IS NULL"),
        sqlite_where=sa.text("filed_at IS NULL"),
    )
    op.create_table(
        "decision",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("mail_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, and more for later corrections"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False, comment="ISO 639-1"),
        sa.Column("flagged", sa.Boolean(), nullable=False, comment="an organiser must look"),
        sa.Column("flags", sa.JSON(), nullable=False, comment="at what"),
        sa.Column(
            "record",
            sa.JSON(),
            nullable=False,
            comment="the mail and what is done with it, as the command line gives it",
        ),
        sa.Column("segments", sa.JSON(), nullable=False, comment="the mail's whole text: [kind, text] in order"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False, comment="rules, or an organiser"),
        sa.Column("rulebook_version", sa.Text(), comment="digest of the rules"),
        sa.Column("confidence", sa.Float(), comment="0 to 1"),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="fk_decision_mail_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("mail_id", "number", name="uq_decision_mail_id_number"),
        comment="What was done with a mail, and why",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("mail_id", ID, comment="the mail it answers; NULL for a digest"),
        sa.Column("number", sa.Integer(), nullable=False, comment="of the decision it follows from"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="the plain part"),
        sa.Column(
            "content", sa.LargeBinary(), nullable=False, comment="the bytes that are sent, now and at every retry"
        ),
        sa.Column(
            "state", sa.Text(), nullable=False, comment="queued, sending, sent, failed, or held for an organiser"
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("claimed_by", sa.Text(), comment="the process that is sending it"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed', 'held')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="fk_outbox_mail_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("mail_id", "number", name="uq_outbox_mail_id_number"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
        comment="Our replies, written in the transaction that decides",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_table(
        "registration",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), comment="NULL for somebody who comes without being named"),
        sa.Column("role", sa.Text()),
        sa.Column("owner", sa.Text(), nullable=False, comment="the address that registered it and may change it"),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("conversation_id", ID),
        sa.Column("mail_id", ID, comment="the mail by which it was registered"),
        sa.Column("status", sa.Text(), nullable=False, comment="registered or cancelled"),
        sa.Column("remarks", sa.JSON(), nullable=False, comment="what an organiser must look at"),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('registered', 'cancelled')", name=op.f("ck_registration_status")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_registration_conversation_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="fk_registration_mail_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_registration"),
        comment="One person's place in one session",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_registration_conversation_id", "registration", ["conversation_id"])
    op.create_index("ix_registration_event_id_session_id_status", "registration", ["event_id", "session_id", "status"])
    op.create_index("ix_registration_mail_id", "registration", ["mail_id"])
    op.create_index("ix_registration_owner", "registration", ["owner"])
    op.create_table(
        "registration_history",
        sa.Column("id", ID, sa.Identity(), nullable=False),
        sa.Column("registration_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False, comment="registered, changed or cancelled"),
        sa.Column("by", sa.Text(), nullable=False, comment="the address that asked, or an organiser"),
        sa.Column("mail_id", ID),
        sa.Column("before", sa.JSON(), comment="NULL for a new registration"),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.CheckConstraint("what IN ('registered', 'changed', 'cancelled')", name=op.f("ck_registration_history_what")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="fk_registration_history_mail_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_registration_history_registration_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration_history"),
        comment="Everything that ever happened to a registration",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_registration_history_registration_id", "registration_history", ["registration_id"])


def downgrade() -> None:
    op.drop_table("registration_history")
    op.drop_table("registration")
    op.drop_table("outbox")
    op.drop_table("decision")
    op.drop_table("mail")
    op.drop_table("secret")
    op.drop_table("conversation")
