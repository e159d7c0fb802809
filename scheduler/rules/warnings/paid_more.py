"""Work that is paid more (W04, W05), of employees.

- W04: night minutes (`Problem.night_minutes`) of a person in the period, and the shifts that hold them.
- W05: shifts of a person that start on a public holiday.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import EmploymentKind, Participant, Shift
from scheduler.rules.base import Basis, Case, Finding, Ground
from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.words import Facts


class NightWork(Notice):
    """W04: night minutes are paid half as much again."""

    id = "W04"
    name_ko = "야간 근무"
    name_en = "night work"
    basis = Basis(Ground.LAW, "근로기준법 제56조제3항", "Labor Standards Act art. 56(3)")
    ko = "{person} 님의 야간 시간은 근무 {count}회에 {night:minutes}입니다. 야간 시간에는 {premium}%를 더 줍니다."
    en = "{person} works {night:minutes} at night (shifts: {count}), which are paid {premium} % more."
    bare_ko = "{person} 님의 야간 시간은 근무 {count}회에 {night:minutes}입니다."
    bare_en = "{person} works {night:minutes} at night (shifts: {count})."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """With the premium, or without where none is due (fewer than five employees)."""
        return (self.ko, self.en) if "premium" in finding.facts else (self.bare_ko, self.bare_en)

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every employee with a night minute."""
        numbers = case.problem.parameters
        premium: Facts = {} if numbers.under_five_employees else {"premium": numbers.night_premium}
        for person in case.problem.participants:
            nights = [night for one in employed(case, person) if (night := case.problem.night_minutes(one))]
            if nights:
                facts: Facts = {"person": person.name, "count": len(nights), "night": sum(nights)}
                yield Finding(self.id, facts | premium, participant=person.id)


class HolidayWork(Notice):
    """W05: work on a public holiday."""

    id = "W05"
    name_ko = "공휴일 근무"
    name_en = "work on a public holiday"
    basis = Basis(Ground.LAW, "근로기준법 제55조제2항, 제56조제2항", "Labor Standards Act art. 55(2) and 56(2)")
    ko = "{person} 님은 공휴일에 {count}회 나갑니다. 처음은 {day} {holiday}입니다."
    en = "{person} works on public holidays (shifts: {count}); the first is on {day}, {holiday}."

    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Every employee with a shift on a public holiday."""
        holidays = case.problem.holidays
        for person in case.problem.participants:
            days = [one.day for one in employed(case, person) if one.day in holidays]
            if days:
                facts: Facts = {"person": person.name, "count": len(days), "day": days[0], "holiday": holidays[days[0]]}
                yield Finding(self.id, facts, participant=person.id, day=days[0])


def employed(case: Case, person: Participant) -> Iterator[Shift]:
    """The person's shifts under contracts of employment, by start."""
    for shift in case.shifts(person):
        contract = case.problem.contract_of(person, shift)
        if contract is not None and contract.kind is EmploymentKind.EMPLOYEE:
            yield shift
