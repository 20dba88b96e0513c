"""People in an attached list: one row each, with the name, and the role and session in the row's other cells."""

import csv
import re
from collections.abc import Callable, Iterable

from d_loket.dutch import clean_name, looks_like_name
from d_loket.model import Attachment, Attendee, Finding, FindingKind, IncomingMail, Qualifier, Role
from d_loket.patterns import fold

MOST = 30  # rows; a longer list is a person's
_POINTS = re.compile(r"\b(?:bijlage|bijgevoegd\w*|lijst\w*|bestand|overzicht|tabel|excel|csv|attached|attachment)\b")
_LIST = re.compile(r"deelnem|aanmeld|lijst|opgave|namen|inschrijv|participants|attendees")
_NAME = ("naam", "name", "deelnemer", "volledige naam")

Find = Callable[[str], list[Finding]]


def attached_people(mail: IncomingMail, find: Find) -> list[Attendee]:
    """Return who stands in the attached lists that the writer points at; [] where a list cannot be read for certain."""
    people: list[Attendee] = []
    pointed = _POINTS.search(fold(f"{mail.subject}\n{mail.written}"))
    for attachment in mail.attachments:
        if attachment.text and (pointed or _LIST.search(fold(attachment.name))) and _is_list(attachment):
            people += _rows(attachment.text, find)
    return people if len(people) <= MOST else []


def _is_list(attachment: Attachment) -> bool:
    return attachment.content_type == "text/csv" or attachment.name.lower().endswith((".csv", ".txt", ".tsv"))


def _rows(text: str, find: Find) -> list[Attendee]:
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        return []
    delimiter = max(";\t,|", key=lambda mark: sum(mark in line for line in lines))
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    heading = [fold(cell) for cell in rows[0]]
    column = next((n for n, cell in enumerate(heading) if cell in _NAME), None)
    data = rows[1:] if column is not None else rows
    return [a for row in data if (a := _attendee(row, column or 0, find))]


def _attendee(row: list[str], column: int, find: Find) -> Attendee | None:
    name = clean_name(row[column]) if column < len(row) else ""
    if not name or not looks_like_name(name):
        return None
    found = [f for cell in _others(row, column) for f in find(cell)]
    roles = [f for f in found if f.kind is FindingKind.ROLE and not f.has(Qualifier.PAST)]
    sessions = tuple(dict.fromkeys(f.value for f in found if f.kind is FindingKind.SESSION))
    return Attendee(name, Role(roles[0].value) if roles else None, sessions if len(sessions) == 1 else ())


def _others(row: list[str], column: int) -> Iterable[str]:
    return (cell for n, cell in enumerate(row) if n != column and cell)
