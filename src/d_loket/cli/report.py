"""What the demo did and why, on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from d_loket.recording import MessageRow
from d_loket.recording.exports import message_record

if TYPE_CHECKING:
    from d_loket.bootstrap import Application

COLOURS = {
    "register": "green",
    "change": "cyan",
    "cancel": "magenta",
    "clarify": "yellow",
    "review": "red",
    "ignore": "dim",
}


def print_report(app: "Application", directory: Path) -> None:
    """Print every mail with what was done and why, the count per session, where things lie, and one reply in full."""
    console = Console()
    messages = list(app.database.queries().every_message())
    console.print(mail_table(messages))
    console.print(session_table(app))
    console.print(tally_line(messages))
    console.print(
        f"The replies lie in {directory / 'outbox'}, the database is {directory / 'd-loket.db'}.", soft_wrap=True
    )
    if reply := next((m.reply for m in messages if m.action == "register" and m.reply), None):
        header = f"To: {reply.recipient}\nSubject: {reply.subject}\n\n"
        console.print(Panel(Text(header + reply.text.strip()), title="One reply in full", width=100))


def mail_table(messages: list[MessageRow]) -> Table:
    """Return the mails in the order of the conversations they belong to."""
    table = Table("mail", "decision", "session", "role", "who", "why", show_lines=False)
    for message in messages:
        record = message_record(message)
        action = record["action"] or message.state
        flag = " ⚑" if record["flag"] else ""
        mail = f"{message.sender_name or message.sender}: {message.subject}"
        table.add_row(
            Text(mail, no_wrap=True, overflow="ellipsis"),
            Text(action + flag, COLOURS.get(action, "")),
            Text(", ".join(record["sessions"])),
            Text(record["role"] or ""),
            Text(", ".join(record["who"])),
            Text(message.error or next(iter(record["flags"] + record["reasons"]), "")),
        )
    table.columns[0].max_width = 40
    return table


def session_table(app: "Application") -> Table:
    """Return how many come to each session, and in which roles."""
    table = Table("session", "date", "place", "registered", "withdrawn", "roles")
    for event in app.events:
        counts = app.database.queries().counts(event.id)
        for session in event.sessions:
            if count := counts.get(session.id):
                roles = ", ".join(f"{n} {role or 'unknown'}" for role, n in count.roles.items())
                numbers = str(count.registered), str(count.cancelled), roles
            else:
                numbers = "0", "0", ""
            table.add_row(session.id, f"{session.date:%d-%m-%Y}", session.venue or session.place, *numbers)
    return table


def tally_line(messages: list[MessageRow]) -> str:
    """Return how many mails got which decision, in one line."""
    actions = [m.action or "set aside" for m in messages]
    counts = ", ".join(f"{actions.count(a)} {a}" for a in (*COLOURS, "set aside") if a in actions)
    return f"{len(messages)} mails: {counts}."
