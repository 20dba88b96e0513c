"""`doctor`: tries each connection and says what is wrong and what to do."""

import typer

from d_loket.cli.shared import ERROR


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Administration")(doctor)


def doctor() -> None:
    """Try every connection and setting; say what is wrong and what to do. Nothing is changed.

    Example: `d-loket doctor`
    """
    raise typer.Exit(ERROR)
