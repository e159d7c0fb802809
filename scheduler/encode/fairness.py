"""S04 fair hours and S05 fair turns within groups of like contracts."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.fairness import HOUR, HourGroup, Member, TurnGroup, hour_groups, turn_groups


def encode(v: Vars) -> None:
    """The distance between the most and the least in every group that is compared."""
    here = {person.id for person in v.people}
    if v.is_on("S04"):
        for number, hours in enumerate(hour_groups(v.problem)):
            if hours.members[0].person.id in here:
                _hours(v, f"hours {number} of {hours.program}", hours)
    if v.is_on("S05"):
        for number, turns in enumerate(turn_groups(v.problem)):
            if turns.members[0].person.id in here:
                _turns(v, f"{turns.kind} {number} of {turns.program}", turns)


def _covered(v: Vars, member: Member) -> list[Shift]:
    return [shift for shift in v.possible(member.person.id) if member.covers(v.problem, shift)]


def _hours(v: Vars, name: str, group: HourGroup) -> None:
    balances = []
    for member, fair in zip(group.members, group.fair_minutes, strict=True):
        worked = v.minutes(member.person.id, _covered(v, member))
        balances.append(worked.plus(Linear(constant=-fair)))
    step = _common_step(balances)
    most, least = _ends(v, name, [_in_steps(one, balances[0].constant, step) for one in balances])
    spread = Linear().add(most, step).add(least, -step)
    units = v.model.variable(
        f"uneven {name}", 0, -(-(v.model.upper[most] - v.model.lower[least]) * step // HOUR),
        lambda point: -(-spread.at(point) // HOUR),
    )  # fmt: skip
    v.model.at_least(Linear().add(units, HOUR).minus(spread), 0)
    v.model.compared.add(units)
    v.charge("S04", Linear.of(units))


def _common_step(balances: Sequence[Linear]) -> int:
    """The greatest number of minutes such that any two balances differ by a multiple of it."""
    differences = [one.constant - balances[0].constant for one in balances]
    return gcd(*differences, *(minutes for one in balances for minutes in one.terms.values())) or 1


def _in_steps(balance: Linear, origin: int, step: int) -> Linear:
    terms = {variable: minutes // step for variable, minutes in balance.terms.items()}
    return Linear(terms, (balance.constant - origin) // step)


def _turns(v: Vars, name: str, group: TurnGroup) -> None:
    counts = []
    for member, start in zip(group.members, group.starts, strict=True):
        taken = v.count(member.person.id, [s for s in _covered(v, member) if s.id in group.shifts])
        counts.append(taken.plus(Linear(constant=start)))
    most, least = _ends(v, name, counts)
    v.model.compared |= {most, least}
    v.charge("S05", Linear.of(most).add(least, -1))


def _ends(v: Vars, name: str, sums: Sequence[Linear]) -> tuple[int, int]:
    """The greatest and the least of some sums, as two variables that a solution may only overstate."""
    lows, highs = zip(*map(v.model.range_of, sums), strict=True)
    most = v.model.variable(f"most {name}", max(lows), max(highs), lambda p: max(one.at(p) for one in sums))
    least = v.model.variable(f"least {name}", min(lows), min(highs), lambda p: min(one.at(p) for one in sums))
    for one in sums:
        v.model.at_least(Linear.of(most).minus(one), 0)
        v.model.at_least(one.plus(Linear.of(least), -1), 0)
    return most, least
