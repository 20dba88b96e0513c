"""`read`: what D-loket makes of a mail and why, touching nothing."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from d_loket.cli.shared import ERROR, application, say

if TYPE_CHECKING:
    from d_loket.journey import Journey, Reading
    from d_loket.model import RawMail


class Format(StrEnum):
    """How a reading is printed."""

    TEXT = "text"
    JSONL = "jsonl"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Looking")(read)


def read(
    mails: Annotated[list[Path], typer.Argument(metavar="MAIL...", help="Mail files, directories of them, Maildirs.")],
    format_: Annotated[
        Format, typer.Option("--format", help="`text` for people, `jsonl` an object a line.")
    ] = Format.TEXT,
    rules: Annotated[Path | None, typer.Option("--rules", help="Rules directory; default D_LOKET_RULES.")] = None,
) -> None:
    """Show what D-loket makes of a mail and why. Nothing is stored, sent or moved.

    A mail counts as received at its `Date:`.

    Examples:
    - `d-loket read mail.eml`
    - `d-loket read ~/Maildir --format jsonl > readings.jsonl`
    """
    from d_loket.cli.explaining import print_error, print_reading

    app = application(rules=rules)
    journey, now = app.bench, app.clock.now()
    for file, result in readings(journey, mail_files(mails), now):
        if format_ is Format.JSONL:
            typer.echo(json.dumps(record(file, result), ensure_ascii=False))
        elif isinstance(result, Exception):
            print_error(file, result)
        else:
            print_reading(file, result, app.rulebook.context)
    if missing := [str(m) for m in mails if not m.exists()]:
        say(f"d-loket: there is no {', '.join(missing)}")
        raise typer.Exit(ERROR)


def mail_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield mail files: a file itself, what a Maildir has in `cur` and `new`, every `.eml` below a directory."""
    for path in paths:
        if (path / "cur").is_dir() or (path / "new").is_dir():
            yield from sorted(f for part in ("cur", "new") for f in (path / part).glob("*") if f.is_file())
        elif path.is_dir():
            yield from sorted(f for f in path.rglob("*.eml") if f.is_file())
        else:
            yield path


def readings(journey: "Journey", files: Iterable[Path], now: datetime) -> Iterator[tuple[Path, "Reading | Exception"]]:
    """Yield what is made of each mail, or the exception that kept it from being read."""
    for file in files:
        try:
            yield file, journey.read(raw_mail(file, now))
        except Exception as error:  # one mail must not keep the others from being read
            yield file, error


def raw_mail(file: Path, now: datetime) -> "RawMail":
    """Return a file as a mail that came in at its `Date:`, or `now` where that cannot be read."""
    from d_loket.model import RawMail

    content = file.read_bytes()
    return RawMail(content=content, received_at=sent_at(content) or now)


def sent_at(content: bytes) -> datetime | None:
    """Return the moment in a mail's `Date:` header, None where there is none that can be read."""
    try:
        moment = parsedate_to_datetime(str(BytesHeaderParser().parsebytes(content[:100_000])["Date"]))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


def record(file: Path, result: "Reading | Exception") -> dict[str, Any]:
    """Return a reading as the JSON object of the contract."""
    from d_loket.model.record import record_of

    if isinstance(result, Exception):
        return {"file": str(file), **unread(f"{type(result).__name__}: {result}")}
    return {"file": str(file), **record_of(result.mail, result.decision)}


def unread(error: str | None) -> dict[str, Any]:
    """Return the contract's keys for a mail of which nothing is known, for a person to look at."""
    empty: dict[str, Any] = {"message_id": "", "action": "review", "sessions": [], "role": None, "attendees": []}
    rest = {"flag": True, "flags": [], "reasons": [], "evidence": [], "written": "", "automatic": None}
    return {**empty, **rest, "error": error}
