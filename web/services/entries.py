"""A club's rows as the entries of a book, in the order they were entered. The importer goes the other way."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from models import (
    Closure,
    Contract,
    Credential,
    Organization,
    Pair,
    Participant,
    Program,
    ShiftTemplate,
    Site,
    Unavailability,
    Usual,
    Wish,
)
from models.queries import people, places
from scheduler.calendar import Month
from scheduler.club.book import (
    ClosureEntry,
    ClosureKind,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    HistoryEntry,
    HolidayPolicy,
    OrganizationEntry,
    PairEntry,
    PairKind,
    ParticipantEntry,
    ProgramEntry,
    Season,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.problem import EmploymentKind, ShiftBand, WishKind
from web.services import rule_entries


def book(
    session: Session,
    owner: Organization,
    history: Iterable[HistoryEntry] = (),
    month: Month | None = None,
    *,
    forgiving: bool = False,
) -> ClubBook:
    """Everything the organisation's rows say, with the given history. One query a table.

    With a month, what is set aside on days that it never looks at is left out. A condition that cannot be read any more
    is left out, if `forgiving`; otherwise it raises ProblemError.
    """
    return _Reader(session, owner, month, forgiving).book(tuple(history))


class _Reader:
    """All rows of one organisation, with the codes behind their ids."""

    def __init__(self, session: Session, owner: Organization, month: Month | None, forgiving: bool) -> None:
        self.owner = owner
        self.programs = places.programs(session, owner.id)
        self.sites = places.sites(session, owner.id)
        self.templates = places.templates(session, owner.id)
        self.closures = places.closures(session, owner.id)
        self.holidays = places.holidays(session, owner.id)
        self.participants = people.participants(session, owner.id)
        self.contracts = people.contracts(session, owner.id)
        self.credentials = people.credentials(session, owner.id)
        self.unavailable = people.unavailable(session, owner.id)
        self.wishes = people.wishes(session, owner.id)
        self.usuals = people.usuals(session, owner.id)
        self.pairs = people.pairs(session, owner.id)
        self.program = {row.id: row.code for row in self.programs}
        self.site = {row.id: row.code for row in self.sites}
        self.template = {row.id: f"{self.site[row.site_id]}:{row.code}" for row in self.templates}
        self.number = {row.id: row.number for row in self.participants}
        self.values = rule_entries.values(session, owner.id)
        self.conditions = rule_entries.conditions(session, owner.id, forgiving=forgiving)
        self.relaxations = rule_entries.relaxations(session, owner.id, month, self.number, self.site)
        self.program_types = rule_entries.program_types(session, owner.id)

    def book(self, history: tuple[HistoryEntry, ...]) -> ClubBook:
        owner = self.owner
        return ClubBook(
            organization=OrganizationEntry(owner.name, owner.phone, owner.coordinator, owner.city),
            programs=tuple(_program(row) for row in self.programs),
            sites=tuple(self._site(row) for row in self.sites),
            templates=tuple(self._template(row) for row in self.templates),
            closures=tuple(self._closure(row) for row in self.closures),
            participants=tuple(_participant(row) for row in self.participants),
            contracts=tuple(self._contract(row) for row in self.contracts),
            credentials=tuple(self._credential(row) for row in self.credentials),
            unavailable=tuple(self._unavailable(row) for row in self.unavailable),
            wishes=tuple(self._wish(row) for row in self.wishes),
            usuals=tuple(self._usual(row) for row in self.usuals),
            pairs=tuple(self._pair(row) for row in self.pairs),
            history=history,
            holidays={row.day: row.name for row in self.holidays},
            values=self.values,
            conditions=self.conditions,
            relaxations=self.relaxations,
            program_types=self.program_types,
        )

    def _site(self, row: Site) -> SiteEntry:
        return SiteEntry(
            code=row.code,
            name=row.name,
            program=self.program[row.program_id],
            client_org=row.client_org,
            address=row.address,
            bring=row.bring,
            holiday_policy=HolidayPolicy(row.holiday_policy),
            pair_min=row.pair_min,
            require_experienced=row.require_experienced,
            paid_break=row.paid_break,
        )

    def _template(self, row: ShiftTemplate) -> TemplateEntry:
        return TemplateEntry(
            site=self.site[row.site_id],
            code=row.code,
            name=row.name,
            start=row.start,
            end=row.end,
            break_minutes=row.break_minutes,
            seats=row.seats,
            weekdays=frozenset(int(digit) for digit in row.weekdays),
            season=Season(row.season),
            band=ShiftBand(row.band),
            credentials=frozenset(row.credentials),
            priority=row.priority,
            external=row.external,
            event=row.event,
            outdoor=row.outdoor,
        )

    def _closure(self, row: Closure) -> ClosureEntry:
        return ClosureEntry(self.site[row.site_id], row.first, row.last, ClosureKind(row.kind), row.name)

    def _contract(self, row: Contract) -> ContractEntry:
        return ContractEntry(
            participant=self.number[row.participant_id],
            program=self.program[row.program_id],
            kind=EmploymentKind(row.kind),
            first=row.first,
            last=row.last,
            sites=frozenset(row.site_codes),
            contract_minutes_per_week=row.contract_minutes_per_week,
            max_minutes_per_week=row.max_minutes_per_week,
            max_minutes_per_month=row.max_minutes_per_month,
            hourly_wage=row.hourly_wage,
        )

    def _credential(self, row: Credential) -> CredentialEntry:
        return CredentialEntry(self.number[row.participant_id], row.kind, row.valid_from, row.valid_until)

    def _unavailable(self, row: Unavailability) -> UnavailableEntry:
        return UnavailableEntry(self.number[row.participant_id], row.weekday, row.first, row.last, row.start, row.end)

    def _wish(self, row: Wish) -> WishEntry:
        template = None if row.template_id is None else self.template[row.template_id]
        return WishEntry(
            self.number[row.participant_id], WishKind(row.kind), row.day, row.weekday, template, row.strength
        )

    def _usual(self, row: Usual) -> UsualEntry:
        return UsualEntry(self.number[row.participant_id], row.weekday, self.template[row.template_id])

    def _pair(self, row: Pair) -> PairEntry:
        return PairEntry(self.number[row.first_id], self.number[row.second_id], PairKind(row.kind))


def _program(row: Program) -> ProgramEntry:
    return ProgramEntry(row.code, row.name, row.type, row.budget_minutes, row.budget_won)


def _participant(row: Participant) -> ParticipantEntry:
    return ParticipantEntry(
        number=row.number,
        name=row.name,
        phone=row.phone,
        birth_year=row.birth_year,
        night_opt_in=row.night_opt_in,
        novice_until=row.novice_until,
        groups=frozenset(row.groups),
        safety_trained_on=row.safety_trained_on,
        training_minutes=row.training_minutes,
        prefers_alternate=row.prefers_alternate,
        preferred_sites=frozenset(row.preferred_sites),
        stand_by=row.stand_by,
    )
