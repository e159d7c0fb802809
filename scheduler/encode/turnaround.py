"""S11: late shifts before early ones."""

from __future__ import annotations

from datetime import date

from scheduler.encode.model import Linear
from scheduler.encode.patterns import at_least_each
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import Participant
from scheduler.rules.known import DAY
from scheduler.rules.turnaround import is_early, is_late


def encode(v: Vars) -> None:
    """A unit for each early start on the day after a late shift."""
    if not v.is_on("S11"):
        return
    for person in v.people:
        for day, shifts in days_of(v.possible(person.id)).items():
            early = [shift for shift in shifts if is_early(v.problem, shift)]
            if early:
                both = v.works_one_of(person.id, day, early).plus(_late(v, person, day - DAY)).plus(Linear(constant=-1))
                v.charge("S11", at_least_each(v, f"turnaround({person.id}, {day})", 1, [both]))


def _late(v: Vars, person: Participant, day: date) -> Linear:
    """1 where the person works a late shift on the day; past ones are constants."""
    if day < v.problem.period.first:
        return Linear(constant=int(any(one.day == day and is_late(v.problem, one) for one in person.past)))
    late = [shift for shift in v.possible_on(person.id, day) if is_late(v.problem, shift)]
    return v.works_one_of(person.id, day, late)
