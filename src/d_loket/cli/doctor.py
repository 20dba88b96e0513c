"""`doctor`: tries each connection and setting, and says what is wrong and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from d_loket.cli.shared import ERROR, application
from d_loket.model import DLoketError

if TYPE_CHECKING:
    from d_loket.bootstrap import Application


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing, and what to do about it."""

    level: Level
    text: str
    advice: str = ""


Check = Callable[["Application"], Iterator[Finding]]
STYLES = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "bold red"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Administration")(doctor)


def doctor() -> None:
    """Try every connection and setting; say what is wrong and what to do. Nothing is changed.

    Example: `d-loket doctor`
    """
    from rich.console import Console
    from rich.text import Text

    console, app, worst = Console(), application(), Level.OK
    for name, check in CHECKS.items():
        for finding in examine(check, app):
            worst = Level.ERROR if finding.level is Level.ERROR else worst
            line = Text.assemble((f"{finding.level:8}", STYLES[finding.level]), f"{name:12}", finding.text)
            console.print(line, soft_wrap=True)
            if finding.advice:
                console.print(Text(f"{'':20}{finding.advice}", "italic"), soft_wrap=True)
    if worst is Level.ERROR:
        raise typer.Exit(ERROR)


def examine(check: Check, app: "Application") -> Iterator[Finding]:
    """Yield what a check finds; what stops it is an error."""
    try:
        yield from check(app)
    except DLoketError as error:
        yield Finding(Level.ERROR, error.message, error.advice)
    except OSError as error:
        yield Finding(Level.ERROR, str(error))


def check_rules(app: "Application") -> Iterator[Finding]:
    """Load the language rules."""
    book = app.rulebook
    count = len(book.rules) + len(book.context) + len(book.wording)
    yield Finding(Level.OK, f"{count} rules and {len(book.places)} places in {app.settings.rules_dir}")


def check_events(app: "Application") -> Iterator[Finding]:
    """Load the events; one that is over waits for nobody."""
    for event in app.events:
        sessions = event.open_at(app.clock.now())
        if sessions:
            yield Finding(Level.OK, f"{event.id}: {len(sessions)} sessions still to come, mail to {event.mailbox}")
        else:
            yield Finding(
                Level.WARNING, f"{event.id}: every session is over.", "Import the next with: d-loket event import"
            )


def check_templates(app: "Application") -> Iterator[Finding]:
    """Compile every template of mails and pages."""
    from jinja2 import TemplateError

    for folder in ("mail", "web"):
        environment = app.templates(folder)
        names = environment.list_templates()
        for name in names:
            try:
                environment.get_template(name)
            except TemplateError as error:
                yield Finding(Level.ERROR, f"{folder}/{name}: {error}")
        yield Finding(Level.OK, f"{len(names)} of {folder}")


def check_database(app: "Application") -> Iterator[Finding]:
    """Connect, and see that the tables are this version's."""
    settings = app.settings
    if settings.embedded and not settings.database_url and not (settings.data_dir / "d-loket.db").exists():
        yield Finding(Level.OK, f"SQLite in {settings.data_dir}; made at the first run")
        return
    app.database.check()
    yield Finding(Level.OK, "it is there, can be written to, and is up to date")


def check_inbox(app: "Application") -> Iterator[Finding]:
    """Connect and log in."""
    with app.mailbox() as mailbox:
        yield from map(probed, mailbox.probe())
    yield from check_tls(app.settings.inbox, app.settings.inbox_tls, "D_LOKET_INBOX_TLS")


def check_outbox(app: "Application") -> Iterator[Finding]:
    """Connect and log in."""
    with app.sender() as sender:
        yield from map(probed, sender.probe())
    yield from check_tls(app.settings.outbox, app.settings.outbox_tls, "D_LOKET_OUTBOX_TLS")


def probed(result: tuple[bool, str, str]) -> Finding:
    """Return what an adapter says of itself (good, what, advice) as a finding."""
    good, text, advice = result
    return Finding(Level.OK if good else Level.ERROR, text, advice)


def check_tls(url: str, tls: str, setting: str) -> Iterator[Finding]:
    """Warn of a server that is not verified."""
    if tls == "off" and not url.startswith("maildir:"):
        yield Finding(Level.WARNING, "TLS is off: mail and password can be read on the way.", f"Set {setting}=verify.")


def check_senders(app: "Application") -> Iterator[Finding]:
    """Tell whether it can be known that mail comes from whom it says."""
    if ids := app.settings.trusted_authserv_ids:
        yield Finding(Level.OK, f"Authentication-Results of {', '.join(ids)} are believed")
    else:
        yield Finding(
            Level.WARNING,
            "No server is trusted to say whether a sender is genuine: the From address alone counts.",
            "Set D_LOKET_TRUSTED_AUTHSERV_IDS to the first word of Authentication-Results in mail you received.",
        )


def check_clock(app: "Application") -> Iterator[Finding]:
    """Say the time, and whether it is another than the wall's."""
    now = app.clock.now()
    if app.settings.now:
        yield Finding(Level.WARNING, f"D_LOKET_NOW is set: it is {now:%Y-%m-%d %H:%M} UTC.", "Unset it for real mail.")
    else:
        yield Finding(Level.OK, f"{now:%Y-%m-%d %H:%M} UTC")


def check_people(app: "Application") -> Iterator[Finding]:
    """Tell who hears of what waits for a person."""
    if addresses := app.settings.organisers:
        yield Finding(Level.OK, f"the note of what waits goes to {', '.join(addresses)}")
    else:
        yield Finding(
            Level.WARNING, "Nobody gets the note of what waits for a person.", "Set D_LOKET_ORGANISERS to addresses."
        )


CHECKS: dict[str, Check] = {
    "rules": check_rules,
    "events": check_events,
    "templates": check_templates,
    "database": check_database,
    "inbox": check_inbox,
    "outbox": check_outbox,
    "senders": check_senders,
    "organisers": check_people,
    "clock": check_clock,
}
