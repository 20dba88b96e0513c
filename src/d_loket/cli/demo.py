"""`demo`: the main job on embedded defaults, on a sample mailbox."""

import typer

from d_loket.cli.shared import not_yet


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Service")(demo)


def demo() -> None:
    """Watch D-loket take in a sample mailbox.

    Example: `d-loket demo`
    """
    not_yet("demo")
