"""What ends soon, and what begins with time (W06, W08, W09), of those who work in the period.

"Soon" is from the first day of the period to `ends_soon_days` after its last.

- W06: a certificate whose last day lies there.
- W08: a short-time employee's unbroken employment reaches `insured_after_months` months within the period. The months
  are counted from the first day; 30 November and three months are 28 (or 29) February.
- W09: the last of the person's contracts ends there, and is not `renewed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.calendar import Month, Period
from scheduler.problem import EmploymentKind, Problem
from scheduler.rules.base import Basis, Case, Finding, Ground
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.words import Facts


def soon(problem: Problem) -> Period:
    """The days whose ends are told."""
    return Period(problem.period.first, problem.period.last + timedelta(days=problem.parameters.ends_soon_days))


class CredentialEnds(Notice):
    """W06: a certificate has to be renewed."""

    id = "W06"
    name_ko = "곧 끝나는 보건증·자격"
    name_en = "certificates that end soon"
    basis = Basis(
        Ground.LAW,
        "식품위생법 제40조, 학교급식법 시행규칙 제6조",
        "Food Sanitation Act art. 40; School Meals Act Enforcement Rule art. 6",
    )
    ko = "{person} 님의 {kind:credential}: {day}에 끝납니다."
    en = "{person}: the {kind:credential} ends on {day}."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every such certificate of those who work."""
        days = soon(case.problem)
        for person in case.problem.participants:
            for held in person.credentials if case.shifts(person) else ():
                if held.valid_until is not None and held.valid_until in days:
                    facts: Facts = {"person": person.name, "kind": held.kind, "day": held.valid_until}
                    yield Finding(self.id, facts, participant=person.id, day=held.valid_until)


class EmploymentInsurance(Notice):
    """W08: after three months of continuous work short-time employees are in employment insurance too."""

    id = "W08"
    name_ko = "계속 근무 3개월"
    name_en = "three months of continuous work"
    basis = Basis(Ground.LAW, "고용보험법 시행령 제3조", "Employment Insurance Act Decree art. 3")
    ko = "{person} 님은 {day}에 계속 근무 {months}개월이 됩니다. 고용보험 가입 대상인지 확인해야 합니다."
    en = "{person} has worked for {months} months on {day}: see whether employment insurance applies."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every short-time employee whose months are full in the period."""
        for person in case.problem.participants:
            since = (seen.employed_since or {}).get(person.id)
            if since is None or not case.shifts(person):
                continue
            full = months_after(since, seen.insured_after_months)
            short = any(one.kind is EmploymentKind.EMPLOYEE and one.short_time for one in person.contracts)
            if short and full in case.problem.period:
                facts: Facts = {"person": person.name, "day": full, "months": seen.insured_after_months}
                yield Finding(self.id, facts, participant=person.id, day=full)


class ContractEnds(Notice):
    """W09: somebody's contract ends."""

    id = "W09"
    name_ko = "곧 끝나는 계약"
    name_en = "contracts that end soon"
    basis = Basis(Ground.LAW, "근로기준법 제17조", "Labor Standards Act art. 17")
    ko = "{person} 님의 계약이 {day}에 끝납니다."
    en = "{person}: the contract ends on {day}."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Everyone who works and whose last contract ends soon."""
        days = soon(case.problem)
        for person in case.problem.participants:
            last = max(one.last for one in person.contracts)
            if last in days and person.id not in seen.renewed and case.shifts(person):
                yield Finding(self.id, {"person": person.name, "day": last}, participant=person.id, day=last)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    month = Month.of(day).plus(months)
    return min(month.last, month.first + timedelta(days=day.day - 1))
