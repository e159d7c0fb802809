"""Budgets: all the work of a programme, a site or the whole club in a span, in minutes or in won (H29, S29).

For a condition and a span (see `spans`), over everybody's shifts that fit `which` and start in the span:

    minutes: worth(p, s) = worked minutes,                                      one coin is a minute
    won:     worth(p, s) = worked minutes * hourly wage of the contract of p for s, 60 coins are a won
             (`hourly_wage`; None, or no contract, counts as `minimum_wage` of `Problem.parameters_of`)

so that won are never rounded. With budget = most and step in coins, and past = the worth of the past shifts of the
participants of the problem in the span (0 for PERIOD), each under the contract of its day:

    planned <= room = max(0, budget - past)                        hard, so that history alone is no violation
    units = ceil(max(0, planned - room) / step)                    soft; as rows step * u >= planned - room, u >= 0

A violation names the shift, by start, with which the room is passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.calendar import Period
from scheduler.conditions import Budget
from scheduler.enums import Coin, Every
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import (
    Basis,
    Case,
    Finding,
    Ground,
    HardRule,
    PenaltyItem,
    SoftRule,
    Violation,
    by_start,
    histories,
    once_per_problem,
)
from scheduler.rules.conditioned import ConditionRule
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.spans import spans_of
from scheduler.rules.which import fits
from scheduler.rules.words import Facts

PER_WON = 60
"""Coins in a won: a wage for a minute is a whole number of them."""


@dataclass(frozen=True, slots=True)
class BudgetLimit:
    """What one budget allows in one span; all numbers in coins."""

    condition: Budget
    span: Period
    past: int
    room: int
    step: int
    shifts: tuple[Shift, ...]
    """The planned shifts that count, by start."""
    ids: frozenset[str]
    worth: Callable[[Participant, Shift], int]
    """What a person on one of these shifts costs."""

    @property
    def name(self) -> str:
        """Like no other limit of the problem."""
        return f"{self.condition.id} from {self.span.first} to {self.span.last}"

    def beyond(self, case: Case) -> int:
        """By how much the roster exceeds the room."""
        return max(0, case.total(self.name, self.ids, self.worth) - self.room)


@once_per_problem
def budget_limits(problem: Problem) -> tuple[BudgetLimit, ...]:
    """The limits of every budget, without those set aside."""
    return tuple(limit for one in problem.conditions.budgets for limit in _made(problem, one))


def _made(problem: Problem, one: Budget) -> Iterator[BudgetLimit]:
    in_won = one.coin is Coin.WON
    coins = PER_WON if in_won else 1
    mine = [shift for shift in sorted(problem.shifts, key=by_start) if fits(problem, one.which, shift)]
    for span in spans_of(problem.period, one.every, dates=one.dates):
        site = next(iter(one.which.sites)) if len(one.which.sites) == 1 else None
        if one.must and is_relaxed(problem, MustBudgets.id, span.first, span.last, site=site):
            continue
        shifts = tuple(shift for shift in mine if span.first <= shift.day <= span.last)
        past = 0 if one.every is Every.PERIOD else _past(problem, one, span, in_won)
        yield BudgetLimit(
            one, span, past, max(0, one.most * coins - past), one.step * coins, shifts,
            frozenset(shift.id for shift in shifts), _wages(problem) if in_won else _minutes,
        )  # fmt: skip


def _minutes(person: Participant, shift: Shift) -> int:
    return shift.worked_minutes


def _wages(problem: Problem) -> Callable[[Participant, Shift], int]:
    def worth(person: Participant, shift: Shift) -> int:
        return shift.worked_minutes * hourly_wage(problem, person, problem.site[shift.site].program, shift.day)

    return worth


def hourly_wage(problem: Problem, person: Participant, program: str | None, day: date) -> int:
    """Won an hour under the person's contract with the programme on the day; the minimum wage where none is named."""
    for contract in person.contracts:
        if contract.program == program and contract.first <= day <= contract.last:
            if contract.hourly_wage is not None:
                return contract.hourly_wage
            return problem.parameters_of(contract).minimum_wage
    return problem.parameters.minimum_wage


def _past(problem: Problem, one: Budget, span: Period, in_won: bool) -> int:
    total = 0
    for person in problem.participants:
        for shift in histories(problem)[person.id]:
            if span.first <= shift.day <= span.last and fits(problem, one.which, shift):
                site = problem.site.get(shift.site)
                program = site.program if site else None
                wage = hourly_wage(problem, person, program, shift.day) if in_won else 1
                total += shift.worked_minutes * wage
    return total


class _Budgets(ConditionRule):
    """What both rules share: the facts and the sentence by coin."""

    kind = "budgets"
    name_ko = "예산"
    name_en = "a budget"
    basis = Basis(Ground.PROGRAM, "사업단 예산(사업계획)", "budget of the programme")
    ko = "{what} 근무는 {first}부터 {last}까지 모두 {used:minutes}입니다. 예산은 {budget:minutes}입니다."
    en = "{what}: the work from {first} to {last} comes to {used:minutes} in all; the budget is {budget:minutes}."
    won_ko = "{what} 근무의 임금은 {first}부터 {last}까지 모두 {used:,}원입니다. 예산은 {budget:,}원입니다."
    won_en = "{what}: the wages from {first} to {last} come to {used:,} won in all; the budget is {budget:,} won."
    all_ko = "모든 근무는 {first}부터 {last}까지 모두 {used:minutes}입니다. 예산은 {budget:minutes}입니다."
    all_en = "All work from {first} to {last} comes to {used:minutes}; the budget is {budget:minutes}."
    all_won_ko = "모든 근무의 임금은 {first}부터 {last}까지 {used:,}원입니다. 예산은 {budget:,}원입니다."
    all_won_en = "All wages from {first} to {last} come to {used:,} won; the budget is {budget:,} won."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """In hours or in won; with the programmes and sites that the budget is for, where it names any."""
        facts = finding.facts
        if facts["coin"] == Coin.WON:
            return (self.won_ko, self.won_en) if facts["what"] else (self.all_won_ko, self.all_won_en)
        return (self.ko, self.en) if facts["what"] else (self.all_ko, self.all_en)


def _facts(problem: Problem, limit: BudgetLimit, beyond: int) -> Facts:
    one = limit.condition
    coins = PER_WON if one.coin is Coin.WON else 1
    names = [problem.program[name].name if name in problem.program else name for name in sorted(one.which.programs)]
    names += [problem.site[name].name if name in problem.site else name for name in sorted(one.which.sites)]
    return {
        "what": ", ".join(names), "coin": one.coin.value, "first": limit.span.first, "last": limit.span.last,
        "used": -(-(limit.past + limit.room + beyond) // coins), "budget": one.most,
    }  # fmt: skip


class MustBudgets(_Budgets, HardRule):
    """H29: a budget that may not be exceeded."""

    id = "H29"
    relaxable = True

    def of_roster(self, case: Case) -> Iterator[Violation]:
        """Each budget that the roster exceeds in a span."""
        for limit in budget_limits(case.problem):
            beyond = limit.beyond(case) if limit.condition.must else 0
            if beyond:
                shift = _passes(case, limit)
                facts, one = _facts(case.problem, limit, beyond), limit.condition
                yield Violation(self.id, facts, shift=shift.id, day=shift.day, condition=one.id, by=beyond, whole=True)


def _passes(case: Case, limit: BudgetLimit) -> Shift:
    """The shift, by start, with which the room is passed."""
    total = 0
    for shift in limit.shifts:
        total += sum(limit.worth(case.problem.participant[one], shift) for one in case.people_ids(shift))
        if total > limit.room:
            return shift
    raise AssertionError("asked only when the sum exceeds the room")


class ShouldBudgets(_Budgets, SoftRule):
    """S29: a budget that should not be exceeded."""

    id = "S29"

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """One item for each budget that the roster exceeds in a span."""
        for limit in budget_limits(case.problem):
            beyond = 0 if limit.condition.must else limit.beyond(case)
            if beyond:
                one = limit.condition
                units = one.strength * -(-beyond // limit.step)
                facts = _facts(case.problem, limit, beyond)
                yield PenaltyItem(self.id, facts, day=limit.span.first, condition=one.id, units=units, weight=weight)
