"""`privacy` and `purge`: people's rights over what is kept of them, and how long it is kept."""

from typing import Annotated

import typer

from d_loket.cli.shared import not_yet

Address = Annotated[str, typer.Argument(help="The person's mail address.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    privacy = typer.Typer(no_args_is_help=True, help="A person's rights over what is kept of them.")
    privacy.command()(export)
    privacy.command()(erase)
    app.add_typer(privacy, name="privacy", rich_help_panel="Administration")
    app.command(rich_help_panel="Administration")(purge)


def export(address: Address) -> None:
    """Give everything that is kept of a person.

    Example: `d-loket privacy export anna@voorbeeld.example`
    """
    not_yet("privacy export")


def erase(address: Address) -> None:
    """Erase what is kept of a person.

    Example: `d-loket privacy erase anna@voorbeeld.example`
    """
    not_yet("privacy erase")


def purge() -> None:
    """Erase what has been kept for its full term.

    Example: `d-loket purge`
    """
    not_yet("purge")
