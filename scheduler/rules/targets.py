"""Hours close to what the contract wants (S03).

For each contract c of a person with `target_minutes` whose dates meet the period:

    worked    = sum of worked_minutes of the planned shifts with contract_of(person, shift) = c
    deviation = |worked - target_minutes|
    tolerance = target_tolerance_per_week of the contract's numbers * (days of the period that c covers) // 7
    units     = ceil(max(0, deviation - tolerance) / 30)

As rows with an integer u >= 0: 30 u >= worked - target - tolerance and 30 u >= target - tolerance - worked.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.calendar import DAYS_PER_WEEK
from scheduler.problem import Contract, Participant, Problem
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule
from scheduler.rules.words import Facts

STEP = 30
"""Minutes in one unit of S03."""


def covered_days(problem: Problem, contract: Contract) -> int:
    """Days of the period that the contract covers."""
    first, last = max(contract.first, problem.period.first), min(contract.last, problem.period.last)
    return max(0, (last - first).days + 1)


def tolerance(problem: Problem, contract: Contract) -> int:
    """Minutes that the worked time may differ from the target without cost."""
    return problem.parameters_of(contract).target_tolerance_per_week * covered_days(problem, contract) // DAYS_PER_WEEK


def worked_under(case: Case, person: Participant, contract: Contract) -> int:
    """Planned minutes under one contract."""
    contract_of = case.problem.contract_of
    return sum(one.worked_minutes for one in case.shifts(person) if contract_of(person, one) is contract)


class TargetHours(PersonalRule):
    """S03: nobody far above or below the hours agreed."""

    id = "S03"
    name_ko = "계약 시간"
    name_en = "contract hours"
    basis = Basis(Ground.HABIT, "소정근로시간에 가깝게", "hours close to those agreed")
    ko = "{person} 님은 {worked:minutes}을 나갑니다. 목표는 {target:minutes}, 허용 차이는 {tolerance:minutes}입니다."
    en = "{person} works {worked:minutes}; the target is {target:minutes}, give or take {tolerance:minutes}."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each contract that is too far from its target."""
        for contract in person.contracts:
            target = contract.target_minutes
            if target is None or not covered_days(case.problem, contract):
                continue
            worked, free = worked_under(case, person, contract), tolerance(case.problem, contract)
            units = -(-max(0, abs(worked - target) - free) // STEP)
            if units:
                facts: Facts = {"person": person.name, "worked": worked, "target": target, "tolerance": free}
                yield PenaltyItem(self.id, facts, participant=person.id, units=units, weight=weight)
