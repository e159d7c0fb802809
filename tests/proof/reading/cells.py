"""One person and one shift, whatever else is planned."""

from __future__ import annotations

from scheduler.enums import EmploymentKind
from scheduler.problem import Participant, Shift
from tests.proof.reading.world import CELLS, DAY, World, listed


@listed(CELLS, "H05")
def no_contract(w: World, person: Participant, shift: Shift) -> bool:
    return w.contract(person, shift) is None


@listed(CELLS, "H06")
def other_site(w: World, person: Participant, shift: Shift) -> bool:
    contract = w.contract(person, shift)
    return contract is not None and shift.site not in contract.sites and not shift.event


@listed(CELLS, "H07")
def away(w: World, person: Participant, shift: Shift) -> bool:
    """Minute by minute, the next morning included."""
    for one in person.unavailable:
        offset = (one.day - shift.day).days * 1440
        if max(shift.start, one.start + offset) < min(shift.end, one.end + offset):
            return True
    return False


@listed(CELLS, "H13", "H14")
def short_break(w: World, person: Participant, shift: Shift, rule: str) -> bool:
    contract = w.contract(person, shift)
    if contract is None or contract.kind is not EmploymentKind.EMPLOYEE:
        return False
    numbers = w.numbers(contract)
    working = shift.end - shift.start - shift.break_minutes
    if (working == 240) != (rule == "H14") or (rule == "H14" and numbers.break_waivable_at_4h):
        return False
    needed = max((least for begin, least in numbers.break_rules if working >= begin), default=0)
    return shift.break_minutes < needed


@listed(CELLS, "H15")
def unwilling_night(w: World, person: Participant, shift: Shift) -> bool:
    return not person.night_opt_in and w.night_minutes(shift, w.numbers(w.contract(person, shift))) > 0


@listed(CELLS, "H19")
def untrained(w: World, person: Participant, shift: Shift) -> bool:
    if shift.event or not w.problem.parameters.safety_training_kept:
        return False
    return person.safety_trained_on is None or person.safety_trained_on > shift.day


@listed(CELLS, "H20", "H21", "H22")
def uncertified(w: World, person: Participant, shift: Shift, rule: str) -> bool:
    judges = {"health_cert": "H20", "record_check": "H21"}
    if rule == "H22" and w.relaxed("H22", shift.day, shift.day, person.id, shift.site):
        return False
    for kind in shift.credentials if not shift.event else ():
        valid = [
            one for one in person.credentials
            if one.kind == kind
            and (one.valid_from is None or one.valid_from <= shift.day)
            and (one.valid_until is None or one.valid_until >= shift.day)
        ]  # fmt: skip
        if not valid and judges.get(kind, "H22") == rule:
            return True
    return False


@listed(CELLS, "H23")
def closed(w: World, person: Participant, shift: Shift) -> bool:
    return shift.day in w.site[shift.site].closed and not shift.event


@listed(CELLS, "H24")
def in_the_heat(w: World, person: Participant, shift: Shift) -> bool:
    numbers = w.problem.parameters
    if not shift.outdoor or w.relaxed("H24", shift.day, shift.day, person.id, shift.site):
        return False
    for later in range((shift.end - 1) // 1440 + 1):
        day = shift.day + DAY * later
        if numbers.heat_first <= day.month * 100 + day.day <= numbers.heat_last:
            begin, end = numbers.heat_from + later * 1440, numbers.heat_until + later * 1440
            if max(begin, shift.start) < min(end, shift.end):
                return True
    return False


@listed(CELLS, "H28-off")
def locked_off(w: World, person: Participant, shift: Shift) -> bool:
    if w.relaxed("H28", shift.day, shift.day, person.id, shift.site):
        return False
    return any(one.participant == person.id and one.shift == shift.id and not one.works for one in w.problem.locks)


@listed(CELLS, "H30")
def second_job(w: World, person: Participant, shift: Shift) -> bool:
    """Among contracts that hold on the day, of subsidised programmes, only the one that began first is a job."""
    own = w.contract(person, shift)
    subsidized = [one for one in person.contracts if w.programs[one.program].subsidized]
    if own is None or own not in subsidized:
        return False
    mine = next(place for place, one in enumerate(subsidized) if one is own)
    return any(
        other.program != own.program
        and other.first <= shift.day <= other.last
        and (other.first, place) < (own.first, mine)
        for place, other in enumerate(subsidized)
    )


@listed(CELLS, "H31")
def external(w: World, person: Participant, shift: Shift) -> bool:
    return shift.external


@listed(CELLS, "H38")
def off_pattern(w: World, person: Participant, shift: Shift) -> bool:
    for one in w.conditions("rotations", True, person.id):
        if (
            w.fits(one.which, shift)
            and not shift.event
            and not w.relaxed("H38", shift.day, shift.day, person.id, shift.site)
        ):
            entry = one.cycle[(shift.day - one.start).days % len(one.cycle)]
            if entry is None or not w.fits(entry, shift):
                return True
    return False


@listed(CELLS, "H39-unwanted")
def unwanted(w: World, person: Participant, shift: Shift) -> bool:
    return any(
        not one.wanted and w.fits(one.which, shift) and not shift.event and not shift.external
        for one in w.conditions("seatings", True, person.id)
    ) and not w.relaxed("H39", shift.day, shift.day, person.id, shift.site)


@listed(CELLS, "H41")
def not_invited(w: World, person: Participant, shift: Shift) -> bool:
    if not shift.event:
        return False
    return not any(one.participant == person.id and one.shift == shift.id and one.works for one in w.problem.locks)
