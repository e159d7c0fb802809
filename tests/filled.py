"""The sample club of May 2027 in a database, with a plain roster made without any solver: enough to show every page.

The roster takes people in turn and keeps one shift a day and the month's hours; it may break finer rules. May is
published, June is still a draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from models import Base, Roster, User
from models.engine import make_sessions
from models.enums import Role, RosterStatus
from scheduler.calendar import KST, Month
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.problem import Problem
from scheduler.roster import Roster as Plan
from tests import databases
from web.config import Settings
from web.services import convert, month_facts
from web.services.audit import Actor
from web.services.importer import import_book

MAY, JUNE = Month(2027, 5), Month(2027, 6)
MORNING = datetime(2027, 5, 7, 8, 0, tzinfo=KST)
"""Friday 7 May 2027, 8 o'clock in Korea: what tests take for now."""
PASSWORD = "가을 하늘 아래 은행나무"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As weak as it can be: nearly every test logs somebody in. Who logs in elsewhere gets the strength of the program."""
KEY = "k" * 64
_touched: set[str] = set()
"""URLs of the databases into which a test has written past the services."""


@dataclass(frozen=True)
class Club:
    """The filled database and who is in it."""

    settings: Settings
    organization_id: int

    @property
    def session(self) -> Session:
        """A new session on the database."""
        return make_sessions(databases.engine(self.settings.database_url))()


def filled_club(folder: Path, **settings: object) -> Club:
    """A copy of the filled database, with the app's settings for it; files of the app go into the folder."""
    url = databases.copy(_fill, folder)
    made = Settings(
        instance=folder,
        database=None if url.startswith("sqlite") else url,
        broker=None,
        public=None,
        secret=KEY,
        link=KEY,
        **settings,
    )
    engine = databases.engine(made.database_url)
    with make_sessions(engine)() as session:
        club = Club(made, session.scalar(select(User.organization_id)) or 0)
    event.listen(engine, "commit", lambda connection: _touch(made.database_url))
    return club


def untouched(club: Club) -> bool:
    """Whether no test has written into the club by `club.session` so far."""
    return club.settings.database_url not in _touched


def _touch(url: str) -> None:
    """A test has written by itself: no record tells of it, so nothing that was worked out before holds."""
    _touched.add(url)
    month_facts.forget()


def _fill(engine: Engine) -> None:
    Base.metadata.create_all(engine)
    with make_sessions(engine)() as session:
        holidays = korean_holidays(date(2026, 1, 1), date(2028, 12, 31))
        owner = import_book(session, None, sample_book(MAY, holidays), Actor("tests")).organization_id
        for role in Role:
            session.add(
                User(
                    organization_id=owner,
                    login=role.value,
                    name="박은정",
                    role=role,
                    password_hash=QUICK.hash(PASSWORD),
                )
            )
        session.commit()
        for month in (MAY, JUNE):
            plan = plain_plan(convert.problem_of(session, owner, month))
            convert.store_roster(session, owner, month, plan)
            session.commit()
        for roster in session.scalars(select(Roster).where(Roster.month == str(MAY))):
            roster.status = RosterStatus.PUBLISHED
            roster.published_at = datetime(2027, 4, 26, 5, 30, tzinfo=UTC)
        session.commit()


def plain_plan(problem: Problem) -> Plan:
    """People in turn: at their own sites, one shift a day, inside their month's hours; the last seat stays open."""
    pairs: list[tuple[str, str]] = []
    hours = dict.fromkeys(problem.participant, 0)
    busy: set[tuple[str, date]] = set()
    for shift in sorted(problem.shifts, key=lambda one: (one.day, one.start, one.id)):
        able = [
            person
            for person in problem.participants
            if (person.id, shift.day) not in busy
            and (terms := problem.contract_of(person, shift)) is not None
            and shift.site in terms.sites
            and (
                terms.max_minutes_per_month is None
                or hours[person.id] + shift.worked_minutes <= terms.max_minutes_per_month
            )
        ]
        for person in sorted(able, key=lambda one: hours[one.id])[: shift.seats]:
            pairs.append((person.id, shift.id))
            hours[person.id] += shift.worked_minutes
            busy.add((person.id, shift.day))
    return Plan.of(pairs[:-1])
