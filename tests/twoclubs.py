"""A small club in May 2027 with a canary in every field: two of them share an installation in the guards' tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    HeatCut,
    HeatDay,
    Holiday,
    Participant,
    Program,
    ProgramType,
    Relaxation,
    Roster,
    RosterCell,
    RosterEdit,
    RuleSetting,
    RuleValue,
    Site,
    User,
)
from models.enums import Role, RosterStatus
from scheduler.club.book import (
    ClosureEntry,
    ClosureKind,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    HistoryEntry,
    OrganizationEntry,
    PairEntry,
    PairKind,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.problem import EmploymentKind, Problem, WishKind
from scheduler.roster import Roster as Plan
from tests import solvers
from tests.canaries import Aviary
from tests.filled import MAY
from tests.rows import ACTOR
from web.config import Settings
from web.services import convert, jobs, links
from web.services.importer import import_book


@dataclass(frozen=True)
class Ids:
    """Names and numbers of one club that stand in addresses."""

    organization: int
    program: str
    site: str
    template: str
    numbers: tuple[str, ...]
    participants: tuple[int, ...]
    tokens: tuple[str, ...]
    """Of the personal links of the participants."""
    job: int
    rules: dict[str, int]
    """Ids of what the club added to the rules, by the name that they have in addresses."""

    @property
    def open_shift(self) -> str:
        """A shift that nobody has taken: the last Monday."""
        return f"{self.template}:2027-05-31"


def second_person_works(problem: Problem, *rest: Any) -> Any:
    """What is published stays, and the second participant takes one shift of the other programme."""
    other = next(shift for shift in problem.shifts if shift.day == date(2027, 5, 12))
    kept = [(lock.participant, lock.shift) for lock in problem.locks if lock.works]
    return solvers.result(problem, Plan.of([*kept, (problem.participants[1].id, other.id)]))


def club_of(session: Session, aviary: Aviary, letter: str, settings: Settings, password: str) -> Ids:
    """One site that opens on Mondays; the first participant works twice, the second once, the third never."""

    def new() -> str:
        return aviary.new(letter)

    program, site, kind, numbers = new(), new(), new(), (new(), new(), new())
    template = f"{site}:오"
    owner = import_book(session, None, _book(new, program, site, kind, numbers), ACTOR).organization_id
    plan = [(numbers[0], 3), (numbers[0], 10), (numbers[1], 17)]
    convert.store_roster(session, owner, MAY, Plan.of((who, f"{template}:2027-05-{day:02}") for who, day in plan))
    session.flush()
    chosen = select(Roster).join(Program).where(Roster.organization_id == owner, Program.code == program)
    shown = session.scalars(chosen).one()
    shown.status, shown.published_at = RosterStatus.PUBLISHED, datetime(2027, 4, 26, 5, 30, tzinfo=UTC)
    for role in Role:
        login = new()
        session.add(User(organization_id=owner, login=login, name=new(), role=role, password_hash=password))
    session.add(User(organization_id=owner, login=new(), name=new(), role=Role.ADMIN, password_hash=password))
    people = session.scalars(select(Participant).where(Participant.organization_id == owner).order_by(Participant.id))
    rows = list(people)
    edit = RosterEdit(organization_id=owner, month=str(MAY), actor=new(), steps=[])
    session.add(edit)
    session.flush()
    note = {"note": new(), "locked": False, "edit_id": edit.id, "day": date(2027, 5, 12)}
    session.add(RosterCell(organization_id=owner, participant_id=rows[0].id, **note))
    rules = _rules(session, owner, rows[0].id, new) | _heat(session, owner, site)
    session.commit()
    job = jobs.submit(session, owner, MAY, ACTOR, 60)
    links.links_for(session, owner, settings.public_url, settings.link_key())
    tokens = tuple(links.token_of(row, settings.link_key()) for row in rows)
    return Ids(owner, program, site, template, numbers, tuple(row.id for row in rows), tokens, job.id, rules)


def _rules(session: Session, owner: int, participant_id: int, new: Any) -> dict[str, int]:
    """A number, a condition, an exception and a programme type, and a holiday that no law knows."""

    def by() -> dict[str, Any]:
        return {"organization_id": owner, "actor": new(), "reason": new()}

    number = RuleValue(**by(), name="max_consecutive_days", value=4, valid_from=date(2027, 1, 1))
    condition = RuleSetting(
        **by(), kind="amounts", sentence="hours-most", ended_by=new(),
        fields={"measure": "minutes", "every": "week", "most": 1200},
    )  # fmt: skip
    days = {"first": date(2027, 5, 3), "last": date(2027, 5, 9)}
    exception = Relaxation(**by(), rule="H16", participant_id=participant_id, withdrawn_by=new(), **days)
    own = ProgramType(organization_id=owner, code=new(), name=new(), name_en=new())
    holiday = Holiday(organization_id=owner, day=date(2027, 5, 6), name=new())
    session.add_all([number, condition, exception, own, holiday])
    session.flush()
    return {
        "setting_id": condition.id, "relaxation_id": exception.id, "type_id": own.id, "holiday_id": holiday.id,
    }  # fmt: skip


def _heat(session: Session, owner: int, site: str) -> dict[str, int]:
    """A hot day, and an hour of the first site that was cut for it."""
    place = session.scalars(select(Site).where(Site.organization_id == owner, Site.code == site)).one()
    hot = HeatDay(organization_id=owner, day=date(2027, 5, 10), degrees=35)
    cut = HeatCut(organization_id=owner, site_id=place.id, day=hot.day, cut_minutes=60)
    session.add_all([hot, cut])
    session.flush()
    return {"heat_day_id": hot.id, "heat_cut_id": cut.id}


def _book(new: Any, program: str, site: str, kind: str, numbers: tuple[str, ...]) -> ClubBook:
    years = (date(2026, 1, 1), date(2028, 12, 31))
    second = new()
    return ClubBook(
        organization=OrganizationEntry(new(), new(), new(), new()),
        programs=(ProgramEntry(program, new()), ProgramEntry(second, new(), "placement")),
        sites=(
            SiteEntry(site, new(), program, client_org=new(), address=new(), bring=new()),
            SiteEntry(other := new(), new(), second, client_org=new(), address=new(), bring=new()),
        ),
        templates=(
            TemplateEntry(site, "오", new(), 540, 720, 0, 1, frozenset({0}), outdoor=True),
            TemplateEntry(other, "카", new(), 540, 720, 0, 1, frozenset({2})),
        ),
        closures=(ClosureEntry(site, date(2027, 6, 1), date(2027, 6, 2), ClosureKind.CLOSED),),
        participants=tuple(ParticipantEntry(number, new(), new(), 1950) for number in numbers),
        contracts=tuple(
            ContractEntry(number, code, EmploymentKind.EMPLOYEE, *years, frozenset({place}), 540)
            for number in numbers
            for code, place in ((program, site), (second, other))
        ),
        credentials=tuple(CredentialEntry(number, kind, valid_until=date(2027, 5, 20)) for number in numbers),
        unavailable=tuple(UnavailableEntry(number, weekday=4) for number in numbers),
        wishes=tuple(WishEntry(number, WishKind.DAY_OFF, day=date(2027, 5, 24), strength=2) for number in numbers),
        usuals=tuple(UsualEntry(number, 0, f"{site}:오") for number in numbers),
        pairs=(PairEntry(numbers[0], numbers[2], PairKind.APART),),
        history=(HistoryEntry(numbers[0], date(2027, 4, 26), site, "오", 540, 720, 180),),
        holidays={date(2027, 5, 5): new()},
    )  # fmt: skip
