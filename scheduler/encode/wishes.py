"""S02 wished days off, S07 wished weekdays and slots."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.wishes import days_off, template_miss, weekday_miss, wishes_for_shifts


def encode(v: Vars) -> None:
    """Units by strength for every refused wish."""
    for person in v.people:
        if v.is_on("S02"):
            for day, strength in days_off(v.problem)[person.id].items():
                v.charge("S02", Linear().plus(v.works_on(person.id, day), strength))
        if v.is_on("S07") and wishes_for_shifts(person):
            v.charge("S07", _missed(v, person))


def _missed(v: Vars, person: Participant) -> Linear:
    total = Linear()
    for shift in v.possible(person.id):
        units = weekday_miss(person, shift) + template_miss(person, shift)
        if units:
            total.add(v.works(person.id, shift.id), units)
    return total
