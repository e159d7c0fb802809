"""Who stands together on one shift."""

from __future__ import annotations

from scheduler.enums import EmploymentKind
from scheduler.problem import Shift
from tests.proof.reading.world import SHIFTS, World, listed


def ordinary(shift: Shift) -> bool:
    return not shift.external and not shift.event


def places(shift: Shift) -> int:
    return shift.target_staff if shift.max_staff is None else shift.max_staff


@listed(SHIFTS, "S01")
def open_seats(w: World, shift: Shift, people: frozenset[str]) -> int:
    seats = 0 if shift.external else shift.target_staff
    return max(0, seats - len(people)) * shift.priority


@listed(SHIFTS, "H02")
def too_many(w: World, shift: Shift, people: frozenset[str]) -> int:
    if shift.external or (shift.event and shift.max_staff is None):
        return 0
    return len(people) > places(shift) and not w.relaxed("H02", shift.day, shift.day, site=shift.site)


@listed(SHIFTS, "H25")
def alone(w: World, shift: Shift, people: frozenset[str]) -> int:
    if shift.external or shift.event or w.relaxed("H25", shift.day, shift.day, site=shift.site):
        return 0
    return 0 < len(people) < w.site[shift.site].pair_min


@listed(SHIFTS, "H26")
def only_newcomers(w: World, shift: Shift, people: frozenset[str]) -> int:
    if not w.site[shift.site].require_experienced or shift.target_staff < 2 or shift.event:
        return 0

    def new(one: str) -> bool:
        until = w.person[one].novice_until
        return until is not None and shift.day <= until

    return all(map(new, people)) and any(
        not w.relaxed("H26", shift.day, shift.day, person, shift.site) for person in people
    )


@listed(SHIFTS, "H27")
def kept_apart(w: World, shift: Shift, people: frozenset[str]) -> int:
    return not shift.event and sum(
        set(pair) <= people and not any(w.relaxed("H27", shift.day, shift.day, person, shift.site) for person in pair)
        for pair in w.problem.keep_apart
    )


@listed(SHIFTS, "S10")
def without_partner(w: World, shift: Shift, people: frozenset[str]) -> int:
    pairs = {frozenset(pair) for pair in w.problem.partners}
    return sum(
        len(pair & people) == 1 and all(shift in w.may[one] for one in pair) and not shift.event for pair in pairs
    )


@listed(SHIFTS, "H36", "S36")
def pairings(w: World, shift: Shift, people: frozenset[str], rule: str) -> int:
    must, units = rule == "H36", 0

    def aside(*persons: str) -> bool:
        return must and any(w.relaxed(rule, shift.day, shift.day, person, shift.site) for person in persons)

    for one in w.conditions("pairings", must):
        if not w.fits(one.which, shift) or not ordinary(shift):
            continue
        here = people & (one.people or frozenset())
        if one.together:
            missed = sum(not (one.others - {person}) & people and not aside(person) for person in here)
        else:
            pairs = {frozenset((a, b)) for a in here for b in people & one.others if a != b}
            missed = sum(not aside(*pair) for pair in pairs)
        units += missed * (1 if must else one.strength)
    return units


@listed(SHIFTS, "H37", "S37")
def mixes(w: World, shift: Shift, people: frozenset[str], rule: str) -> int:
    must, units = rule == "H37", 0
    for one in w.conditions("mixes", must):
        if not w.fits(one.which, shift) or not ordinary(shift) or not (people or one.even_empty):
            continue
        if must and w.relaxed(rule, shift.day, shift.day, site=shift.site):
            continue
        count = len(people if one.people is None else people & one.people)
        missed = max(0, (one.least or 0) - count) + (0 if one.most is None else max(0, count - one.most))
        units += missed * (1 if must else one.strength)
    return units


@listed(SHIFTS, "H39", "S39")
def seatings(w: World, shift: Shift, people: frozenset[str], rule: str) -> int:
    """A hard condition of someone unwanted is read in `cells`."""
    must, units = rule == "H39", 0
    for one in w.conditions("seatings", must):
        if not w.fits(one.which, shift) or not ordinary(shift) or (must and not one.wanted):
            continue
        for person in one.people or ():
            if not (must and w.relaxed(rule, shift.day, shift.day, person, shift.site)):
                units += ((person in people) is not one.wanted) * (1 if must else one.strength)
    return units


@listed(SHIFTS, "S08")
def far_sites(w: World, shift: Shift, people: frozenset[str]) -> int:
    preferred = [w.person[one].preferred_sites for one in people]
    return sum(bool(sites) and shift.site not in sites for sites in preferred) if not shift.event else 0


@listed(SHIFTS, "S09")
def single_cover(w: World, shift: Shift, people: frozenset[str]) -> int:
    if len(people) != 1 or not ordinary(shift) or places(shift) < 2:
        return 0
    contract = w.contract(w.person[min(people)], shift)
    employed = contract is not None and contract.kind is EmploymentKind.EMPLOYEE
    working = shift.end - shift.start - shift.break_minutes
    return employed and working >= w.numbers(contract).single_cover_minutes


@listed(SHIFTS, "S15")
def changed(w: World, shift: Shift, people: frozenset[str]) -> int:
    if w.problem.published is None:
        return 0
    before = {person for person, its in w.problem.published if its == shift.id}
    return len(before ^ people)


@listed(SHIFTS, "S17")
def surplus(w: World, shift: Shift, people: frozenset[str]) -> int:
    return 0 if shift.event or shift.external else max(0, len(people) - shift.target_staff) * shift.surplus
