"""Which night's backup is due, which are kept, and how the commands tell of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from models import migrations
from models.backup import read_mark
from models.base import now
from models.engine import make_engine, make_sessions
from scheduler.calendar import KST
from scheduler.roster import Roster
from tests.rows import MAY, shift_on, stored, tiny_book
from web import config, night
from web.cli import main
from web.services import backups, convert

KEY = b"k" * 64


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with a club and a roster, and the commands' settings for it."""
    folder = tmp_path / "instance"
    for name, value in {"ROSTER_INSTANCE": str(folder), "LANG": "C.UTF-8", "LINK_KEY": KEY.decode()}.items():
        monkeypatch.setenv(name, value)
    config.get_settings.cache_clear()
    folder.mkdir()
    engine = make_engine(f"sqlite:///{folder / 'roster.db'}")
    migrations.upgrade(engine)
    owner = stored(make_sessions(engine), tiny_book())
    with make_sessions(engine)() as session:
        convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(3)), ("P2", shift_on(3))]))
        session.commit()
    engine.dispose()
    yield folder
    config.get_settings.cache_clear()


def run(*words: object, code: int = 0) -> str:
    """What the command says."""
    result = CliRunner().invoke(main, [str(one) for one in words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_night_begins_at_ten_past_three_in_korea() -> None:
    assert backups.last_night(datetime(2027, 5, 7, 3, 9, tzinfo=KST)) == date(2027, 5, 6)
    assert backups.last_night(datetime(2027, 5, 7, 3, 10, tzinfo=KST)) == date(2027, 5, 7)
    assert backups.last_night(datetime(2027, 5, 7, 23, 0, tzinfo=KST)) == date(2027, 5, 7)


def test_fourteen_nights_and_the_first_of_twelve_months_are_kept() -> None:
    year = [date(2026, 3, 20) + timedelta(days=number) for number in range(500)]  # until 1 August 2027
    kept = backups.kept_days(year)
    nights = {year[-1] - timedelta(days=back) for back in range(14)}
    firsts = {date(2026, number, 1) for number in (9, 10, 11, 12)} | {date(2027, number, 1) for number in range(1, 9)}
    # The fourteen nights are 19 July to 1 August; the latter is a first of the month too: 14 + 12 - 1.
    assert kept == nights | firsts and len(kept) == 25


def test_of_a_month_whose_first_day_is_missing_the_first_that_is_there_is_kept() -> None:
    days = [date(2027, 3, 9), date(2027, 3, 20)] + [date(2027, 5, number) for number in range(1, 16)]
    assert backups.kept_days(days) == {date(2027, 3, 9), *days[2:]}
    assert backups.kept_days([]) == frozenset()


def test_each_night_makes_one_backup_also_when_the_machine_was_off_at_night(instance: Path) -> None:
    engine = make_engine(f"sqlite:///{instance / 'roster.db'}")
    morning = datetime(2027, 5, 7, 8, 30, tzinfo=KST)
    made = backups.nightly(engine, instance, KEY, morning)
    assert made is not None and made.name == "roster-2027-05-07.db" and read_mark(made).key == backups.fingerprint(KEY)
    assert backups.nightly(engine, instance, KEY, morning + timedelta(hours=15)) is None
    for number in range(1, 31):
        backups.nightly(engine, instance, KEY, morning + timedelta(days=number))
    (instance / "backups" / "by-hand.db").touch()
    names = sorted(path.name for path in (instance / "backups").iterdir())
    # 6 June and the 13 nights before it are 24 May to 6 June; 7 May is the first of May, 1 June one of the fourteen.
    assert len(names) == 14 + 1 + 1 and names[0] == "by-hand.db" and names[1] == "roster-2027-05-07.db"
    assert (instance / "backups").stat().st_mode & 0o777 == 0o700


def test_a_backup_is_made_verified_and_restored_by_command(instance: Path) -> None:
    said = run("db", "backup")
    (path,) = (instance / "backups").iterdir()
    assert str(path) in said and "link.key" in said
    assert backups.newest(instance) == path
    # Two people on a seat for one: the judge reads the stored month and says so.
    said = run("db", "verify", path)
    assert "햇살시니어클럽, 2027-05: 제약 위반 1건" in said and "온전하며" in said
    assert "비어 있지 않습니다" in run("db", "restore", path, code=1)
    said = run("db", "restore", path, "--replace")
    assert "before-restore-" in said and "주의" not in said
    assert len(list((instance / "backups").iterdir())) == 2


def test_a_changed_file_is_refused_with_the_table_that_was_changed(instance: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    run("db", "backup", path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE participant SET phone = ''")
        file.commit()
    for command in (("db", "verify", path), ("db", "restore", path, "--replace")):
        assert "바뀌었습니다(표 participant)" in run(*command, code=1)


def test_nobody_restores_under_a_running_server(instance: Path, tmp_path: Path) -> None:
    run("db", "backup", tmp_path / "mine.db")
    with closing(sqlite3.connect(instance / "roster.db")) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("SELECT count(*) FROM organization").fetchone()
        assert "쓰고 있습니다" in run("db", "restore", tmp_path / "mine.db", "--replace", code=1)


def test_a_lost_link_key_is_told(instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("db", "backup", tmp_path / "mine.db")
    monkeypatch.setenv("LINK_KEY", "another key that is long enough to be one")
    config.get_settings.cache_clear()
    assert "link.key가 백업할 때와 다릅니다" in run("db", "restore", tmp_path / "mine.db", "--replace")


def test_a_worker_makes_the_nights_backup_and_goes_on_when_it_cannot(instance: Path, caplog) -> None:
    settings = config.get_settings()
    night.back_up(settings)
    (path,) = (instance / "backups").iterdir()
    assert path.name == f"roster-{backups.last_night(now())}.db" and not caplog.records
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("something else of this name")
    night.back_up(settings)
    assert "could not be made" in caplog.text


def test_a_database_server_is_backed_up_by_those_who_run_it(instance: Path) -> None:
    night.back_up(config.get_settings().model_copy(update={"database": "postgresql+psycopg://nobody@127.0.0.1:1/none"}))
    assert not (instance / "backups").exists()
