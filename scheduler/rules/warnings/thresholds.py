"""Hours near a threshold, or away from the contract (W01, W02, W03), of those who work in the period.

- W01: of the four-week limits (H08) of a person the tightest, the one with the least left, when
  `near_four_weeks` <= minutes in it <= cap. Above the cap it is a violation and told as such.
- W02: the same for the month (H10) of employees, from `near_month`.
- W03: for a contract that covers the whole period and the calendar month before, whose shifts the history holds: the
  worked minutes differ from contract_minutes_per_week * days // 7, by more than target_tolerance_per_week * days // 7
  and to the same side, in both. Past shifts at unknown sites count. Nothing is told of someone without past shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scheduler.calendar import DAYS_PER_WEEK, Month, Period
from scheduler.problem import Contract, EmploymentKind, Participant, PastShift, Problem, history_begins
from scheduler.rules.base import Basis, Case, Finding, Ground
from scheduler.rules.hours import FourWeekCap, Limit, MonthCap
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.words import Facts


class _Filled(NamedTuple):
    limit: Limit
    used: int


def _tightest(case: Case, person: Participant, limits: Iterable[Limit]) -> _Filled | None:
    shifts = case.shifts(person)
    filled = [
        _Filled(one, one.past + sum(shift.worked_minutes for shift in shifts if one.counts(case.problem, shift)))
        for one in limits
    ]
    return min(filled, key=lambda one: one.limit.cap - one.used, default=None)


class NearFifteenHours(Notice):
    """W01: near the 15 hours a week from which weekly paid rest and annual leave are due."""

    id = "W01"
    name_ko = "주 15시간에 가까움"
    name_en = "near 15 hours a week"
    basis = Basis(Ground.LAW, "근로기준법 제18조제3항", "Labor Standards Act art. 18(3)")
    ko = "{person} 님은 4주 동안 {used:minutes}을 나가 주 평균 15시간에 가깝습니다."
    en = "{person} works {used:minutes} in four weeks, near the average of 15 hours a week."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Everyone whose tightest four weeks are near the cap."""
        for person in _working(case):
            one = _tightest(case, person, FourWeekCap().limits(case.problem, person))
            if one and case.problem.parameters.near_four_weeks <= one.used <= one.limit.cap:
                yield Finding(self.id, {"person": person.name, "used": one.used}, participant=person.id)


class NearSixtyHours(Notice):
    """W02: near the 60 hours a month from which social insurance begins."""

    id = "W02"
    name_ko = "월 60시간에 가까움"
    name_en = "near 60 hours a month"
    basis = Basis(Ground.LAW, "국민건강보험법 시행령 제9조", "National Health Insurance Act Decree art. 9")
    ko = "{person} 님은 이달 {used:minutes}을 나가 월 60시간에 가깝습니다."
    en = "{person} works {used:minutes} in the month, near 60 hours."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every employee whose tightest month is near the cap."""
        for person in _working(case):
            employed = {one.program for one in person.contracts if one.kind is EmploymentKind.EMPLOYEE}
            limits = [one for one in MonthCap().limits(case.problem, person) if one.programs & employed]
            one = _tightest(case, person, limits)
            if one and case.problem.parameters.near_month <= one.used <= one.limit.cap:
                yield Finding(self.id, {"person": person.name, "used": one.used}, participant=person.id)


class OffContract(Notice):
    """W03: a roster that keeps differing from the contract is read as the true contract."""

    id = "W03"
    name_ko = "계약 시간과 다른 근무표"
    name_en = "a roster that differs from the contract"
    basis = Basis(Ground.LAW, "근로기준법 제18조제3항(소정근로시간)", "Labor Standards Act art. 18(3), agreed hours")
    ko = "{person} 님은 두 달째 계약 시간보다 더 나갑니다. 지난달 {before:minutes}, 이달 {now:minutes}이 많습니다."
    en = "{person} works more than the contract for two months: by {before:minutes} last month, {now:minutes} now."
    less_ko = "{person} 님은 두 달째 계약 시간보다 덜 나갑니다. 지난달 {before:minutes}, 이달 {now:minutes}이 적습니다."
    less_en = "{person} works less than the contract for two months: by {before:minutes} last month, {now:minutes} now."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """More, or less."""
        return (self.less_ko, self.less_en) if "less" in finding.facts else (self.ko, self.en)

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every contract that the roster leaves to the same side twice."""
        period = case.problem.period
        before = Month.of(period.first).previous().period
        for person in case.problem.participants:
            if not person.past or before.first < history_begins(period):
                continue
            for contract in person.contracts:
                if contract.contract_minutes_per_week is None or not _covers(contract, before, period):
                    continue
                now = _away(case.problem, contract, period, _planned(case, person, contract))
                then = _away(case.problem, contract, before, _past(case.problem, person, contract, before))
                if now * then > 0:
                    facts: Facts = {"person": person.name, "before": abs(then), "now": abs(now)}
                    yield Finding(self.id, facts | ({"less": 1} if now < 0 else {}), participant=person.id)


def _working(case: Case) -> Iterator[Participant]:
    return (person for person in case.problem.participants if case.shifts(person))


def _covers(contract: Contract, first: Period, last: Period) -> bool:
    return contract.first <= first.first and last.last <= contract.last


def _planned(case: Case, person: Participant, contract: Contract) -> int:
    contract_of = case.problem.contract_of
    return sum(one.worked_minutes for one in case.shifts(person) if contract_of(person, one) is contract)


def _past(problem: Problem, person: Participant, contract: Contract, span: Period) -> int:
    def counts(shift: PastShift) -> bool:
        site = problem.site.get(shift.site)
        return shift.day in span and (site is None or site.program == contract.program)

    return sum(shift.worked_minutes for shift in person.past if counts(shift))


def _away(problem: Problem, contract: Contract, span: Period, worked: int) -> int:
    """Minutes above the agreed ones, negative below them; 0 within the tolerance."""
    agreed = (contract.contract_minutes_per_week or 0) * len(span) // DAYS_PER_WEEK
    free = problem.parameters_of(contract).target_tolerance_per_week * len(span) // DAYS_PER_WEEK
    return 0 if abs(worked - agreed) <= free else worked - agreed
