"""H16: rest between shifts."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import LONGEST_SHIFT, Participant, Shift, ends_at, starts_at


def encode(v: Vars) -> None:
    """Of all shifts that run, or after which someone still rests, when another one starts, a person works one at most.

    Shifts stretched by the rest are intervals, so these sets are all the conflicts there are, and as large as they can
    be. They hold overlapping shifts too (H04).
    """
    for person in v.people:
        shifts = v.possible(person.id)
        for index, shift in enumerate(shifts):
            v.model.at_most(v.count(person.id, [*_still_resting(v, shifts[:index], shift), shift]), 1)
        _history(v, person)


def _still_resting(v: Vars, earlier: Sequence[Shift], shift: Shift) -> list[Shift]:
    rest = v.problem.parameters.min_rest_between_shifts
    found = []
    for before in reversed(earlier):
        if starts_at(before) <= starts_at(shift) - LONGEST_SHIFT - rest:
            break
        if starts_at(shift) < ends_at(before) + rest:
            found.append(before)
    return found


def _history(v: Vars, person: Participant) -> None:
    rest = v.problem.parameters.min_rest_between_shifts
    for shift in v.possible(person.id):
        if any(0 <= starts_at(shift) - ends_at(past) < rest for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)
