"""H03 shifts a day, H04 no overlap anywhere, with the way between two sites."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars, days_of
from scheduler.problem import LONGEST_SHIFT, Participant, PastShift, Shift, ends_at, starts_at


def encode(v: Vars) -> None:
    """At most so many shifts a day, and one of any two that collide.

    What the rest between shifts (H16) keeps apart anyway is left to its rows, which hold larger sets.
    """
    most, rest = v.problem.parameters.max_shifts_per_day, v.problem.parameters.min_rest_between_shifts
    for person in v.people:
        for shifts in days_of(v.possible(person.id)).values():
            if max(map(starts_at, shifts)) >= min(map(ends_at, shifts)) + rest:
                v.model.at_most(v.count(person.id, shifts), most)
        for one, other in _collisions(v, person):
            v.model.at_most(Linear.of(v.works(person.id, one.id), v.works(person.id, other.id)), 1)
        _history(v, person)


def _collisions(v: Vars, person: Participant) -> Iterator[tuple[Shift, Shift]]:
    shifts = v.possible(person.id)
    parameters = v.problem.parameters
    for index, shift in enumerate(shifts):
        for before in reversed(shifts[:index]):
            if starts_at(before) <= starts_at(shift) - LONGEST_SHIFT - parameters.travel_buffer:
                break
            rests = starts_at(shift) < ends_at(before) + parameters.min_rest_between_shifts
            if not rests and _collide(v, before, shift):
                yield before, shift


def _history(v: Vars, person: Participant) -> None:
    reach = max((ends_at(past) for past in person.past), default=0) + v.problem.parameters.travel_buffer
    for shift in v.possible(person.id):
        if starts_at(shift) >= reach:
            break
        if any(_collide(v, past, shift) for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)


def _collide(v: Vars, before: Shift | PastShift, after: Shift) -> bool:
    """Whether nobody can go from one to the other: they overlap, or the way between two sites takes longer."""
    way = 0 if before.site == after.site else v.problem.parameters.travel_buffer
    return starts_at(after) < ends_at(before) + way
