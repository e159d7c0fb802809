"""The variables of one part of a problem, by what they mean.

``vars.works(person, shift)`` is 1 where the person works the shift. It exists only where no unary rule objects, so the
unary families (availability, credentials, ...) need no rows. Everything else is a sum of these, or follows from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from scheduler import rules
from scheduler.encode.model import Linear, Model
from scheduler.problem import Participant, Problem, Shift, ends_at, starts_at
from scheduler.roster import Roster
from scheduler.rules.overlap import ShiftsPerDay, shifts_a_day
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_relaxed


@dataclass(frozen=True)
class Part:
    """Some participants and shifts that can be planned without looking at the others."""

    participants: tuple[str, ...]
    shifts: tuple[str, ...]


class Vars:
    """The variables of a part, and the model in which they live. Nobody changes the sums that are handed out."""

    def __init__(self, problem: Problem, part: Part, model: Model) -> None:
        self.problem = problem
        self.model = model
        self.people: tuple[Participant, ...] = tuple(problem.participant[p] for p in part.participants)
        self.shifts: tuple[Shift, ...] = tuple(sorted((problem.shift[s] for s in part.shifts), key=_by_start))
        self.begins: dict[str, int] = {shift.id: starts_at(shift) for shift in self.shifts}
        """Absolute minute of each shift's start, by id."""
        self.worked: dict[str, int] = {shift.id: shift.worked_minutes for shift in self.shifts}
        """Worked minutes of each shift, by id."""
        self.ends: dict[str, int] = {shift.id: ends_at(shift) for shift in self.shifts}
        self._of: dict[str, dict[str, int]] = {person: {} for person in part.participants}
        """By person, then by shift, by start."""
        self._on_shift: dict[str, tuple[Sequence[str], range]] = {}
        self._possible: dict[str, list[Shift]] = {}
        self._possible_on: dict[str, Mapping[date, list[Shift]]] = {}
        self._most_a_day: dict[str, int | None] = {}
        """None where it is not the same on all days."""
        self._staff: dict[str, Linear] = {}
        self._on_day: dict[tuple[str, date], Linear] = {}
        self._minutes_on: dict[tuple[str, date], Linear] = {}
        self._one_of: dict[frozenset[int], Linear] = {}
        self._run_begins: dict[tuple[frozenset[int], frozenset[int]], Linear] = {}
        self._open: dict[str, int] = {}
        self._levels: dict[str, tuple[tuple[int, int], ...]] = {}
        self._add_candidates()

    def _add_candidates(self) -> None:
        able, mine = rules.eligible(self.problem), self._of
        for shift in self.shifts:
            who = [person for person in able.get(shift.id, ()) if person in mine]
            variables = self.model.binaries([f"works({person}, {shift.id})" for person in who])
            self._on_shift[shift.id] = who, variables
            for person, variable in zip(who, variables, strict=True):
                mine[person][shift.id] = variable
        by_id = self.problem.shift
        for person, ids in mine.items():
            self._possible[person] = [by_id[one] for one in ids]
            self._possible_on[person] = days_of(self._possible[person])

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], int]:
        """(participant id, shift id) of every decision, with its variable."""
        return {
            (person, shift): variable
            for shift, (people, variables) in self._on_shift.items()
            for person, variable in zip(people, variables, strict=True)
        }

    def may_work(self, person: str, shift: str) -> bool:
        """Whether the variable exists: no unary rule objects."""
        return shift in self._of.get(person, ())

    def works(self, person: str, shift: str) -> int:
        """1 where the person works the shift. Raises KeyError where a unary rule objects."""
        return self._of[person][shift]

    def mine(self, person: str) -> Mapping[str, int]:
        """The same variables by shift id, by start, of all that the person may work."""
        return self._of.get(person, {})

    def work(self, person: str, shift: str) -> Linear:
        """The same as a sum, which is empty where a unary rule objects."""
        variable = self._of.get(person, {}).get(shift)
        return Linear() if variable is None else Linear({variable: 1})

    def candidates(self, shift: Shift) -> Sequence[str]:
        """Ids of everyone without a unary objection to the shift."""
        return self._on_shift[shift.id][0]

    def possible(self, person: str) -> Sequence[Shift]:
        """Shifts that the person may work, by start."""
        return self._possible.get(person, ())

    def possible_on(self, person: str, day: date) -> Sequence[Shift]:
        """Those of a day."""
        return self.days(person).get(day, ())

    def days(self, person: str) -> Mapping[date, Sequence[Shift]]:
        """Those of each day that has some, in order."""
        return self._possible_on.get(person, {})

    def staff(self, shift: Shift, among: Iterable[str] | None = None) -> Linear:
        """How many people (of those named) work the shift."""
        if among is not None:
            return Linear.total([self._of[p][shift.id] for p in among if self.may_work(p, shift.id)])
        known = self._staff.get(shift.id)
        if known is None:
            known = self._staff[shift.id] = Linear.total(self._on_shift[shift.id][1])
        return known

    def count(self, person: str, shifts: Iterable[Shift]) -> Linear:
        """How many of the shifts the person works."""
        mine = self.mine(person)
        return Linear.total([mine[shift.id] for shift in shifts if shift.id in mine])

    def minutes(self, person: str, shifts: Sequence[Shift]) -> Linear:
        """Worked minutes of the person on these shifts, all of which the person may work."""
        return self._by_day(person, shifts, self.minutes_on)

    def turns(self, person: str, shifts: Sequence[Shift]) -> Linear:
        """How many of the shifts, all of which the person may work, are worked: by days where that is the same."""
        return self._by_day(person, shifts, self.turns_on)

    def _by_day(
        self, person: str, shifts: Sequence[Shift], of_day: Callable[[str, date, Sequence[Shift]], Linear]
    ) -> Linear:
        """A sum over days; days on which all that the person may work counts alike are one term.

        That makes rows with a third of the terms, on which engines do much better.
        """
        days = self.days(person) if len(shifts) == len(self.possible(person)) else days_of(shifts)
        return Linear.together([of_day(person, day, among) for day, among in days.items()])

    def minutes_on(self, person: str, day: date, among: Sequence[Shift]) -> Linear:
        """Worked minutes of the person on these shifts of the day, all of which the person may work."""
        if len(among) < len(self.possible_on(person, day)):
            return self._weighed(person, among)
        known = self._minutes_on.get((person, day))
        if known is None:
            known = self._minutes_on[person, day] = self._all_minutes(person, day, among)
        return known

    def _all_minutes(self, person: str, day: date, shifts: Sequence[Shift]) -> Linear:
        first, *others = {self.worked[shift.id] for shift in shifts}
        if others or self.most_a_day(person, day) != 1:
            return self._weighed(person, shifts)
        return self.works_on(person, day).times(first)

    def _weighed(self, person: str, shifts: Sequence[Shift]) -> Linear:
        mine = self._of[person]
        return Linear({mine[shift.id]: self.worked[shift.id] for shift in shifts})

    def turns_on(self, person: str, day: date, among: Sequence[Shift]) -> Linear:
        """How many of these shifts of the day, all of which the person may work."""
        if len(among) == len(self.possible_on(person, day)) and self.most_a_day(person, day) == 1:
            return self.works_on(person, day)
        return self.count(person, among)

    def works_on(self, person: str, day: date) -> Linear:
        """1 where the person starts a shift on the day."""
        known = self._on_day.get((person, day))
        if known is None:
            total = self.count(person, self.possible_on(person, day))
            known = self._any_of(person, day, total, f"works_on({person}, {day})") if len(total.terms) > 1 else total
            self._on_day[person, day] = known
        return known

    def works_one_of(self, person: str, day: date, shifts: Sequence[Shift]) -> Linear:
        """1 where the person works one of these shifts of the day, all of which the person may work."""
        if len(shifts) == len(self.possible_on(person, day)):
            return self.works_on(person, day)
        total = self.count(person, shifts)
        if len(shifts) < 2:
            return total
        key = frozenset(total.terms)
        if key not in self._one_of:
            name = f"works_one_of({person}, {day}, {len(self._one_of)})"
            self._one_of[key] = self._any_of(person, day, total, name)
        return self._one_of[key]

    def most_a_day(self, person: str, day: date) -> int:
        """H03: the most shifts of the person on the day."""
        always = self._always_a_day(person)
        return shifts_a_day(self.problem, self.problem.participant[person], day) if always is None else always

    def works_once_a_day(self, person: str) -> bool:
        """H03: whether the person works at most one shift on any day."""
        return self._always_a_day(person) == 1

    def _always_a_day(self, person: str) -> int | None:
        if person not in self._most_a_day:
            bent = is_relaxed(self.problem, ShiftsPerDay.id, date.min, date.max, participant=person)
            most = own(self.problem, self.problem.participant[person]).shifts_a_day
            self._most_a_day[person] = None if bent else most
        return self._most_a_day[person]

    def _any_of(self, person: str, day: date, total: Linear, name: str) -> Linear:
        family, self.model.family = self.model.family, "days"
        flag = self._flag(total, name, self.most_a_day(person, day) == 1)
        self.model.family = family
        return flag

    def _flag(self, total: Linear, name: str, only_one: bool) -> Linear:
        flag = self.model.variable(name, 0, 1, lambda point: int(total.at(point) > 0))
        if only_one:
            self.model.between(0, Linear({**total.terms, flag: -1}), 0)
            return Linear.of(flag)
        for variable in total.terms:
            self.model.at_least(Linear.of(flag).add(variable, -1), 0)
        self.model.at_most(Linear.of(flag).minus(total), 0)
        return Linear.of(flag)

    def run_begins(self, before: Linear, now: Linear) -> Linear:
        """1 where the second sum is 1 and the first is 0, for sums that are 0 or 1: where a run of days begins."""
        if not before.terms:
            return Linear() if before.constant else now
        if not now.terms:
            return Linear(constant=1).minus(before) if now.constant else now
        key = frozenset(before.terms), frozenset(now.terms)
        if key not in self._run_begins:
            self._run_begins[key] = self._beginning(before, now)
        return self._run_begins[key]

    def _beginning(self, before: Linear, now: Linear) -> Linear:
        family, self.model.family = self.model.family, "days"
        name = f"begins({', '.join(self.model.names[variable] for variable in now.terms)})"
        flag = Linear.of(self.model.variable(name, 0, 1, lambda point: int(now.at(point) > before.at(point))))
        self.model.at_least(flag.minus(now).plus(before), 0)
        self.model.at_most(flag.minus(now), 0)
        self.model.at_most(flag.plus(before), 1)
        self.model.family = family
        return flag

    def open_seats(self, shift: Shift) -> int:
        """How many seats of the shift stay open."""
        known = self._open.get(shift.id)
        if known is None:
            staff = self.staff(shift)
            known = self._open[shift.id] = self.model.variable(
                f"open_seats({shift.id})", 0, shift.seats, lambda point: max(0, shift.seats - staff.at(point))
            )
        return known

    def decisions(self, roster: Roster) -> dict[int, int]:
        """The roster's assignments as values of variables; those a unary rule objects to are left out."""
        return {self._of[person][shift]: 1 for person, shift in roster.assignments if self.may_work(person, shift)}

    def settled(self, point: Sequence[int]) -> list[int]:
        """The same decisions, with everything that follows from them as it must be, not as an engine left it."""
        decided = chain.from_iterable(variables for _, variables in self._on_shift.values())
        return self.model.completed({variable: point[variable] for variable in decided})

    def assignments(self, point: Sequence[int]) -> list[tuple[str, str]]:
        """(participant id, shift id) of everything a point says is worked."""
        return [cell for cell, variable in self.cells.items() if point[variable]]

    def levels_of(self, rule: str) -> Sequence[tuple[int, int]]:
        """(level, weight) of a soft rule; nothing where it is off."""
        if rule not in self._levels:
            weights = ((number, level.weights.get(rule, 0)) for number, level in enumerate(self.problem.levels))
            self._levels[rule] = tuple((number, weight) for number, weight in weights if weight)
        return self._levels[rule]

    def charge(self, rule: str, total: Linear) -> None:
        """Charge units of a soft rule at its level and weight."""
        for level, weight in self.levels_of(rule):
            self.model.charge(level, total, weight)

    def is_on(self, rule: str) -> bool:
        """Whether a soft rule stands in some level with a weight."""
        return rule in self.problem.weight


def days_of(shifts: Iterable[Shift]) -> Mapping[date, list[Shift]]:
    """Shifts by the day they start."""
    days: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        days[shift.day].append(shift)
    return days


def _by_start(shift: Shift) -> tuple[int, str]:
    return starts_at(shift), shift.id
