"""The migrations: bringing a database to this program's schema, or back."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from d_loket.model import DLoketError
from d_loket.recording.access import Access, lock
from d_loket.resources import shipped


def upgrade(access: Access, revision: str) -> None:
    """Run the migrations up to a revision, all or none of them."""
    with access.writing() as connection:
        lock(connection, "schema")
        _refuse_newer(connection, access.place)
        _run(connection, command.upgrade, revision)


def downgrade(access: Access, revision: str) -> None:
    """Undo the migrations down to a revision (`base`: everything), all or none of them."""
    with access.writing() as connection:
        lock(connection, "schema")
        _refuse_newer(connection, access.place)
        _run(connection, command.downgrade, revision)


def check(connection: Connection, place: str) -> None:
    """Raise DLoketError unless the schema is this program's own."""
    _refuse_newer(connection, place)
    present = _present(connection)
    if not present:
        raise DLoketError(f"The database {place} has no tables of D-loket yet.", advice="Run `d-loket db upgrade`.")
    if present != set(_scripts().get_heads()):
        raise DLoketError(f"The database {place} was made by an older D-loket.", advice="Run `d-loket db upgrade`.")


def _refuse_newer(connection: Connection, place: str) -> None:
    ours = {script.revision for script in _scripts().walk_revisions()}
    if _present(connection) - ours:
        raise DLoketError(
            f"The database {place} was made by a newer D-loket than this one.",
            advice="Install that version, or the backup of before the upgrade.",
        )


def _present(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _run(connection: Connection, run: object, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    try:
        run(config, revision)  # type: ignore[operator]
    except CommandError as error:
        raise DLoketError(f"There is no migration {revision!r}.", advice=f"{error}") from error


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
