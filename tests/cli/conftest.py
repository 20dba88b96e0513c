"""The command line, run as a shell would, in a place of its own."""

import mailbox
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cli.samples import EVENT
from d_loket.cli import main
from d_loket.rulebook import write_event


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def own_place(monkeypatch, tmp_path):
    """A working directory and data directory of the test's own, and no settings from outside."""
    for name in [n for n in os.environ if n.startswith("D_LOKET_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("D_LOKET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture
def d_loket(monkeypatch, capfdbinary) -> Callable[..., Outcome]:
    """Run the command line as a shell would, and give what it printed and its exit code."""

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["d-loket", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return run


@pytest.fixture
def place(monkeypatch, tmp_path):
    """An inbox, an outbox, a database and an event, all set in the environment."""
    (tmp_path / "regels/events").mkdir(parents=True)
    write_event(EVENT, tmp_path / "regels/events/wijkavonden-2031.yaml")
    mailbox.Maildir(tmp_path / "in", create=True)
    for name, value in {
        "RULES": tmp_path / "regels",
        "INBOX": f"maildir:{tmp_path}/in",
        "OUTBOX": f"maildir:{tmp_path}/uit",
        "DATABASE_URL": f"sqlite:///{tmp_path}/d.db",
        "NOW": "2031-03-10T12:00:00+00:00",
        "MODE": "live",
    }.items():
        monkeypatch.setenv(f"D_LOKET_{name}", str(value))
    return tmp_path
