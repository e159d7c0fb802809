"""H03 shifts a day, H04 no overlap anywhere, with the way between two sites."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.encode.model import Linear
from scheduler.encode.rest import swept_rest
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import LONGEST_SHIFT, Participant, PastShift, Shift, ends_at, starts_at
from scheduler.rules.overlap import shifts_a_day
from scheduler.rules.own import own


def encode(v: Vars) -> None:
    """At most so many shifts a day, and one of any two that collide.

    What the rest between shifts (H16) keeps apart anyway is left to its rows, which hold larger sets.
    """
    for person in v.people:
        rest = swept_rest(v, person)
        for day, shifts in days_of(v.possible(person.id)).items():
            if max(map(starts_at, shifts)) >= min(map(ends_at, shifts)) + rest:
                v.model.at_most(v.count(person.id, shifts), shifts_a_day(v.problem, person, day))
        for one, other in _collisions(v, person):
            v.model.at_most(Linear.of(v.works(person.id, one.id), v.works(person.id, other.id)), 1)
        _history(v, person)


def _collisions(v: Vars, person: Participant) -> Iterator[tuple[Shift, Shift]]:
    shifts = v.possible(person.id)
    buffer, rest = own(v.problem, person).travel_buffer, swept_rest(v, person)
    for index, shift in enumerate(shifts):
        for before in reversed(shifts[:index]):
            if starts_at(before) <= starts_at(shift) - LONGEST_SHIFT - buffer:
                break
            if starts_at(shift) >= ends_at(before) + rest and _collide(before, shift, buffer):
                yield before, shift


def _history(v: Vars, person: Participant) -> None:
    buffer = own(v.problem, person).travel_buffer
    reach = max((ends_at(past) for past in person.past), default=0) + buffer
    for shift in v.possible(person.id):
        if starts_at(shift) >= reach:
            break
        if any(_collide(past, shift, buffer) for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)


def _collide(before: Shift | PastShift, after: Shift, buffer: int) -> bool:
    """Whether nobody can go from one to the other: they overlap, or the way between two sites takes longer."""
    way = 0 if before.site == after.site else buffer
    return starts_at(after) < ends_at(before) + way
