"""H33, S33: runs of days with work, or without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.calendar import Period
from scheduler.conditions import Stretch
from scheduler.encode.model import Linear
from scheduler.encode.patterns import Days, at_least_each, has_least_runs, total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.known import DAY, known_spans
from scheduler.rules.stretches import ends_too_long, is_too_short


def encode(v: Vars) -> None:
    """No run is too long or too short, or each day too many or too few costs a unit."""
    for person in v.people:
        for must in (True, False) if v.is_on("S33") else (True,):
            for one in conditions_about(v.problem, "stretches", must, person.id):
                _Runs(v, one, person).encode()


class _Runs:
    """The rows of one condition and person."""

    def __init__(self, v: Vars, one: Stretch, person: Participant) -> None:
        self._v = v
        self._one = one
        self._person = person
        days = Days(v, person, one.which)
        self._in, self._begins = (days.off, days.ends) if one.off else (days.on, days.begins)
        self._by_begins = one.must and has_least_runs(v, person, one.which)
        """Whether the hard rows are about begins of runs: then a relaxation knows far more of what they ask."""
        self._begin = v.problem.period.first

    def encode(self) -> None:
        """Both sides."""
        if self._one.most is not None:
            for day in sorted(ends_too_long(self._v.problem, self._one, self._person)):
                self._too_long(day, self._one.most)
        if self._one.least is not None:
            for span in known_spans(self._v.problem)[self._person.id]:
                self._least(span, self._one.least)

    def _too_long(self, day: date, most: int) -> None:
        run: list[Linear] = []
        for back in range(most + 1):
            one = self._in(day - timedelta(days=back))
            if not one.terms and not one.constant:
                return  # One of these days can never belong to a run.
            run.append(one)
        window = total_of(run, -most)
        if self._by_begins:
            begun = total_of(self._begins(day - timedelta(days=back)) for back in range(most))
            self._v.model.at_most(run[0].minus(begun), 0)
        elif self._one.must:
            self._v.model.at_most(window, 0)
        else:
            self._charge(at_least_each(self._v, f"too long({self._name}, {day})", 1, [window]))

    def _least(self, span: Period, least: int) -> None:
        due: defaultdict[date, list[Linear]] = defaultdict(list)
        for first in self._starts(span):
            reach = self._reach(first, span, least)
            if self._one.must:
                for day, _ in reach:
                    due[day].append(self._begun(first))
            else:
                self._too_short(first, reach)
        for day, begun in due.items():
            self._go_on(day, begun)

    def _go_on(self, day: date, begun: list[Linear]) -> None:
        """A run that has begun so shortly before still goes on; of those that could, one has begun at most."""
        if self._by_begins:
            self._v.model.at_most(total_of(begun).plus(self._begins(day)).minus(self._in(day)), 0)
        else:
            for one in begun:
                self._v.model.at_most(one.minus(self._in(day)), 0)

    def _starts(self, span: Period) -> Iterator[date]:
        """Days on which a run may begin that can be too short: of those before the period only the last."""
        first = self._begin
        while first > span.first and self._in(first - DAY) == Linear(constant=1):
            first -= DAY
        if span.first < first < self._begin:
            yield first
        first = max(span.first + DAY, self._begin)
        while first < span.last:
            yield first
            first += DAY

    def _begun(self, first: date) -> Linear:
        """1, or not more than 0, for whether a run begins on the day."""
        if first < self._begin:
            return Linear(constant=1)
        return self._begins(first) if self._by_begins else self._in(first).minus(self._in(first - DAY))

    def _too_short(self, first: date, reach: list[tuple[date, int]]) -> None:
        """For each j: the run that begins on the first day still goes on j days later, or each costs its units."""
        start = self._begun(first)
        ended = Linear()
        cost = Linear()
        for day, units in reach:
            floor = start.minus(self._in(day))
            ended = at_least_each(self._v, f"too short({self._name}, {first}, {day})", 1, [floor, ended])
            cost = cost.plus(ended, units)
        self._charge(cost)

    def _reach(self, first: date, span: Period, least: int) -> list[tuple[date, int]]:
        """The days to which the run must go on, with the units for ending before: one, and all that is left at last."""
        days: list[tuple[date, int]] = []
        for length in range(1, least):
            day = first + timedelta(days=length)
            if day < self._begin:
                continue
            if day > span.last:
                break
            if not is_too_short(self._v.problem, self._one, self._person, Period(first, day - DAY)):
                break
            days.append((day, 1))
        if days:
            last = days[-1][0]
            days[-1] = (last, least - (last - first).days)
        return days

    @property
    def _name(self) -> str:
        return f"{self._one.id}, {self._person.id}"

    def _charge(self, units: Linear) -> None:
        self._v.charge("S33", Linear().plus(units, self._one.strength))
