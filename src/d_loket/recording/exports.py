"""Rows as files: CSV and Excel for organisers, JSON lines for programs."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from d_loket.recording.rows import MessageRow, RegistrationRow

# A spreadsheet takes a text that starts with one of these for a formula (OWASP, "CSV Injection"); in full width too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# An Excel cell holds no more characters.
_CELL = 32_767
_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Column:
    """A key of the records and the Dutch heading above it; `width` in characters, for Excel."""

    key: str
    heading: str
    width: int = 20


MESSAGES = (
    Column("id", "Nummer", 8),
    Column("received_at", "Ontvangen", 17),
    Column("from", "Van", 30),
    Column("subject", "Onderwerp", 40),
    Column("state", "Toestand", 12),
    Column("action", "Besluit", 12),
    Column("sessions", "Sessie"),
    Column("role", "Rol", 14),
    Column("who", "Wie", 30),
    Column("reasons", "Waarom", 50),
    Column("flags", "Let op", 40),
    Column("error", "Fout", 30),
)
REGISTRATIONS = (
    Column("session", "Sessie"),
    Column("name", "Naam", 30),
    Column("role", "Rol", 14),
    Column("organisation", "Organisatie", 30),
    Column("owner", "E-mailadres", 30),
    Column("status", "Toestand", 12),
    Column("registered_at", "Aangemeld", 17),
    Column("remarks", "Let op", 50),
)


def message_record(message: MessageRow) -> dict[str, Any]:
    """Return a message as the JSON-ready object of the contract (`model.record.record_of`) and what the database adds.

    A mail that was set aside is for a person: `action` is review, `error` says why. One that waits has `action` None.
    """
    record = _UNDECIDED | (message.record or {"message_id": message.message_id, "action": message.action})
    if message.state == "failed":
        record |= {"action": "review", "flag": True}
    return record | {
        "id": message.id,
        "received_at": message.received_at.isoformat(),
        "from": message.sender,
        "subject": message.subject,
        "event": message.event_id,
        "state": message.state,
        "error": message.error,
        "who": [a["name"] or "?" for a in record["attendees"]],
        "reply": message.reply.state if message.reply else None,
        "conversation": message.conversation_id,
        "duplicate_of": message.duplicate_of,
    }


def registration_record(row: RegistrationRow) -> dict[str, Any]:
    """Return a registration as a JSON-ready object."""
    registration = row.registration
    return {
        "id": registration.id,
        "event": registration.event_id,
        "session": registration.session_id,
        "name": registration.name,
        "role": registration.role,
        "organisation": registration.organisation,
        "owner": registration.owner,
        "status": registration.status.value,
        "registered_at": registration.registered_at.isoformat(),
        "remarks": list(registration.remarks),
        "mail": row.mail_id,
    }


def write_jsonl(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write every key of the records, one object a line, UTF-8."""
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def write_csv(
    records: Iterable[Mapping[str, Any]], columns: Sequence[Column], out: BinaryIO, *, zone: tzinfo = _ZONE
) -> None:
    """Write the columns as RFC 4180 says (comma, CRLF), in UTF-8 with a byte order mark, moments in `zone`.

    Without the mark Excel shows "Zoë" as "ZoÃ«"; the programs that read CSV know it. A cell that would
    be a formula gets an apostrophe in front.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(column.heading for column in columns)
    writer.writerows([_harmless(_cell(record.get(c.key), c, zone)) for c in columns] for record in records)
    text.flush()
    text.detach()


def write_xlsx(
    records: Iterable[Mapping[str, Any]], columns: Sequence[Column], out: BinaryIO, *, zone: tzinfo = _ZONE
) -> None:
    """Write the columns as an Excel workbook. Every cell is text: nothing of it is a formula or a link."""
    import xlsxwriter  # a tenth of a second that only this needs

    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        heading = book.add_format({"bold": True})
        last = 0
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.heading, heading)
        for last, record in enumerate(records, 1):
            for index, column in enumerate(columns):
                sheet.write_string(last, index, _fitting(_cell(record.get(column.key), column, zone)))
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 0)


_UNDECIDED: dict[str, Any] = {
    "message_id": "",
    "action": None,
    "sessions": [],
    "role": None,
    "attendees": [],
    "flag": False,
    "flags": [],
    "reasons": [],
    "evidence": [],
    "written": "",
    "automatic": None,
}


def _cell(value: Any, column: Column, zone: tzinfo) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(v, column, zone) for v in value)
    if column.key.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _fitting(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
