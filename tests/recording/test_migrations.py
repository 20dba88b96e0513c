"""The migrations make exactly the tables of the code, and lead back."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from d_loket.model import Clarify, DLoketError, Missing, Question, Review
from d_loket.recording import Database
from d_loket.recording.tables import metadata
from d_loket.resources import shipped
from recording.samples import next_mail, registers


def tables(url: str) -> set[str]:
    """Return the names of the tables there are."""
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    engine = create_engine(database.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_constraints_of_the_code_are_in_the_database(database: Database) -> None:
    engine = create_engine(database.url)
    inspector = inspect(engine)
    for table in metadata.tables.values():
        names = {c["name"] for c in inspector.get_check_constraints(table.name)}
        assert names == {c.name for c in table.constraints if str(c.name).startswith("ck_")}
        deleted = {k["name"]: k["options"].get("ondelete") for k in inspector.get_foreign_keys(table.name)}
        assert deleted == {k.name: k.ondelete for k in table.foreign_key_constraints}
    engine.dispose()


def test_upgrading_again_changes_nothing(database: Database) -> None:
    next_mail(database, registers())
    database.upgrade()
    database.check()
    assert len(database.queries().messages()) == 1


def test_every_migration_leads_back_with_data_in_the_tables(database: Database) -> None:
    next_mail(database, registers())
    database.downgrade("base")
    assert tables(database.url) == {"alembic_version"}
    with pytest.raises(DLoketError, match="no tables"):
        database.check()
    database.upgrade()
    database.check()
    assert next_mail(database, registers()) == 1


def test_older_decisions_get_their_event_and_nothing_else_changes(database: Database) -> None:
    question = Clarify(reasons=("Noemt geen sessie.",), question=Question.SESSION, missing=Missing.NO_SESSION)
    known = [next_mail(database, registers(), sender="a@gemeente.example")]
    known += [next_mail(database, question, sender="b@gemeente.example")]
    loose = next_mail(database, Review(reasons=("Een klacht.",)), sender="c@gemeente.example")
    before = {m.id: m for m in database.queries().messages()}
    assert {m.event_id for m in before.values()} == {"voorjaar"}
    database.downgrade("0001")
    with pytest.raises(DLoketError, match="older D-loket"):
        database.check()
    database.upgrade()
    after = {m.id: m for m in database.queries().messages()}
    assert [after[i] for i in known] == [before[i] for i in known]
    assert after[loose] == replace(before[loose], event_id=None)


def test_a_migration_that_fails_leaves_nothing(url: str) -> None:
    def fail(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        if "CREATE TABLE registration" in statement:
            raise RuntimeError("power cut")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with Database(url) as database, pytest.raises(RuntimeError, match="power cut"):
            database.upgrade()
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert tables(url) == set()
    with Database(url) as database:
        database.upgrade()
        database.check()


def test_a_schema_of_a_newer_program_is_left_alone(database: Database) -> None:
    engine = create_engine(database.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for attempt in (database.check, database.upgrade, lambda: database.downgrade("base")):
        with pytest.raises(DLoketError, match="newer D-loket"):
            attempt()
    assert metadata.tables.keys() <= tables(database.url)


def test_a_revision_that_does_not_exist_is_said(database: Database) -> None:
    with pytest.raises(DLoketError, match="no migration 'nonsense'"):
        database.upgrade("nonsense")


def test_alembics_own_command_line_works_for_developers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    command = [sys.executable, "-m", "alembic", "-c", str(shipped("migrations") / "alembic.ini"), "-x", f"url={url}"]
    for arguments in (["upgrade", "head"], ["check"]):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    with Database(url) as database:
        database.check()
