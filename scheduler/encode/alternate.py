"""S12: work on two days running."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.patterns import Days, at_least_each
from scheduler.encode.vars import Vars
from scheduler.rules.known import DAY


def encode(v: Vars) -> None:
    """A unit for each day after a worked one, of those who prefer every other day."""
    if not v.is_on("S12"):
        return
    for person in v.people:
        days = Days(v, person)
        for day in sorted({shift.day for shift in v.possible(person.id)}) if person.prefers_alternate else ():
            both = days.on(day - DAY).plus(days.on(day)).plus(Linear(constant=-1))
            v.charge("S12", at_least_each(v, f"two days running({person.id}, {day})", 1, [both]))
