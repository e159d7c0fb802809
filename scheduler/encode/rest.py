"""H16: rest between shifts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import LONGEST_SHIFT, Participant, Shift, ends_at
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.rest import Rest, rest_before

NOTHING_SWEPT = -2 * LONGEST_SHIFT
"""A rest after which every two shifts are far enough apart."""


def encode(v: Vars) -> None:
    """Of all shifts that run, or after which someone still rests, when another one starts, a person works one at most.

    Shifts stretched by the rest are intervals, so these sets are all the conflicts there are, and as large as they can
    be. They hold overlapping shifts too (H04). Where they lie within days and a day has one shift, nothing is left to
    say but that. For someone for whom the rule is set aside on some day they are no
    intervals any more; then every two shifts have a row of their own.
    """
    for person in v.people:
        rest = swept_rest(v, person)
        if rest == NOTHING_SWEPT:
            _pairs(v, person)
        elif v.works_once_a_day(person.id) and _days_are_apart(v, person.id, rest):
            for day in v.days(person.id):
                v.works_on(person.id, day)
        else:
            for resting in _resting_together(v, person.id, rest):
                v.model.at_most(Linear.total(resting), 1)
        _history(v, person)


def swept_rest(v: Vars, person: Participant) -> int:
    """The rest up to which rows here keep all of the person's shifts apart, overlapping ones included."""
    bent = is_relaxed(v.problem, Rest.id, date.min, date.max, participant=person.id)
    return NOTHING_SWEPT if bent else own(v.problem, person).rest


def shortly_before(v: Vars, shifts: Sequence[Shift], index: int, gap: int) -> Iterator[Shift]:
    """Of shifts by start those before this one, latest first, back to where all have ended so many minutes before."""
    begin = v.begins[shifts[index].id] - LONGEST_SHIFT - gap
    while index and v.begins[shifts[index - 1].id] > begin:
        index -= 1
        yield shifts[index]


def _pairs(v: Vars, person: Participant) -> None:
    shifts = v.possible(person.id)
    for index, shift in enumerate(shifts):
        rest = rest_before(v.problem, person, shift)
        for before in shortly_before(v, shifts, index, rest):
            if 0 <= v.begins[shift.id] - v.ends[before.id] < rest:
                v.model.at_most(Linear.of(v.works(person.id, before.id), v.works(person.id, shift.id)), 1)


def _days_are_apart(v: Vars, person: str, rest: int) -> bool:
    """Whether everybody who works on a day has rested before the next one begins."""
    days = list(v.days(person).values())
    return all(
        max([v.ends[shift.id] for shift in before]) + rest <= v.begins[after[0].id] for before, after in pairwise(days)
    )


def _resting_together(v: Vars, person: str, rest: int) -> Iterator[Collection[int]]:
    """The variables of the sets of two and more shifts that are in no larger set, by sweeping over the starts."""
    going: dict[int, int] = {}
    earliest = 0
    for shift, variable in v.mine(person).items():
        begin, rested = v.begins[shift], v.ends[shift] + rest
        if going and begin >= earliest:
            if len(going) > 1:
                yield going.keys()
            going = {one: until for one, until in going.items() if begin < until}
            earliest = min(going.values(), default=rested)
        earliest = min(earliest, rested) if going else rested
        going[variable] = rested
    if len(going) > 1:
        yield going.keys()


def _history(v: Vars, person: Participant) -> None:
    reach = max((ends_at(past) for past in person.past), default=0) + own(v.problem, person).rest
    for shift in v.possible(person.id):
        if v.begins[shift.id] >= reach:
            break
        rest = rest_before(v.problem, person, shift)
        if any(0 <= v.begins[shift.id] - ends_at(past) < rest for past in person.past):
            v.model.at_most(Linear.of(v.works(person.id, shift.id)), 0)
