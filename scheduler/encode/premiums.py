"""S16: wage premiums for nights and holidays."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.premiums import premium


def encode(v: Vars) -> None:
    """Units of premium for every shift that carries one, where it is worked."""
    if not v.is_on("S16"):
        return
    for person in v.people:
        total = Linear()
        for shift in v.possible(person.id):
            units = premium(v.problem, person, shift)[2]
            if units:
                total.add(v.works(person.id, shift.id), units)
        v.charge("S16", total)
