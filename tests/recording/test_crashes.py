"""Killed at any point and started again, a mail leads to one decision and one reply."""

import subprocess
import sys
from pathlib import Path

import pytest

from d_loket.recording import Database
from recording import crashing
from recording.samples import reply


def run_until_killed(database: Database, delivered: Path, step: str) -> int:
    """Run the route in a process that is killed at the step; return how the process ended."""
    command = [sys.executable, crashing.__file__, database.url, str(delivered), step]
    return subprocess.run(command, env={"PYTHONPATH": ":".join(sys.path)}, check=False).returncode


@pytest.mark.parametrize("step", crashing.STEPS)
def test_a_kill_at_any_step_loses_and_doubles_nothing(database: Database, tmp_path: Path, step: str) -> None:
    delivered = tmp_path / "delivered"
    assert run_until_killed(database, delivered, step) == -9
    crashing.route(database, delivered)
    [shown] = database.queries().messages()
    assert (shown.state, shown.action, shown.filed_at is not None) == ("decided", "register", True)
    assert len(database.queries().registrations()) == 1
    assert [row.state for row in database.queries().outbox()] == ["sent"]
    # Only where it is unknown whether the reply arrived it goes again: the same bytes, the same Message-ID.
    unknown = step in ("after the reply is delivered", "before sent is committed")
    assert delivered.read_bytes() == reply(shown.id).content * (2 if unknown else 1)
