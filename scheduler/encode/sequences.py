"""H35, S35: kinds of shifts that may not, or should, follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several
from datetime import date, timedelta
from itertools import combinations

from scheduler.conditions import Sequence, Step
from scheduler.encode.model import Linear
from scheduler.encode.patterns import Days, at_least_each, total_of
from scheduler.encode.successions import encode_successions, is_succession
from scheduler.encode.vars import Vars
from scheduler.problem import Participant, Shift
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.sequences import first_days, is_set_aside
from scheduler.rules.which import is_meant


def encode(v: Vars) -> None:
    """No pattern of shifts is forbidden, or left where it is wanted; or each costs a unit."""
    for person in v.people:
        hard = conditions_about(v.problem, "sequences", True, person.id)
        encode_successions(v, person, tuple(one for one in hard if is_succession(v, one)))
        soft = conditions_about(v.problem, "sequences", False, person.id) if v.is_on("S35") else ()
        for one in (*(one for one in hard if not is_succession(v, one)), *soft):
            _Patterns(v, one, person).encode()


class _Patterns:
    """The rows of one condition and person."""

    def __init__(self, v: Vars, one: Sequence, person: Participant) -> None:
        self._v = v
        self._one = one
        self._person = person
        self._days = [Days(v, person) if step.off else Days(v, person, step.which, one.which) for step in one.steps]

    def encode(self) -> None:
        """Patterns over days, or within each day."""
        if self._one.same_day:
            for day, shifts in self._v.days(self._person.id).items():
                if not is_set_aside(self._v.problem, self._one, self._person, day, day):
                    self._within(day, shifts)
        else:
            for day in first_days(self._v.problem, self._one, self._person):
                self._over(day)

    def _over(self, first: date) -> None:
        steps = enumerate(zip(self._one.steps, self._days, strict=True))
        met = [_met(step, days, first + timedelta(days=number)) for number, (step, days) in steps]
        if self._one.wanted:
            self._demand([met[0].minus(other) for other in met[1:]], first)
        else:
            self._demand([_all_of(met)], first)

    def _within(self, day: date, shifts: Several[Shift]) -> None:
        orders = [
            [self._v.work(self._person.id, shift.id) for shift in order] for order in self._orders(shifts)
        ]  # fmt: skip
        if not self._one.wanted:
            self._demand([_all_of(order) for order in orders], day)
            return
        begun = [shift for shift in shifts if self._fits(shift, self._one.steps[0])]
        followed = total_of(
            self._both(order, f"order({self._name}, {day}, {number})") for number, order in enumerate(orders)
        )
        self._demand([self._v.work(self._person.id, shift.id).minus(followed) for shift in begun], day)

    def _orders(self, shifts: Several[Shift]) -> Iterator[tuple[Shift, ...]]:
        """Shifts of a day, by start, that meet the steps one after the other."""
        for some in combinations(shifts, len(self._one.steps)):
            if all(self._fits(shift, step) for shift, step in zip(some, self._one.steps, strict=True)):
                yield some

    def _fits(self, shift: Shift, step: Step) -> bool:
        return is_meant(self._v.problem, shift, step.which, self._one.which)

    def _both(self, worked: Several[Linear], name: str) -> Linear:
        """At most 1, and that only where all of these shifts are worked."""
        flag = self._v.model.variable(name, 0, 1, lambda point: int(all(one.at(point) for one in worked)))
        for one in worked:
            self._v.model.at_most(Linear.of(flag).minus(one), 0)
        return Linear.of(flag)

    def _demand(self, floors: list[Linear], day: date) -> None:
        """None of these is above 0; where soft, a unit if one is."""
        if self._one.must:
            for floor in floors:
                self._v.model.at_most(floor, 0)
        else:
            units = at_least_each(self._v, f"pattern({self._name}, {day})", 1, floors)
            self._v.charge("S35", Linear().plus(units, self._one.strength))

    @property
    def _name(self) -> str:
        return f"{self._one.id}, {self._person.id}"


def _met(step: Step, days: Days, day: date) -> Linear:
    return days.off(day) if step.off else days.on(day)


def _all_of(sums: Several[Linear]) -> Linear:
    """1 where all of these are 1, otherwise 0 or less."""
    return total_of(sums, 1 - len(sums))
