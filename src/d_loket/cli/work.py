"""`run`, `serve`, `web` and `retry`: the service itself."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from d_loket.cli.shared import application, say

if TYPE_CHECKING:
    from d_loket.bootstrap import Application
    from d_loket.journey import Tally

Host = Annotated[str | None, typer.Option(help="Address to listen at; default D_LOKET_WEB_HOST.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen at; default D_LOKET_WEB_PORT.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Service")(serve)
    app.command(rich_help_panel="Service")(run)
    app.command(rich_help_panel="Service")(web)
    app.command(rich_help_panel="Service")(retry)


def run(
    once: Annotated[bool, typer.Option("--once", help="Handle what waits, send the replies, and end.")] = False,
) -> None:
    """Take in mail, decide, answer: the worker.

    Examples:
    - `d-loket run` goes on until it is told to stop
    - `d-loket run --once` handles everything that waits and ends
    """
    app = application().ready()
    if not once:
        worker = app.worker
        stop = stopped_by_signal()  # before it is said that it runs: whoever reads that may end it at once
        say("Taking in mail; Ctrl-C ends it.")
        worker.run(stop)
        return
    with app.mailbox() as mailbox, app.sender() as sender:
        tally = app.journey.run(mailbox, sender)
    say(summary(tally))


def serve(host: Host = None, port: Port = None) -> None:
    """Run the worker and the web app in one process: a whole installation.

    Examples:
    - `d-loket serve`
    - `d-loket serve --port 8080`
    """
    app = application(web_host=host, web_port=port).ready()
    from d_loket.cli.serving import serve_web

    with working(app):
        serve_web(app)


def web(host: Host = None, port: Port = None) -> None:
    """Serve the web app alone; the worker runs elsewhere.

    Examples:
    - `d-loket web`
    - `d-loket web --host 0.0.0.0 --port 8080`
    """
    app = application(web_host=host, web_port=port).ready()
    from d_loket.cli.serving import serve_web

    serve_web(app)


def retry(
    mail: Annotated[
        list[int] | None,
        typer.Argument(min=1, max=2**63 - 1, help="Numbers of mails, as `d-loket messages` shows them."),
    ] = None,
) -> None:
    """Handle mails again that were set aside, and send replies again that were given up.

    Examples:
    - `d-loket retry` tries everything that was set aside or given up
    - `d-loket retry 17 42` tries these mails, and the replies to them
    """
    app = application().ready()
    store = app.database.store()
    mails, replies = store.retry(mail or None), store.resend(app.clock.now(), mail or None)
    said = f"{mails} {'mail' if mails == 1 else 'mails'} and {replies} {'reply' if replies == 1 else 'replies'}"
    say(f"{said} set to be tried again; the next run does so.")


def stopped_by_signal() -> threading.Event:
    """Return an event that SIGTERM and Ctrl-C set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextmanager
def working(app: "Application") -> Iterator[None]:
    """Let the worker run beside what is done here; at the end it finishes the mail at hand."""
    stop = threading.Event()
    thread = threading.Thread(target=app.worker.run, args=(stop,), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def summary(tally: "Tally") -> str:
    """Return what a run did, in one line."""
    parts = [f"{tally.taken_in} taken in", f"{tally.handled} handled", f"{tally.sent} replies sent"]
    parts += [f"{tally.set_aside} set aside"] * bool(tally.set_aside)
    parts += [f"{tally.not_sent} replies not sent yet"] * bool(tally.not_sent)
    return ", ".join(parts)
