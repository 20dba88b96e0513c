import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = [
    "demo", "serve", "run", "web", "retry", "read", "messages", "registrations", "doctor", "purge",
    "event import", "event list", "rules check", "rules test", "rules replay",
    "db upgrade", "db downgrade", "db current", "privacy export", "privacy erase",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(d_loket, command):
    outcome = d_loket(*command.split(), "--help")
    assert outcome.code == 0
    assert "Example" in outcome.out
    assert f"d-loket {command}" in outcome.out


def test_without_a_command_the_commands_are_listed(d_loket):
    outcome = d_loket()
    assert {c.split()[0] for c in COMMANDS} <= set(outcome.out.split())


@pytest.mark.parametrize("command", ["privacy export a@b.example", "privacy erase a@b.example", "purge"])
def test_a_command_of_a_later_version_says_not_yet(d_loket, command):
    outcome = d_loket(*command.split())
    assert outcome.code == 2
    assert "not there yet" in outcome.err


def test_a_command_that_does_not_exist_is_wrong_usage(d_loket):
    outcome = d_loket("raed")
    assert outcome.code == 2
    assert "read" in outcome.err


def test_the_shell_completes_commands():
    environment = os.environ | {"_D_LOKET_COMPLETE": "complete_bash", "COMP_WORDS": "d-loket me", "COMP_CWORD": "1"}
    program = Path(sys.executable).with_name("d-loket")
    done = subprocess.run([program], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["messages"]


def test_help_loads_nothing_heavy():
    code = """
import sys
sys.argv = ["d-loket", "--help"]
from d_loket.cli import main
try:
    main()
except SystemExit:
    heavy = {"spacy", "numpy", "sqlalchemy", "fastapi", "alembic", "xlsxwriter"}
    print("HEAVY", sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout
