"""S11: late shifts before early ones."""

from __future__ import annotations

from datetime import date

from scheduler.encode.model import Linear
from scheduler.encode.patterns import at_least_each, total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.known import DAY
from scheduler.rules.turnaround import is_early, is_late


def encode(v: Vars) -> None:
    """A unit for each early start on the day after a late shift."""
    if not v.is_on("S11"):
        return
    early = frozenset(shift.id for shift in v.shifts if is_early(v.problem, shift))
    late = frozenset(shift.id for shift in v.shifts if is_late(v.problem, shift))
    for person in v.people:
        for day, shifts in v.days(person.id).items():
            some = [shift for shift in shifts if shift.id in early]
            before = _late(v, person, day - DAY, late) if some else Linear()
            if before != Linear():
                both = total_of((v.works_one_of(person.id, day, some), before), -1)
                v.charge("S11", at_least_each(v, f"turnaround({person.id}, {day})", 1, [both]))


def _late(v: Vars, person: Participant, day: date, late: frozenset[str]) -> Linear:
    """1 where the person works a late shift on the day; past ones are constants."""
    if day < v.problem.period.first:
        return Linear(constant=int(any(one.day == day and is_late(v.problem, one) for one in person.past)))
    return v.works_one_of(person.id, day, [shift for shift in v.possible_on(person.id, day) if shift.id in late])
