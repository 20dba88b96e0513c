"""A database of each kind."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from d_loket.recording import Database, SqlStore
from servers import PostgresqlServer


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database that has no tables yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/loket.db"
    return str(request.getfixturevalue("postgresql").new_database())


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite database with its tables, to copy: that is faster than to migrate each."""
    path = tmp_path_factory.mktemp("upgraded") / "loket.db"
    with Database(f"sqlite:///{path}") as made:
        made.upgrade()
    return path


@pytest.fixture(scope="session")
def upgraded_name(postgresql: PostgresqlServer) -> str:
    """Give the name of a PostgreSQL database with its tables, to copy."""
    url = postgresql.new_database()
    with Database(url) as made:
        made.upgrade()
    return url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give a database with its tables."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("upgraded_file"), tmp_path / "loket.db")
        url = f"sqlite:///{tmp_path}/loket.db"
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        url = server.new_database(request.getfixturevalue("upgraded_name"))
    with Database(url) as result:
        yield result


@pytest.fixture
def store(database: Database) -> SqlStore:
    """Give the route's side of it."""
    return database.store(rulebook_version="1f2e")
