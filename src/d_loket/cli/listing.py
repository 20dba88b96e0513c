"""`messages` and `registrations`: what came in and what was decided; who comes."""

from pathlib import Path
from typing import Annotated, Any

import typer

from d_loket.cli.bench import unread
from d_loket.cli.output import Column, Format, write
from d_loket.cli.shared import application

As = Annotated[Format, typer.Option("--format", help="`table` for people; `jsonl` an object a line; `csv`; `xlsx`.")]
To = Annotated[Path | None, typer.Option("--output", "-o", help="File to write to; default stdout.")]

MESSAGES = (
    Column("id"),
    Column("received_at", "received"),
    Column("from", "from"),
    Column("subject"),
    Column("action", "decision"),
    Column("sessions", "session"),
    Column("role"),
    Column("who"),
    Column("reasons", "why"),
    Column("flags", "to look at"),
)
REGISTRATIONS = (
    Column("session"),
    Column("name"),
    Column("role"),
    Column("organisation"),
    Column("owner", "mail"),
    Column("status"),
    Column("registered_at", "registered"),
    Column("remarks"),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Looking")(messages)
    app.command(rich_help_panel="Looking")(registrations)


def messages(format_: As = Format.TABLE, output: To = None) -> None:
    """List every mail that came in, what was decided and why.

    Examples:
    - `d-loket messages`
    - `d-loket messages --format jsonl | jq 'select(.action == "review")'`
    - `d-loket messages --format xlsx -o berichten.xlsx`
    """
    database = application().database
    database.check()
    write((message_row(m) for m in database.queries().messages()), MESSAGES, format_, output)


def registrations(format_: As = Format.TABLE, output: To = None) -> None:
    """List who comes, per session.

    Examples:
    - `d-loket registrations`
    - `d-loket registrations --format csv > deelnemers.csv`
    """
    database = application().database
    database.check()
    write((dict(r) for r in database.queries().registrations()), REGISTRATIONS, format_, output)


def message_row(message: Any) -> dict[str, Any]:
    """Return a stored mail as the JSON object of the contract; without a decision it is for a person to look at."""
    return {**unread(None), **message}
