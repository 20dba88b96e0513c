"""Servers that several packages' tests need; one of each for the whole run."""

import os
from collections.abc import Iterator
from typing import NoReturn

import pytest
import structlog

from dovecot import Dovecot
from dovecot import program as dovecot_program
from servers import PostgresqlServer, postgresql_programs


def missing(what: str) -> NoReturn:
    """Skip a test whose server is not installed; where nothing may be skipped (CI), fail it."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Each test logs to its own stderr: one that a command was given is closed when its test ends."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """Give a running PostgreSQL server."""
    programs = postgresql_programs()
    if programs is None:
        missing("needs a PostgreSQL server: apt-get install postgresql")
    server = PostgresqlServer(programs).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A running Dovecot with one mailbox."""
    if dovecot_program() is None:
        missing("needs a Dovecot: apt-get install dovecot-imapd dovecot-lmtpd")
    server = Dovecot()
    yield server
    server.stop()
