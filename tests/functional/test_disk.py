"""Full, read-only, busy, away: what would be stored is refused in plain words, reading and printing go on."""

from __future__ import annotations

import errno
import sqlite3
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DBAPIError, OperationalError

from models import AuditEvent, WebSession
from models.base import now
from models.trouble import Trouble, trouble_of
from tests.faults import disk
from tests.filled import Club
from tests.functional.pages import Pages
from tests.rows import ACTOR, fresh_sessions, stored, tiny_book
from web import sessions
from web.db import engine
from web.services import uploads
from web.services.audit import event_of
from web.services.checks import machine
from web.services.checks.finding import Grade
from web.services.spare import FILE, SpareRecord


@pytest.mark.slow
def test_writing_is_refused_and_reading_and_printing_go_on(database: str) -> None:
    outages = disk.SERVER_OUTAGES if database == "postgresql" else disk.OUTAGES
    found = list(disk.figures(outages))
    assert [figure.note for figure in found] == [""] * len(outages)
    assert all(figure.failures == 0 and figure.n > 30 for figure in found)


def _let_only_read(made: Engine) -> None:
    """Every connection from now on."""
    sqlite = made.dialect.name == "sqlite"

    def begin(raw, record) -> None:
        raw.execute("PRAGMA query_only = ON" if sqlite else "SET default_transaction_read_only = on")
        raw.commit()

    event.listen(made, "connect", begin)
    made.dispose()


def test_lines_of_the_record_wait_in_a_private_file_or_in_memory_and_keep_their_moment(tmp_path: Path) -> None:
    made = fresh_sessions(tmp_path)
    owner = stored(made, tiny_book())
    spare = SpareRecord(tmp_path)
    spare.keep(event_of(owner, ACTOR, "roster.print", "all", what="wall"))
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / FILE).chmod(0o600)
    (tmp_path / FILE).rename(tmp_path / "access-record-waiting.left-by-another")
    (tmp_path / FILE).mkdir()  # now nothing can be written there
    spare.keep(event_of(owner, ACTOR, "roster.print", "shop", what="slips"))
    (tmp_path / FILE).rmdir()
    assert spare.waiting() == 2
    moment = now()
    with made() as session:
        assert spare.pour(session) == 2
        rows = session.scalars(select(AuditEvent).where(AuditEvent.action == "roster.print")).all()
    assert {row.subject for row in rows} == {"all", "shop"} and all(row.at < moment for row in rows)
    assert spare.waiting() == 0 and not list(tmp_path.glob("access-record*"))


def test_lines_that_cannot_be_poured_go_on_waiting(tmp_path: Path) -> None:
    made = fresh_sessions(tmp_path)
    spare = SpareRecord(tmp_path)
    spare.keep(event_of(1, ACTOR, "roster.print", "all"))
    _let_only_read(made.kw["bind"])
    with made() as session, pytest.raises(DBAPIError):
        spare.pour(session)
    assert spare.waiting() == 1


def test_who_reads_on_a_full_disk_is_not_logged_out(pages: Pages, app, club: Club, monkeypatch) -> None:
    start = now()
    with app.app_context():
        _let_only_read(engine())
    for minutes in (20, 40, 60):  # each within 30 minutes of the last, the third an hour after the last written use
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        pages.get("/months/2027-06")
    with club.session as session:
        assert session.scalars(select(WebSession.seen_at)).one() < start + timedelta(minutes=1)


def test_a_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads.os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        uploads.keep(tmp_path, 1, b"data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.one_database("no database takes part")
def test_troubles_are_told_apart_from_faults() -> None:
    def of_sqlite(code: int) -> OperationalError:
        cause = sqlite3.OperationalError("said by the database")
        cause.sqlite_errorcode = code
        return OperationalError("", {}, cause)

    assert trouble_of(of_sqlite(sqlite3.SQLITE_FULL)) is Trouble.FULL
    assert trouble_of(of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED)) is Trouble.READ_ONLY
    assert trouble_of(of_sqlite(sqlite3.SQLITE_IOERR_WRITE)) is Trouble.FULL
    assert trouble_of(of_sqlite(sqlite3.SQLITE_IOERR_READ)) is Trouble.AWAY
    assert trouble_of(of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)) is Trouble.BUSY
    assert trouble_of(of_sqlite(sqlite3.SQLITE_ERROR)) is None
    assert trouble_of(OperationalError("", {}, psycopg.errors.DiskFull())) is Trouble.FULL
    assert trouble_of(OperationalError("", {}, psycopg.errors.AdminShutdown())) is Trouble.AWAY
    assert trouble_of(OperationalError("", {}, psycopg.errors.UndefinedTable())) is None
    assert trouble_of(OSError(errno.EDQUOT, "quota")) is Trouble.FULL
    assert trouble_of(OSError(errno.ENOENT, "none")) is None and trouble_of(ValueError()) is None


def test_the_doctor_tells_of_lines_that_wait(tmp_path: Path) -> None:
    assert machine.record(0).grade is Grade.OK
    SpareRecord(tmp_path).keep(event_of(1, ACTOR, "roster.print", "all"))
    found = machine.record(SpareRecord(tmp_path).waiting())
    assert found.grade is Grade.WARNING and found.facts == {"count": 1}
