"""S04 fair hours and S05 fair turns within groups of like contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd

from scheduler.encode.ladders import Lattice, greatest, least, rungs_of
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Contract, Problem, Shift
from scheduler.rules.fairness import HOUR, HourGroup, Member, TurnGroup, hour_groups, reachable_minutes, turn_groups

MOST_RUNGS = 150
"""Ladders longer than this cost more than they prove."""
LONG = 120
"""Minutes: who works in steps at least so long stands on few rungs; who mixes long and short shifts, on too many."""

_Alike = dict[tuple[tuple[int, frozenset[int]], ...], int]
"""The variable for the spread by what was counted: constants and variables of each member."""


def encode(v: Vars) -> None:
    """The distance between the most and the least in every group that is compared."""
    here = {person.id for person in v.people}
    covered = _Covered(v)
    if v.is_on("S04"):
        for number, hours in enumerate(hour_groups(v.problem)):
            if hours.members[0].person.id in here:
                _hours(covered, f"hours {number} of {hours.program}", hours)
    if v.is_on("S05"):
        alike: _Alike = {}
        for number, turns in enumerate(turn_groups(v.problem)):
            if turns.members[0].person.id in here:
                _turns(covered, f"{turns.kind} {number} of {turns.program}", turns, alike)


def ties(problem: Problem) -> Iterator[list[tuple[str, str]]]:
    """The people of each group hang together, because they are compared."""
    groups: list[HourGroup | TurnGroup] = []
    if "S04" in problem.weight:
        groups += hour_groups(problem)
    if "S05" in problem.weight:
        groups += turn_groups(problem)
    for group in groups:
        yield [("person", member.person.id) for member in group.members]


class _Covered:
    """The shifts that count for a member, worked out once for all groups that the contracts put the member in."""

    def __init__(self, v: Vars) -> None:
        self.v = v
        self._known: dict[tuple[str, tuple[Contract, ...]], list[Shift]] = {}

    def of(self, member: Member) -> list[Shift]:
        """By start."""
        key = member.person.id, member.contracts
        if key not in self._known:
            possible = self.v.possible(member.person.id)
            self._known[key] = [shift for shift in possible if member.covers(self.v.problem, shift)]
        return self._known[key]


def _hours(covered: _Covered, name: str, group: HourGroup) -> None:
    v = covered.v
    spread = _spread_of_hours(covered, name, group)
    high = v.model.range_of(spread)[1]
    units = v.model.variable(f"uneven {name}", 0, max(0, -(-high // HOUR)), lambda p: -(-spread.at(p) // HOUR))
    v.model.at_least(Linear().add(units, HOUR).minus(spread), 0)
    v.model.compared.add(units)
    v.charge("S04", Linear.of(units))


def _spread_of_hours(covered: _Covered, name: str, group: HourGroup) -> Linear:
    """Minutes between the most and the least of worked less fair minutes."""
    v, fair = covered.v, group.fair_minutes
    worked = [v.minutes(member.person.id, covered.of(member)) for member in group.members]
    grains = [gcd(*one.terms.values()) or HOUR for one in worked]
    unit = gcd(*grains, *(one - fair[0] for one in fair))
    starts = [(fair[0] - mine) // unit for mine in fair]
    on_ladder = {
        number: Lattice(_in_units(one, grain), start, grain // unit, _most_minutes(v, member, one) // grain)
        for number, (member, one, grain, start) in enumerate(zip(group.members, worked, grains, starts, strict=True))
        if grain >= LONG
    }
    balances = [Linear(_in_units(one, unit).terms, start) for one, start in zip(worked, starts, strict=True)]
    lattices = list(on_ladder.values())
    if unit < max(grains) and len(lattices) > 1 and len(rungs_of(lattices)) <= MOST_RUNGS:
        most, less = greatest(v.model, f"most {name}", lattices), least(v.model, f"least {name}", lattices)
        mixed = [one for number, one in enumerate(balances) if number not in on_ladder]
        balances = [Linear.of(most), Linear.of(less), *mixed]
    return Linear().add(_spread(v, name, balances), unit)


def _most_minutes(v: Vars, member: Member, worked: Linear) -> int:
    """No roster gives the member more: what is reachable under the caps, where these hold all the time."""
    most = v.model.range_of(worked)[1]
    always = len(member.contracts) == 1 and not v.problem.relaxations
    return min(most, reachable_minutes(v.problem, member)) if always else most


def _in_units(minutes: Linear, unit: int) -> Linear:
    return Linear({variable: amount // unit for variable, amount in minutes.terms.items()})


def _turns(covered: _Covered, name: str, group: TurnGroup, alike: _Alike) -> None:
    v, counts = covered.v, []
    for member, start in zip(group.members, group.starts, strict=True):
        taken = v.turns(member.person.id, [shift for shift in covered.of(member) if shift.id in group.shifts])
        counts.append(Linear(taken.terms, start))
    # Late shifts are often the night shifts too: what is counted alike is compared once, and charged twice.
    key = tuple((one.constant, frozenset(one.terms)) for one in counts)
    if key not in alike:
        alike[key] = _spread(v, name, counts)
    v.model.compared.add(alike[key])
    v.charge("S05", Linear.of(alike[key]))


def _spread(v: Vars, name: str, sums: Sequence[Linear]) -> int:
    """The greatest less the least of some sums, as a variable that a solution may only overstate.

    Together with the least it says what the greatest says too, but engines may branch on what costs.
    """
    lows, highs = zip(*map(v.model.range_of, sums), strict=True)
    bottom = v.model.variable(f"least {name}", min(lows), min(highs), lambda p: min(one.at(p) for one in sums))
    apart = v.model.variable(
        f"spread {name}", max(0, max(lows) - min(highs)), max(highs) - min(lows),
        lambda p: max(one.at(p) for one in sums) - p[bottom],
    )  # fmt: skip
    for one in sums:
        v.model.at_least(Linear.of(bottom, apart).minus(one), 0)
        v.model.at_least(one.minus(Linear.of(bottom)), 0)
    return apart
