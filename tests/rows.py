"""A tiny club and a database of its own, for tests of services and the queue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from models import Base
from models.engine import make_engine, make_sessions
from scheduler.calendar import Month
from scheduler.club.book import (
    ClubBook,
    ContractEntry,
    OrganizationEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.problem import EmploymentKind, WishKind
from tests import databases
from web.services.audit import Actor
from web.services.importer import import_book

MAY = Month(2027, 5)
ACTOR = Actor("tester", address="127.0.0.1")
TEMPLATE = "shop:오"


def tiny_book(name: str = "햇살시니어클럽", people: int = 3) -> ClubBook:
    """One shop, open on Mondays (3, 10, 17, 24 and 31 May 2027) from 09:00 to 12:00 for one person, and its people."""
    numbers = [f"P{index}" for index in range(1, people + 1)]
    whole_year = (date(2027, 1, 1), date(2027, 12, 31))
    return ClubBook(
        organization=OrganizationEntry(name, "031-000-0000", "이담당"),
        programs=(ProgramEntry("store", "동행 편의점"),),
        sites=(SiteEntry("shop", "한마음점", "store", bring="조끼"),),
        templates=(TemplateEntry("shop", "오", "오전", 540, 720, 0, 1, frozenset({0})),),
        participants=tuple(ParticipantEntry(number, f"김{number}", "010-0000-0000") for number in numbers),
        contracts=tuple(
            ContractEntry(number, "store", EmploymentKind.EMPLOYEE, *whole_year, frozenset({"shop"}), 540)
            for number in numbers
        ),
        wishes=(WishEntry("P1", WishKind.DAY_OFF, day=date(2027, 5, 10), strength=2),),
        usuals=(UsualEntry("P1", 0, TEMPLATE),),
    )


def fresh_sessions(folder: Path) -> sessionmaker[Session]:
    """Sessions on an empty database with all tables; on SQLite it is the folder's `roster.db`."""
    return make_sessions(make_engine(databases.copy(Base.metadata.create_all, folder)))


def stored(sessions: sessionmaker[Session], book: ClubBook) -> int:
    """Import the book as a new organisation; its id."""
    with sessions() as session:
        return import_book(session, None, book, ACTOR).organization_id


def shift_on(day: int) -> str:
    """Id of the tiny club's shift on a day of May 2027."""
    return f"{TEMPLATE}:2027-05-{day:02d}"
