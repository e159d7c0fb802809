"""S13: nobody long without a shift."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.idle import counted_days


def encode(v: Vars) -> None:
    """One unit for each run of days without a shift that is long enough, at the day of work before it."""
    least = v.problem.parameters.idle_days
    if not v.is_on("S13") or least < 1:
        return
    for person in v.people:
        _runs(v, person, least)


def _runs(v: Vars, person: Participant, least: int) -> None:
    counted = counted_days(v.problem, person)
    places = [-len(counted.before)]
    works = [Linear(constant=1)]
    for place, day in enumerate(counted.days, start=1):
        if day in counted.possible:
            places.append(place)
            works.append(v.works_on(person.id, day))
    for number in range(len(places) - 1):
        last = max(places[number] + least, places[number + 1])
        if last <= len(counted.days):
            after = works[number + 1 : bisect_right(places, last)]
            _run(v, f"idle({person.id}, {number})", works[number], after)


def _run(v: Vars, name: str, before: Linear, after: Sequence[Linear]) -> None:
    """A unit where the person works on the day before, and on none of those after."""
    surplus = before
    for one in after:
        surplus = surplus.minus(one)
    unit = v.model.variable(name, 0, 1, _positive(surplus))
    v.model.at_least(Linear.of(unit).minus(surplus), 0)
    v.charge("S13", Linear.of(unit))


def _positive(surplus: Linear) -> Callable[[Sequence[int]], int]:
    return lambda point: max(0, surplus.at(point))
