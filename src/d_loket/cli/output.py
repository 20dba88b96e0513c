"""Rows as a table, JSON lines, CSV or a spreadsheet."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from d_loket.model import DLoketError


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Column:
    """A key of the rows and the heading above it, by default the key."""

    key: str
    heading: str = ""

    @property
    def title(self) -> str:
        """The heading."""
        return self.heading or self.key


Row = Mapping[str, Any]


def write(rows: Iterable[Row], columns: Sequence[Column], format_: Format, output: Path | None) -> None:
    """Write the rows to a file or stdout. JSON lines hold every key, the other formats the columns."""
    if format_ is Format.XLSX:
        _write_xlsx(rows, columns, output)
    elif output is None:
        _write_text(rows, columns, format_, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            _write_text(rows, columns, format_, file)


def cell(value: Any) -> str:
    """Return a value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    return str(value)


def harmless(value: Any) -> str:
    """Return a cell that no spreadsheet program takes for a formula (names and subjects come from strangers)."""
    text = cell(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write_text(rows: Iterable[Row], columns: Sequence[Column], format_: Format, file: IO[str]) -> None:
    if format_ is Format.JSONL:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    elif format_ is Format.CSV:
        writer = csv.writer(file)
        writer.writerow(c.title for c in columns)
        writer.writerows([harmless(row.get(c.key)) for c in columns] for row in rows)
    else:
        _write_table(rows, columns, file)


def _write_table(rows: Iterable[Row], columns: Sequence[Column], file: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*(c.title for c in columns))
    for row in rows:
        table.add_row(*(Text(cell(row.get(c.key))) for c in columns))
    Console(file=file).print(table)


def _write_xlsx(rows: Iterable[Row], columns: Sequence[Column], output: Path | None) -> None:
    import xlsxwriter

    if output is None and sys.stdout.isatty():
        raise DLoketError("A spreadsheet cannot be shown in a terminal.", advice="Add -o FILE.xlsx or --format table.")
    with xlsxwriter.Workbook(output or sys.stdout.buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [c.title for c in columns], book.add_format({"bold": True}))
        count = 0
        for count, row in enumerate(rows, 1):
            for index, column in enumerate(columns):
                sheet.write_string(count, index, cell(row.get(column.key)))
        sheet.autofilter(0, 0, count, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
