"""Nobody long without a shift (S13).

The counted days of a person are the days of the period under one of their contracts on which they are not unavailable
all day, in order. Before them stand as many days as lie between the last past shift and the period, counted in the same
way; none where there is no past shift. An absence is left out: it neither counts nor ends a run.

A run is a longest stretch of counted days without a shift. It costs one unit when it has `idle_days` days or more and
the person could have worked on one of its days in the period (a shift starts that they may take by the unary rules): a
week in which a school is closed is nobody's fault. A run that is still shorter at the end of the period is left to the
next one.

As rows, with the days that can be worked 1 ... m, w(i) = 1 where the person works on day i, pos(i) its place among
the counted days (from 1), pos(0) = -(days before the period) and w(0) = 1: for each i from 0 to m - 1 a whole number

    u(i) >= 0, u(i) >= w(i) - sum of w(k) over k > i with pos(k) <= t,   t = max(pos(i) + idle_days, pos(i + 1))

where t is not beyond the last counted day: the run after day i is charged as soon as it holds t.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.problem import Participant, Problem
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule, histories, once_per_problem
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.words import Facts


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The days of one person on which being without a shift counts."""

    before: tuple[date, ...]
    """Since the last past shift, before the period."""
    days: tuple[date, ...]
    """In the period."""
    possible: frozenset[date]
    """Those of the period on which the person may work a shift."""


def counted_days(problem: Problem, person: Participant) -> CountedDays:
    """The person's counted days; worked out once for a problem."""
    return _all_days(problem)[person.id]


@once_per_problem
def _all_days(problem: Problem) -> dict[str, CountedDays]:
    return {person.id: _made(problem, person) for person in problem.participants}


def _made(problem: Problem, person: Participant) -> CountedDays:
    away = {one.day for one in person.unavailable if one.start == 0 and one.end == MINUTES_PER_DAY}

    def counts(day: date) -> bool:
        return day not in away and any(one.first <= day <= one.last for one in person.contracts)

    first = problem.period.first
    past = histories(problem)[person.id]
    gap = (first - past[-1].day).days - 1 if past else 0
    days = tuple(day for day in problem.period.days() if counts(day))
    starts = {shift.day for shift in eligible_shifts(problem)[person.id]}
    return CountedDays(
        before=tuple(day for back in range(gap, 0, -1) if counts(day := first - timedelta(days=back))),
        days=days,
        possible=frozenset(starts.intersection(days)),
    )


class Idle(PersonalRule):
    """S13: nobody without a shift for a week and more."""

    id = "S13"
    name_ko = "오래 쉬는 분 없게"
    name_en = "nobody long without a shift"
    basis = Basis(Ground.HABIT, "참여자마다 고르게 나오도록", "work for everybody, again and again")
    ko = "{person} 님은 {first}부터 {last}까지 못 나오는 날을 빼고 {days}일 동안 근무가 없습니다."
    en = "{person} has no shift from {first} to {last}, {days} days without those of absence."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each run that is long enough."""
        least = case.problem.parameters.idle_days
        counted = counted_days(case.problem, person)
        if least < 1 or not counted.possible:
            return
        worked = {shift.day for shift in case.shifts(person)}
        for run in _runs(counted, worked):
            if len(run) >= least and not counted.possible.isdisjoint(run):
                facts: Facts = {"person": person.name, "first": run[0], "last": run[-1], "days": len(run)}
                yield PenaltyItem(self.id, facts, participant=person.id, day=run[-1], units=1, weight=weight)


def _runs(counted: CountedDays, worked: set[date]) -> Iterator[list[date]]:
    """The longest stretches of counted days without a shift that reach into the period or end at it."""
    run = list(counted.before)
    for day in counted.days:
        if day in worked:
            if run:
                yield run
            run = []
        else:
            run.append(day)
    if run:
        yield run
