"""The web app, served at a real port over a real database, and a browser to look at it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from d_loket.bootstrap import Application
from d_loket.cli.serving import listen
from d_loket.model import Address, Ignore, Review, Segment, SegmentKind
from d_loket.recording import Database
from d_loket.settings import load
from d_loket.web import create_app
from web.samples import EVENT, HOSTILE, NOW, REGISTERS, decide, opened, take_in

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


@dataclass(frozen=True)
class Site:
    """The served app, the mails in it, and the trouble its worker reports."""

    url: str
    noor: int
    hostile: int
    failed: int
    trouble: list[str]

    def get(self, path: str) -> httpx.Response:
        """Return what is served there."""
        return httpx.get(self.url + path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a served app with a registration, a hostile mail, one that failed, and sixty automatic ones."""
    app = Application(load())
    trouble: list[str] = []
    with Database(f"sqlite:///{tmp_path_factory.mktemp('web')}/loket.db") as database:
        database.upgrade()
        ids = fill(database, app)
        web = create_app(
            database.queries(), (EVENT,), app.templates("web"), healthy=lambda: trouble[0] if trouble else ""
        )
        with served(web) as url:
            yield Site(url, *ids, trouble)


@contextmanager
def served(web: FastAPI) -> Iterator[str]:
    """Serve an app at a free port; give its address."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(web, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def fill(database: Database, app: Application) -> tuple[int, int, int]:
    """Record the mails; return the ids of Noor's, the hostile one and the one that failed."""
    store = database.store()
    noor = take_in(store, 1)
    decide(store, noor, opened(), REGISTERS, app.answerer)
    hostile = take_in(store, 2)
    segments = tuple(Segment(kind, HOSTILE) for kind in SegmentKind)
    mail = opened(sender=Address("x@kwaad.example", HOSTILE), subject=HOSTILE, segments=segments)
    decide(store, hostile, mail, Review(reasons=(HOSTILE,), flags=(HOSTILE,)), app.answerer)
    failed = take_in(store, 3)
    store.set_aside(failed, "ValueError: kapot", NOW)
    for number in range(60):
        robot = opened(subject=f"Afwezig {number}", segments=(Segment(SegmentKind.WRITTEN, "Ik ben er niet."),))
        decide(store, take_in(store, 10 + number), robot, Ignore(reasons=("Een automatisch bericht.",)), app.answerer)
    return noor, hostile, failed
