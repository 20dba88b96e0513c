"""`demo`: the main job on embedded defaults, on a sample mailbox."""

import mailbox
import shutil
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d_loket.cli.shared import application
from d_loket.model import DLoketError

if TYPE_CHECKING:
    from d_loket.bootstrap import Application
    from d_loket.cli.sample import SampleMailbox
    from d_loket.journey import Tally

MARKER = ".d-loket-demo"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Service")(demo)


def demo(
    directory: Annotated[Path, typer.Option("--dir", help="Where it all goes; emptied first.")] = Path("demo-data"),
    serve: Annotated[bool, typer.Option(help="Serve the web app afterwards, until Ctrl-C.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the web app.")] = 8000,
) -> None:
    """Watch D-loket take in a sample mailbox, and see what it did and why.

    Imports an announcement, takes in mails of invented people, answers them, and serves the web app.

    Examples:
    - `d-loket demo`
    - `d-loket demo --no-serve --dir /tmp/kijken`
    """
    from d_loket.cli.report import print_report
    from d_loket.cli.sample import SampleMailbox

    prepare(directory)
    sample = SampleMailbox()
    app = demo_application(directory.resolve(), sample)
    import_announcement(app)
    app.ready()
    take_in(app, sample)
    print_report(app, directory)
    if serve:
        from d_loket.cli.serving import serve_web

        serve_web(app, port=port, any_port=True)


def prepare(directory: Path) -> None:
    """Make the directory empty. Raises `DLoketError` for one with something in it that is not a demo's."""
    if (
        directory.exists()
        and not (directory / MARKER).exists()
        and (not directory.is_dir() or any(directory.iterdir()))
    ):
        raise DLoketError(
            f"{directory} holds something else than an earlier demo.", advice="Name another one with --dir."
        )
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    (directory / MARKER).write_text("`d-loket demo` empties this directory.\n")


def demo_application(directory: Path, sample: "SampleMailbox") -> "Application":
    """Return an application that keeps everything in one directory, whatever else is set, in the days of the sample."""
    return application(
        data_dir=directory,
        database_url=f"sqlite:///{directory / 'd-loket.db'}",
        inbox=f"maildir:{directory / 'inbox'}",
        outbox=f"maildir:{directory / 'outbox'}",
        rules=directory / "rules",
        now=sample.ends,
        mode="live",
        trusted_authserv_ids=(),
        acknowledge_review=False,
    )


def import_announcement(app: "Application") -> None:
    """Make the event file from the announcement."""
    from d_loket.announcing import import_event
    from d_loket.cli.sample import announcement
    from d_loket.rulebook import write_event

    event = import_event(announcement(), today=app.clock.now().date()).event
    events = app.settings.rules_dir / "events"
    events.mkdir(parents=True)
    write_event(event, events / f"{event.id}.yaml")


def take_in(app: "Application", sample: "SampleMailbox") -> None:
    """Deliver the sample and handle it, round by round, with a progress bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from d_loket.cli.sample import deliver

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Reading the rules", total=len(sample))
        journey, done = app.journey, 0
        progress.update(task, description="Taking in mail")

        def advance(tally: "Tally") -> None:
            progress.update(task, completed=done + tally.handled + tally.set_aside)

        for number in range(sample.rounds):
            mails = list(sample.round(number, replies_in(app.settings.data_dir / "outbox")))
            deliver(mails, app.settings.data_dir / "inbox")
            with app.mailbox() as box, app.sender() as sender:
                journey.run(box, sender, advance)
            done += len(mails)


def replies_in(outbox: Path) -> dict[str, EmailMessage]:
    """Return the mails that were sent, by the Message-ID they answer."""
    parser = BytesParser(EmailMessage, policy=policy.default)
    box = mailbox.Maildir(outbox, create=True)
    replies = [parser.parsebytes(box.get_bytes(key)) for key in box.iterkeys()]
    return {str(reply["In-Reply-To"]).strip(): reply for reply in replies}
