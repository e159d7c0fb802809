import stat
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError, StatementError

import models.engine
from models import Base, Organization, Participant
from models.engine import make_engine, make_sessions
from models.queries import places
from models.trouble import Trouble, trouble_of
from tests import servers
from tests.rows import fresh_sessions


def _settings(connection, names: tuple[str, ...], ask: str) -> dict[str, object]:
    return {name: connection.execute(text(f"{ask} {name}")).scalar() for name in names}


def test_every_sqlite_connection_syncs_fully_and_enforces_references(tmp_path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second.execution_options(read_only=True)):
            names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
            assert _settings(connection, names, "PRAGMA") == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "busy_timeout": 5000,
                "secure_delete": 1,
            }
            connection.rollback()


@pytest.mark.scale
def test_every_postgresql_connection_has_limits_and_counts_in_utc() -> None:
    engine = make_engine(servers.postgresql())
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second.execution_options(read_only=True)):
            names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "TimeZone")
            assert _settings(connection, names, "SHOW") == {
                "lock_timeout": "5s",
                "statement_timeout": "30s",
                "idle_in_transaction_session_timeout": "2min",
                "TimeZone": "UTC",
            }
            connection.rollback()  # what was set stays when a transaction is taken back
            assert connection.execute(text("SHOW lock_timeout")).scalar() == "5s"


@pytest.mark.scale
def test_who_only_reads_sees_one_moment_and_cannot_write_on_postgresql() -> None:
    engine = make_engine(servers.postgresql())
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    with make_sessions(engine.execution_options(read_only=True))() as reader, sessions() as writer:
        assert reader.query(Organization).count() == 0
        writer.add(Organization(name="가"))
        writer.commit()
        assert reader.query(Organization).count() == 0
        reader.rollback()
        assert reader.query(Organization).count() == 1
        reader.add(Organization(name="나"))
        with pytest.raises(InternalError, match="read-only transaction"):
            reader.flush()
        assert writer.query(Organization).count() == 1


@pytest.mark.scale
def test_who_waits_too_long_for_a_lock_is_told_that_the_database_is_busy(monkeypatch) -> None:
    monkeypatch.setattr(models.engine, "WAIT_SECONDS", 0.1)
    engine = make_engine(servers.postgresql())
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    with sessions() as first, sessions() as second:
        first.add(Organization(name="가"))
        first.commit()
        places.claim(first, 1)
        with pytest.raises(OperationalError) as refused:
            places.claim(second, 1)
        assert trouble_of(refused.value) is Trouble.BUSY
        second.rollback()
        first.rollback()
        places.claim(second, 1)


@pytest.mark.scale
def test_a_statement_that_never_ends_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(models.engine, "STATEMENT_SECONDS", 0.1)
    engine = make_engine(servers.postgresql())
    with engine.connect() as connection, pytest.raises(OperationalError) as ended:
        connection.execute(text("SELECT pg_sleep(10)"))
    assert trouble_of(ended.value) is Trouble.BUSY


@pytest.mark.usefixtures("database")
def test_a_row_of_no_organisation_is_refused(tmp_path) -> None:
    with fresh_sessions(tmp_path)() as session:
        session.add(Participant(organization_id=77, number="P1", name="김하나"))
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.usefixtures("database")
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
