"""What the rows about patterns in time share: days of work as sums, and units that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.conditions import EVERY_SHIFT, Which
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import Participant, Shift
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.known import DAY, past_days
from scheduler.rules.which import is_meant


@dataclass
class Days:
    """1 for each day on which a person starts a shift that is meant by both; past days are constants."""

    v: Vars
    person: Participant
    which: Which = EVERY_SHIFT
    also: Which = EVERY_SHIFT
    _past: frozenset[date] = field(init=False)
    _shifts: Mapping[date, Sequence[Shift]] = field(init=False)
    _on: dict[date, Linear] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.v.problem
        self._past = past_days(problem, self.person, self.which, self.also)
        if self.which == EVERY_SHIFT == self.also:
            self._shifts = self.v.days(self.person.id)
        else:
            shifts = self.v.possible(self.person.id)
            self._shifts = days_of(shift for shift in shifts if is_meant(problem, shift, self.which, self.also))

    def on(self, day: date) -> Linear:
        """1 where such a shift starts on the day; nobody changes what is handed out."""
        known = self._on.get(day)
        if known is None:
            known = self._on[day] = self._made(day)
        return known

    def _made(self, day: date) -> Linear:
        if day < self.v.problem.period.first:
            return Linear(constant=int(day in self._past))
        shifts = self._shifts.get(day)
        return self.v.works_one_of(self.person.id, day, shifts) if shifts else Linear()

    def off(self, day: date) -> Linear:
        """1 where none does."""
        return Linear(constant=1).minus(self.on(day))

    def begins(self, day: date) -> Linear:
        """1 where a run of such days begins."""
        return self.v.run_begins(self.on(day - DAY), self.on(day))

    def ends(self, day: date) -> Linear:
        """1 where the day before was the last of such a run."""
        return self.begins(day).plus(self.on(day - DAY)).minus(self.on(day))


def has_least_runs(v: Vars, person: Participant, which: Which = EVERY_SHIFT) -> bool:
    """Whether runs of days, or of days off, must have a length: rows then do well to know where runs begin."""
    conditions = conditions_about(v.problem, "stretches", True, person.id)
    return any(one.which == which and (one.least or 1) > 1 for one in conditions)


def either(v: Vars, first: Linear, second: Linear) -> Linear:
    """1 where one of two sums is 1 that are 0 or 1, of days in a row."""
    return first.plus(v.run_begins(first, second))


def total_of(sums: Iterable[Linear], constant: int = 0) -> Linear:
    """A constant and some sums together."""
    return Linear.together(tuple(sums), constant)


def at_least_each(v: Vars, name: str, high: int, floors: list[Linear]) -> Linear:
    """The greatest of some sums and 0, where it costs: a sum itself when it can only be that."""
    useful = [floor for floor in floors if v.model.range_of(floor)[1] > 0]
    if not useful:
        return Linear()
    if len(useful) == 1 and v.model.range_of(useful[0])[0] >= 0:
        return useful[0]
    cost = v.model.variable(name, 0, high, lambda point: max(0, *(floor.at(point) for floor in useful)))
    for floor in useful:
        v.model.at_least(Linear.of(cost).minus(floor), 0)
    return Linear.of(cost)
