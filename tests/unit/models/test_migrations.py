import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import op
from sqlalchemy import func, inspect, select

from models import Base, migrations
from models.engine import make_engine, make_sessions
from scheduler.calendar import Month
from scheduler.roster import Roster
from tests import databases, servers
from tests.rows import ACTOR, MAY, shift_on, stored, tiny_book
from web.services import convert, jobs

ROOT = Path(__file__).parents[3]
FOLDER = Path(migrations.__file__).parent
ADD_A_COLUMN = "ALTER TABLE participant ADD COLUMN shoe_size INTEGER"
pytestmark = pytest.mark.usefixtures("database")


def _counts(engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }


def _filled(folder):
    """A migrated database with a club, a roster and a job."""
    engine = make_engine(databases.empty(folder))
    migrations.upgrade(engine)
    sessions = make_sessions(engine)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(3))]))
        session.commit()
    with sessions() as session:
        jobs.submit(session, owner, Month(2027, 6), ACTOR)
    return engine


def test_up_down_and_up_again_on_a_filled_database(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)
    engine = _filled(tmp_path)
    before = _counts(engine)
    assert before["assignment"] == 1 and before["solve_job"] == 1 and before["participant"] == 3
    assert migrations.current(engine) == migrations.head()
    migrations.upgrade(engine)
    assert _counts(engine) == before
    migrations.downgrade(engine, "base")
    assert migrations.current(engine) is None
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(engine)
    assert set(_counts(engine).values()) == {0}


def _contents(engine) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def test_one_step_down_and_up_again_keeps_what_both_versions_can_hold(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)
    engine = _filled(tmp_path)
    before = _contents(engine)
    numbers = sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))
    for number in reversed(numbers[:-1]):
        migrations.downgrade(engine, number)
        assert migrations.current(engine) == number
    for number in numbers[1:]:
        migrations.upgrade(engine, number)
    after = _contents(engine)
    # A cell's history is younger than the first version; the club, its rosters and its jobs are not.
    for name in ("participant", "contract", "assignment", "roster", "user_account", "audit_event"):
        assert after[name] == before[name], name
    assert len(before["assignment"]) == 1 and len(before["participant"]) == 3
    assert migrations.drift(engine) == []


@pytest.mark.one_database("only a database that several machines reach is brought up to date by two at once")
def test_two_machines_that_upgrade_at_once_wait_for_one_another() -> None:
    url = servers.postgresql()
    command = [sys.executable, "-m", "web.cli", "db", "upgrade"]
    both = [subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    engine = make_engine(url)
    assert migrations.current(engine) == migrations.head()
    assert migrations.drift(engine) == []


@pytest.mark.one_database("no database takes part")
def test_each_revision_is_numbered_follows_the_one_before_and_the_last_is_head() -> None:
    numbers = sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{index:04d}" for index in range(1, len(numbers) + 1)]
    assert migrations.head() == numbers[-1]


def test_the_migrated_tables_are_those_of_the_models_and_a_stranger_is_noticed(tmp_path) -> None:
    engine = make_engine(databases.empty(tmp_path))
    migrations.upgrade(engine)
    assert migrations.drift(engine) == []
    with engine.begin() as connection:
        connection.exec_driver_sql(ADD_A_COLUMN)
    (difference,) = migrations.drift(engine)
    assert "shoe_size" in difference


def test_a_revision_that_fails_half_way_leaves_the_database_as_it_was(database, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)
    engine = _filled(tmp_path)
    before = _counts(engine)
    drop, dropped = op.drop_table, []

    def drop_some(name: str) -> None:
        if len(dropped) == 3:
            raise RuntimeError("the power went")
        dropped.append(name)
        drop(name)

    monkeypatch.setattr(op, "drop_table", drop_some)
    with pytest.raises(RuntimeError, match="the power went"):
        migrations.downgrade(engine, "base")
    assert len(dropped) == 3
    assert _counts(engine) == before
    if database == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
