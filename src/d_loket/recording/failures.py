"""What goes wrong with a database, said in one sentence."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import exc

from d_loket.model import DLoketError

# SQLite takes at least this much to open a database that a service works with (its shared memory).
_ROOM = 64 * 1024
_FULL = ("has no room left: the disk is full.", "Free some space and start again; nothing is lost.")
_UPGRADE = "Run `d-loket db upgrade`."

# By the start of SQLite's name of the error (https://www.sqlite.org/rescode.html).
_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": ("is locked by another program.", "Close what else uses it and try again."),
    "SQLITE_LOCKED": ("is locked by another program.", "Close what else uses it and try again."),
    "SQLITE_READONLY": (
        "is read-only.",
        "Give the user that D-loket runs as the right to write the file and its folder.",
    ),
    "SQLITE_CANTOPEN": ("cannot be opened.", "Check that its folder exists and may be written."),
    "SQLITE_NOTADB": ("is not an SQLite database.", "Check the path in D_LOKET_DATABASE_URL."),
    "SQLITE_CORRUPT": ("is damaged.", "Restore it from the last backup."),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error.", "Check the disk."),
    "SQLITE_PERM": ("may not be opened.", "Check the rights on the file."),
}

# By SQLSTATE, or its class of two characters (PostgreSQL manual, appendix A).
_POSTGRESQL = {
    "53100": ("has no room left: the disk is full.", "Free some space on the server; nothing is lost."),
    "53300": ("takes no more connections.", "Raise max_connections or run fewer workers."),
    "53": ("has too little memory or disk.", "Check the server."),
    "55P03": ("is locked.", "Try again."),
    "57014": ("stopped the query because it took too long.", "Try again."),
    "57": ("is shutting down or starting.", "Try again in a moment."),
    "40": ("undid this transaction because another was in its way.", "Try again."),
    "08": ("cannot be reached.", "Check that the server runs and that host and port are right."),
    "28": ("refuses the user or password.", "Check D_LOKET_DATABASE_URL."),
    "3D000": ("does not exist.", "Create it with `createdb`."),
    "42P01": ("misses tables.", _UPGRADE),
    "42703": ("misses columns.", _UPGRADE),
    "42501": ("refuses: the user lacks rights.", "Grant them, or let the owner of the tables be the user."),
    "25006": ("is read-only.", "Check that D_LOKET_DATABASE_URL names the primary server."),
    "58": ("cannot be read or written: the server's disk reports an error.", "Check the server's log."),
    "XX": ("is damaged.", "Check the server's log; restore the last backup."),
}

# A connection that is refused carries no SQLSTATE, only words.
_CONNECTING = {
    "password authentication failed": "28",
    "no password supplied": "28",
    "does not exist": "3D000",
    "too many": "53300",
}


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn a failure of the database at `place` into a `DLoketError`.

    What is not the database's fault but that of the values (a constraint, a value it does not take) passes as it is.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise DLoketError(f"The database {place} is too busy.", advice="Run fewer workers.") from error
    except exc.DBAPIError as error:
        raise _told(error.orig, place) or error from error
    except (sqlite3.Error, psycopg.Error) as error:
        raise _told(error, place) or error from error


def _told(error: BaseException | None, place: str) -> DLoketError | None:
    match error:
        case sqlite3.Error():
            said = _of_sqlite(error, Path(place))
        case psycopg.Error():
            said = _of_postgresql(error)
        case _:
            said = None
    if said is None:
        return None
    return DLoketError(f"The database {place} {said[0]}", advice=said[1])


def _of_sqlite(error: sqlite3.Error, file: Path) -> tuple[str, str] | None:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_IOERR") and _is_full(file.parent):
        return _FULL
    for start, said in _SQLITE.items():
        if name.startswith(start):
            return said
    if "no such table" in str(error) or "no such column" in str(error):
        return "misses tables or columns.", _UPGRADE
    return (f"fails: {error}.", "") if isinstance(error, sqlite3.OperationalError) else None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


def _of_postgresql(error: psycopg.Error) -> tuple[str, str] | None:
    state = error.sqlstate or next((s for words, s in _CONNECTING.items() if words in str(error)), "")
    said = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if said or state or not isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return said
    return f"cannot be reached: {_first_line(error)}.", "Check that the server runs and that host and port are right."


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")
