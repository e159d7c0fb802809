"""The optimum of a tiny problem by trying every roster, asking nobody but the readings of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from scheduler.problem import Problem, Shift
from scheduler.rules import HARD, SOFT
from tests.proof.reading import CELLS, PERSONS, SHIFTS, WHOLES
from tests.proof.reading.world import Plan, World

Values = tuple[int, ...]


def short(rule: str) -> str:
    """H28 of H28-off: a rule may be read in two places."""
    return rule.partition("-")[0]


class Reader:
    """The readings of all rules that exist, with the levels of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.w = World(problem)
        self.hard = {one.id for one in HARD}
        self.soft = {one.id for one in SOFT}
        self.place = {
            rule: (number, weight)
            for number, level in enumerate(problem.levels)
            for rule, weight in level.weights.items()
            if weight and rule in self.soft
        }

    def nothing(self) -> Values:
        return (0,) * len(self.problem.levels)

    def broken(self, plan: Plan) -> set[str]:
        """The hard rules that a roster breaks."""
        found = set()
        for person in self.problem.participants:
            found |= {
                short(rule)
                for rule, read in CELLS.items()
                if short(rule) in self.hard and any(read(self.w, person, one) for one in plan[person.id])
            }
            found |= {r for r, read in PERSONS.items() if r in self.hard and read(self.w, person, plan[person.id])}
        for shift in self.problem.shifts:
            people = on(plan, shift)
            found |= {rule for rule, read in SHIFTS.items() if rule in self.hard and read(self.w, shift, people)}
        return found | {rule for rule, read in WHOLES.items() if rule in self.hard and read(self.w, plan)}

    def units(self, plan: Plan) -> dict[str, int]:
        """The units of every soft rule that has a weight, by rule; what costs nothing is left out."""
        total = dict.fromkeys(self.place, 0)
        for rule in total:
            if rule in PERSONS:
                total[rule] += sum(PERSONS[rule](self.w, one, plan[one.id]) for one in self.problem.participants)
            if rule in SHIFTS:
                total[rule] += sum(SHIFTS[rule](self.w, one, on(plan, one)) for one in self.problem.shifts)
            if rule in WHOLES:
                total[rule] += WHOLES[rule](self.w, plan)
        return {rule: units for rule, units in total.items() if units}

    def values(self, units: dict[str, int]) -> Values:
        """Penalties by level."""
        total = list(self.nothing())
        for rule, count in units.items():
            number, weight = self.place[rule]
            total[number] += weight * count
        return tuple(total)


def on(plan: Plan, shift: Shift) -> frozenset[str]:
    """Who works the shift."""
    return frozenset([person for person, shifts in plan.items() if any(one is shift for one in shifts)])


def plan_of(problem: Problem, pairs: Iterator[tuple[str, str]] | set[tuple[str, str]]) -> Plan:
    """Everybody's shifts, by start."""
    plan: dict[str, list[Shift]] = {one.id: [] for one in problem.participants}
    for person, shift in pairs:
        plan[person].append(problem.shift[shift])
    return {
        person: tuple(sorted(shifts, key=lambda one: (one.day, one.start, one.id))) for person, shifts in plan.items()
    }


@dataclass(frozen=True)
class Best:
    """What the enumeration found."""

    values: Values | None
    """None: every roster breaks a rule."""
    plan: Plan | None
    tried: int
    """Rosters that were looked at whole."""


class Enumeration:
    """Every roster: all that each person may work alone, in every combination with the others."""

    def __init__(self, problem: Problem) -> None:
        self.reader = Reader(problem)
        self.problem = problem
        self.tried = 0
        self.best: Values | None = None
        self.plan: Plan | None = None
        self._alone = [list(self._subsets(number)) for number in range(len(problem.participants))]
        self._together: dict[tuple[str, frozenset[str]], Values | None] = {}

    def run(self) -> Best:
        self._next(0, {}, self.reader.nothing())
        return Best(self.best, self.plan, self.tried)

    def _subsets(self, number: int) -> Iterator[tuple[tuple[Shift, ...], Values]]:
        """What the person may work by the rules about one person, with what it costs."""
        reader, person = self.reader, self.problem.participants[number]
        cells = [read for rule, read in CELLS.items() if short(rule) in reader.hard]
        may = [
            one for one in sorted(self.problem.shifts, key=lambda one: (one.day, one.start, one.id))
            if not any(read(reader.w, person, one) for read in cells)
        ]  # fmt: skip
        hard = [read for rule, read in PERSONS.items() if rule in reader.hard]
        soft = {rule: read for rule, read in PERSONS.items() if rule in reader.place}
        for count in range(len(may) + 1):
            for chosen in combinations(may, count):
                if not any(read(reader.w, person, chosen) for read in hard):
                    yield chosen, reader.values({rule: read(reader.w, person, chosen) for rule, read in soft.items()})

    def _next(self, number: int, plan: Plan, so_far: Values) -> None:
        if self.best is not None and so_far > self.best:
            # Penalties are never negative: what follows can only cost more.
            return
        if number == len(self._alone):
            self._look(dict(plan), so_far)
            return
        name = self.problem.participants[number].id
        for shifts, cost in self._alone[number]:
            plan[name] = shifts
            self._next(number + 1, plan, added(so_far, cost))

    def _look(self, plan: Plan, so_far: Values) -> None:
        reader = self.reader
        self.tried += 1
        for shift in self.problem.shifts:
            cost = self._of_shift(shift, on(plan, shift))
            if cost is None:
                return
            so_far = added(so_far, cost)
        if self.best is not None and so_far >= self.best:
            return
        for rule, read in WHOLES.items():
            if rule in reader.hard and read(reader.w, plan):
                return
        so_far = added(
            so_far,
            reader.values({rule: read(reader.w, plan) for rule, read in WHOLES.items() if rule in reader.place}),
        )
        if self.best is None or so_far < self.best:
            self.best, self.plan = so_far, plan

    def _of_shift(self, shift: Shift, people: frozenset[str]) -> Values | None:
        key = shift.id, people
        if key not in self._together:
            reader = self.reader
            if any(read(reader.w, shift, people) for rule, read in SHIFTS.items() if rule in reader.hard):
                self._together[key] = None
            else:
                self._together[key] = reader.values(
                    {rule: read(reader.w, shift, people) for rule, read in SHIFTS.items() if rule in reader.place}
                )
        return self._together[key]


def added(one: Values, other: Values) -> Values:
    return tuple(map(sum, zip(one, other, strict=True)))


def best_of(problem: Problem) -> Best:
    """The least penalties of all rosters."""
    return Enumeration(problem).run()
