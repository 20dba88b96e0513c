"""Which event a decision is about: two events may have a session of the same id.

Older decisions get it from their conversation, or from a registration that was made by the mail.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COMMENT = "the event it is about; NULL where an older D-loket did not keep it"
KNOWN = """
    UPDATE decision SET event_id = COALESCE(
        (SELECT MIN(registration.event_id) FROM registration WHERE registration.mail_id = decision.mail_id),
        (SELECT conversation.event_id FROM mail JOIN conversation ON conversation.id = mail.conversation_id
         WHERE mail.id = decision.mail_id)
    )
"""


def upgrade() -> None:
    op.add_column("decision", sa.Column("event_id", sa.Text(), comment=COMMENT))
    op.execute(KNOWN)


def downgrade() -> None:
    with op.batch_alter_table("decision", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_column("event_id")
