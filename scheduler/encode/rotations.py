"""S38: shifts off the pattern of a rotating crew. H38 is unary and needs no rows."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.rotations import is_off_pattern


def encode(v: Vars) -> None:
    """The condition's strength for each such shift."""
    if not v.is_on("S38"):
        return
    for person in v.people:
        for one in conditions_about(v.problem, "rotations", False, person.id):
            off = [shift for shift in v.possible(person.id) if is_off_pattern(v.problem, one, shift)]
            v.charge("S38", Linear().plus(v.count(person.id, off), one.strength))
