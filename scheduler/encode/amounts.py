"""H32, S32: conditions on amounts of work in spans of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from scheduler.conditions import Amount
from scheduler.encode.daily import Daily
from scheduler.encode.model import Linear
from scheduler.encode.patterns import either, total_of
from scheduler.encode.steps import reachable, stay_above
from scheduler.encode.vars import Vars, days_of
from scheduler.enums import Measure
from scheduler.problem import Shift
from scheduler.rules.amounts import AmountLimit, Thing, limits_of, thing_of, units_of
from scheduler.rules.which import only

BY_DAY = (Measure.MINUTES, Measure.SHIFTS, Measure.DAYS)
"""What a span holds of these is the sum over its days."""


def encode(v: Vars) -> None:
    """For every limit of the law book: what is added stays between need and room, or costs the units beyond."""
    things = _Things(v)
    for one in v.problem.conditions.amounts:
        if one.must or v.is_on("S32"):
            for person in v.people:
                limits = limits_of(v.problem, one, person)
                if limits:
                    _limits(v, one, limits, _Counted(v, things, one, person.id))


def _limits(v: Vars, one: Amount, limits: Sequence[AmountLimit], counted: _Counted) -> None:
    for limit in limits:
        _limit(v, one, limit, counted.amount(limit), f"{one.id}, {counted.person}")


def _limit(v: Vars, one: Amount, limit: AmountLimit, new: Linear, name: str) -> None:
    if one.must:
        v.model.between(limit.need or None, new, limit.room)
        return

    def units(amount: int) -> int:
        return units_of(one, limit.over(amount)) + units_of(one, limit.short(amount))

    most = max(units(0), units(sum(new.terms.values())))
    if not most:
        return
    if not new.terms:
        v.charge("S32", Linear(constant=one.strength * units(0)))
        return
    cost = v.model.variable(f"beyond({name}, {limit.span.first})", 0, most, _at(new, units))
    stay_above(v.model, cost, new, reachable(new), units)
    steps = Linear().add(cost, one.step)
    v.model.at_least(steps.plus(new), limit.need)
    if limit.room is not None:
        v.model.at_least(steps.minus(new), -limit.room)
    v.charge("S32", Linear().add(cost, one.strength))


def _at(new: Linear, units: Callable[[int], int]) -> Callable[[Sequence[int]], int]:
    return lambda point: units(new.at(point))


class _Counted:
    """What one condition counts of one person, as sums."""

    def __init__(self, v: Vars, things: _Things, one: Amount, person: str) -> None:
        fit = only(v.problem, one.which)
        self._things = things
        self._measure = one.measure
        self.person = person
        self._shifts = [shift for shift in v.possible(person) if fit is None or shift.id in fit]
        by_day = days_of(self._shifts) if one.measure in BY_DAY else {}
        of_day = {Measure.MINUTES: v.minutes_on, Measure.SHIFTS: v.turns_on}.get(one.measure, v.works_one_of)
        self._daily = Daily(list(by_day), lambda day: of_day(person, day, by_day[day]))

    def amount(self, limit: AmountLimit) -> Linear:
        """What the planned shifts add under the limit."""
        span = limit.span
        if self._measure not in BY_DAY:
            within = [shift for shift in self._shifts if span.first <= shift.day <= span.last]
            return self._things.count(self._measure, self.person, within, limit.known)
        return self._daily.within(span)


class _Things:
    """Weekends and sites: each has a variable that says whether it is worked, which many rows share."""

    def __init__(self, v: Vars) -> None:
        self._v = v
        self._any: dict[frozenset[int], Linear] = {}

    def count(self, measure: Measure, person: str, shifts: Iterable[Shift], known: frozenset[Thing]) -> Linear:
        """How many of them hold one of the shifts, without those known already."""
        by_thing: dict[Thing, list[Shift]] = defaultdict(list)
        for shift in shifts:
            thing = thing_of(measure, shift)
            if thing is not None and thing not in known:
                by_thing[thing].append(shift)
        total = Linear()
        for thing, among in by_thing.items():
            days = [self._v.works_one_of(person, day, on_day) for day, on_day in days_of(among).items()]
            total.take(self._any_of(f"any({person}, {thing})", days))
        return total

    def _any_of(self, name: str, sums: Sequence[Linear]) -> Linear:
        """1 where one of some sums of 0 and 1 is 1."""
        if len(sums) == 1:
            return sums[0]
        if len(sums) == 2:
            return either(self._v, *sums)
        total = total_of(sums)
        key = frozenset(total.terms)
        if key not in self._any:
            flag = self._v.model.variable(name, 0, 1, lambda point: int(total.at(point) > 0))
            for one in sums:
                self._v.model.at_least(Linear.of(flag).minus(one), 0)
            self._v.model.at_most(Linear.of(flag).minus(total), 0)
            self._any[key] = Linear.of(flag)
        return self._any[key]
