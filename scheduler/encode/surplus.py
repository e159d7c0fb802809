"""S17: people beyond the seats."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Shift
from scheduler.rules.seats import most_together
from scheduler.rules.surplus import costs_surplus


def encode(v: Vars) -> None:
    """Units for each person above the seats of a shift."""
    if v.is_on("S17"):
        for shift in v.shifts:
            if costs_surplus(shift):
                _beyond(v, shift)


def _beyond(v: Vars, shift: Shift) -> None:
    staff = v.staff(shift)
    most = most_together(v.problem, shift)
    room = (len(staff.terms) if most is None else min(most, len(staff.terms))) - shift.target_staff
    if room <= 0:
        return
    beyond = staff
    if shift.target_staff:
        beyond = Linear.of(v.model.variable(
            f"surplus({shift.id})", 0, room, lambda point: max(0, staff.at(point) - shift.target_staff)
        ))  # fmt: skip
        v.model.at_least(beyond.minus(staff), -shift.target_staff)
    v.charge("S17", Linear().plus(beyond, shift.surplus))
