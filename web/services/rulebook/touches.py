"""How many people, shifts or sites of a month a rule of the law book touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scheduler.enums import EmploymentKind
from scheduler.problem import Contract, Participant, Problem, Shift, WishKind
from scheduler.rules.credentials import HEALTH_CERT, RECORD_CHECK
from web.services.rulebook.club import Ground
from web.services.rulebook.lawbook import CONDITION_KINDS


@dataclass(frozen=True, slots=True)
class Touch:
    """A count and what is counted."""

    count: int
    of: str
    """people, shifts, sites, locks, pairs or conditions."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The people whom a line of the book is about."""

    kind: EmploymentKind | None = None
    program_type: str | None = None


def touched(ground: Ground, rule: str, whose: Whose) -> Touch | None:
    """What the rule touches in the month, of those meant; None where nothing is counted."""
    problem = ground.problem
    if rule[1:] in CONDITION_KINDS:
        conditions = getattr(problem.conditions, CONDITION_KINDS[rule[1:]])
        return Touch(sum(one.must is (rule[0] == "H") for one in conditions), "conditions")
    if rule in _SHIFTS:
        return Touch(sum(_SHIFTS[rule](problem, one) for one in problem.shifts), "shifts")
    if rule in _OTHERS:
        return _OTHERS[rule](problem)
    if rule.startswith("W"):
        return None
    chosen = _PEOPLE.get(rule, _everybody)
    found = (
        (person, contracts)
        for person in problem.participants
        if (contracts := [one for one in person.contracts if _meets(ground, one, whose)])
    )
    return Touch(sum(bool(chosen(problem, person, contracts)) for person, contracts in found), "people")


def _meets(ground: Ground, one: Contract, whose: Whose) -> bool:
    return (
        one.first <= ground.month.last
        and one.last >= ground.month.first
        and (whose.kind is None or one.kind is whose.kind)
        and (whose.program_type is None or ground.problem.program[one.program].type == whose.program_type)
    )


def _everybody(problem: Problem, person: Participant, contracts: list[Contract]) -> bool:
    return True


def _employees(problem: Problem, person: Participant, contracts: list[Contract]) -> bool:
    return any(one.kind is EmploymentKind.EMPLOYEE for one in contracts)


def _wishing(*kinds: WishKind) -> Callable[[Problem, Participant, list[Contract]], bool]:
    return lambda problem, person, contracts: any(
        one.kind in kinds and (one.day is None or one.day in problem.period) for one in person.wishes
    )


_PEOPLE: Mapping[str, Callable[[Problem, Participant, list[Contract]], bool]] = {
    "H06": _employees,
    "H07": lambda problem, person, contracts: bool(person.unavailable),
    "H08": lambda problem, person, contracts: any(
        one.short_time and one.kind is EmploymentKind.EMPLOYEE for one in contracts
    ),
    "H12": _employees,
    "H15": lambda problem, person, contracts: not person.night_opt_in,
    "H26": lambda problem, person, contracts: person.is_novice(problem.period.first),
    "S02": _wishing(WishKind.DAY_OFF),
    "S03": lambda problem, person, contracts: any(one.target_minutes is not None for one in contracts),
    "S04": lambda problem, person, contracts: any(one.target_minutes is not None for one in contracts),
    "S06": lambda problem, person, contracts: bool(person.usual),
    "S07": _wishing(WishKind.WEEKDAY, WishKind.TEMPLATE),
    "S08": lambda problem, person, contracts: bool(person.preferred_sites),
    "S12": lambda problem, person, contracts: person.prefers_alternate,
    "S14": lambda problem, person, contracts: person.stand_by,
}
"""Rules about some people only; what is not named here is about all of them."""
_SHIFTS: Mapping[str, Callable[[Problem, Shift], bool]] = {
    "H01": lambda problem, shift: shift.seats > 0,
    "H02": lambda problem, shift: not shift.external,
    "H13": lambda problem, shift: shift.working_minutes >= min(one for one, _ in problem.parameters.break_rules),
    "H14": lambda problem, shift: shift.working_minutes == 240,
    "H20": lambda problem, shift: HEALTH_CERT in shift.credentials,
    "H21": lambda problem, shift: RECORD_CHECK in shift.credentials,
    "H22": lambda problem, shift: bool(shift.credentials - {HEALTH_CERT, RECORD_CHECK}),
    "H24": lambda problem, shift: shift.outdoor,
    "H25": lambda problem, shift: problem.site_of(shift).pair_min > 1,
    "H31": lambda problem, shift: shift.external,
    "H41": lambda problem, shift: shift.event,
    "S01": lambda problem, shift: shift.seats > 0,
    "S09": lambda problem, shift: shift.working_minutes >= problem.parameters.single_cover_minutes,
    "S16": lambda problem, shift: problem.night_minutes(shift) > 0 or shift.day in problem.holidays,
    "S17": lambda problem, shift: shift.most_staff > shift.target_staff,
}
_OTHERS: Mapping[str, Callable[[Problem], Touch]] = {
    "H23": lambda problem: Touch(sum(bool(one.closed) for one in problem.sites), "sites"),
    "H27": lambda problem: Touch(len(problem.keep_apart), "pairs"),
    "H28": lambda problem: Touch(len(problem.locks), "locks"),
    "S10": lambda problem: Touch(len(problem.partners), "pairs"),
    "S15": lambda problem: Touch(len(problem.published or ()), "shifts"),
}
