"""H26 newcomers beside experienced people, H27 people kept apart, S10 usual partners."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.companions import may_not_meet, needs_experienced, needs_guide, partner_shifts


def encode(v: Vars) -> None:
    """Who may, must not, and likes to stand on a shift together."""
    for shift in v.shifts:
        if needs_experienced(v.problem, shift):
            _guided(v, shift)
    _apart(v)
    if v.is_on("S10"):
        _partners(v)


def _guided(v: Vars, shift: Shift) -> None:
    people = [v.problem.participant[p] for p in v.candidates(shift)]
    novices = [p for p in people if needs_guide(v.problem, p, shift)]
    guides = v.staff(shift, (p.id for p in people if not p.is_novice(shift.day)))
    for novice in novices:
        v.model.at_least(guides.minus(v.work(novice.id, shift.id)), 0)


def _apart(v: Vars) -> None:
    for one, other in v.problem.keep_apart:
        for shift in v.possible(one):
            if v.may_work(other, shift.id) and may_not_meet(v.problem, one, other, shift):
                v.model.at_most(v.work(one, shift.id).plus(v.work(other, shift.id)), 1)


def _partners(v: Vars) -> None:
    here = {person.id for person in v.people}
    for one, other, shifts in partner_shifts(v.problem):
        if one in here:
            for shift in shifts:
                _alone(v, shift, one, other)


def _alone(v: Vars, shift: Shift, one: str, other: str) -> None:
    mine, theirs = v.work(one, shift.id), v.work(other, shift.id)
    apart = v.model.variable(
        f"alone({one}, {other}, {shift.id})", 0, 1, lambda point: int(mine.at(point) != theirs.at(point))
    )
    v.model.at_least(Linear.of(apart).minus(mine).plus(theirs), 0)
    v.model.at_least(Linear.of(apart).minus(theirs).plus(mine), 0)
    v.charge("S10", Linear.of(apart))
