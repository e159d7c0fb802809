"""Who stands together on one shift."""

from __future__ import annotations

from scheduler.problem import Shift
from tests.proof.reading.world import SHIFTS, World, listed


@listed(SHIFTS, "S01")
def open_seats(w: World, shift: Shift, people: frozenset[str]) -> int:
    seats = 0 if shift.external else shift.target_staff
    return max(0, seats - len(people)) * shift.priority


@listed(SHIFTS, "H02")
def too_many(w: World, shift: Shift, people: frozenset[str]) -> int:
    if shift.external or (shift.event and shift.max_staff is None):
        return 0
    most = shift.target_staff if shift.max_staff is None else shift.max_staff
    return len(people) > most and not w.relaxed("H02", shift.day, shift.day, site=shift.site)


@listed(SHIFTS, "H25")
def alone(w: World, shift: Shift, people: frozenset[str]) -> int:
    if shift.external or shift.event or w.relaxed("H25", shift.day, shift.day, site=shift.site):
        return 0
    return 0 < len(people) < w.site[shift.site].pair_min


@listed(SHIFTS, "H26")
def only_newcomers(w: World, shift: Shift, people: frozenset[str]) -> int:
    if not w.site[shift.site].require_experienced or shift.target_staff < 2 or not people:
        return 0
    new = [w.person[one].novice_until is not None and shift.day <= w.person[one].novice_until for one in people]  # type: ignore[operator] # looked at just before
    return all(new) and not w.relaxed("H26", shift.day, shift.day, site=shift.site)


@listed(SHIFTS, "H27")
def kept_apart(w: World, shift: Shift, people: frozenset[str]) -> int:
    if shift.event or w.relaxed("H27", shift.day, shift.day, site=shift.site):
        return 0
    return sum(set(pair) <= people for pair in w.problem.keep_apart)


@listed(SHIFTS, "S10")
def without_partner(w: World, shift: Shift, people: frozenset[str]) -> int:
    pairs = {frozenset(pair) for pair in w.problem.partners}
    return sum(
        len(pair & people) == 1 and all(shift in w.may[one] for one in pair) and not shift.event for pair in pairs
    )
