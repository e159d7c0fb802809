"""Who could take which shift, whatever else is on the roster: the unary rules together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.availability import Available
from scheduler.rules.base import UnaryRule, Violation, once_per_problem
from scheduler.rules.breaks import BreakAtFourHours, Breaks
from scheduler.rules.closures import Closed
from scheduler.rules.contracts import ContractDates, ContractedSites
from scheduler.rules.credentials import HealthCertificate, OtherCredentials, RecordCheck
from scheduler.rules.events import Sent, sent
from scheduler.rules.heat import SummerHeat
from scheduler.rules.locks import Locked
from scheduler.rules.night import NightConsent
from scheduler.rules.rotations import MustRotations
from scheduler.rules.seatings import MustSeatings
from scheduler.rules.seats import External
from scheduler.rules.subsidy import OneSubsidy
from scheduler.rules.training import SafetyTraining

UNARY: tuple[UnaryRule, ...] = (
    External(), Sent(), ContractDates(), ContractedSites(), OneSubsidy(), Closed(), HealthCertificate(), RecordCheck(),
    SafetyTraining(), OtherCredentials(), NightConsent(), SummerHeat(), Available(), Breaks(), BreakAtFourHours(),
    MustRotations(), MustSeatings(), Locked(),
)  # fmt: skip
"""In the order in which they are told: what can least be changed comes first."""


@once_per_problem
def _speaking(problem: Problem) -> tuple[UnaryRule, ...]:
    return tuple(rule for rule in UNARY if rule.may_speak(problem))


def objection(problem: Problem, person: Participant | str, shift: Shift | str) -> Violation | None:
    """The first unary objection to this person on this shift, or None; both may be given by id."""
    who = problem.participant[person] if isinstance(person, str) else person
    where = problem.shift[shift] if isinstance(shift, str) else shift
    for rule in _speaking(problem):
        found = rule.objection(problem, who, where)
        if found is not None:
            return found
    return None


@once_per_problem
def eligible(problem: Problem) -> Mapping[str, tuple[str, ...]]:
    """For every shift id the participants, in the problem's order, without a unary objection.

    Worked out once for a problem; nobody changes what is handed out.
    """
    at_site: dict[str, list[Shift]] = {site.id: [] for site in problem.sites}
    for shift in problem.shifts:
        if not shift.event:
            at_site[shift.site].append(shift)
    able: dict[str, list[str]] = {shift.id: [] for shift in problem.shifts}
    for person in problem.participants:
        # Contracts name the sites (H06) and locks the events (H41), so only their shifts need a closer look.
        named = sorted({site for contract in person.contracts for site in contract.sites})
        for shift in chain(sent(problem).get(person.id, ()), *(at_site[site] for site in named)):
            if objection(problem, person, shift) is None:
                able[shift.id].append(person.id)
    return {shift: tuple(people) for shift, people in able.items()}


@once_per_problem
def eligible_shifts(problem: Problem) -> Mapping[str, tuple[Shift, ...]]:
    """For every participant id the shifts without a unary objection, in the problem's order."""
    shifts: dict[str, list[Shift]] = {person.id: [] for person in problem.participants}
    for shift in problem.shifts:
        for person in eligible(problem)[shift.id]:
            shifts[person].append(shift)
    return {person: tuple(found) for person, found in shifts.items()}
