"""Limits of one person that contradict each other, or what is possible at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT, Amount, Stretch
from scheduler.enums import Coin, Measure
from scheduler.precheck.advice import Advice, Kind, Severity, Step, advice, say_amount, say_people
from scheduler.precheck.reach import minutes_without_caps, most_of
from scheduler.problem import Participant, Problem
from scheduler.rules.amounts import AmountLimit, limits_of
from scheduler.rules.budgets import BudgetLimit, budget_limits
from scheduler.rules.conditioned import conditions_about, conditions_of
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.own import own
from scheduler.rules.runs import is_stretch_limited
from scheduler.rules.which import only

_OFTEN_FIX = (
    "두 조건 가운데 하나를 고치거나 ‘되도록’으로 바꾸십시오.",
    "Change one of the two, or let it be a wish instead of a must.",
)
LEAST_ABOVE_MOST = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "least_above_most",
    "{people}에게 함께 지킬 수 없는 두 조건이 있습니다. {first}부터 {last}까지 적어도 {least}, 많아도 {most}입니다.",
    "Two conditions of {people} cannot both hold: at least {least} and at most {most} from {first} to {last}.",
    *_OFTEN_FIX,
)
LEAST_ABOVE_CAPS = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "least_above_caps",
    "{people}에게 {first}부터 {last}까지 적어도 {least}의 조건이 있는데, 시간 한도 안에서는 {possible}까지만 됩니다.",
    "A condition asks {people} for at least {least} from {first} to {last}; the hour caps leave {possible}.",
    "조건의 시간을 낮추거나 계약의 시간 한도를 확인하십시오.",
    "Lower the hours of the condition, or look at the hour caps of the contract.",
)
LEAST_ABOVE_SHIFTS = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "least_above_shifts",
    "{people}에게 {first}부터 {last}까지 적어도 {least}의 조건이 있는데, 맡을 수 있는 근무로는 {possible}까지입니다.",
    "A condition asks {people} for at least {least} from {first} to {last}; their shifts come to {possible}.",
    "조건의 최소 기준을 낮추거나 계약 근무지, 근무 불가일, 자격을 확인하십시오.",
    "Lower the least of the condition, or look at contracted sites, unavailable days and certificates.",
)
RUN_LEAST_ABOVE_MOST = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "run_least_above_most",
    "{people}에게 함께 지킬 수 없는 두 조건이 있습니다. 이어지는 날이 적어도 {least}일, 많아도 {most}일입니다.",
    "Two conditions of {people} cannot both hold: runs of at least {least} and at most {most} days.",
    *_OFTEN_FIX,
)
RUN_ABOVE_LAW_BOOK = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "run_above_h17",
    "{people}에게 적어도 {least}일을 이어서 나가는 조건이 있는데, 연속 근무는 {most}일까지입니다.",
    "A condition asks {people} to work {least} days in a row or more; {most} in a row are allowed.",
    "조건의 날 수를 줄이거나 연속 근무 일수 한도를 확인하십시오.",
    "Lower the days of the condition, or look at the limit of days in a row.",
)
BUDGET_BELOW_LEASTS = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "budget_below_leasts",
    "{first}부터 {last}까지 적어도 채워야 하는 시간을 모두 더하면 {least}인데, 예산 시간은 {most}입니다.",
    "From {first} to {last} conditions ask for {least} in all, but the budget holds {most}.",
    "예산 시간을 늘리거나 최소 시간 조건을 낮추십시오.",
    "Raise the budget, or lower the least hours that conditions ask for.",
)
BUDGET_BELOW_SEATS = Kind(
    Step.PROGRAM_HOURS,
    Severity.WARNING,
    "budget_below_seats",
    "{first}부터 {last}까지 자리를 모두 채우려면 {least}이 필요한데, 예산은 {most}입니다. 빈자리가 남습니다.",
    "From {first} to {last} all seats take {least}, but the budget holds {most}: seats will stay open.",
    "예산을 늘리거나 자리 수를 줄이십시오.",
    "Raise the budget, or need fewer seats.",
)

_NEVER_MORE = {
    Measure.MINUTES: {Measure.MINUTES},
    Measure.SHIFTS: {Measure.SHIFTS},
    Measure.DAYS: {Measure.DAYS, Measure.SHIFTS},
    Measure.WEEKENDS: {Measure.WEEKENDS, Measure.DAYS, Measure.SHIFTS},
    Measure.SITES: {Measure.SITES, Measure.SHIFTS},
}
"""By measure those that are at least as many: somebody works no more days than shifts."""


@dataclass
class _Case:
    """One kind of contradiction, with everybody it is true of; what is told are the numbers of the first."""

    kind: Kind
    span: Period
    measure: Measure
    least: int
    other: int
    other_measure: Measure
    condition: str
    people: list[Participant] = field(default_factory=list)


class _Cases:
    """Contradictions by condition, so that one that is true of twenty people is told once."""

    def __init__(self) -> None:
        self._cases: dict[tuple[str, str, str], _Case] = {}

    def note(self, person: Participant, case: _Case, other: str = "") -> None:
        known = self._cases.setdefault((case.kind.code, case.condition, other), case)
        if person not in known.people:
            known.people.append(person)

    def told(self) -> Iterator[Advice]:
        for one in self._cases.values():
            said = say_amount(one.other_measure, one.other)
            yield advice(
                one.kind, {"first": one.span.first, "last": one.span.last},
                ("people", say_people([person.name for person in one.people])),
                ("least", say_amount(one.measure, one.least)), ("most", said), ("possible", said),
                participant=one.people[0].id, condition=one.condition,
            )  # fmt: skip


class _Asked(NamedTuple):
    """What one hard condition asks of one person in one span."""

    person: Participant
    one: Amount
    limit: AmountLimit

    def case(self, kind: Kind, measure: Measure, other: int) -> _Case:
        """The contradiction of this least with another number."""
        limit = self.limit
        return _Case(kind, limit.span, self.one.measure, limit.past + limit.need, other, measure, self.one.id)


def amounts(problem: Problem) -> Iterator[Advice]:
    """Leasts above a most of another condition, above the hour caps, or above what somebody's shifts give."""
    cases = _Cases()
    for person in problem.participants:
        conditions = conditions_about(problem, "amounts", True, person.id)
        asked = [_Asked(person, one, limit) for one in conditions for limit in limits_of(problem, one, person)]
        for least in (one for one in asked if one.limit.need):
            above = [most for most in asked if _is_above(problem, least, most)]
            for most in above:
                found = least.case(LEAST_ABOVE_MOST, most.one.measure, most.limit.most or 0)
                cases.note(person, found, most.one.id)
            beyond = None if above else _beyond_reach(problem, least)
            if beyond:
                cases.note(person, beyond)
    yield from cases.told()


def _is_above(problem: Problem, least: _Asked, most: _Asked) -> bool:
    """Whether all that counts for the least counts for the most too, which is smaller."""
    room, span, wider = most.limit.room, least.limit.span, most.limit.span
    if room is None or most.one.measure not in _NEVER_MORE[least.one.measure] or least.limit.need <= room:
        return False
    return (
        wider.first <= span.first
        and span.last <= wider.last
        and _shifts_in(problem, least.one, span) <= _shifts_in(problem, most.one, wider)
    )


def _shifts_in(problem: Problem, one: Amount, span: Period) -> frozenset[str]:
    fit = only(problem, one.which)
    return frozenset(s.id for s in problem.shifts if s.day in span and (fit is None or s.id in fit))


def _beyond_reach(problem: Problem, asked: _Asked) -> _Case | None:
    person, one, limit = asked
    fit = only(problem, one.which)
    shifts = [
        shift for shift in eligible_shifts(problem)[person.id]
        if shift.day in limit.span and (fit is None or shift.id in fit)
    ]  # fmt: skip
    most = most_of(problem, person, one.measure, shifts, limit.span)
    if most >= limit.need:
        return None
    capped = one.measure is Measure.MINUTES and minutes_without_caps(problem, person, shifts) >= limit.need
    return asked.case(LEAST_ABOVE_CAPS if capped else LEAST_ABOVE_SHIFTS, one.measure, limit.past + most)


def stretches(problem: Problem) -> Iterator[Advice]:
    """Runs that must be longer than another condition, or the law book's days in a row, lets them be."""
    must: tuple[Stretch, ...] = conditions_of(problem, "stretches", True)
    for one in must:
        for other in must:
            least, most = one.least, other.most
            if least is None or most is None or least <= most or (one.off, one.which) != (other.off, other.which):
                continue
            shared = [person for person in problem.participants if one.about(person.id) and other.about(person.id)]
            yield from _too_long_a_run(one, shared, (least, most), RUN_LEAST_ABOVE_MOST)
        if one.least is not None and not one.off and one.which == EVERY_SHIFT:
            for longest, people in _days_in_row(problem, one).items():
                if one.least > longest:
                    yield from _too_long_a_run(one, people, (one.least, longest), RUN_ABOVE_LAW_BOOK)


def _days_in_row(problem: Problem, one: Stretch) -> dict[int, list[Participant]]:
    found: dict[int, list[Participant]] = defaultdict(list)
    for person in problem.participants:
        if one.about(person.id) and is_stretch_limited(problem, person, problem.period.first, problem.period.last):
            found[own(problem, person).days_in_row].append(person)
    return found


def _too_long_a_run(one: Stretch, people: list[Participant], days: tuple[int, int], kind: Kind) -> Iterator[Advice]:
    if people:
        yield advice(
            kind, {"least": days[0], "most": days[1]},
            ("people", say_people([person.name for person in people])),
            participant=people[0].id, condition=one.id,
        )  # fmt: skip


def budgets(problem: Problem) -> Iterator[Advice]:
    """Budgets of minutes below the hours that conditions ask for, or below what all seats take."""
    for limit in budget_limits(problem):
        if not limit.condition.must or limit.condition.coin is not Coin.MINUTES:
            continue
        least = sum(_least_within(problem, limit, person) for person in problem.participants)
        seats = sum(shift.seats * shift.worked_minutes for shift in limit.shifts)
        if least > limit.room:
            yield _short(limit, least, BUDGET_BELOW_LEASTS)
        elif seats > limit.room:
            yield _short(limit, seats, BUDGET_BELOW_SEATS)


def _least_within(problem: Problem, limit: BudgetLimit, person: Participant) -> int:
    """The most that one hard condition asks of the person on shifts that all count for the budget."""
    return max(
        (
            bound.need
            for one in conditions_about(problem, "amounts", True, person.id)
            if one.measure is Measure.MINUTES
            for bound in limits_of(problem, one, person)
            if bound.need and _shifts_in(problem, one, bound.span) <= limit.ids
        ),
        default=0,
    )


def _short(limit: BudgetLimit, needed: int, kind: Kind) -> Advice:
    return advice(
        kind, {"first": limit.span.first, "last": limit.span.last},
        ("least", say_amount(Measure.MINUTES, needed)), ("most", say_amount(Measure.MINUTES, limit.room)),
        condition=limit.condition.id,
    )  # fmt: skip
