"""What is wrong with a database is said in one sentence, and nothing is lost."""

import contextlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text

from d_loket.model import DLoketError
from d_loket.recording import Database, SqlStore
from recording.samples import NOW, decide, outcome, raw, registers, take_in
from servers import PostgresqlServer, free_port


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give an SQLite database with its tables."""
    path = tmp_path / "loket.db"
    with Database(f"sqlite:///{path}") as database:
        database.upgrade()
    return path


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "not understood"),
        ("not a url", "not understood"),
        ("postgresql://u:hunter2@host:port/x", "not understood"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://u:hunter2@host/x", "kind mysql is not supported"),
        ("oracle+nonsense://host/x", "is not supported"),
    ],
)
def test_a_wrong_url_is_refused_without_telling_its_password(url: str, said: str) -> None:
    with pytest.raises(DLoketError, match=said) as error:
        Database(url)
    assert "hunter2" not in str(error.value)


def test_a_database_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path}/none.db") as database, pytest.raises(DLoketError, match="db upgrade"):
        database.check()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Database(f"sqlite:///{tmp_path}/file/x.db") as database, pytest.raises(DLoketError, match="cannot be made"):
        database.upgrade()


@pytest.mark.parametrize("content", [b"From MAILER-DAEMON\n" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "post.mbox"
    file.write_bytes(content)
    with Database(f"sqlite:///{file}") as database:
        for attempt in (database.upgrade, database.check, lambda: database.store().keep([raw()], NOW)):
            with pytest.raises(DLoketError, match=r"not an SQLite database|damaged"):
                attempt()
    assert file.read_bytes() == content


def test_a_locked_database_is_said_and_nothing_is_half_done(file: Path) -> None:
    with Database(f"sqlite:///{file}?timeout=0.01") as database, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        for attempt in (database.check, database.upgrade, lambda: database.store().keep([raw()], NOW)):
            with pytest.raises(DLoketError, match="locked by another program"):
                attempt()
        other.rollback()
        assert len(take_in(database.store(), raw())) == 1


def test_a_read_only_database_is_said(file: Path) -> None:
    with Database(f"sqlite:///file:{file}?mode=ro&uri=true") as database:
        assert database.queries().messages() == []
        with pytest.raises(DLoketError, match="is read-only"):
            database.check()
        with pytest.raises(DLoketError, match="is read-only"):
            database.store().keep([raw()], NOW)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let SQLite find no more room than it has."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_is_said_and_what_was_stored_is_kept(file: Path) -> None:
    large = replace(raw("2"), content=os.urandom(400_000))
    with Database(f"sqlite:///{file}") as database:
        [first] = take_in(database.store(), raw("1"))
    with full_disk(), Database(f"sqlite:///{file}") as database:
        with pytest.raises(DLoketError, match="the disk is full"):
            database.store().keep([large], NOW)
        assert [stored.id for stored in database.store().undecided(10)] == [first]
    with Database(f"sqlite:///{file}") as database:
        assert len(take_in(database.store(), large)) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system of its own: run as root")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full_is_said_whatever_sqlite_calls_it(small_disk: Path) -> None:
    large = [replace(raw(str(n)), content=os.urandom(60_000)) for n in range(9)]
    with Database(f"sqlite:///{small_disk}/loket.db") as database:
        database.upgrade()
        database.store().keep([raw("first")], NOW)
        with pytest.raises(DLoketError, match="the disk is full"):
            database.store().keep(large, NOW)
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb") as filler:
        filler.write(bytes(400_000))
    with Database(f"sqlite:///{small_disk}/loket.db") as database, pytest.raises(DLoketError, match="the disk is full"):
        database.store().undecided(1)
    (small_disk / "filler").unlink()
    with Database(f"sqlite:///{small_disk}/loket.db") as database:
        assert len(take_in(database.store(), large[0])) == 2


def test_what_only_reads_needs_no_room_and_no_right_to_write(file: Path) -> None:
    with Database(f"sqlite:///file:{file}?mode=ro&uri=true") as database:
        database.check(writing=False)
    with full_disk(), Database(f"sqlite:///{file}") as database:
        database.check(writing=False)


def test_tables_that_are_missing_are_said(url: str) -> None:
    with Database(url) as database:
        if url.startswith("sqlite"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir()
        with pytest.raises(DLoketError, match=r"misses tables.*db upgrade"):
            database.store().undecided(1)


def test_what_is_the_mails_fault_is_no_failure_of_the_database(database: Database) -> None:
    with pytest.raises(Exception, match="time zone") as error:
        database.store().keep([replace(raw(), received_at=NOW.replace(tzinfo=None))], NOW)
    assert not isinstance(error.value, DLoketError)


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_said() -> None:
    url = f"postgresql+psycopg://u:hunter2@127.0.0.1:{free_port()}/x"
    with Database(url) as database, pytest.raises(DLoketError, match="cannot be reached") as error:
        database.check()
    assert "hunter2" not in str(error.value)


@pytest.mark.postgresql
def test_a_wrong_password_is_said(postgresql: PostgresqlServer) -> None:
    url = postgresql.url(password="hunter2")
    with Database(url) as database, pytest.raises(DLoketError, match="refuses the user or password") as error:
        database.check()
    assert "hunter2" not in str(error.value)


@pytest.mark.postgresql
def test_a_database_that_does_not_exist_is_said(postgresql: PostgresqlServer) -> None:
    with Database(postgresql.url("nowhere")) as database, pytest.raises(DLoketError, match=r"does not exist.*createdb"):
        database.upgrade()


@pytest.mark.postgresql
def test_a_read_only_server_is_said(postgresql: PostgresqlServer) -> None:
    url = postgresql.new_database()
    with Database(url) as database:
        database.upgrade()
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = url.rpartition("/")[2]
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    engine.dispose()
    with Database(url) as database:
        for attempt in (database.check, lambda: database.store().keep([raw()], NOW)):
            with pytest.raises(DLoketError, match="is read-only"):
                attempt()


@pytest.mark.postgresql
def test_a_user_without_rights_is_said(postgresql: PostgresqlServer) -> None:
    url = postgresql.new_database()
    with Database(url) as database:
        database.upgrade()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE guest LOGIN PASSWORD 'guest'"))
    engine.dispose()
    guest = f"postgresql+psycopg://guest:guest@{url.rpartition('@')[2]}"
    with Database(guest) as database, pytest.raises(DLoketError, match="lacks rights"):
        database.store().undecided(1)


def decide_while_the_server_restarts(store: SqlStore, mail_id: int, server: PostgresqlServer) -> None:
    """Lose the connection within the transaction."""
    with store.unit(mail_id) as unit:
        assert unit is not None
        server.restart()
        unit.record(outcome(registers(), mail_id), NOW, hold=False)


@pytest.mark.postgresql
def test_a_connection_lost_in_a_unit_is_said_and_the_mail_waits(postgresql: PostgresqlServer) -> None:
    with Database(postgresql.new_database()) as database:
        database.upgrade()
        store = database.store()
        [mail_id] = take_in(store, raw())
        with pytest.raises(DLoketError, match=r"cannot be reached|shutting down"):
            decide_while_the_server_restarts(store, mail_id, postgresql)
        # The next transaction finds a new connection by itself.
        decide(store, mail_id, registers())
        assert store.account().mails == {"decided": 1}
