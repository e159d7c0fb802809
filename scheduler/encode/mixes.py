"""H37, S37: how many of some people stand on a shift."""

from __future__ import annotations

from scheduler.conditions import Mix
from scheduler.encode.flags import anybody
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.conditioned import conditions_on
from scheduler.rules.mixes import is_set_aside


def encode(v: Vars) -> None:
    """Rows for hard conditions and units for soft ones, shift by shift."""
    for shift in v.shifts:
        for one in conditions_on(v.problem, "mixes", True, shift):
            if not is_set_aside(v.problem, one, shift):
                _must(v, one, shift)
        if v.is_on("S37"):
            for one in conditions_on(v.problem, "mixes", False, shift):
                _should(v, one, shift)


def _named(v: Vars, one: Mix, shift: Shift) -> Linear:
    return v.staff(shift, (person for person in v.candidates(shift) if one.about(person)))


def _wanted(v: Vars, one: Mix, shift: Shift) -> Linear:
    """How many there must be at least: `least`, or that only where anybody is."""
    least = one.least or 0
    if one.even_empty or not least:
        return Linear(constant=least)
    return Linear().plus(anybody(v.model, f"staffed({one.id}, {shift.id})", v.staff(shift)), least)


def _must(v: Vars, one: Mix, shift: Shift) -> None:
    named = _named(v, one, shift)
    if one.least:
        v.model.at_least(named.minus(_wanted(v, one, shift)), 0)
    if one.most is not None:
        v.model.at_most(named, one.most)


def _should(v: Vars, one: Mix, shift: Shift) -> None:
    named = _named(v, one, shift)
    if one.least:
        short = _wanted(v, one, shift).minus(named)
        _charge(v, one, f"short({one.id}, {shift.id})", short)
    if one.most is not None:
        _charge(v, one, f"over({one.id}, {shift.id})", named.minus(Linear(constant=one.most)))


def _charge(v: Vars, one: Mix, name: str, beyond: Linear) -> None:
    """Charge what the sum is above 0."""
    least, most = v.model.range_of(beyond)
    if most <= 0:
        return
    units = beyond
    if least < 0:
        units = Linear.of(v.model.variable(name, 0, most, lambda point: max(0, beyond.at(point))))
        v.model.at_least(units.minus(beyond), 0)
    v.charge("S37", Linear().plus(units, one.strength))
