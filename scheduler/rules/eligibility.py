"""Who could take which shift, whatever else is on the roster: the unary rules together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scheduler.problem import Participant, Problem, Shift, Site
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
def _speaking(problem: Problem) -> dict[str, tuple[UnaryRule, ...]]:
    """By shift id the rules that may object to somebody there, in the order of UNARY."""
    rules = [rule for rule in UNARY if rule.may_speak(problem)]
    return {shift.id: tuple(rule for rule in rules if rule.may_object(problem, shift)) for shift in problem.shifts}


def objection(problem: Problem, person: Participant | str, shift: Shift | str) -> Violation | None:
    """The first unary objection to this person on this shift, or None; both may be given by id."""
    who = problem.participant[person] if isinstance(person, str) else person
    where = problem.shift[shift] if isinstance(shift, str) else shift
    for rule in _speaking(problem)[where.id]:
        found = rule.objection(problem, who, where)
        if found is not None:
            return found
    return None


class _AtSite:
    """The shifts of a site, without events, and which rules may object to which of them."""

    def __init__(self, problem: Problem, site: Site, shifts: list[Shift]) -> None:
        self._problem = problem
        self._site = site
        self._all = frozenset(shift.id for shift in shifts)
        self.able: dict[str, list[str]] = {shift.id: [] for shift in shifts}
        """By shift id those who may take it, so far."""
        judged: dict[UnaryRule, list[Shift]] = {}
        for shift in shifts:
            for rule in _speaking(problem)[shift.id]:
                judged.setdefault(rule, []).append(shift)
        self._judged = list(judged.items())

    def ask(self, person: Participant) -> frozenset[str]:
        """Enter the person on the shifts to which no rule objects; which these are."""
        barred = {
            shift.id
            for rule, shifts in self._judged
            for shift in rule.barred(self._problem, person, self._site, shifts)
        }
        for shift, people in self.able.items():
            if shift not in barred:
                people.append(person.id)
        return self._all - barred if barred else self._all


class _Eligible(NamedTuple):
    people: dict[str, tuple[str, ...]]
    """By shift id."""
    shifts: dict[str, frozenset[str]]
    """By participant id."""


@once_per_problem
def _asked(problem: Problem) -> _Eligible:
    shifts_at: dict[str, list[Shift]] = {site.id: [] for site in problem.sites}
    for shift in problem.shifts:
        if not shift.event:
            shifts_at[shift.site].append(shift)
    sites = {site.id: _AtSite(problem, site, shifts_at[site.id]) for site in problem.sites}
    people: dict[str, list[str]] = {shift.id: [] for shift in problem.shifts}
    for site in sites.values():
        people |= site.able
    shifts: dict[str, frozenset[str]] = {}
    for person in problem.participants:
        # Contracts name the sites (H06) and locks the events (H41), so only their shifts need a closer look.
        events = [one.id for one in sent(problem).get(person.id, ()) if objection(problem, person, one) is None]
        for event in events:
            people[event].append(person.id)
        named = {site for contract in person.contracts for site in contract.sites}
        shifts[person.id] = frozenset(events).union(*(sites[site].ask(person) for site in named))
    return _Eligible({shift: tuple(some) for shift, some in people.items()}, shifts)


def eligible(problem: Problem) -> Mapping[str, tuple[str, ...]]:
    """For every shift id the participants, in the problem's order, without a unary objection.

    Worked out once for a problem; nobody changes what is handed out.
    """
    return _asked(problem).people


def may_take(problem: Problem) -> Mapping[str, frozenset[str]]:
    """For every participant id the ids of the shifts without a unary objection; worked out once as well."""
    return _asked(problem).shifts


@once_per_problem
def eligible_shifts(problem: Problem) -> Mapping[str, tuple[Shift, ...]]:
    """For every participant id the shifts without a unary objection, in the problem's order."""
    shifts: dict[str, list[Shift]] = {person.id: [] for person in problem.participants}
    for shift in problem.shifts:
        for person in eligible(problem)[shift.id]:
            shifts[person].append(shift)
    return {person: tuple(found) for person, found in shifts.items()}
