"""Connections and transactions."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.schema import Table

from d_loket.model import DLoketError
from d_loket.recording.failures import explained

_SUPPORTED = "Use sqlite:////path/to/d-loket.db or postgresql+psycopg://user:password@host/database."


def parsed(url: str) -> URL:
    """Return a database URL that is understood and supported; DLoketError for any other."""
    try:
        result = make_url(url)
        driver = result.get_driver_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DLoketError("The database URL is not understood.", advice=_SUPPORTED) from error
    if (result.get_backend_name(), driver) not in {("sqlite", "pysqlite"), ("postgresql", "psycopg")}:
        raise DLoketError(f"A database of kind {result.drivername} is not supported.", advice=_SUPPORTED)
    if result.get_backend_name() == "sqlite" and file_of(result) is None:
        raise DLoketError("A database in memory would lose mail: it needs a file.", advice=_SUPPORTED)
    return result


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database, None where there is none."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    name = url.database.removeprefix("file:") if url.query.get("uri") else url.database
    return Path(name)


class Access:
    """A database's engine. Failures of the database are `DLoketError`s, whatever the driver calls them.

    SQLite: write-ahead log, every commit flushed to disk, foreign keys checked, a writer waits up to
    30 seconds for another (`?timeout=` in the URL says otherwise).
    """

    def __init__(self, url: URL, *, echo: bool = False, foreign_keys: bool = True) -> None:
        self.url = url
        file = file_of(url)
        self.place = str(file) if file else url.render_as_string(hide_password=True)
        self.engine = _engine(url, echo=echo, foreign_keys=foreign_keys)
        self._writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with explained(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: committed at the end, undone by any exception. SQLite has one at a time."""
        with explained(self.place), self._writer.begin() as connection:
            yield connection


def lock(connection: Connection, *names: str) -> None:
    """Wait until nobody else holds these names, and hold them until the transaction ends.

    For PostgreSQL; on SQLite a writing transaction is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        for name in names:
            digest = hashlib.blake2b(name.encode(errors="replace"), digest_size=8).digest()
            connection.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest, signed=True))))


def insert(connection: Connection, table: Table) -> Any:
    """Return an INSERT of the connection's own dialect, which knows `on_conflict_do_nothing`."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _engine(url: URL, *, echo: bool, foreign_keys: bool) -> Engine:
    if url.get_backend_name() == "postgresql":
        engine = create_engine(
            url.update_query_dict(_unless_given(url, connect_timeout="10")), echo=echo, pool_pre_ping=True
        )
    else:
        engine = create_engine(url.update_query_dict(_unless_given(url, timeout="30")), echo=echo)
        _prepare_sqlite(engine, foreign_keys=foreign_keys)
    return engine


def _unless_given(url: URL, **defaults: str) -> dict[str, str]:
    return {name: value for name, value in defaults.items() if name not in url.query}


def _prepare_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver leaves BEGIN to us
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
