"""Shifts that cost wage premiums (S16).

For each planned shift of a person under an employee contract c, with the numbers of c (`Problem.parameters_of`), unless
`under_five_employees` says that the workplace pays no premiums (근로기준법 art. 11):

    night   = min(minutes of the shift in the night, worked minutes)                                     art. 56(3)
    holiday = worked minutes, where the shift starts on a public holiday and c is not `short_time`       art. 56(2)
    units   = ceil((night * night_premium + holiday * holiday_premium) / (60 * 100))

so one unit is a begun hour's wage paid on top: a night of eight hours at 50 % is four units. Public holidays are no
paid holidays for short-time employees (art. 18(3), 55(2)), whose work on them carries no premium; work at night does.
The break is taken to lie outside the night as far as it can. As rows: units * x(p, s), nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import EmploymentKind, Participant, Problem, Shift
from scheduler.rules.base import Basis, Case, Finding, Ground, PenaltyItem, PersonalRule, once_per_problem, place_of
from scheduler.rules.words import Facts

UNIT = 60 * 100
"""Minutes times per cent in one unit of S16."""


def premium(problem: Problem, person: Participant, shift: Shift) -> tuple[int, int, int]:
    """Night minutes and holiday minutes that carry a premium, and the units they make."""
    if shift.day not in problem.holidays and not _may_be_at_night(problem, shift):
        return 0, 0, 0
    known, key = _known(problem), (person.id, shift.id)
    found = known.get(key)
    if found is None:
        found = known[key] = _premium(problem, person, shift)
    return found


@once_per_problem
def _known(problem: Problem) -> dict[tuple[str, str], tuple[int, int, int]]:
    """What was worked out already; every roster of the problem asks for the same pairs."""
    return {}


def _may_be_at_night(problem: Problem, shift: Shift) -> bool:
    """Whether some of it lies in the night by anybody's contract."""
    dawn, dusk = _daytime(problem)
    return shift.start < dawn or shift.end > dusk


@once_per_problem
def _daytime(problem: Problem) -> tuple[int, int]:
    """From when to when it is night by nobody's contract."""
    numbers = [problem.parameters, *(one.parameters for one in problem.special)]
    return max(one.night_until for one in numbers), min(one.night_from for one in numbers)


def _premium(problem: Problem, person: Participant, shift: Shift) -> tuple[int, int, int]:
    contract = problem.contract_of(person, shift)
    if contract is None or contract.kind is not EmploymentKind.EMPLOYEE:
        return 0, 0, 0
    numbers = problem.parameters_of(contract)
    if numbers.under_five_employees:
        return 0, 0, 0
    night = min(problem.night_minutes(shift, numbers), shift.worked_minutes)
    holiday = shift.worked_minutes if shift.day in problem.holidays and not contract.short_time else 0
    return night, holiday, -(-(night * numbers.night_premium + holiday * numbers.holiday_premium) // UNIT)


class Premiums(PersonalRule):
    """S16: few minutes that are paid with a premium."""

    id = "S16"
    name_ko = "야간·휴일 가산"
    name_en = "night and holiday premiums"
    basis = Basis(Ground.LAW, "근로기준법 제56조제2항·제3항", "Labor Standards Act art. 56(2), (3)")
    ko = (
        "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무에는 가산수당이 붙습니다: "
        "야간 {night:minutes}, 휴일 {holiday:minutes}입니다."
    )
    en = (
        "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, carries a premium: "
        "{night:minutes} at night, {holiday:minutes} on a holiday."
    )
    night_ko = (
        "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무에는 가산수당이 붙습니다: 야간 {night:minutes}입니다."
    )
    night_en = (
        "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, carries a premium: {night:minutes} at night."
    )
    holiday_ko = (
        "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무에는 가산수당이 붙습니다: "
        "휴일 {holiday:minutes}입니다."
    )
    holiday_en = (
        "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, carries a premium: "
        "{holiday:minutes} on a holiday."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """At night, on a holiday, or both."""
        if not finding.facts["holiday"]:
            return self.night_ko, self.night_en
        return (self.ko, self.en) if finding.facts["night"] else (self.holiday_ko, self.holiday_en)

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each shift that carries a premium."""
        for shift in case.shifts(person):
            night, holiday, units = premium(case.problem, person, shift)
            if units:
                where = place_of(case.problem, shift)
                facts: Facts = {"person": person.name, **where, "night": night, "holiday": holiday}
                yield PenaltyItem(
                    self.id, facts, participant=person.id, shift=shift.id, day=shift.day, units=units, weight=weight
                )
