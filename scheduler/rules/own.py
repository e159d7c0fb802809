"""The numbers that hold for one person over all contracts.

A number may differ by programme and kind of contract (`Problem.special`). What looks at one person's days as a whole
takes the strictest over the contracts that meet the period: two contracts never give more than each of them. Wishes
count as many as the most generous contract says. Without any such contract the organisation's numbers hold.
"""

from __future__ import annotations

from typing import NamedTuple

from scheduler.parameters import Parameters
from scheduler.problem import Participant, Problem
from scheduler.rules.base import once_per_problem


class Own(NamedTuple):
    """One person's numbers, in minutes, days and counts as in `Parameters`."""

    shifts_a_day: int
    """H03."""
    travel_buffer: int
    """H04."""
    rest: int
    """H16."""
    days_in_row: int
    """H17."""
    wishes: int
    """S02."""


def own(problem: Problem, person: Participant) -> Own:
    """The person's numbers; worked out once for a problem."""
    return _all(problem)[person.id]


@once_per_problem
def _all(problem: Problem) -> dict[str, Own]:
    house = _strictest([problem.parameters])
    if not problem.special:
        return {person.id: house for person in problem.participants}
    return {person.id: _strictest(_numbers(problem, person)) for person in problem.participants}


def _numbers(problem: Problem, person: Participant) -> list[Parameters]:
    period = problem.period
    meeting = [one for one in person.contracts if one.first <= period.last and period.first <= one.last]
    return [problem.parameters_of(one) for one in meeting] or [problem.parameters]


def _strictest(numbers: list[Parameters]) -> Own:
    return Own(
        shifts_a_day=min(one.max_shifts_per_day for one in numbers),
        travel_buffer=max(one.travel_buffer for one in numbers),
        rest=max(one.min_rest_between_shifts for one in numbers),
        days_in_row=min(one.max_consecutive_days for one in numbers),
        wishes=max(one.day_off_wishes_counted for one in numbers),
    )
