"""The database: its schema, its two sides and its secrets."""

import secrets
import shutil
from collections.abc import Callable

from sqlalchemy import Connection, select, text

from d_loket.model import DLoketError
from d_loket.recording import schema
from d_loket.recording.access import Access, file_of, insert, parsed
from d_loket.recording.past import Past
from d_loket.recording.queries import Queries
from d_loket.recording.store import SqlStore
from d_loket.recording.tables import secret

# With less room than this on the disk of an SQLite database the next mails do not fit.
_ROOM = 32 * 1024 * 1024


class Database:
    """A database by its SQLAlchemy URL: `sqlite:////path/to/file` or `postgresql+psycopg://user:password@host/name`.

    Making one opens no connection. Whatever the database refuses is a `DLoketError` with a sentence for the operator.
    """

    def __init__(self, url: str, *, echo: bool = False) -> None:
        self._url = parsed(url)
        self._echo = echo
        self._access = Access(self._url, echo=echo)

    @property
    def url(self) -> str:
        """The URL, with its password."""
        return self._url.render_as_string(hide_password=False)

    def upgrade(self, revision: str = "head") -> None:
        """Make or bring up to date the tables; the folder of an SQLite file is made too."""
        if file := file_of(self._url):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DLoketError(f"The folder {file.parent} cannot be made: {error.strerror}.") from error
        self._migrate(lambda access: schema.upgrade(access, revision))

    def downgrade(self, revision: str) -> None:
        """Bring the tables back to an earlier revision, `base` for none at all."""
        self._migrate(lambda access: schema.downgrade(access, revision))

    def check(self, *, writing: bool = True) -> None:
        """Raise DLoketError when the database cannot be worked with, or its tables are not this program's.

        `writing` False: it need only be read, so a full disk or a missing right is no hindrance.
        """
        if (file := file_of(self._url)) and not file.exists():
            raise DLoketError(f"There is no database {file} yet.", advice="Run `d-loket db upgrade`.")
        with self._access.reading() as connection:
            schema.check(connection, self._access.place)
        if not writing:
            return
        with self._access.writing() as connection:
            self._check_writable(connection)

    def store(self, *, rulebook_version: str | None = None) -> SqlStore:
        """Return the side that the route works with."""
        return SqlStore(self._access, rulebook_version)

    def queries(self) -> Queries:
        """Return the side that only reads, for the command line and the web."""
        return Queries(self._access)

    def past(self) -> Past:
        """Return the side that looks back, to decide again."""
        return Past(self._access)

    def known_secret(self, name: str) -> bytes | None:
        """Return the secret of this name, None where none was made yet."""
        with self._access.reading() as connection:
            value = connection.scalar(select(secret.c.value).where(secret.c.name == name))
        return bytes(value) if value else None

    def secret(self, name: str) -> bytes:
        """Return 32 random bytes that stay the same for this name, made when they are asked for first."""
        if known := self.known_secret(name):
            return known
        query = select(secret.c.value).where(secret.c.name == name)
        with self._access.writing() as connection:
            new = insert(connection, secret).values(name=name, value=secrets.token_bytes(32))
            connection.execute(new.on_conflict_do_nothing())
            return bytes(connection.execute(query).scalar_one())

    def close(self) -> None:
        """Close the connections."""
        self._access.engine.dispose()

    def __enter__(self) -> "Database":
        """Return itself; `with` closes it at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def _migrate(self, run: Callable[[Access], None]) -> None:
        # SQLite changes a table by making it anew; references to it must not be followed meanwhile.
        access = Access(self._url, echo=self._echo, foreign_keys=False)
        try:
            run(access)
        finally:
            access.engine.dispose()

    def _check_writable(self, connection: Connection) -> None:
        if file := file_of(self._url):
            connection.execute(text("UPDATE secret SET value = value WHERE name = ''"))
            if shutil.disk_usage(file.parent).free < _ROOM:
                raise DLoketError(f"The disk of the database {file} is full.", advice="Free some space.")
        elif connection.scalar(text("SHOW transaction_read_only")) == "on":
            raise DLoketError(
                f"The database {self._access.place} is read-only.",
                advice="Check that D_LOKET_DATABASE_URL names the primary server.",
            )
