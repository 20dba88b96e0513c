"""A database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from d_loket.recording import Database, SqlStore


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database that has no tables yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/loket.db"
    return str(request.getfixturevalue("postgresql").new_database())


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """Give a database with its tables."""
    with Database(url) as result:
        result.upgrade()
        yield result


@pytest.fixture
def store(database: Database) -> SqlStore:
    """Give the route's side of it."""
    return database.store(rulebook_version="1f2e")
