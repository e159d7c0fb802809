"""S13: nobody long without a shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from scheduler.encode.model import Linear
from scheduler.encode.patterns import total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.idle import counted_days


def encode(v: Vars) -> None:
    """One unit for each block of days without a shift, told at the day that ends it."""
    length = v.problem.parameters.idle_days
    if not v.is_on("S13") or length < 1:
        return
    for person in v.people:
        _blocks(v, person, length)


def _blocks(v: Vars, person: Participant, length: int) -> None:
    counted = counted_days(v.problem, person)
    days = [*counted.before, *counted.days]
    units: dict[date, Linear] = {}
    works: dict[date, Linear] = {}
    for end in range(max(len(counted.before), length - 1), len(days)):
        block, last = days[end - length + 1 : end + 1], days[end]
        for day in block:
            if day in counted.possible and day not in works:
                works[day] = v.works_on(person.id, day)
        can = [works[day] for day in block if day in works]
        if can:
            met = total_of((*can, *(units[day] for day in block if day in units)))
            units[last] = Linear.of(v.model.variable(f"idle({person.id}, {last})", 0, 1, _unmet(met)))
            v.model.at_least(met.plus(units[last]), 1)
            v.charge("S13", units[last])


def _unmet(met: Linear) -> Callable[[Sequence[int]], int]:
    """The block is idle and no earlier block that ends in it is charged."""
    return lambda point: int(met.at(point) == 0)
