"""The commands joined into one, and how a failure is said."""

import sys

import typer

from d_loket.cli import bench, database, demo, doctor, event, listing, privacy, rules, work
from d_loket.cli.shared import ERROR, say_error
from d_loket.model import DLoketError

app = typer.Typer(
    name="d-loket",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="D-loket takes in registration mail, understands it, records it and answers. "
    "Settings come from `D_LOKET_*` and `d-loket.toml` (docs/settings.md).",
)

demo.add_to(app)
work.add_to(app)
bench.add_to(app)
listing.add_to(app)
event.add_to(app)
rules.add_to(app)
database.add_to(app)
doctor.add_to(app)
privacy.add_to(app)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 something is wrong (said on stderr), 2 wrong usage."""
    try:
        app()
    except DLoketError as error:
        say_error(error)
        sys.exit(ERROR)
    except OSError as error:
        say_error(DLoketError(f"{error.filename or 'The system'}: {error.strerror or error}."))
        sys.exit(ERROR)
