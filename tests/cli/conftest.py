import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from d_loket.cli import main


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
