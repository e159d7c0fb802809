"""H40, S40: start times of one person that lie close together."""

from __future__ import annotations

from itertools import combinations_with_replacement

from scheduler.conditions import Steady
from scheduler.encode.flags import anybody
from scheduler.encode.model import Linear
from scheduler.encode.patterns import at_least_each
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.steady import StartLimit, is_compared, limits_of


def encode(v: Vars) -> None:
    """No two starts of a span lie too far apart, or the farthest cost their half hours."""
    for person in v.people:
        for must in (True, False) if v.is_on("S40") else (True,):
            for one in conditions_about(v.problem, "steadies", must, person.id):
                for limit in limits_of(v.problem, one, person):
                    _limit(v, one, person, limit)


def _limit(v: Vars, one: Steady, person: Participant, limit: StartLimit) -> None:
    name = f"{one.id}, {person.id}, {limit.span.first}"
    starts = _starts(v, one, person, limit)
    apart = {
        pair: units for pair in combinations_with_replacement(sorted(starts), 2) if (units := limit.units(pair))
    }  # fmt: skip
    used = {
        start: anybody(v.model, f"starts({name}, {start})", starts[start])
        for start in sorted({start for pair in apart for start in pair})
    }
    floors = [
        Linear().plus(used[early] if early == late else used[early].plus(used[late]).plus(Linear(constant=-1)), units)
        for (early, late), units in apart.items()
    ]
    if one.must:
        for floor in floors:
            v.model.at_most(floor, 0)
    else:
        cost = at_least_each(v, f"unsteady({name})", max(apart.values(), default=0), floors)
        v.charge("S40", Linear().plus(cost, one.strength))


def _starts(v: Vars, one: Steady, person: Participant, limit: StartLimit) -> dict[int, Linear]:
    """How many shifts of the span the person works, by their start."""
    found: dict[int, Linear] = {}
    for shift in v.possible(person.id):
        if shift.day in limit.span and is_compared(v.problem, one, shift):
            found.setdefault(shift.start, Linear()).take(v.work(person.id, shift.id))
    return found
