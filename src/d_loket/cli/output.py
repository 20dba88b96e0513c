"""Records as a table for people, or as a file."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zoneinfo import ZoneInfo

from d_loket.model import DLoketError

if TYPE_CHECKING:
    from rich.table import Table

    from d_loket.recording.exports import Column


class Format(StrEnum):
    """How records are given."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


ZONE = ZoneInfo("Europe/Amsterdam")
Record = Mapping[str, Any]


def write(records: Iterable[Record], columns: "Sequence[Column]", form: Format, output: Path | None) -> None:
    """Write records to a file or stdout. JSON lines hold every key, the other forms the columns."""
    from d_loket.recording import exports

    if form is Format.XLSX and output is None and sys.stdout.isatty():
        raise DLoketError("A spreadsheet cannot be shown in a terminal.", advice="Add -o FILE.xlsx or --format table.")
    with output.open("wb") if output else nullcontext(sys.stdout.buffer) as out:
        if form is Format.TABLE:
            _write_table(table(records, columns), out)
        elif form is Format.JSONL:
            exports.write_jsonl(records, out)
        elif form is Format.CSV:
            exports.write_csv(records, columns, out)
        else:
            exports.write_xlsx(records, columns, out)
        out.flush()


def table(records: Iterable[Record], columns: "Sequence[Column]", title: str = "") -> "Table":
    """Return the records as a table; a column in which nothing stands is left out."""
    from rich.table import Table
    from rich.text import Text

    rows = [{c.key: cell(_short(c, record.get(c.key))) for c in columns} for record in records]
    shown = [c for c in columns if any(row[c.key] for row in rows)] or columns
    result = Table(*(c.heading for c in shown), title=title or None)
    for row in rows:
        result.add_row(*(Text(row[c.key]) for c in shown))
    return result


def cell(value: Any) -> str:
    """Return a value as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    return str(value)


def _short(column: "Column", value: Any) -> Any:
    """Return a moment as the local time to the minute, anything else as it is."""
    if not (column.key.endswith("_at") and value):
        return value
    return f"{datetime.fromisoformat(value).astimezone(ZONE):%d-%m %H:%M}"


def _write_table(content: "Table", out: BinaryIO) -> None:
    import io

    from rich.console import Console

    if out is sys.stdout.buffer:
        Console().print(content)
        return
    text = io.TextIOWrapper(out, encoding="utf-8")
    Console(file=text, width=200).print(content)
    text.detach()
