"""A backup is a snapshot of a running database; whatever is not as it was made is refused."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from models import AuditEvent, Organization, Participant, backup, migrations
from models.backup import BadBackup
from models.engine import make_engine, make_sessions
from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, shift_on, stored, tiny_book
from web.services import convert, jobs
from web.services.audit import record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with a club and a roster; copied for each test."""
    path = tmp_path_factory.mktemp("filled") / "roster.db"
    made = make_engine(f"sqlite:///{path}")
    migrations.upgrade(made)
    sessions = make_sessions(made)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(3))]))
        session.commit()
    made.dispose()
    return path


@pytest.fixture
def engine(filled: Path, tmp_path: Path) -> Engine:
    """The filled database, for one test."""
    shutil.copy(filled, tmp_path / "roster.db")
    return make_engine(f"sqlite:///{tmp_path / 'roster.db'}")


@pytest.fixture
def other(tmp_path: Path) -> Engine:
    """Where to restore to."""
    return make_engine(f"sqlite:///{tmp_path / 'other.db'}")


def test_a_backup_tells_what_is_in_it_and_only_its_owner_reads_it(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "kept" / "one.db"
    mark = backup.write(engine, path, key="abc")
    assert backup.prove(path) == backup.read_mark(path) == mark
    assert (mark.revision, mark.source, mark.key) == (migrations.head(), "sqlite", "abc")
    assert mark.tables["participant"].rows == 3 and mark.tables["assignment"].rows == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["one.db"]


def test_what_comes_back_is_the_same_to_the_last_row(engine: Engine, other: Engine, tmp_path: Path) -> None:
    mark = backup.write(engine, tmp_path / "one.db")
    assert backup.restore(tmp_path / "one.db", other) == mark
    assert backup.digest_of(other, tmp_path) == backup.digest_of(engine, tmp_path) == mark.digest
    assert migrations.current(other) == migrations.head() and migrations.drift(other) == []
    with make_sessions(other)() as session:
        made = Organization(name="새 기관")
        session.add(made)
        session.commit()
        assert made.id == 2  # ids go on after the restored ones


def test_a_restore_replaces_all_that_was_there(engine: Engine, tmp_path: Path) -> None:
    mark = backup.write(engine, tmp_path / "one.db")
    stored(make_sessions(engine), tiny_book("다른클럽"))
    assert backup.digest_of(engine, tmp_path) != mark.digest
    backup.restore(tmp_path / "one.db", engine)
    assert backup.digest_of(engine, tmp_path) == mark.digest
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_another_connection_is_noticed_and_an_ended_one_is_not(engine: Engine) -> None:
    assert not backup.in_use(engine)
    with closing(sqlite3.connect(str(engine.url.database))) as somebody:
        with engine.connect():
            pass  # the log is begun again
        somebody.execute("SELECT count(*) FROM organization").fetchone()
        assert backup.in_use(engine)
    assert not backup.in_use(engine)


def test_what_is_written_meanwhile_is_in_the_backup_whole_or_not_at_all(engine: Engine, tmp_path: Path) -> None:
    sessions, ended = make_sessions(engine), threading.Event()

    def write_pairs() -> None:
        """Every commit changes a name and adds a line of the record."""
        count = 0
        while not ended.is_set():
            with sessions() as session:
                count += 1
                session.scalars(select(Participant).limit(1)).one().phone = f"010-{count}"
                record(session, 1, ACTOR, "test.pair", str(count))
                session.commit()

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        for number in range(10):
            path = tmp_path / f"{number}.db"
            backup.write(engine, path)
            backup.prove(path)
            with closing(sqlite3.connect(path)) as file:
                phone = file.execute("SELECT phone FROM participant WHERE id = 1").fetchone()[0]
                last = file.execute("SELECT max(id) FROM audit_event WHERE action = 'test.pair'").fetchone()[0]
                told = last and file.execute("SELECT subject FROM audit_event WHERE id = ?", (last,)).fetchone()[0]
            assert phone == (f"010-{told}" if told else "010-0000-0000")
    finally:
        ended.set()
        writer.join()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def _beheaded(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + path.read_bytes()[4:])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
        file.commit()


def _renamed(path: Path) -> None:
    _run(path, "UPDATE participant SET name = '남의 이름' WHERE id = 2")


def _robbed(path: Path) -> None:
    _run(path, "DELETE FROM assignment")


def _unmarked(path: Path) -> None:
    _run(path, "DROP TABLE backup_mark")


def _rejuvenated(path: Path) -> None:
    _run(path, "UPDATE alembic_version SET version_num = '0001x'")


def _orphaned(path: Path) -> None:
    _run(path, "DELETE FROM site")


@pytest.mark.parametrize(
    "spoil",
    [_cut, _beheaded, _emptied, _renamed, _robbed, _unmarked, _rejuvenated, _orphaned],
    ids=lambda f: f.__name__,
)
def test_a_backup_that_is_not_as_it_was_made_is_refused(engine: Engine, other: Engine, tmp_path: Path, spoil) -> None:
    path = tmp_path / "one.db"
    backup.write(engine, path)
    spoil(path)
    with pytest.raises(BadBackup):
        backup.prove(path)
    before = backup.digest_of(engine, tmp_path)
    for target in (engine, other):
        with pytest.raises(BadBackup):
            backup.restore(path, target)
    assert backup.digest_of(engine, tmp_path) == before
    assert not [one.name for one in tmp_path.iterdir() if "staged" in one.name]


def test_the_running_database_is_no_backup(engine: Engine) -> None:
    with pytest.raises(BadBackup):
        backup.prove(Path(str(engine.url.database)))


def test_a_backup_of_the_first_tables_is_brought_up_to_date(tmp_path: Path, other: Engine) -> None:
    old = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrations.upgrade(old, "0001")
    with old.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO organization (id, name, city, phone, coordinator, created_at)"
            " VALUES (7, '옛클럽', '', '', '', '2026-01-02 03:04:05.000000')"
        )
    mark = backup.write(old, tmp_path / "old-backup.db")
    assert mark.revision == "0001"
    backup.restore(tmp_path / "old-backup.db", other)
    assert migrations.current(other) == migrations.head() and migrations.drift(other) == []
    with make_sessions(other)() as session:
        assert [(one.id, one.name) for one in session.scalars(select(Organization))] == [(7, "옛클럽")]


def test_a_backup_of_a_newer_program_is_refused(
    engine: Engine, other: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.write(engine, tmp_path / "one.db")
    monkeypatch.setattr(migrations, "known", lambda: frozenset({"0001"}))
    with pytest.raises(BadBackup, match="newer version"):
        backup.restore(tmp_path / "one.db", other)


def test_an_empty_database_has_nothing_to_keep(other: Engine, tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="nothing to keep"):
        backup.write(other, tmp_path / "one.db")
    assert not (tmp_path / "one.db").exists()


def test_a_backup_that_cannot_be_finished_leaves_the_older_one(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept" / "one.db"
    mark = backup.write(engine, path)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "_leave_mark", full)
    with pytest.raises(sqlite3.OperationalError):
        backup.write(engine, path)
    assert backup.prove(path) == mark and [one.name for one in path.parent.iterdir()] == ["one.db"]


def test_every_kind_of_value_comes_back(engine: Engine, other: Engine, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)
    with make_sessions(engine)() as session:
        jobs.submit(session, 1, MAY.plus(1), ACTOR)
        record(session, 1, ACTOR, "test.kinds", "가나다", nothing=None, text='"; --', list=[1, None, {"가": 2.5}])
        session.commit()
    mark = backup.write(engine, tmp_path / "one.db")
    backup.restore(tmp_path / "one.db", other)
    assert backup.digest_of(other, tmp_path) == mark.digest
    with make_sessions(other)() as session:
        details = session.scalars(select(AuditEvent.details).where(AuditEvent.action == "test.kinds")).one()
    assert details == {"nothing": None, "text": '"; --', "list": [1, None, {"가": 2.5}]}
