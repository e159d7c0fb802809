"""Every check says yes and no where it should."""

from __future__ import annotations

import json
import os
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.orm import Session

from models import Base, Organization, SolveJob, User, migrations
from models.base import now
from models.engine import make_engine
from models.enums import JobStatus, Role
from models.organizations import AuditEvent
from web import config
from web.cli import main
from web.config import Settings
from web.services import doctor
from web.services.checks import addresses, database, machine, queue, secrets
from web.services.demo import LOGIN_FILE
from web.services.users import hash_password
from web.serving import serve

KEY, OTHER_KEY = "0123456789abcdef" * 2, "fedcba9876543210" * 2
NIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MANUAL = Path(__file__).parents[4] / "docs" / "operations.md"


def settings(folder: Path, **more: object) -> Settings:
    known: dict[str, object] = {"database": None, "broker": None, "public": None, "secret": None, "link": None}
    return Settings(instance=folder, **(known | {"host": "127.0.0.1", "proxies": 0, "debug": False} | more))


@pytest.fixture
def engine(tmp_path: Path):
    made = make_engine(f"sqlite:///{tmp_path / 'roster.db'}")
    Base.metadata.create_all(made)
    migrations.stamp(made)
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("more", "grade", "stops"),
    [
        ({}, "ok", False),
        ({"debug": True}, "warning", False),
        ({"debug": True, "host": "0.0.0.0"}, "danger", True),  # noqa: S104 - what the check is about
        ({"debug": True, "public": "https://roster.example.kr"}, "danger", True),
    ],
)
def test_debug_mode(tmp_path, more, grade, stops) -> None:
    found = addresses.debug(settings(tmp_path, **more))
    assert (found.grade, found.stops) == (grade, stops)


@pytest.mark.parametrize(
    ("more", "grade", "stops"),
    [
        ({"public": "https://roster.example.kr"}, "ok", False),
        ({"public": "https://roster.example.kr", "host": "0.0.0.0"}, "ok", False),  # noqa: S104 - as above
        ({}, "warning", False),  # papers lead to 127.0.0.1
        ({"public": "http://localhost:8000"}, "warning", False),
        ({"public": "http://127.0.0.1:8000"}, "warning", False),
        ({"host": "192.0.2.7"}, "danger", True),
        ({"host": "roster-server"}, "danger", True),
        ({"public": "http://roster.example.kr"}, "danger", True),
        ({"public": "http://roster.example.kr", "host": "0.0.0.0"}, "danger", True),  # noqa: S104 - as above
        ({"public": "roster.example.kr"}, "danger", True),
        ({"public": "https://user:word@roster.example.kr"}, "danger", True),
    ],
)
def test_the_public_address(tmp_path, more, grade, stops) -> None:
    found = addresses.address(settings(tmp_path, **more))
    assert (found.grade, found.stops) == (grade, stops)


@pytest.mark.parametrize(
    ("more", "grade"),
    [
        ({}, "ok"),
        ({"public": "https://roster.example.kr", "proxies": 1}, "ok"),
        ({"public": "https://roster.example.kr"}, "warning"),
        ({"proxies": 1}, "warning"),
        ({"public": "https://roster.example.kr", "proxies": 1, "host": "0.0.0.0"}, "warning"),  # noqa: S104 - as above
    ],
)
def test_the_proxy(tmp_path, more, grade) -> None:
    assert addresses.proxy(settings(tmp_path, **more)).grade == grade


@pytest.mark.parametrize(
    ("more", "grade", "stops"),
    [
        ({}, "ok", False),  # made at the first start
        ({"secret": KEY, "link": OTHER_KEY}, "ok", False),
        ({"secret": KEY, "link": OTHER_KEY, "database": "postgresql+psycopg:///roster"}, "ok", False),
        ({"secret": KEY, "link": KEY}, "warning", False),
        ({"secret": KEY, "database": "postgresql+psycopg:///roster"}, "warning", False),
        ({"secret": "a" * 64, "link": OTHER_KEY}, "danger", True),
    ],
)
def test_keys_of_the_environment(tmp_path, more, grade, stops) -> None:
    found = secrets.keys(settings(tmp_path, **more))
    assert (found.grade, found.stops) == (grade, stops)


def test_key_files(tmp_path) -> None:
    made = settings(tmp_path)
    made.secret_key(), made.link_key()
    assert secrets.keys(made).grade == "ok"
    (tmp_path / "link.key").chmod(0o644)
    assert secrets.keys(made).stops
    (tmp_path / "link.key").chmod(0o600)
    (tmp_path / "link.key").write_text("short")
    assert secrets.keys(made).stops


def test_a_short_key_of_the_environment_is_refused_before_any_check(tmp_path) -> None:
    with pytest.raises(ValueError, match="at least 32"):
        settings(tmp_path, secret="short")


def test_the_folder_is_private(tmp_path) -> None:
    folder = tmp_path / "instance"
    assert secrets.folder(settings(folder)).grade == "ok"  # not there yet
    folder.mkdir(mode=0o700)
    (folder / "roster.db").touch(0o600)
    assert secrets.folder(settings(folder)).grade == "ok"
    (folder / "roster.db").chmod(0o640)
    assert secrets.folder(settings(folder)).grade == "danger"
    (folder / "roster.db").chmod(0o600)
    folder.chmod(0o755)
    assert secrets.folder(settings(folder)).grade == "danger"


@pytest.mark.parametrize(
    ("more", "noted", "grade"),
    [
        ({}, "remembered", "warning"),
        ({"public": "https://roster.example.kr"}, "remembered", "danger"),
        ({}, "another", "ok"),
        ({}, None, "ok"),
    ],
)
def test_the_password_of_the_demo(engine, tmp_path, more, noted, grade) -> None:
    if noted:
        (tmp_path / LOGIN_FILE).write_text(f"password={noted}\n")
    with Session(engine) as session:
        club = Organization(name="본보기 기관")
        session.add(club)
        session.flush()
        account = User(organization_id=club.id, login="demo", name="박은정", role=Role.COORDINATOR)
        account.password_hash = hash_password("remembered")
        session.add(account)
        session.commit()
        assert secrets.demo_password(settings(tmp_path, **more), session).grade == grade
        account.active = False
        session.commit()
        assert secrets.demo_password(settings(tmp_path, **more), session).grade == "ok"


def test_how_sqlite_writes(engine) -> None:
    with engine.connect() as connection:
        assert database.mode(connection).grade == "ok"
    good = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}
    assert database.sqlite_mode(good).grade == "ok"
    for name, wrong in (
        ("journal_mode", "delete"),
        ("synchronous", "1"),
        ("foreign_keys", "0"),
        ("secure_delete", "0"),
    ):
        found = database.sqlite_mode(good | {name: wrong})
        assert (found.grade, found.facts["wrong"]) == ("danger", f"{name}={wrong}")


def test_how_postgresql_writes() -> None:
    good = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "server_encoding": "UTF8"}
    assert database.postgresql_mode(good, 130_000).grade == "ok"
    assert database.postgresql_mode(good, 129_999).grade == "danger"
    for name, wrong in (
        ("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"), ("server_encoding", "SQL_ASCII"),
    ):  # fmt: skip
        assert database.postgresql_mode(good | {name: wrong}, 160_004).grade == "danger", name


def test_a_damaged_file_is_noticed(engine, tmp_path) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (x)")
        connection.execute(text("INSERT INTO filler VALUES (:x)"), [{"x": "n" * 3000} for _ in range(50)])
        assert database.integrity(connection).grade == "ok"
    engine.dispose()
    path = tmp_path / "roster.db"
    whole = path.read_bytes()
    middle = len(whole) - 5 * 4096
    path.write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])
    by_check = {one.check: one for one in doctor.findings(settings(tmp_path))}
    assert by_check["integrity"].grade == "danger"
    path.write_bytes(b"no database at all" * 1000)
    by_check = {one.check: one for one in doctor.findings(settings(tmp_path))}
    assert by_check["database"].grade == "danger"


def test_the_tables(engine) -> None:
    with engine.connect() as connection:
        assert database.tables(connection).grade == "ok"
    migrations.stamp(engine, "0001")
    with engine.connect() as connection:
        assert database.tables(connection).grade == "danger"


@pytest.mark.parametrize(
    ("more", "grade"),
    [
        ({}, "ok"),
        ({"database": "postgresql+psycopg:///roster", "broker": "redis://localhost/1"}, "ok"),
        ({"database": "postgresql+psycopg:///roster"}, "warning"),
        ({"broker": "redis://localhost/1"}, "warning"),
    ],
)
def test_database_and_broker_go_together(tmp_path, more, grade) -> None:
    assert database.machines(settings(tmp_path, **more)).grade == grade


def test_the_clock(engine, tmp_path) -> None:
    minute = timedelta(minutes=1)
    assert machine.clock(NIGHT, None, None).grade == "ok"
    assert machine.clock(NIGHT, NIGHT + 4 * minute, NIGHT - 4 * minute).grade == "ok"
    assert machine.clock(NIGHT, NIGHT + 6 * minute, None).grade == "danger"
    assert machine.clock(NIGHT, None, NIGHT + 6 * minute).grade == "danger"
    assert machine.clock(datetime(2020, 1, 1, tzinfo=UTC), None, None).grade == "danger"
    with Session(engine) as session:
        club = Organization(name="기관")
        session.add(club)
        session.flush()
        later = now() + timedelta(days=1)
        session.add(AuditEvent(organization_id=club.id, at=later, actor="x", action="y", subject="z"))
        session.commit()
    found = {one.check: one.grade for one in doctor.findings(settings(tmp_path), engine)}
    assert found["clock"] == "danger"


def test_disk_and_memory(tmp_path) -> None:
    assert [machine.disk(free, tmp_path).grade for free in (2048, 2047, 300, 299)] == [
        "ok",
        "warning",
        "warning",
        "danger",
    ]
    assert machine.free_megabytes(tmp_path / "not" / "yet") > 0
    assert machine.memory(1024, None).grade == "ok"
    assert machine.memory(1023, None).grade == "warning"
    assert machine.memory(1023, 512).grade == "ok"
    assert machine.memory(None, None).grade == "ok"
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:    4096 kB\n")
    assert machine.available_megabytes(tmp_path / "meminfo") == 4
    assert machine.available_megabytes(tmp_path / "absent") is None


def test_backups(tmp_path) -> None:
    made = settings(tmp_path)
    assert machine.backup(machine.newest_backup(made), now()).grade == "warning"
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "half.db.part").touch()
    assert machine.newest_backup(made) is None
    copy = tmp_path / "backups" / "roster-2026-11-21.db"
    copy.touch()
    assert machine.backup(machine.newest_backup(made), now()).grade == "ok"
    old = time.time() - 27 * 3600
    os.utime(copy, (old, old))
    found = machine.backup(machine.newest_backup(made), now())
    assert (found.grade, found.facts["hours"]) == ("warning", 27)


def test_jobs_that_wait_or_are_lost(engine) -> None:
    with Session(engine) as session:
        club = Organization(name="기관")
        session.add(club)
        session.flush()
        job = SolveJob(organization_id=club.id, month="2027-05", created_at=NIGHT)
        session.add(job)
        session.commit()
        assert queue.jobs(session, NIGHT + timedelta(minutes=1)).grade == "ok"
        found = queue.jobs(session, NIGHT + timedelta(minutes=7))
        assert (found.grade, found.facts) == ("warning", {"count": 1, "minutes": 7})
        job.status, job.lease_until = JobStatus.RUNNING, NIGHT
        session.commit()
        assert queue.jobs(session, NIGHT + timedelta(minutes=1)).grade == "ok"
        assert queue.jobs(session, NIGHT + timedelta(minutes=3)).grade == "warning"


def test_workers(tmp_path) -> None:
    made = settings(tmp_path)
    assert queue.workers(made).grade == "warning"
    queue.knock(made)
    assert queue.workers(made).grade == "ok"
    silent = time.time() - 61
    os.utime(tmp_path / "broker" / queue.SIGN, (silent, silent))
    assert queue.workers(made).grade == "warning"
    elsewhere = settings(tmp_path, broker="redis://localhost/1")
    assert queue.workers(elsewhere, lambda: 2).facts == {"count": 2}
    assert queue.workers(elsewhere, lambda: 0).grade == "warning"


def test_the_broker(tmp_path, monkeypatch) -> None:
    assert queue.broker(settings(tmp_path)).grade == "ok"
    monkeypatch.setattr(os, "access", lambda path, kind: False)
    assert queue.broker(settings(tmp_path)).grade == "danger"
    elsewhere = settings(tmp_path, broker="redis://:geheim@127.0.0.1:1/0")  # nothing listens on port 1
    assert queue.broker(elsewhere, lambda: "").grade == "ok"
    found = queue.broker(elsewhere)
    assert found.grade == "danger"
    assert "geheim" not in str(found.facts)


def test_a_fresh_and_a_running_installation_are_asked_everything(engine, tmp_path) -> None:
    found = doctor.findings(settings(tmp_path), engine)
    assert [one.check for one in found] == list(doctor.CHECKS)
    assert not [one for one in found if one.grade == "danger"]
    fresh = doctor.findings(settings(tmp_path / "new"))
    assert not [one for one in fresh if one.grade == "danger"]
    assert not (tmp_path / "new").exists()


def test_the_server_does_not_start_when_it_is_dangerous(tmp_path) -> None:
    with pytest.raises(doctor.Unsafe) as caught:
        serve(settings(tmp_path, host="0.0.0.0", debug=True), lambda address: None)  # noqa: S104 - as above
    assert [one.check for one in caught.value.reasons] == ["debug", "address"]


def test_the_command_in_both_languages(tmp_path, monkeypatch) -> None:
    for name, value in (("ROSTER_INSTANCE", str(tmp_path)), ("LANG", "C"), ("PUBLIC_URL", "http://roster.example.kr")):
        monkeypatch.setenv(name, value)
    config.get_settings.cache_clear()
    try:
        korean = CliRunner().invoke(main, ["doctor"])
        english = CliRunner().invoke(main, ["--lang", "en", "doctor", "--json"])
        refused = CliRunner().invoke(main, ["serve"])
    finally:
        config.get_settings.cache_clear()
    assert korean.exit_code == english.exit_code == 1  # an address without encryption
    assert "[위험] address: PUBLIC_URL http://roster.example.kr" in korean.output
    by_check = {one["check"]: one for one in json.loads(english.stdout)}
    assert by_check["address"]["grade"] == "danger"
    assert by_check["address"]["advice"].startswith("Let a proxy speak TLS")
    assert not re.search("[가-힣]", english.output)
    assert refused.exit_code == 2
    assert "[위험] address" in refused.output
    assert not (tmp_path / "roster.db").exists()


def test_the_manual_names_every_check() -> None:
    named = re.findall(r"^\| `(\w+)` \|", MANUAL.read_text().partition("## The doctor")[2].partition("\n## ")[0], re.M)
    assert named == list(doctor.CHECKS)
