import json
from pathlib import Path

import pytest

from d_loket.cli.output import Format, write
from d_loket.model import DLoketError
from d_loket.recording.exports import Column

COLUMNS = (Column("name", "Naam"), Column("sessions", "Sessie"), Column("remark", "Let op"))
RECORDS = [{"name": "Zoë [bold]", "sessions": ["utrecht", "arnhem"], "remark": None, "extra": 1}]


def test_a_table_shows_names_as_they_are_and_leaves_out_empty_columns(tmp_path):
    write(RECORDS, COLUMNS, Format.TABLE, tmp_path / "t")
    text = (tmp_path / "t").read_text()
    assert "Zoë [bold]" in text
    assert "utrecht; arnhem" in text
    assert "Let op" not in text


def test_json_lines_hold_every_key(tmp_path):
    write(RECORDS, COLUMNS, Format.JSONL, tmp_path / "j")
    assert json.loads((tmp_path / "j").read_text()) == RECORDS[0]


def test_csv_has_the_headings_and_a_row_each(tmp_path):
    write(RECORDS, COLUMNS, Format.CSV, tmp_path / "c")
    assert (tmp_path / "c").read_text("utf-8-sig").splitlines() == ["Naam,Sessie,Let op", "Zoë [bold],utrecht; arnhem,"]


def test_a_spreadsheet_is_written_to_a_file(tmp_path):
    write(RECORDS, COLUMNS, Format.XLSX, tmp_path / "x.xlsx")
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")


def test_a_spreadsheet_does_not_go_to_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(DLoketError, match=r"terminal.*-o"):
        write(RECORDS, COLUMNS, Format.XLSX, None)


def test_a_file_that_cannot_be_written_is_an_error_of_the_system():
    with pytest.raises(OSError, match="nergens"):
        write(RECORDS, COLUMNS, Format.JSONL, Path("/nergens/x"))
