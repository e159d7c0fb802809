"""S09: nobody alone for so long that the break cannot be taken."""

from __future__ import annotations

from scheduler.encode.flags import anybody
from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.cover import has_company, needs_relief


def encode(v: Vars) -> None:
    """One unit for each long shift that one employee works alone."""
    if v.is_on("S09"):
        for shift in v.shifts:
            if has_company(shift):
                _alone(v, shift)


def _alone(v: Vars, shift: Shift) -> None:
    people = v.problem.participant
    staff = v.staff(shift)
    bound = v.staff(shift, (p for p in v.candidates(shift) if needs_relief(v.problem, people[p], shift)))
    if not bound.terms:
        return
    somebody = anybody(v.model, f"somebody({shift.id})", bound)
    alone = v.model.variable(
        f"alone({shift.id})", 0, 1, lambda point: int(staff.at(point) == 1 and bound.at(point) == 1)
    )
    # Where one of them is there, fewer than two people are one: then 2 - staff is 1.
    v.model.at_least(Linear.of(alone).plus(staff).plus(somebody, -2), 0)
    v.charge("S09", Linear.of(alone))
