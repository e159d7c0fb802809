"""A problem with a roster, as rules look at it; and what is worked out for a problem once and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from itertools import accumulate
from typing import Any, TypeVar

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.problem import Participant, PastShift, Problem, Shift, Site, ends_at, starts_at
from scheduler.roster import Roster

T = TypeVar("T")


class _Memory(dict[str, Any]):
    """What was worked out for a problem; left behind when the problem is copied or sent to another process."""

    def __reduce__(self) -> tuple[type[_Memory], tuple[()]]:
        return _Memory, ()


def once_per_problem(make: Callable[[Problem], T]) -> Callable[[Problem], T]:
    """Work it out at the first call for a problem and keep it with the problem, which never changes."""
    key = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(problem: Problem) -> T:
        try:
            value: T = problem.__dict__["_memory"][key]
        except KeyError:
            value = make(problem)
            problem.__dict__.setdefault("_memory", _Memory())[key] = value
        return value

    return kept


@once_per_problem
def histories(problem: Problem) -> dict[str, tuple[PastShift, ...]]:
    """Everybody's past shifts by participant id, by start."""
    return {person.id: tuple(sorted(person.past, key=starts_at)) for person in problem.participants}


def by_start(shift: Shift) -> tuple[date, int, str]:
    """Sort key: by start, ties by id."""
    return shift.day, shift.start, shift.id


@once_per_problem
def shifts_by_start(problem: Problem) -> tuple[Shift, ...]:
    """Every shift, by start."""
    return tuple(sorted(problem.shifts, key=by_start))


@once_per_problem
def _places(problem: Problem) -> dict[str, int]:
    """The place of each shift among all, by start."""
    return {shift.id: place for place, shift in enumerate(shifts_by_start(problem))}


@once_per_problem
def _latest_ends(problem: Problem) -> dict[str, int]:
    """By participant id when the last past shift was over; the beginning of time where there is none."""
    return {person.id: max(map(ends_at, person.past), default=-AGES) for person in problem.participants}


AGES = 10**9
"""Minutes, more than all calendars hold."""


def _breather(free_from: int, shifts: tuple[Shift, ...]) -> int:
    least = AGES
    for shift in shifts:
        midnight = shift.day.toordinal() * MINUTES_PER_DAY
        least = min(least, midnight + shift.start - free_from)
        free_from = max(free_from, midnight + shift.end)
    return least


@dataclass(frozen=True)
class Case:
    """A problem with a roster, as rules look at it."""

    problem: Problem
    roster: Roster

    @cached_property
    def _planned(self) -> dict[str, tuple[Shift, ...]]:
        return {}

    def shifts(self, person: Participant) -> tuple[Shift, ...]:
        """The person's shifts of the period, by start."""
        found = self._planned.get(person.id)
        if found is None:
            ids = sorted(self.roster.shifts_of(person.id), key=_places(self.problem).__getitem__)
            found = tuple(map(self.problem.shift.__getitem__, ids))
            self._planned[person.id] = found
        return found

    def timeline(self, person: Participant) -> tuple[Shift | PastShift, ...]:
        """The person's past and planned shifts, by start: all of the past lies before the period."""
        return histories(self.problem)[person.id] + self.shifts(person)

    @cached_property
    def _days(self) -> dict[str, tuple[date, ...]]:
        return {}

    def days(self, person: Participant) -> tuple[date, ...]:
        """The days of the period on which the person starts a shift, in order."""
        found = self._days.get(person.id)
        if found is None:
            found = self._days[person.id] = tuple(dict.fromkeys(shift.day for shift in self.shifts(person)))
        return found

    @cached_property
    def _minutes(self) -> dict[str, tuple[list[date], list[int]]]:
        return {}

    def minutes(self, person: Participant) -> tuple[list[date], list[int]]:
        """The day of each planned shift, and the worked minutes of the first 0, 1, 2 ... shifts."""
        found = self._minutes.get(person.id)
        if found is None:
            shifts = self.shifts(person)
            sums = [0, *accumulate(shift.worked_minutes for shift in shifts)]
            found = self._minutes[person.id] = [shift.day for shift in shifts], sums
        return found

    @cached_property
    def _breathers(self) -> dict[str, int]:
        return {}

    def breather(self, person: Participant) -> int:
        """The fewest minutes from the latest end so far to the start of a planned shift; below 0 two shifts overlap.

        Every two shifts lie at least so far apart, so that those who breathe long enough need no look at each pair.
        """
        found = self._breathers.get(person.id)
        if found is None:
            found = self._breathers[person.id] = _breather(_latest_ends(self.problem)[person.id], self.shifts(person))
        return found

    def people_ids(self, shift: Shift) -> frozenset[str]:
        """Who works the shift, by id."""
        return self.roster.people_on(shift.id)

    def people(self, shift: Shift) -> tuple[Participant, ...]:
        """Who works the shift, sorted by id."""
        return tuple(self.problem.participant[one] for one in sorted(self.people_ids(shift)))

    @cached_property
    def _totals(self) -> dict[str, int]:
        return {}

    def total(self, name: str, shifts: frozenset[str], worth: Callable[[Participant, Shift], int]) -> int:
        """The sum of what everybody is worth on some shifts, by id; worked out once under its name."""
        known = self._totals.get(name)
        if known is None:
            shift = self.problem.shift
            who = self.problem.participant
            known = sum(worth(who[p], shift[s]) for s in shifts for p in self.people_ids(shift[s]))
            self._totals[name] = known
        return known

    def site(self, shift: Shift) -> Site:
        """The shift's site."""
        return self.problem.site[shift.site]

    def plus(self, person: Participant, shift: Shift) -> Case:
        """The case with one more assignment; costs nothing until it is looked at."""
        return _Changed(self.problem, self.roster, self, person, shift, True)

    def minus(self, person: Participant, shift: Shift) -> Case:
        """The case without that assignment."""
        return _Changed(self.problem, self.roster, self, person, shift, False)


@once_per_problem
def _known(problem: Problem) -> dict[str, Case]:
    return {}


def case_with(problem: Problem, roster: Roster) -> Case:
    """Problem and roster together; a roster that is asked about several times in a row is looked up once."""
    known = _known(problem)
    case = known.get("last")
    if case is None or case.roster is not roster:
        case = known["last"] = Case(problem, roster)
    return case


@dataclass(frozen=True)
class _Changed(Case):
    """A case with one cell changed; `roster` is still the one before, so rules never ask it directly."""

    before: Case
    person: Participant
    shift: Shift
    works: bool

    def shifts(self, person: Participant) -> tuple[Shift, ...]:
        shifts = self.before.shifts(person)
        if person.id != self.person.id:
            return shifts
        rest = [one for one in shifts if one.id != self.shift.id]
        return tuple(sorted([*rest, self.shift], key=by_start)) if self.works else tuple(rest)

    def people_ids(self, shift: Shift) -> frozenset[str]:
        people = self.before.people_ids(shift)
        if shift.id != self.shift.id:
            return people
        return people | {self.person.id} if self.works else people - {self.person.id}

    def total(self, name: str, shifts: frozenset[str], worth: Callable[[Participant, Shift], int]) -> int:
        """As before the change, and the one cell more or less."""
        total = self.before.total(name, shifts, worth)
        if self.shift.id not in shifts or self.works is (self.person.id in self.before.people_ids(self.shift)):
            return total
        return total + (1 if self.works else -1) * worth(self.person, self.shift)
