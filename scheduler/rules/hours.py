"""Hour caps by day, week, four weeks and month, by contract and by law (H08 to H12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scheduler.calendar import Period
from scheduler.problem import Contract, EmploymentKind, Participant, PastShift, Shift
from scheduler.rules.base import Basis, Case, Ground, HardRule, Violation


def minutes_in(case: Case, person: Participant, span: Period, contract: Contract | None = None) -> int:
    """Worked minutes of past and planned shifts that start in the span, of one contract only when it is given."""
    return sum(
        shift.worked_minutes
        for shift in case.timeline(person)
        if shift.day in span and (contract is None or _belongs(case, contract, shift))
    )


def _belongs(case: Case, contract: Contract, shift: Shift | PastShift) -> bool:
    site = case.problem.site.get(shift.site)
    return site is None or site.program == contract.program


class _Cap(HardRule):
    """Shared shape: some spans of days, a cap for each, minutes that may exceed it."""

    ko = "{person} 님은 {first}부터 {last}까지 {used:minutes}을 나갑니다. 한도는 {cap:minutes}입니다."
    en = "{person} works {used:minutes} from {first} to {last}; the cap is {cap:minutes}."

    def spans(self, case: Case, contract: Contract) -> Iterator[tuple[Period, int]]:
        """Spans with their caps under one contract."""
        raise NotImplementedError

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Every span whose minutes exceed its cap."""
        for contract in person.contracts:
            for span, cap in self.spans(case, contract):
                used = minutes_in(case, person, span, contract)
                if used > cap:
                    yield self._violation(person, span, used, cap)

    def _violation(self, person: Participant, span: Period, used: int, cap: int) -> Violation:
        facts: dict[str, str | int | date] = {
            "person": person.name, "first": span.first, "last": span.last, "used": used, "cap": cap,
        }  # fmt: skip
        return Violation(self.id, facts, participant=person.id, day=span.first)


class FourWeekCap(_Cap):
    """H08: a short-time employee stays under 15 hours a week, averaged over every four weeks."""

    id = "H08"
    name_ko = "4주 평균 주 15시간 미만"
    name_en = "under 15 hours a week over four weeks"
    basis = Basis(Ground.LAW, "근로기준법 제18조제3항", "Labor Standards Act art. 18(3)")

    def spans(self, case: Case, contract: Contract) -> Iterator[tuple[Period, int]]:
        """Every four weeks that end in the period, last month's weeks included."""
        cap = contract.max_minutes_per_four_weeks
        if contract.kind is EmploymentKind.EMPLOYEE and contract.short_time and cap is not None:
            for span in case.problem.period.four_weeks_ending_inside():
                yield span, cap
