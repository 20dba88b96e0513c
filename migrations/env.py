"""How Alembic runs the migrations.

On the connection that d_loket.recording hands over, or from its own command line on that of `-x url=…`.
"""

from typing import Literal

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from d_loket.model import DLoketError
from d_loket.recording.access import Access, parsed
from d_loket.recording.tables import metadata


def plain(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write the types of d_loket as SQLAlchemy's own: a migration must not change when they do."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def run(connection: Connection) -> None:
    """Run the migrations in the connection's own transaction: on SQLite too a failed one leaves nothing behind."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,
        render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def url() -> str:
    """Return the URL given on the command line."""
    given = context.get_x_argument(as_dictionary=True).get("url")
    if not given:
        raise DLoketError("Which database?", advice="Say -x url=sqlite:////path/to/file before the command.")
    return str(given)


if context.is_offline_mode():
    context.configure(url=url(), target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
elif handed_over := context.config.attributes.get("connection"):
    run(handed_over)
else:
    with Access(parsed(url()), foreign_keys=False).writing() as own:
        run(own)
