"""`messages` and `registrations`: what came in and what was decided; who comes."""

from pathlib import Path
from typing import Annotated

import typer

from d_loket.cli.output import Format, write
from d_loket.cli.shared import application

As = Annotated[Format, typer.Option("--format", help="`table` for people; `jsonl` an object a line; `csv`; `xlsx`.")]
To = Annotated[Path | None, typer.Option("--output", "-o", help="File to write to; default stdout.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Looking")(messages)
    app.command(rich_help_panel="Looking")(registrations)


def messages(form: As = Format.TABLE, output: To = None) -> None:
    """List every mail that came in, what was decided and why.

    Examples:
    - `d-loket messages`
    - `d-loket messages --format jsonl | jq 'select(.action == "review")'`
    - `d-loket messages --format xlsx -o berichten.xlsx`
    """
    from d_loket.recording.exports import MESSAGES, message_record

    database = application().database
    database.check(writing=False)
    write(map(message_record, database.queries().every_message()), MESSAGES, form, output)


def registrations(form: As = Format.TABLE, output: To = None) -> None:
    """List who comes, per session.

    Examples:
    - `d-loket registrations`
    - `d-loket registrations --format csv > deelnemers.csv`
    """
    from d_loket.recording.exports import REGISTRATIONS, registration_record

    database = application().database
    database.check(writing=False)
    write(map(registration_record, database.queries().registrations()), REGISTRATIONS, form, output)
