"""Breaks inside the shift (H13, H14). For employees only; both look at one person and one shift.

Judged on `shift.working_minutes` (on site less the break) by the `break_rules` of the contract's numbers, longest
first: from 480 working minutes the break is at least 60, from 240 at least 30. A slot of 4 h on site that holds a break
of 30 min has 210 working minutes and needs none.

- H13: every shift but those of exactly 240 working minutes.
- H14: shifts of exactly 240 working minutes, unless `break_waivable_at_4h` (a bill, not law today).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, Participant, Problem, Shift, Site
from scheduler.rules.base import Basis, Finding, Ground, UnaryRule, Violation

FOUR_HOURS = 240


def break_needed(numbers: Parameters, shift: Shift) -> int:
    """The shortest lawful break of an employee on this shift, in minutes; 0 when none is needed."""
    working = shift.working_minutes
    if working == FOUR_HOURS and numbers.break_waivable_at_4h:
        return 0
    return next((rest for least, rest in numbers.break_rules if working >= least), 0)


class Breaks(UnaryRule):
    """H13: an employee's shift holds the lawful break."""

    id = "H13"
    name_ko = "휴게시간"
    name_en = "the lawful break"
    basis = Basis(Ground.LAW, "근로기준법 제54조제1항", "Labor Standards Act art. 54(1)")
    ko = (
        "{person} 님의 {day} {site} 근무는 일하는 시간이 {working:minutes}입니다. "
        "휴게시간이 {needed:minutes} 필요한데 {given:minutes}뿐입니다."
    )
    en = (
        "{person}'s shift at {site} on {day} has {working:minutes} of work and needs a break of {needed:minutes}; "
        "it has {given:minutes}."
    )
    none_ko = (
        "{person} 님의 {day} {site} 근무는 일하는 시간이 {working:minutes}입니다. "
        "휴게시간이 {needed:minutes} 필요한데 들어 있지 않습니다."
    )
    none_en = (
        "{person}'s shift at {site} on {day} has {working:minutes} of work and needs a break of {needed:minutes}; "
        "it has none."
    )
    at_four_hours: ClassVar[bool] = False

    def wording(self, finding: Finding) -> tuple[str, str]:
        """A break that is too short, or none."""
        return (self.ko, self.en) if finding.facts["given"] else (self.none_ko, self.none_en)

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The shift's break is too short for an employee."""
        if (shift.working_minutes == FOUR_HOURS) is not self.at_four_hours:
            return None
        contract = problem.contract_of(person, shift)
        if contract is None or contract.kind is not EmploymentKind.EMPLOYEE:
            return None
        needed = break_needed(problem.parameters_of(contract), shift)
        if shift.break_minutes >= needed:
            return None
        return self._object(
            problem, person, shift, working=shift.working_minutes, needed=needed, given=shift.break_minutes
        )

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Where the break is too short by somebody's numbers."""
        if (shift.working_minutes == FOUR_HOURS) is not self.at_four_hours:
            return False
        every = (problem.parameters, *(one.parameters for one in problem.special))
        return any(shift.break_minutes < break_needed(numbers, shift) for numbers in every)

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of people who are nobody's employees."""
        employed = any(one.kind is EmploymentKind.EMPLOYEE for one in person.contracts)
        return super().barred(problem, person, site, shifts) if employed else ()


class BreakAtFourHours(Breaks):
    """H14: exactly four working hours need the break too, as long as the law does not let it be waived."""

    id = "H14"
    name_ko = "4시간 근무의 휴게시간"
    name_en = "the break in a four-hour shift"
    at_four_hours = True
