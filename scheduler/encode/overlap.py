"""H03 shifts a day, H04 no overlap anywhere, with the way between two sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.encode.model import Linear
from scheduler.encode.rest import shortly_before, swept_rest
from scheduler.encode.vars import Vars
from scheduler.problem import Participant, PastShift, Shift, ends_at, starts_at
from scheduler.rules.own import own


def encode(v: Vars) -> None:
    """At most so many shifts a day, and one of any two that collide.

    What the rest between shifts (H16) keeps apart anyway is left to its rows, which hold larger sets.
    """
    for person in v.people:
        rest = swept_rest(v, person)
        for day, shifts in v.days(person.id).items():
            if not _are_kept_apart(shifts, rest):
                _at_most_so_many(v, person.id, day, shifts)
        for one, other in _collisions(v, person, rest):
            v.model.at_most(Linear.of(v.works(person.id, one.id), v.works(person.id, other.id)), 1)
        _history(v, person)


def _at_most_so_many(v: Vars, person: str, day: date, shifts: Sequence[Shift]) -> None:
    """As many shifts of the day as H03 allows; of one alone the variable of the day says so."""
    most = v.most_a_day(person, day)
    if most == 1:
        v.works_on(person, day)
    else:
        v.model.at_most(v.count(person, shifts), most)


def _are_kept_apart(shifts: Sequence[Shift], rest: int) -> bool:
    """Whether the rest keeps all of these shifts of one day, given by start, apart."""
    last = shifts[-1].start - rest
    return last <= shifts[0].start or last < min(shift.end for shift in shifts)


def _collisions(v: Vars, person: Participant, rest: int) -> Iterator[tuple[Shift, Shift]]:
    buffer = own(v.problem, person).travel_buffer
    if rest >= buffer:
        return
    shifts = v.possible(person.id)
    for index, shift in enumerate(shifts):
        for before in shortly_before(v, shifts, index, buffer):
            if v.begins[shift.id] >= v.ends[before.id] + rest and _collide(before, shift, buffer):
                yield before, shift


def _history(v: Vars, person: Participant) -> None:
    buffer = own(v.problem, person).travel_buffer
    reach = max((ends_at(past) for past in person.past), default=0) + buffer
    for shift in v.possible(person.id):
        if v.begins[shift.id] >= reach:
            break
        if any(_collide(past, shift, buffer) for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)


def _collide(before: Shift | PastShift, after: Shift, buffer: int) -> bool:
    """Whether nobody can go from one to the other: they overlap, or the way between two sites takes longer."""
    way = 0 if before.site == after.site else buffer
    return starts_at(after) < ends_at(before) + way
