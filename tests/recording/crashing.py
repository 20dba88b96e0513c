"""The whole route with a kill at a given step, in a process of its own: `crashing.py URL DELIVERED STEP`."""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from d_loket.recording import Database
from recording.samples import NOW, outcome, raw, registers

STEPS = (
    "before keep is committed",
    "after keep is committed",
    "before the decision is committed",
    "after the decision is committed",
    "before filing is committed",
    "after filing is committed",
    "before the claim is committed",
    "after the claim is committed",
    "after the reply is delivered",
    "before sent is committed",
)


def route(database: Database, delivered: Path) -> None:
    """Take in one mail, decide, file and send; announce each step."""
    store, mail = database.store(), raw()
    Steps.act = "keep"
    store.keep([mail], NOW)
    Steps.act = "the decision"
    for stored in store.undecided(10):
        with store.unit(stored.id) as unit:
            assert unit is not None
            unit.record(outcome(registers(), stored.id), NOW, hold=False)
    Steps.act = "filing"
    store.filed([key for key, _ in store.unfiled()], NOW)
    Steps.act = "the claim"
    due = store.due(NOW, 10)
    Steps.act = "sent"
    for queued in due:
        with delivered.open("ab") as inbox:
            inbox.write(queued.reply.content)
        Steps.reached("after the reply is delivered")
        store.sent(queued.id, NOW)


class Steps:
    """Where the route is, and where it is to be killed."""

    act = ""
    last = ""

    @classmethod
    def reached(cls, step: str) -> None:
        """Die here if this is the step."""
        if step == cls.last:
            os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, delivered: str, step: str) -> None:
    """Run the route up to the step."""
    Steps.last = step

    @event.listens_for(Engine, "commit")
    def before_commit(_: Connection) -> None:
        Steps.reached(f"before {Steps.act} is committed")

    @event.listens_for(Engine, "checkin")
    def after_commit(*_: object) -> None:
        Steps.reached(f"after {Steps.act} is committed")

    route(Database(url), Path(delivered))


if __name__ == "__main__":
    main(*sys.argv[1:])
