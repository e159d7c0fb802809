"""H16: rest between shifts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Participant, Shift, ends_at, starts_at


def encode(v: Vars) -> None:
    """Of all shifts that run, or after which someone still rests, when another one starts, a person works one at most.

    Shifts stretched by the rest are intervals, so these sets are all the conflicts there are, and as large as they can
    be. They hold overlapping shifts too (H04).
    """
    for person in v.people:
        for resting in _resting_together(v.possible(person.id), v.problem.parameters.min_rest_between_shifts):
            v.model.at_most(v.count(person.id, resting), 1)
        _history(v, person)


def _resting_together(shifts: Sequence[Shift], rest: int) -> Iterator[list[Shift]]:
    """The sets of two and more that are in no larger set, by sweeping over the starts."""
    going: list[Shift] = []
    for shift in shifts:
        still = [before for before in going if starts_at(shift) < ends_at(before) + rest]
        if 1 < len(going) > len(still):
            yield going
        going = [*still, shift]
    if len(going) > 1:
        yield going


def _history(v: Vars, person: Participant) -> None:
    rest = v.problem.parameters.min_rest_between_shifts
    reach = max((ends_at(past) for past in person.past), default=0) + rest
    for shift in v.possible(person.id):
        if starts_at(shift) >= reach:
            break
        if any(0 <= starts_at(shift) - ends_at(past) < rest for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)
