"""What the readings ask of a problem, and where they are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, cached_property

from scheduler.conditions import Condition, Which
from scheduler.enums import Every, ShiftBand
from scheduler.parameters import Parameters
from scheduler.problem import Contract, Participant, PastShift, Problem, Shift

Any_Shift = Shift | PastShift
Plan = dict[str, tuple[Shift, ...]]
"""Everybody's shifts by participant id."""

CELLS: dict[str, Callable[[World, Participant, Shift], bool]] = {}
"""Whether a person may not be on a shift, whatever else is planned."""
PERSONS: dict[str, Callable[[World, Participant, tuple[Shift, ...]], int]] = {}
"""What one person's shifts miss: for hard rules more than nothing is a fault; for soft ones the units."""
SHIFTS: dict[str, Callable[[World, Shift, frozenset[str]], int]] = {}
"""What the people on one shift miss."""
WHOLES: dict[str, Callable[[World, Plan], int]] = {}
"""What the whole roster misses."""

DAY = timedelta(days=1)


def listed(where: dict, *rules: str) -> Callable:  # type: ignore[type-arg] # any of the four lists
    """Put a reading into a list; with several rules it is told which, as its last argument."""

    def put(reading: Callable) -> Callable:  # type: ignore[type-arg] # any of the four shapes
        for rule in rules:
            where[rule] = reading if len(rules) == 1 else _told(reading, rule)
        return reading

    return put


def _told(reading: Callable, rule: str) -> Callable:  # type: ignore[type-arg] # any of the four shapes
    return lambda *asked: reading(*asked, rule)


class World:
    """A problem, as the readings look at it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first, self.last = problem.period.first, problem.period.last
        self.days = [self.first + DAY * n for n in range((self.last - self.first).days + 1)]
        self.programs = {one.id: one for one in problem.programs}
        self.site = {one.id: one for one in problem.sites}
        self.shift = {one.id: one for one in problem.shifts}
        self.person = {one.id: one for one in problem.participants}

    def program(self, shift: Any_Shift) -> str | None:
        """The programme of the shift's site; None where the site is gone."""
        return self.site[shift.site].program if shift.site in self.site else None

    def contract(self, person: Participant, shift: Any_Shift) -> Contract | None:
        """The first contract with the programme that holds on the day."""
        found = [
            one for one in person.contracts
            if one.program == self.program(shift) and one.first <= shift.day <= one.last
        ]  # fmt: skip
        return found[0] if found else None

    def numbers(self, contract: Contract | None) -> Parameters:
        """Special numbers of programme and kind, of the programme, of the kind, else the house's."""
        for wanted in ("both", "program", "kind"):
            for one in self.problem.special:
                if contract is None:
                    break
                program_fits, kind_fits = one.program == contract.program, one.kind == contract.kind
                if (
                    (wanted == "both" and program_fits and kind_fits)
                    or (wanted == "program" and program_fits and one.kind is None)
                    or (wanted == "kind" and one.program is None and kind_fits)
                ):
                    return one.parameters
        return self.problem.parameters

    def program_numbers(self, shift: Any_Shift) -> Parameters:
        """Special numbers of the shift's programme, else the house's."""
        found = [one.parameters for one in self.problem.special if one.program == self.program(shift) and not one.kind]
        return found[0] if found and self.program(shift) else self.problem.parameters

    def own_numbers(self, person: Participant) -> list[Parameters]:
        """The numbers of all the person's contracts that meet the period; the house's where none does."""
        meeting = [one for one in person.contracts if one.first <= self.last and self.first <= one.last]
        return [self.numbers(one) for one in meeting] or [self.problem.parameters]

    def relaxed(self, rule: str, first: date, last: date, person: str | None = None, site: str | None = None) -> bool:
        """Whether the rule is set aside on one of the days, for this person and site."""
        for one in self.problem.relaxations:
            if one.rule != rule or one.last < first or last < one.first:
                continue
            if (one.participant is None or one.participant == person) and (one.site is None or one.site == site):
                return True
        return False

    @cached_property
    def may(self) -> dict[str, list[Shift]]:
        """By participant: the shifts to which no rule about single cells objects."""
        return {
            person.id: [
                shift for shift in self.problem.shifts if not any(rule(self, person, shift) for rule in CELLS.values())
            ]
            for person in self.problem.participants
        }

    def fits(self, which: Which, shift: Any_Shift) -> bool:
        """Whether a planned or past shift is among those meant."""
        template = shift.template if isinstance(shift, Shift) else f"{shift.site}:{shift.code}"
        if which.sites and shift.site not in which.sites:
            return False
        if which.programs and self.program(shift) not in which.programs:
            return False
        if which.templates and template not in which.templates:
            return False
        if which.codes and shift.code not in which.codes:
            return False
        if which.bands and self.band(shift) not in which.bands:
            return False
        if which.weekdays and shift.day.weekday() not in which.weekdays:
            return False
        if which.days and shift.day not in which.days:
            return False
        if which.first and shift.day < which.first:
            return False
        if which.last and shift.day > which.last:
            return False
        return not which.rest_days or self.rest_day(shift.day)

    def rest_day(self, day: date) -> bool:
        """Saturday, Sunday or a holiday."""
        return day.weekday() in (5, 6) or day in self.problem.holidays

    def band(self, shift: Any_Shift) -> ShiftBand:
        """Its own; of a past shift that of the template of today, else by night minutes and noon."""
        if isinstance(shift, Shift):
            return shift.band
        known = [one.band for one in self.problem.shifts if one.template == f"{shift.site}:{shift.code}"]
        if known:
            return known[-1]
        if self.night_minutes(shift):
            return ShiftBand.NIGHT
        return ShiftBand.AM if shift.start < 12 * 60 else ShiftBand.PM

    def night_minutes(self, shift: Any_Shift, numbers: Parameters | None = None) -> int:
        """Minute by minute: those before the morning or after the evening of their day."""
        numbers = numbers or self.problem.parameters
        return night_between(shift.start, shift.end, numbers.night_from, numbers.night_until)

    def spans(self, every: Every, days: int = 7, dates: tuple[tuple[date, date], ...] = ()) -> list[tuple[date, date]]:
        """First and last days of every span of the kind that touches the period; rolling ones end in it."""
        if every is Every.PERIOD:
            return [(self.first, self.last)]
        if every is Every.ROLLING:
            return [(day - DAY * (days - 1), day) for day in self.days]
        if every is Every.WEEK:
            return [(monday, monday + DAY * 6) for monday in sorted({day - DAY * day.weekday() for day in self.days})]
        if every is Every.MONTH:
            return [month_of(first) for first in sorted({day.replace(day=1) for day in self.days})]
        return [(first, last) for first, last in dates if first <= self.last and self.first <= last]

    def conditions(self, kind: str, must: bool, person: str | None = None) -> Iterator[Condition]:
        """Those of a kind, hard or soft; with a person only those about the person."""
        for one in getattr(self.problem.conditions, kind):
            if one.must == must and (person is None or one.people is None or person in one.people):
                yield one


@cache
def night_between(start: int, end: int, night_from: int, night_until: int) -> int:
    """Minutes of the night, one by one."""
    return sum(minute % 1440 < night_until or minute % 1440 >= night_from for minute in range(start, end))


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the day's month."""
    first = day.replace(day=1)
    return first, (first + DAY * 31).replace(day=1) - DAY


def begins(shift: Any_Shift) -> int:
    """Minutes since the first of all days."""
    return shift.day.toordinal() * 1440 + shift.start


def ends(shift: Any_Shift) -> int:
    """Minutes since the first of all days."""
    return shift.day.toordinal() * 1440 + shift.end


def everything(person: Participant, shifts: tuple[Shift, ...]) -> list[Any_Shift]:
    """Past and planned, by start."""
    return sorted([*person.past, *shifts], key=begins)
