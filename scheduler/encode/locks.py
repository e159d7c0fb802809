"""H28: cells fixed by hand."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.locks import standing_locks


def encode(v: Vars) -> None:
    """A locked cell has one value; a lock onto a shift that a unary rule forbids is a row nothing satisfies."""
    people = {person.id for person in v.people}
    shifts = {shift.id for shift in v.shifts}
    for lock in standing_locks(v.problem):
        if lock.participant not in people or lock.shift not in shifts:
            continue
        if v.may_work(lock.participant, lock.shift):
            v.model.fix(v.works(lock.participant, lock.shift), int(lock.works))
        elif lock.works:
            v.model.at_least(Linear(), 1)
