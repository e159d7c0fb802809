"""The sample club on this machine: made once, found again later, never in the way of anybody's own data."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import now
from models.enums import Decision, JobStatus, Role
from models.organizations import User
from models.queries import desk, people
from models.rosters import SolveJob
from scheduler.calendar import Month, today
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.workbook import write_book
from scheduler.result import Result
from web.services import importer, jobs, links, prints, publishing, users
from web.services.audit import Actor
from web.services.errors import NotFound, Refused
from web.services.month_facts import facts_of
from web.services.month_views import MonthView
from web.services.months import month_view
from web.services.paper import Paper, wall_pdf
from web.services.prints import Printing

LOGIN = "demo"
LOGIN_FILE = "demo-login.txt"
"""Where the demo keeps its account's password, readable by its owner only."""
ACTOR = Actor("command line")
COORDINATOR = "박은정"
WORKBOOK, WALL, EXCEL = "sample-club.xlsx", "wall-roster.pdf", "month-roster.xlsx"


@dataclass(frozen=True, slots=True)
class Demo:
    """The sample club's place in the database."""

    organization_id: int
    month: Month
    """The month on show: the newest that has a roster, else next month."""
    password: str | None
    """Only when the account has just been made; the database keeps no passwords."""


def find_or_make(session: Session, folder: Path) -> Demo:
    """The sample club, imported from its workbook when it is not there yet. Commits."""
    account = session.scalar(select(User).where(User.login == LOGIN))
    session.rollback()
    if account is not None:
        made = desk.months_with_rosters(session, account.organization_id)
        session.rollback()
        return Demo(account.organization_id, Month.parse(max(made)) if made else Month.of(today()).next(), None)
    month = Month.of(today()).next()
    path = write_workbook(folder, month)
    summary = importer.import_workbook(session, None, path.read_bytes(), ACTOR)
    password = secrets.token_urlsafe(9)
    users.add_user(
        session,
        summary.organization_id,
        login=LOGIN,
        name=COORDINATOR,
        password=password,
        role=Role.COORDINATOR,
        actor=ACTOR,
    )
    return Demo(summary.organization_id, month, password)


def noted_password(folder: Path) -> str | None:
    """The password that an earlier run noted, for the database keeps none; None when nothing is noted."""
    path = folder / LOGIN_FILE
    if not path.exists():
        return None
    noted = re.search(r"^password=(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return noted[1] if noted else None


def write_workbook(folder: Path, month: Month) -> Path:
    """The sample club's workbook for the month; one that is there already stays."""
    path = folder / WORKBOOK
    if not path.exists():
        holidays = korean_holidays(month.plus(-4).first, month.plus(12).last)
        write_book(sample_book(month, holidays), path)
    return path


def has_roster(session: Session, club: Demo) -> bool:
    """Whether the month has been built."""
    made = month_view(session, club.organization_id, club.month).made
    session.rollback()
    return made


def accept_and_publish(session: Session, club: Demo, job_id: int) -> None:
    """Make the proposal the roster and publish every programme that breaks no rule. Commits."""
    drafts = jobs.accept(session, club.organization_id, job_id, ACTOR).drafts
    for draft in drafts:
        try:
            publishing.publish(session, club.organization_id, draft.program_id, club.month, ACTOR)
        except Refused:
            session.rollback()  # stays a draft; the month's page says why


def found(session: Session, club: Demo) -> tuple[MonthView, Result | None]:
    """The month as it stands, and the result of the search that made it."""
    view = month_view(session, club.organization_id, club.month)
    accepted = select(SolveJob).where(
        SolveJob.organization_id == club.organization_id,
        SolveJob.month == str(club.month),
        SolveJob.status == JobStatus.DONE,
        SolveJob.decision == Decision.ACCEPTED,
    )
    job = session.scalar(accepted.order_by(SolveJob.id.desc()).limit(1))
    result = jobs.saved(job) if job else None
    session.rollback()
    return view, result


def write_papers(session: Session, club: Demo, folder: Path, lang: str = "ko") -> list[Path]:
    """The wall roster as PDF and the month as Excel, where they are not there yet. Commits the record of printing."""
    printing = Printing(ACTOR, COORDINATOR, now(), lang=lang)
    wall, excel = folder / WALL, folder / EXCEL
    if not wall.exists():
        sheets = prints.wall(session, club.organization_id, club.month, printing, paper=Paper.A3, site=None)
        wall.write_bytes(wall_pdf(sheets))
    if not excel.exists():
        excel.write_bytes(prints.excel(session, club.organization_id, club.month, printing, program=None, site=None))
    return [wall, excel]


def somebodys_link(session: Session, club: Demo, address: str, link_key: bytes) -> tuple[str, str]:
    """Name and personal link of a participant who works in the month, the same one every time. Commits."""
    facts = facts_of(session, club.organization_id, club.month)
    busy = sorted(facts.roster.by_participant) or sorted(facts.participant_ids)
    row = people.participant(session, club.organization_id, facts.participant_ids[busy[0]])
    if row is None:
        raise NotFound("There is no such participant.")
    link = links.link_for(row, address, link_key)
    session.commit()
    return row.name, link
