"""S06: shifts away from the weekdays and slots someone usually works."""

from __future__ import annotations

from scheduler.encode.vars import Vars
from scheduler.rules.habits import unusual


def encode(v: Vars) -> None:
    """One unit for each shift that is not among the usual ones; nothing for people without a pattern."""
    if v.is_on("S06"):
        for person in v.people:
            v.charge("S06", v.count(person.id, unusual(person, v.possible(person.id))))
