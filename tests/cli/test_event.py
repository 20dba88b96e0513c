import io
import sys
from pathlib import Path

import pytest

from d_loket.cli.sample import DATA
from d_loket.rulebook import load_events

ANNOUNCEMENT = DATA / "announcement.txt"


def test_an_announcement_becomes_an_event_file_and_says_what_came_from_where(d_loket):
    outcome = d_loket("event", "import", ANNOUNCEMENT, "--rules", "regels")
    assert outcome.code == 0
    [event] = load_events(Path("regels"))
    assert [s.id for s in event.sessions] == ["utrecht", "haarlem", "arnhem", "assen", "venlo", "breda"]
    assert event.mailbox == "d-loket@vng.example"
    assert "Podium Bloos" in outcome.out
    assert "written: regels/events/" in outcome.out


def test_an_event_file_is_replaced_only_when_asked(d_loket):
    d_loket("event", "import", ANNOUNCEMENT, "--rules", "regels")
    [file] = Path("regels/events").iterdir()
    file.write_text(file.read_text().replace("Utrecht", "Zeist"))
    refused = d_loket("event", "import", ANNOUNCEMENT, "--rules", "regels")
    assert refused.code == 1
    assert "--force" in refused.err
    assert "Zeist" in file.read_text()
    assert d_loket("event", "import", ANNOUNCEMENT, "--rules", "regels", "--force").code == 0
    assert "Zeist" not in file.read_text()


def test_an_event_is_written_where_it_is_read(d_loket, tmp_path):
    d_loket("event", "import", ANNOUNCEMENT)
    assert (tmp_path / "data/rules/events").is_dir()
    assert "Podium Bloos" in d_loket("event", "list").out


def test_an_announcement_may_come_from_stdin(d_loket, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ANNOUNCEMENT.read_bytes())))
    assert d_loket("event", "import", "-").code == 0


def test_an_announcement_in_windows_letters_is_read(d_loket):
    Path("a.txt").write_bytes(ANNOUNCEMENT.read_text("utf-8").encode("windows-1252"))
    assert "Theatercafé Podium Zuidhaege" in d_loket("event", "import", "a.txt").out


@pytest.mark.parametrize("content", [b"", b"hallo", b"\x00\xff"])
def test_what_announces_nothing_is_said_in_a_sentence(d_loket, content):
    Path("a.txt").write_bytes(content)
    outcome = d_loket("event", "import", "a.txt")
    assert outcome.code == 1
    assert outcome.err.startswith("d-loket: ")
    assert "Traceback" not in outcome.err


def test_an_announcement_that_is_not_there_is_said(d_loket):
    assert "nergens.txt cannot be read" in d_loket("event", "import", "nergens.txt").err
