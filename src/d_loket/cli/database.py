"""`db`: the database's structure."""

from typing import Annotated

import typer

from d_loket.cli.shared import application, say


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    db = typer.Typer(no_args_is_help=True, help="The database's structure.")
    db.command()(upgrade)
    db.command()(downgrade)
    db.command()(current)
    app.add_typer(db, name="db", rich_help_panel="Administration")


def upgrade() -> None:
    """Bring the database to the structure of this version.

    Example: `d-loket db upgrade`
    """
    database = application().database
    database.upgrade()
    say("The database is up to date.")


def downgrade(
    revision: Annotated[str, typer.Argument(help="The revision to go back to; `base` removes everything.")],
) -> None:
    """Take the database back to an earlier structure. What that structure has no place for is lost.

    Example: `d-loket db downgrade 0001`
    """
    application().database.downgrade(revision)
    say(f"The database is at {revision}.")


def current() -> None:
    """Show the database's structure and whether this version can work with it.

    Example: `d-loket db current`
    """
    application().database.check()
    typer.echo("The database is up to date.")
