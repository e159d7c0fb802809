"""Nobody long without a shift (S13).

The counted days of a person are the days of the period under one of their contracts on which they are not unavailable
all day, in order. Before them stand as many days as lie between the last past shift and the period, counted in the same
way; none where there is no past shift. An absence is left out: it neither counts nor ends a run.

A run is a longest stretch of counted days without a shift. It costs one unit for each `idle_days` days that fit into
it one after the other, so that a shift amid a long run never costs anything. Such a block of days ends in the period,
and the person could have worked on one of its days there (a shift starts that they may take by the unary rules): a week
in which a school is closed is nobody's fault. A run that is still shorter at the end of the period is left to the next
one.

As rows, with w(d) = 1 where the person works on day d: for each block B of `idle_days` counted days in a row that ends
in the period and holds a day that can be worked, e(d) of 0 or 1 for the days of the period in it:

    sum of w(d) over B + sum of e(d) over B >= 1

The fewest e(d) that meet every idle block are as many as blocks fit in beside each other; that many units are charged.
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
        """One item for each run that is long enough: a unit for each block that fits into it."""
        length = case.problem.parameters.idle_days
        counted = counted_days(case.problem, person)
        if length < 1 or not counted.possible:
            return
        worked = set(case.days(person))
        for run in _runs(counted, worked):
            units = _blocks(run, length, case.problem.period.first, counted.possible)
            if units:
                facts: Facts = {"person": person.name, "first": run[0], "last": run[-1], "days": len(run)}
                # Without a day: a shift that shortens a run, or parts it in two, makes nothing dearer.
                yield PenaltyItem(self.id, facts, participant=person.id, units=units, weight=weight)


def _blocks(run: list[date], length: int, begin: date, possible: frozenset[date]) -> int:
    """How many blocks fit into a run, taken as early as they can be."""
    count = free_from = 0
    for end in range(length - 1, len(run)):
        block = run[end - length + 1 : end + 1]
        if block[-1] >= begin and end - length + 1 >= free_from and not possible.isdisjoint(block):
            count, free_from = count + 1, end + 1
    return count


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
