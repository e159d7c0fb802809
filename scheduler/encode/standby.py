"""S14: somebody to call on each day."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.encode.model import Linear
from scheduler.encode.patterns import total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Problem
from scheduler.rules.standby import Duty, duties


def encode(v: Vars) -> None:
    """One unit for each programme and day on which nobody who could stand by is free."""
    if not v.is_on("S14"):
        return
    people, shifts = {person.id for person in v.people}, {shift.id for shift in v.shifts}
    for duty in duties(v.problem):
        if duty.shift in shifts and not duty.people:
            v.charge("S14", Linear(constant=1))
        elif not people.isdisjoint(duty.people):
            _all_at_work(v, duty)


def ties(problem: Problem) -> Iterator[list[tuple[str, str]]]:
    """Those who stand by for the same programme on the same day hang together while S14 is on."""
    if "S14" in problem.weight:
        for duty in duties(problem):
            yield [("person", person) for person in duty.people]


def _all_at_work(v: Vars, duty: Duty) -> None:
    days = [v.works_on(person, duty.day) for person in duty.people]
    if not all(day.terms for day in days):
        return
    total = none_free = total_of(days)
    if len(days) > 1:
        none_free = Linear.of(v.model.variable(
            f"nobody_free({duty.program.id}, {duty.day})", 0, 1, lambda point: int(total.at(point) == len(days))
        ))  # fmt: skip
        v.model.at_least(none_free.minus(total), 1 - len(days))
    v.charge("S14", none_free)
