"""A database that cannot be worked with ends a run with one clear sentence, and no mail is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from cli.samples import deliver, lines, mail


@contextmanager
def full_disk(place: Path) -> Iterator[None]:
    """Let SQLite find no more room than it has."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Let another program write."""
    with closing(sqlite3.connect(place / "d.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def newer(place: Path) -> Iterator[None]:
    """Let the tables be those of a later version."""
    with closing(sqlite3.connect(place / "d.db")) as other:
        [[own]] = other.execute("SELECT version_num FROM alembic_version").fetchall()
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
        yield
        other.execute("UPDATE alembic_version SET version_num = ?", [own])
        other.commit()


@contextmanager
def no_folder(place: Path) -> Iterator[None]:
    """Let the database's file be taken away, and its folder be none."""
    kept = (place / "d.db").rename(place / "kept.db")
    (place / "d.db").mkdir()
    yield
    (place / "d.db").rmdir()
    kept.rename(place / "d.db")


@pytest.mark.parametrize(
    ("trouble", "said", "advice"),
    [
        (full_disk, "has no room left: the disk is full.", "Free some space"),
        (locked, "is locked by another program.", "Close what else uses it"),
        (newer, "was made by a newer D-loket than this one.", "Install that version"),
        (no_folder, "cannot be opened.", "Check that"),
    ],
)
def test_a_run_says_what_is_wrong_and_the_next_one_does_the_work(
    d_loket, place, monkeypatch, trouble: Callable, said: str, advice: str
):
    monkeypatch.setenv("D_LOKET_DATABASE_URL", f"sqlite:///{place}/d.db?timeout=0.1")
    deliver(place, mail(number=1))
    assert d_loket("run", "--once").code == 0
    deliver(place, mail("Ik kom op 10 april naar Hoorn. " + "Tot dan. " * 500, 2, "Bo Bos <bo@bos.example>"))
    with trouble(place):
        for _ in range(2):
            outcome = d_loket("run", "--once")
            sentence, what_to_do = outcome.err.splitlines()
            assert (outcome.code, outcome.out) == (1, "")
            assert sentence == f"d-loket: The database {place}/d.db {said}"
            assert what_to_do.startswith(advice)
            assert len(list((place / "in/new").iterdir())) == 1, "the mail stays in the inbox"
    assert "1 handled, 1 replies sent" in d_loket("run", "--once").err
    found = lines(d_loket("messages", "--format", "jsonl").out)
    assert [(m["message_id"], m["sessions"]) for m in found] == [
        ("<m1@bos.example>", ["gouda"]),
        ("<m2@bos.example>", ["hoorn"]),
    ]
    assert len(list((place / "uit/new").iterdir())) == 2


def test_what_is_there_can_be_looked_at_on_a_full_disk(d_loket, place):
    deliver(place, mail())
    d_loket("run", "--once")
    with full_disk(place):
        [message] = lines(d_loket("messages", "--format", "jsonl").out)
        [registration] = lines(d_loket("registrations", "--format", "jsonl").out)
    assert (message["action"], registration["name"]) == ("register", "Anna Bos")
