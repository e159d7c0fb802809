"""H36, S36: people together or apart by a condition."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from scheduler.conditions import Pairing
from scheduler.encode.flags import anybody
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.conditioned import conditions_on
from scheduler.rules.pairing import is_bound


def encode(v: Vars) -> None:
    """Rows for hard conditions and units for soft ones, shift by shift."""
    for shift in v.shifts:
        for one in conditions_on(v.problem, "pairings", True, shift):
            (_never_without if one.together else _never_both)(v, one, shift)
        if v.is_on("S36"):
            for one in conditions_on(v.problem, "pairings", False, shift):
                (_rather_with if one.together else _rather_apart)(v, one, shift)


def _people(v: Vars, one: Pairing, shift: Shift) -> list[str]:
    return [p for p in v.candidates(shift) if one.about(p) and is_bound(v.problem, one, p, shift)]


def _company(v: Vars, one: Pairing, shift: Shift, person: str) -> Linear:
    return v.staff(shift, (other for other in v.candidates(shift) if other in one.others and other != person))


def _never_without(v: Vars, one: Pairing, shift: Shift) -> None:
    for person in _people(v, one, shift):
        v.model.at_least(_company(v, one, shift, person).minus(v.work(person, shift.id)), 0)


def _rather_with(v: Vars, one: Pairing, shift: Shift) -> None:
    for person in _people(v, one, shift):
        mine, company = v.work(person, shift.id), _company(v, one, shift, person)
        alone = _alone(v, f"without({one.id}, {person}, {shift.id})", mine, company) if company.terms else mine
        v.charge("S36", Linear().plus(alone, one.strength))


def _alone(v: Vars, name: str, mine: Linear, company: Linear) -> Linear:
    alone = Linear.of(v.model.variable(name, 0, 1, lambda point: int(mine.at(point) > 0 and not company.at(point))))
    v.model.at_least(alone.plus(company).minus(mine), 0)
    return alone


def _sides(v: Vars, one: Pairing, shift: Shift) -> tuple[list[str], list[str], list[str]]:
    """Who is only on the one side, only on the other, and on both."""
    bound = [p for p in v.candidates(shift) if is_bound(v.problem, one, p, shift)]
    return (
        [p for p in bound if one.about(p) and p not in one.others],
        [p for p in bound if p in one.others and not one.about(p)],
        [p for p in bound if p in one.others and one.about(p)],
    )


def _never_both(v: Vars, one: Pairing, shift: Shift) -> None:
    """Anybody of one side, anybody of the other and each of those on both sides exclude each other: one row."""
    here, there, both = _sides(v, one, shift)
    if (bool(here) + bool(there) + len(both)) < 2:
        return
    some = anybody(v.model, f"some({one.id}, {shift.id})", v.staff(shift, here))
    others = anybody(v.model, f"others({one.id}, {shift.id})", v.staff(shift, there))
    v.model.at_most(some.plus(others).plus(v.staff(shift, both)), 1)


def _rather_apart(v: Vars, one: Pairing, shift: Shift) -> None:
    here, there, both = _sides(v, one, shift)
    pairs: Iterable[tuple[str, str]] = (
        *product(here, there), *product(here, both), *product(there, both), *combinations(both, 2),
    )  # fmt: skip
    for first, second in pairs:
        met = _met(v, f"met({one.id}, {first}, {second}, {shift.id})", v.staff(shift, (first, second)))
        v.charge("S36", Linear({met: one.strength}))


def _met(v: Vars, name: str, two: Linear) -> int:
    met = v.model.variable(name, 0, 1, lambda point: int(two.at(point) > 1))
    v.model.at_most(two.minus(Linear.of(met)), 1)
    return met
