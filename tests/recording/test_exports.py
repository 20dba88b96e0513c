"""What organisers open in a spreadsheet is right, and harmless."""

import csv
import io
import json
import zipfile

import pytest

from d_loket.recording import Database
from d_loket.recording.exports import (
    MESSAGES,
    REGISTRATIONS,
    message_record,
    registration_record,
    write_csv,
    write_jsonl,
    write_xlsx,
)
from recording.samples import NOW, next_mail, raw, registers, take_in

ROW = {"session": "zwolle", "name": "Zoë", "registered_at": "2018-05-22T09:00:00+00:00", "remarks": ["a", "b"]}


def as_csv(record: dict[str, object]) -> dict[str, str]:
    """Write a registration as CSV and read it as a spreadsheet does."""
    out = io.BytesIO()
    write_csv([record], REGISTRATIONS, out)
    return next(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def sheet(record: dict[str, object]) -> tuple[str, str]:
    """Write a registration as Excel; return the sheet's cells and the texts in them."""
    out = io.BytesIO()
    write_xlsx([record], REGISTRATIONS, out)
    with zipfile.ZipFile(out) as book:
        return book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()


def test_csv_has_dutch_headings_local_time_and_a_mark_for_excel() -> None:
    out = io.BytesIO()
    write_csv([ROW], REGISTRATIONS, out)
    assert out.getvalue().startswith(b"\xef\xbb\xbfSessie,Naam,")
    shown = as_csv(ROW)
    assert (shown["Naam"], shown["Aangemeld"], shown["Let op"]) == ("Zoë", "2018-05-22 11:00", "a; b")


@pytest.mark.parametrize("name", ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("x")'])
def test_no_name_becomes_a_formula(name: str) -> None:
    assert as_csv(ROW | {"name": name})["Naam"] == f"'{name}"
    cells, texts = sheet(ROW | {"name": name})
    assert "<f>" not in cells
    assert name.strip().replace('"', "&quot;").partition("(")[0] in texts.replace('"', "&quot;")


def test_a_link_in_a_name_is_not_a_link() -> None:
    cells, _ = sheet(ROW | {"name": "https://kwaad.example"})
    assert "hyperlink" not in cells


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    _, texts = sheet(ROW | {"name": "x" * 40_000})
    assert "x" * 32_766 + "…<" in texts


def test_no_registrations_is_a_sheet_with_headings() -> None:
    out = io.BytesIO()
    write_xlsx([], REGISTRATIONS, out)
    assert b"Naam" in zipfile.ZipFile(out).read("xl/sharedStrings.xml")


def test_json_lines_hold_the_contract_for_every_state(database: Database) -> None:
    next_mail(database, registers("Lies de Wit", flags=("Dieet",)))
    waiting, failed = take_in(database.store(), raw("a"), raw("b"))
    database.store().set_aside(failed, "ValueError: x", NOW)
    out = io.BytesIO()
    write_jsonl((message_record(m) for m in database.queries().every_message()), out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    contract = {"message_id", "action", "sessions", "role", "attendees", "flag", "reasons", "evidence", "written"}
    assert all(line.keys() >= contract | {"automatic"} for line in lines)
    assert [(line["id"], line["action"], line["error"]) for line in lines] == [
        (1, "register", None),
        (waiting, None, None),
        (failed, "review", "ValueError: x"),
    ]
    assert (lines[0]["who"], lines[0]["reply"]) == (["Lies de Wit"], "queued")
    write_csv(lines, MESSAGES, io.BytesIO())


def test_a_registration_is_exported_with_its_mail(database: Database) -> None:
    mail_id = next_mail(database, registers())
    [record] = [registration_record(r) for r in database.queries().registrations()]
    assert (record["session"], record["name"], record["mail"]) == ("zwolle", "Lies de Wit", mail_id)
    assert as_csv(record)["Rol"] == "raadslid"
