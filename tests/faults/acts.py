"""A small club with something to do in every month, and every act of the services that writes more than one row."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from models import Base, Participant, Program, User, backup, migrations
from models.base import UtcDateTime, now
from models.engine import make_engine, make_sessions
from models.enums import JobStatus, Role
from models.rosters import SolveJob
from scheduler.calendar import Month
from scheduler.club.book import HistoryEntry
from scheduler.files.result_json import plain_result
from scheduler.roster import Roster
from tests.rows import MAY, TEMPLATE, stored, tiny_book
from tests.solvers import mondays, result
from web.services import convert, edits, importer, jobs, leases, links, prints, publishing, users
from web.services.audit import Actor
from web.services.paper import Paper

ACTOR = Actor("tester", 1, "127.0.0.1")
JUNE, JULY, AUGUST, SEPTEMBER = (MAY.plus(number) for number in range(1, 5))
CLUB, STORE = 1, 1
"""Ids of the organisation and of its one programme."""
KEY = b"k" * 64


def build(engine: Engine) -> None:
    """Fill a migrated database: May a draft with edits, June proposed, July published, August sought, a second club."""
    jobs.kick = lambda: None
    sessions = make_sessions(engine)
    assert stored(sessions, tiny_book()) == CLUB
    stored(sessions, tiny_book("이웃클럽"))
    with sessions() as session:
        session.add(User(organization_id=CLUB, login="tester", name="이담당", role=Role.ADMIN, password_hash="-"))
        session.commit()
        assert session.scalars(select(Program.id).where(Program.organization_id == CLUB)).all() == [STORE]
        for month in (MAY, JULY):
            convert.store_roster(session, CLUB, month, mondays(convert.problem_of(session, CLUB, month)))
            session.commit()
        publishing.publish(session, CLUB, STORE, JULY, ACTOR)
        for day in (3, 17, 24):
            edits.apply(session, CLUB, MAY, [change(session, day, ("P2", "P3"))], ACTOR)
        edits.undo(session, CLUB, MAY, ACTOR)
        propose(session, JUNE)
        jobs.submit(session, CLUB, AUGUST, ACTOR)
        leases.claim(session, "worker")


def propose(session: Session, month: Month) -> int:
    """A finished search of the month; the job's id."""
    job = jobs.submit(session, CLUB, month, ACTOR)
    problem = convert.problem_of(session, CLUB, month)
    job.result = json.dumps(plain_result(result(problem, mondays(problem, "P3"))))
    job.status, job.finished_at = JobStatus.DONE, now()
    session.commit()
    return job.id


def change(session: Session, day: int, pair: tuple[str, str], month: Month = MAY) -> edits.Change:
    """Give the Monday's shift to whoever of the two does not work it: here, to the first of them or away from it."""
    on = date(month.year, month.number, day)
    state = edits.cell_state(session, CLUB, month, pair[0], on, lang="ko")
    session.rollback()
    return edits.Change(pair[0], on, state.seen, shifts=() if state.shifts else (TEMPLATE,))


def _swap(session: Session) -> None:
    """Two cells in one edit: the shift goes from P2 to P3, with a note and a lock."""
    on = date(2027, 5, 31)
    first = edits.cell_state(session, CLUB, MAY, "P2", on, lang="ko")
    second = edits.cell_state(session, CLUB, MAY, "P3", on, lang="ko")
    session.rollback()
    taken = edits.Change("P2", on, first.seen, shifts=())
    given = edits.Change("P3", on, second.seen, shifts=(TEMPLATE,), locked=True, note="서로 바꿈")
    edits.apply(session, CLUB, MAY, [taken, given], ACTOR)


def _changed_book(people: int = 5) -> Any:
    book = tiny_book(people=people)
    renamed = tuple(replace(one, phone="010-1111-2222") for one in book.participants)
    return replace(book, participants=renamed, usuals=())


def _job(session: Session, month: Month) -> SolveJob:
    return session.scalars(select(SolveJob).where(SolveJob.month == str(month))).one()


def _history(session: Session) -> None:
    past = [HistoryEntry(f"P{number}", date(2027, 4, 5), "shop", "오", 540, 720, 180) for number in (1, 2, 3)]
    importer.import_history(session, CLUB, past, ACTOR)


def _finish(session: Session) -> None:
    job = _job(session, AUGUST)
    problem = convert.problem_of(session, CLUB, AUGUST)
    session.rollback()
    leases.finish(session, job.id, job.attempt, result(problem, mondays(problem)))


def _renew(session: Session) -> None:
    links.revoke(session, CLUB, 2, ACTOR)


def _print(session: Session) -> None:
    moment = datetime.fromisoformat("2027-05-03T09:00:00+09:00")
    printing = prints.Printing(ACTOR, "이담당", moment)

    def link_of(row: Participant) -> str:
        return links.link_for(row, "http://club", KEY)

    prints.slips(session, CLUB, MAY, printing, site="shop", link_of=link_of)
    prints.wall(session, CLUB, MAY, printing, paper=Paper.A4, site=None)


ACTS: dict[str, Callable[[Session], object]] = {
    "import a workbook": lambda session: importer.import_book(session, CLUB, _changed_book(), ACTOR),
    "import a new club": lambda session: importer.import_book(session, None, tiny_book("새클럽"), ACTOR),
    "import a month made by hand": _history,
    "submit": lambda session: jobs.submit(session, CLUB, SEPTEMBER, ACTOR),
    "cancel": lambda session: jobs.cancel(session, CLUB, _job(session, AUGUST).id, ACTOR),
    "finish": _finish,
    "accept": lambda session: jobs.accept(session, CLUB, _job(session, JUNE).id, ACTOR),
    "discard": lambda session: jobs.discard(session, CLUB, _job(session, JUNE).id, ACTOR),
    "confirm": lambda session: publishing.confirm(session, CLUB, STORE, MAY, ACTOR),
    "publish": lambda session: publishing.publish(session, CLUB, STORE, MAY, ACTOR),
    "reopen": lambda session: publishing.reopen(session, CLUB, STORE, JULY, ACTOR),
    "edit": _swap,
    "undo": lambda session: edits.undo(session, CLUB, MAY, ACTOR),
    "redo": lambda session: edits.redo(session, CLUB, MAY, ACTOR),
    "lock a day": lambda session: edits.lock_line(session, CLUB, MAY, ACTOR, day=date(2027, 5, 10), locked=True),
    "lock a person": lambda session: edits.lock_line(session, CLUB, MAY, ACTOR, number="P1", locked=True),
    "renew a link": _renew,
    "print slips and a wall roster": _print,
    "add an account": lambda session: users.add_user(
        session, CLUB, login="neu", name="새담당", password="가을 하늘 아래", role=Role.COORDINATOR, actor=ACTOR
    ),
}
"""Every act by name; it has the club of `build` before it. One that prints twice may stop between the two."""
PARTS = {"print slips and a wall roster": 2}
"""Acts that consist of several, each of them whole or not at all."""


@cache
def template() -> Path:
    """The filled database as a file, made once; copy it."""
    path = Path(mkdtemp(prefix="roster-faults-")) / "roster.db"
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    build(engine)
    with engine.connect() as connection:
        connection.rollback()
        connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def fill(url: str, folder: Path) -> None:
    """Bring what the template holds into an empty database of another kind."""
    engine = make_engine(url)
    kept = folder / "template-backup.db"
    source = make_engine(f"sqlite:///{template()}")
    backup.write(source, kept)
    source.dispose()
    backup.restore(kept, engine)
    engine.dispose()


def content(engine: Engine) -> str:
    """Every row of every table, without instants: equal for two runs of the same act on the same rows."""
    told = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if not isinstance(column.type, UtcDateTime)]
            rows = connection.execute(select(*columns).order_by(table.c.id)).all()
            told.append(f"{table.name}: {[tuple(_plain(value) for value in row) for row in rows]}")
        connection.rollback()
    return "\n".join(told)


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith("$argon2"):
        return "a password"  # salted anew each time
    return value


def sound(engine: Engine) -> bool:
    """Whether the database finds itself in order; on PostgreSQL, whether it answers."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            return connection.scalar(select(func.count()).select_from(Program)) is not None
        whole = connection.scalar(text("PRAGMA integrity_check")) == "ok"
        return whole and connection.execute(text("PRAGMA foreign_key_check")).first() is None


def roster_of(engine: Engine, month: Month) -> Roster:
    """What stands in the newest versions of the month."""
    with make_sessions(engine)() as session:
        return convert.roster_of(session, CLUB, month)
