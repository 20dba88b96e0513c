"""`event`: from an announcement to an event file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d_loket.cli.shared import application, settings
from d_loket.model import DLoketError

if TYPE_CHECKING:
    from d_loket.announcing import Imported


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    event = typer.Typer(no_args_is_help=True, help="The events people register for.")
    event.command("import")(import_)
    event.command("list")(list_)
    app.add_typer(event, name="event", rich_help_panel="Administration")


def import_(
    file: Annotated[Path, typer.Argument(help="The announcement, text or HTML; `-` reads stdin.")],
    rules: Annotated[Path | None, typer.Option("--rules", help="Rules directory to write into.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an event file that is there already.")] = False,
) -> None:
    """Make an event file from an announcement's own text; say what was taken from where.

    Examples:
    - `d-loket event import aankondiging.txt`
    - `curl -s https://gemeente.example/aankondiging | d-loket event import -`
    """
    from d_loket.announcing import import_event
    from d_loket.clock import Clock
    from d_loket.resources import shipped
    from d_loket.rulebook import load_rulebook, write_event

    known = settings(rules=rules)
    text = read_text(file)
    places = load_rulebook(known.rules_target, fallback=shipped("rules")).places
    imported = import_event(text, today=Clock(known.now).now().date(), places=places)
    target = known.rules_target / "events" / f"{imported.event.id}.yaml"
    if target.exists() and not force:
        raise DLoketError(f"{target} is there already.", advice="Add --force to replace it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_event(imported.event, target)
    show(imported, target)


def show(imported: "Imported", target: Path) -> None:
    """Print what was taken from where, what could not be found, and where the file is."""
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "value", "line", "taken from", title=imported.event.title)
    for taken in imported.taken:
        table.add_row(taken.field, str(taken.value), str(taken.line), taken.source)
    console = Console()
    console.print(table)
    for missing in imported.missing:
        console.print(f"not found: {missing}", markup=False)
    for doubt in imported.doubts:
        console.print(f"in doubt: {doubt}", markup=False)
    console.print(f"written: {target}", markup=False, soft_wrap=True)


def list_() -> None:
    """List the events and their sessions.

    Example: `d-loket event list`
    """
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for event in application().events:
        table = Table("session", "place", "date", "time", "venue", title=f"{event.id}: {event.title} ({event.mailbox})")
        for s in event.sessions:
            hours = "–".join(f"{t:%H:%M}" for t in (s.starts, s.ends) if t)
            table.add_row(s.id, s.place, s.date.isoformat(), hours, ", ".join(filter(None, (s.venue, s.address))))
        console.print(table)


def read_text(file: Path) -> str:
    """Return a file's text, UTF-8 or else Windows-1252. Raises `DLoketError` when it cannot be read."""
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise DLoketError(f"{file} cannot be read: {error.strerror}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252", errors="replace")
