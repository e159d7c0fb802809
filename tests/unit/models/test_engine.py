import stat
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from models import Organization, Participant
from models.engine import make_engine
from tests.rows import fresh_sessions


def test_every_sqlite_connection_syncs_fully_and_enforces_references(tmp_path) -> None:
    with make_engine(f"sqlite:///{tmp_path / 'a.db'}").connect() as connection:
        values = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }


def test_a_row_of_no_organisation_is_refused(tmp_path) -> None:
    with fresh_sessions(tmp_path)() as session:
        session.add(Participant(organization_id=77, number="P1", name="김하나"))
        with pytest.raises(IntegrityError):
            session.flush()


def test_instants_come_back_with_their_zone_and_naive_ones_are_refused(tmp_path) -> None:
    seoul = timezone(timedelta(hours=9))
    with fresh_sessions(tmp_path)() as session:
        session.add(Organization(name="가", created_at=datetime(2027, 5, 1, 8, tzinfo=seoul)))
        session.commit()
        session.expire_all()
        assert session.get(Organization, 1).created_at == datetime(2027, 4, 30, 23, tzinfo=UTC)
        session.add(Organization(name="나", created_at=datetime(2027, 5, 1, 8)))  # noqa: DTZ001 - that is the point
        with pytest.raises(StatementError, match="time zone"):
            session.flush()


def test_two_writers_wait_for_one_another(tmp_path) -> None:
    sessions = fresh_sessions(tmp_path)
    with sessions() as first:
        first.add(Organization(name="가"))
        first.flush()
        with sessions(
            bind=make_engine(f"sqlite:///{tmp_path / 'roster.db'}").execution_options(read_only=True)
        ) as other:
            assert other.query(Organization).count() == 0  # a reader neither waits nor sees what is not committed
        first.commit()


def test_the_database_and_the_files_beside_it_are_readable_by_their_owner_only(tmp_path) -> None:
    sessions = fresh_sessions(tmp_path)
    with sessions() as session:
        session.add(Organization(name="가"))
        session.commit()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes) >= {"roster.db", "roster.db-wal"}
    assert set(modes.values()) == {0o600}
