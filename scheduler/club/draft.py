"""A club book in the making: sites with their people, contracts, certificates and usual week."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.calendar import DAYS_PER_WEEK, Month
from scheduler.club.book import (
    ClosureEntry,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    OrganizationEntry,
    PairEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.club.kinds import SiteKind
from scheduler.club.past import history_of
from scheduler.club.pattern import Habitue, usual_week
from scheduler.club.people import names, participant
from scheduler.problem import EmploymentKind


def contract_span(month: Month, begins: int) -> tuple[date, date]:
    """The twelve months from the given month of the year that hold the month."""
    year = month.year if month.number >= begins else month.year - 1
    return Month(year, begins).first, Month(year, begins).plus(11).last


def expiry(month: Month, months_ahead: int, day: int) -> date:
    """A date some months after the month, for a certificate's last day; the day is cut to the month's length."""
    ahead = month.plus(months_ahead)
    return ahead.first.replace(day=min(day, calendar.monthrange(ahead.year, ahead.number)[1]))


@dataclass
class Draft:
    """Entries collected so far, for one month."""

    month: Month
    holidays: Mapping[date, str]
    programs: list[ProgramEntry] = field(default_factory=list)
    sites: list[SiteEntry] = field(default_factory=list)
    kinds: dict[str, SiteKind] = field(default_factory=dict)
    """By site code."""
    templates: list[TemplateEntry] = field(default_factory=list)
    closures: list[ClosureEntry] = field(default_factory=list)
    participants: dict[str, ParticipantEntry] = field(default_factory=dict)
    """By number."""
    crews: dict[str, list[str]] = field(default_factory=dict)
    """Participant numbers by site code."""
    contracts: list[ContractEntry] = field(default_factory=list)
    credentials: list[CredentialEntry] = field(default_factory=list)
    unavailable: list[UnavailableEntry] = field(default_factory=list)
    wishes: list[WishEntry] = field(default_factory=list)
    usuals: list[UsualEntry] = field(default_factory=list)
    pairs: list[PairEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = names()

    def add_site(self, kind: SiteKind, code: str, name: str, client_org: str = "") -> None:
        """A site with its templates, and its programme when that is new."""
        if kind.program not in self.programs:
            self.programs.append(kind.program)
        self.sites.append(kind.site(code, name, client_org))
        self.templates += kind.templates(code)
        self.kinds[code] = kind
        self.crews[code] = []

    def add_crew(self, site: str, loads: Sequence[int], at_night: int = 0) -> list[str]:
        """People for a site with so many shifts a week each; the first `at_night` of them agree to night work.

        Returns their numbers.
        """
        crew = []
        for place, load in enumerate(loads):
            index = len(self.participants) + 1
            person = replace(participant(index, next(self._names)), night_opt_in=place < at_night)
            self.participants[person.number] = person
            self._engage(person.number, site, load)
            self._certify(person.number, site, index)
            crew.append(person.number)
        self.crews[site] += crew
        return crew

    def _engage(self, number: str, site: str, load: int) -> None:
        """Contracts for the month, and for the months beside it where another contract year begins or ends."""
        kind = self.kinds[site]
        longest = max(slot.worked_minutes for slot in kind.slots)
        hours = None if kind.employment is EmploymentKind.ACTIVITY else load * longest
        capped = hours if kind.employment is EmploymentKind.VOLUNTEER else None
        months = (self.month.previous(), self.month, self.month.next())
        for first, last in sorted({contract_span(month, kind.contract_from) for month in months}):
            self.contracts.append(
                ContractEntry(number, kind.program.code, kind.employment, first, last, frozenset({site}), hours, capped)
            )

    def _certify(self, number: str, site: str, index: int) -> None:
        """Every certificate that the site asks for, valid well beyond the month."""
        for credential in sorted(self.kinds[site].credentials):
            until = None if credential in _WITHOUT_END else expiry(self.month, 2 + index % 5, 1 + index * 7 % 28)
            since = None if until is None else until.replace(year=until.year - 1, day=min(until.day, 28))
            self.credentials.append(CredentialEntry(number, credential, since, until))

    def expire(self, number: str, credential: str, last: date) -> None:
        """The person's certificate of that kind ends on a day."""
        self.credentials = [
            replace(entry, valid_until=last) if (entry.participant, entry.kind) == (number, credential) else entry
            for entry in self.credentials
        ]

    def begin(self, number: str, day: date, novice_until: date) -> None:
        """The person's contracts begin on a day, as a newcomer until another one."""
        self.participants[number] = replace(self.participants[number], novice_until=novice_until)
        self.contracts = [
            replace(entry, first=max(entry.first, day)) if entry.participant == number else entry
            for entry in self.contracts
            if entry.participant != number or entry.last >= day
        ]

    def away_on_weekday(self, number: str, weekday: int) -> None:
        """Never on that weekday."""
        self.unavailable.append(UnavailableEntry(number, weekday=weekday))

    def away(self, number: str, first: date, last: date) -> None:
        """Not from one day to another."""
        self.unavailable.append(UnavailableEntry(number, first=first, last=last))

    def free_weekdays(self, number: str) -> frozenset[int]:
        """Weekdays on which the person is not always away."""
        taken = {entry.weekday for entry in self.unavailable if entry.participant == number}
        return frozenset(range(DAYS_PER_WEEK)) - taken

    def settle(self, site: str, loads: Mapping[str, int]) -> None:
        """Give the crew of a site its usual week: everyone so many shifts; unavailable weekdays are kept free."""
        templates = [template for template in self.templates if template.site == site]
        people = [
            Habitue(number, loads[number], self.participants[number].night_opt_in, self.free_weekdays(number))
            for number in self.crews[site]
        ]
        self.usuals += usual_week(templates, people, self.kinds[site].rotating)

    def book(self, organization: OrganizationEntry) -> ClubBook:
        """The finished book, with the month before as its history."""
        book = ClubBook(
            organization=organization,
            programs=tuple(self.programs),
            sites=tuple(self.sites),
            templates=tuple(self.templates),
            closures=tuple(self.closures),
            participants=tuple(self.participants.values()),
            contracts=tuple(self.contracts),
            credentials=tuple(self.credentials),
            unavailable=tuple(self.unavailable),
            wishes=tuple(self.wishes),
            usuals=tuple(self.usuals),
            pairs=tuple(self.pairs),
            holidays=dict(self.holidays),
        )
        return replace(book, history=history_of(book, self.month.previous()))


_WITHOUT_END = {"safety", "pos", "barista"}
"""Trainings stay valid; checks and health certificates end."""
