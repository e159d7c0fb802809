"""A participant's own page: the next shift, this month, the next month once it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.enums import EmploymentKind
from models.people import Contract, Participant
from models.queries import personal, places
from models.queries.personal import OwnShift
from scheduler.calendar import KST, MINUTES_PER_DAY, Month
from scheduler.club.book import ContractEntry
from scheduler.club.defaults import caps_of
from scheduler.problem import EmploymentKind as Kind
from scheduler.values import Values
from web.services import rule_entries


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call. Both are empty where nobody can be named."""

    coordinator: str = ""
    phone: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class MyShift:
    """One shift as its participant sees it."""

    day: date
    start: int
    end: int
    minutes: int
    place: str
    address: str
    bring: str
    passed: bool
    """It has ended already."""


@dataclass(frozen=True, slots=True)
class MyMonth:
    """One month's shifts and hours."""

    month: Month
    shifts: tuple[MyShift, ...]
    minutes: int
    cap: int | None
    """Most minutes in the month; None where nothing is capped."""
    published: bool

    @property
    def several_places(self) -> bool:
        """Whether a line must name its place."""
        return len({shift.place for shift in self.shifts}) > 1

    @property
    def left(self) -> int | None:
        """Minutes that may still be added; None where nothing is capped."""
        return None if self.cap is None else max(0, self.cap - self.minutes)


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything on the page."""

    name: str
    activity: bool
    """Not an employee: 활동 instead of 근무."""
    upcoming: MyShift | None
    companions: tuple[str, ...]
    """Who else is on the next shift."""
    this_month: MyMonth
    next_month: MyMonth
    helper: Help
    updated_at: datetime | None
    """When the newest roster shown was published."""


def my_page(session: Session, participant: Participant, moment: datetime) -> MyPage | None:
    """The participant's page as of the moment; None when the last contract is over."""
    local = moment.astimezone(KST)
    today, minute = local.date(), local.hour * 60 + local.minute
    owner, number = participant.organization_id, participant.id
    contracts = personal.contracts_of(session, owner, number)
    if not contracts or max(contract.last for contract in contracts) < today:
        return None
    month = Month.of(today)
    # The month before matters for one night: a shift that began on its last evening may still run.
    rosters = personal.published_rosters(session, owner, [str(month.previous()), str(month), str(month.next())])
    rows = personal.own_shifts(session, owner, number, [roster.id for roster in rosters])
    coming = next((row for row in rows if not _passed(row, today, minute)), None)
    published = {roster.month for roster in rosters}
    instants = [roster.published_at for roster in rosters if roster.published_at is not None]

    caps = _Caps(session, owner)

    def one(which: Month) -> MyMonth:
        shifts = tuple(_shift(row, today, minute) for row in rows if Month.of(row.day) == which)
        minutes = sum(shift.minutes for shift in shifts)
        return MyMonth(which, shifts, minutes, caps.of(contracts, which), str(which) in published)

    return MyPage(
        name=participant.name,
        activity=is_activity(contracts, today),
        upcoming=_shift(coming, today, minute) if coming else None,
        companions=tuple(personal.companions(session, owner, coming, number)) if coming else (),
        this_month=one(month),
        next_month=one(month.next()),
        helper=help_of(session, owner),
        updated_at=max(instants, default=None),
    )


def help_of(session: Session, organization_id: int | None) -> Help:
    """Whom to call at the organisation; with None at the only one there is, and nobody when there are several."""
    if organization_id is None:
        every = places.organizations(session)
        if len(every) != 1:
            return Help()
        organization_id = every[0].id
    owner = places.organization(session, organization_id)
    return Help() if owner is None else Help(owner.coordinator, owner.phone, owner.name)


def is_activity(contracts: Sequence[Contract], today: date) -> bool:
    """Whether someone takes part as an activity or as a volunteer; the contract that counts today decides."""
    running = [contract for contract in contracts if contract.first <= today <= contract.last] or contracts
    return bool(running) and all(contract.kind is not EmploymentKind.EMPLOYEE for contract in running)


class _Caps:
    """Monthly caps by the organisation's values."""

    def __init__(self, session: Session, organization_id: int) -> None:
        self._values = Values(rule_entries.values(session, organization_id))
        self._types = {row.id: row.type for row in places.programs(session, organization_id)}

    def of(self, contracts: Sequence[Contract], month: Month) -> int | None:
        """The month's cap over all contracts that touch it; one without a cap leaves all uncapped."""
        caps = [self._of_one(one, month) for one in contracts if one.first <= month.last and month.first <= one.last]
        known = [cap for cap in caps if cap is not None]
        return sum(known) if known and len(known) == len(caps) else None

    def _of_one(self, contract: Contract, month: Month) -> int | None:
        entry = ContractEntry(
            participant="",
            program="",
            kind=Kind(contract.kind),
            first=contract.first,
            last=contract.last,
            sites=frozenset(),
            contract_minutes_per_week=contract.contract_minutes_per_week,
            max_minutes_per_month=contract.max_minutes_per_month,
        )
        return caps_of(entry, self._values, month.first, self._types.get(contract.program_id)).month


def _passed(row: OwnShift, today: date, minute: int) -> bool:
    ends = row.day + timedelta(days=row.end // MINUTES_PER_DAY)
    return (ends, row.end % MINUTES_PER_DAY) <= (today, minute)


def _shift(row: OwnShift, today: date, minute: int) -> MyShift:
    return MyShift(
        row.day, row.start, row.end, row.worked_minutes, row.site, row.address, row.bring, _passed(row, today, minute)
    )
