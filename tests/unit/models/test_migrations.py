from pathlib import Path

import pytest
from alembic import op
from sqlalchemy import func, inspect, select

from models import Base, migrations
from models.engine import make_engine, make_sessions
from scheduler.calendar import Month
from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, shift_on, stored, tiny_book
from web.services import convert, jobs

FOLDER = Path(migrations.__file__).parent


def _counts(engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }


def _filled(folder):
    """A migrated database with a club, a roster and a job."""
    engine = make_engine(f"sqlite:///{folder / 'roster.db'}")
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


def test_each_revision_is_numbered_follows_the_one_before_and_the_last_is_head() -> None:
    numbers = sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{index:04d}" for index in range(1, len(numbers) + 1)]
    assert migrations.head() == numbers[-1]


def test_the_migrated_tables_are_those_of_the_models_and_a_stranger_is_noticed(tmp_path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'roster.db'}")
    migrations.upgrade(engine)
    assert migrations.drift(engine) == []
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE participant ADD COLUMN shoe_size INTEGER")
    (difference,) = migrations.drift(engine)
    assert "shoe_size" in difference


def test_a_revision_that_fails_half_way_leaves_the_database_as_it_was(tmp_path, monkeypatch) -> None:
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
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
