"""The variables of one part of a problem, by what they mean.

``vars.works(person, shift)`` is 1 where the person works the shift. It exists only where no unary rule objects, so the
unary families (availability, credentials, ...) need no rows. Everything else is a sum of these, or follows from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler import rules
from scheduler.encode.model import Linear, Model
from scheduler.problem import Participant, Problem, Shift, starts_at
from scheduler.roster import Roster
from scheduler.rules.overlap import shifts_a_day


@dataclass(frozen=True)
class Part:
    """Some participants and shifts that can be planned without looking at the others."""

    participants: tuple[str, ...]
    shifts: tuple[str, ...]


class Vars:
    """The variables of a part, and the model in which they live."""

    def __init__(self, problem: Problem, part: Part, model: Model) -> None:
        self.problem = problem
        self.model = model
        self.people: tuple[Participant, ...] = tuple(problem.participant[p] for p in part.participants)
        self.shifts: tuple[Shift, ...] = tuple(sorted((problem.shift[s] for s in part.shifts), key=_by_start))
        self._works: dict[tuple[str, str], int] = {}
        self._on_shift: dict[str, list[str]] = {}
        self._of_person: dict[str, list[Shift]] = defaultdict(list)
        self._possible_on: dict[tuple[str, date], list[Shift]] = defaultdict(list)
        self._on_day: dict[tuple[str, date], Linear] = {}
        self._one_of: dict[frozenset[int], Linear] = {}
        self._open: dict[str, int] = {}
        self._add_candidates()

    def _add_candidates(self) -> None:
        able = rules.eligible(self.problem)
        here = {person.id for person in self.people}
        for shift in self.shifts:
            who = [person for person in able.get(shift.id, ()) if person in here]
            self._on_shift[shift.id] = who
            for person in who:
                self._of_person[person].append(shift)
                self._possible_on[person, shift.day].append(shift)
                self._works[person, shift.id] = self.model.variable(f"works({person}, {shift.id})", 0, 1)

    @property
    def cells(self) -> Mapping[tuple[str, str], int]:
        """(participant id, shift id) of every decision, with its variable."""
        return self._works

    def may_work(self, person: str, shift: str) -> bool:
        """Whether the variable exists: no unary rule objects."""
        return (person, shift) in self._works

    def works(self, person: str, shift: str) -> int:
        """1 where the person works the shift. Raises KeyError where a unary rule objects."""
        return self._works[person, shift]

    def work(self, person: str, shift: str) -> Linear:
        """The same as a sum, which is empty where a unary rule objects."""
        variable = self._works.get((person, shift))
        return Linear() if variable is None else Linear.of(variable)

    def candidates(self, shift: Shift) -> Sequence[str]:
        """Ids of everyone without a unary objection to the shift."""
        return self._on_shift[shift.id]

    def possible(self, person: str) -> Sequence[Shift]:
        """Shifts that the person may work, by start."""
        return self._of_person.get(person, ())

    def possible_on(self, person: str, day: date) -> Sequence[Shift]:
        """Those of a day."""
        return self._possible_on.get((person, day), ())

    def staff(self, shift: Shift, among: Iterable[str] | None = None) -> Linear:
        """How many people (of those named) work the shift."""
        who = self.candidates(shift) if among is None else [p for p in among if self.may_work(p, shift.id)]
        return Linear.of(*(self._works[p, shift.id] for p in who))

    def count(self, person: str, shifts: Iterable[Shift]) -> Linear:
        """How many of the shifts the person works."""
        return Linear.of(*(self._works[person, s.id] for s in shifts if self.may_work(person, s.id)))

    def minutes(self, person: str, shifts: Iterable[Shift]) -> Linear:
        """Worked minutes of the person on these shifts."""
        return self._weighed(person, shifts, lambda shift: shift.worked_minutes)

    def turns(self, person: str, shifts: Iterable[Shift]) -> Linear:
        """How many of the shifts the person works, counted by days where that is the same."""
        return self._weighed(person, shifts, lambda shift: 1)

    def _weighed(self, person: str, shifts: Iterable[Shift], weight: Callable[[Shift], int]) -> Linear:
        """A weighted sum over shifts; days on which all that the person may work counts alike are one term.

        That makes rows with a third of the terms, on which engines do much better.
        """
        total = Linear()
        for day, among in days_of(s for s in shifts if self.may_work(person, s.id)).items():
            weights = {weight(shift) for shift in among}
            alike = len(weights) == 1 and len(among) == len(self._possible_on[person, day])
            if alike and self._is_one_a_day(person, day):
                total = total.plus(self.works_on(person, day), weights.pop())
            else:
                for shift in among:
                    total.add(self._works[person, shift.id], weight(shift))
        return total

    def works_on(self, person: str, day: date) -> Linear:
        """1 where the person starts a shift on the day."""
        known = self._on_day.get((person, day))
        if known is None:
            total = self.count(person, self._possible_on[person, day])
            known = self._any_of(person, day, total, f"works_on({person}, {day})") if len(total.terms) > 1 else total
            self._on_day[person, day] = known
        return known

    def works_one_of(self, person: str, day: date, shifts: Iterable[Shift]) -> Linear:
        """1 where the person works one of these shifts of the day."""
        total = self.count(person, shifts)
        if len(total.terms) == len(self._possible_on[person, day]):
            return self.works_on(person, day)
        if len(total.terms) < 2:
            return total
        key = frozenset(total.terms)
        if key not in self._one_of:
            name = f"works_one_of({person}, {day}, {len(self._one_of)})"
            self._one_of[key] = self._any_of(person, day, total, name)
        return self._one_of[key]

    def _any_of(self, person: str, day: date, total: Linear, name: str) -> Linear:
        family, self.model.family = self.model.family, "days"
        flag = self._flag(total, name, self._is_one_a_day(person, day))
        self.model.family = family
        return flag

    def _is_one_a_day(self, person: str, day: date) -> bool:
        return shifts_a_day(self.problem, self.problem.participant[person], day) == 1

    def _flag(self, total: Linear, name: str, only_one: bool) -> Linear:
        flag = self.model.variable(name, 0, 1, lambda point: int(total.at(point) > 0))
        if only_one:
            self.model.between(0, total.plus(Linear.of(flag), -1), 0)
            return Linear.of(flag)
        for variable in total.terms:
            self.model.at_least(Linear.of(flag).add(variable, -1), 0)
        self.model.at_most(Linear.of(flag).minus(total), 0)
        return Linear.of(flag)

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
        return {self._works[pair]: 1 for pair in roster.assignments if tuple(pair) in self._works}

    def settled(self, point: Sequence[int]) -> list[int]:
        """The same decisions, with everything that follows from them as it must be, not as an engine left it."""
        return self.model.completed({variable: point[variable] for variable in self._works.values()})

    def assignments(self, point: Sequence[int]) -> list[tuple[str, str]]:
        """(participant id, shift id) of everything a point says is worked."""
        return [pair for pair, variable in self._works.items() if point[variable]]

    def levels_of(self, rule: str) -> Iterable[tuple[int, int]]:
        """(level, weight) of a soft rule; nothing where it is off."""
        for number, level in enumerate(self.problem.levels):
            weight = level.weights.get(rule, 0)
            if weight:
                yield number, weight

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
