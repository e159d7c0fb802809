"""S01 open seats, H02 no more people than a shift holds, H25 nobody alone where two go together (H31 is unary)."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.seats import fewest_together, most_together


def encode(v: Vars) -> None:
    """Seats of every shift: filled or open, never more than it holds, never fewer than go together."""
    for shift in v.shifts:
        if not shift.external:
            _seats(v, shift)
            _together(v, shift)


def _seats(v: Vars, shift: Shift) -> None:
    staff, most = v.staff(shift), most_together(v.problem, shift)
    if shift.seats and shift.priority and v.is_on("S01"):
        still_open = Linear.of(v.open_seats(shift))
        exact = shift.seats if most == shift.seats else None
        v.model.between(shift.seats, staff.plus(still_open), exact)
        v.charge("S01", Linear().plus(still_open, shift.priority))
    if most is not None:
        v.model.at_most(staff, most)


def _together(v: Vars, shift: Shift) -> None:
    fewest = fewest_together(v.problem, shift)
    staff = v.staff(shift)
    if fewest < 2 or not staff.terms:
        return
    runs = v.model.variable(f"runs({shift.id})", 0, 1, lambda point: int(staff.at(point) > 0))
    v.model.at_least(staff.plus(Linear.of(runs), -fewest), 0)
    if fewest == most_together(v.problem, shift):
        v.model.at_most(staff.plus(Linear.of(runs), -fewest), 0)
        return
    for variable in staff.terms:
        v.model.at_least(Linear.of(runs).add(variable, -1), 0)
