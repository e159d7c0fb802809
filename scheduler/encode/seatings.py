"""H39, S39: people wanted on a shift, or not (that H39 keeps somebody off a shift is unary)."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.rules.seatings import is_set_aside, seatings_of


def encode(v: Vars) -> None:
    """One value where somebody must be there, and units for every cell that is otherwise than it should be."""
    for person in v.people:
        _must(v, person.id)
        if v.is_on("S39"):
            _should(v, person.id)


def _must(v: Vars, person: str) -> None:
    asked = seatings_of(v.problem, person, must=True)
    for shift, _ in asked.wanted if asked else ():
        if is_set_aside(v.problem, person, shift):
            continue
        if v.may_work(person, shift.id):
            v.model.fix(v.works(person, shift.id), 1)
        else:
            v.model.at_least(Linear(), 1)


def _should(v: Vars, person: str) -> None:
    asked = seatings_of(v.problem, person, must=False)
    if asked is None:
        return
    total = Linear()
    for shift in v.possible(person):
        for one in asked.unwanted(shift):
            total.add(v.works(person, shift.id), one.strength)
    for shift, one in asked.wanted:
        total.constant += one.strength
        if v.may_work(person, shift.id):
            total.add(v.works(person, shift.id), -one.strength)
    v.charge("S39", total)
