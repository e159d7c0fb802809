"""S15: as few changes as possible to the published roster."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.changes import published_shifts


def encode(v: Vars) -> None:
    """One unit for each cell that is otherwise than published; one that can no longer be is a constant."""
    if v.problem.published is None or not v.is_on("S15"):
        return
    for person in v.people:
        known = published_shifts(v.problem, person.id)
        total = Linear(constant=len(known))
        for shift in v.possible(person.id):
            total.add(v.works(person.id, shift.id), -1 if shift.id in known else 1)
        v.charge("S15", total)
