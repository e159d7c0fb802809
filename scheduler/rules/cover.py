"""Nobody alone for so long that the break cannot be taken (S09).

S09: for each ordinary shift s with places for two at least (`most_staff` >= 2): 1 unit when exactly one person works s
and this person is covered by the law on breaks there: c(p, s) is an employee's contract and working(s) >=
`single_cover_minutes` of that contract's parameters. A shift with one place is left alone: nobody could join.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.enums import EmploymentKind
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, ShiftRule, place_of
from scheduler.rules.seats import is_ordinary


def has_company(shift: Shift) -> bool:
    """Whether S09 judges the shift: a second person could be there."""
    return is_ordinary(shift) and shift.most_staff > 1


def needs_relief(problem: Problem, person: Participant, shift: Shift) -> bool:
    """Whether the person, alone on this shift, could not take the break that an employee must have."""
    contract = problem.contract_of(person, shift)
    return (
        contract is not None
        and contract.kind is EmploymentKind.EMPLOYEE
        and shift.working_minutes >= problem.parameters_of(contract).single_cover_minutes
    )


class Cover(ShiftRule):
    """S09: someone is there to cover the break of a long shift."""

    id = "S09"
    name_ko = "긴 시간 혼자 근무"
    name_en = "working alone for long"
    basis = Basis(
        Ground.LAW, "근로기준법 제54조제1항(혼자서는 휴게시간을 쓰기 어려움)", "Labour Standards Act art. 54(1)"
    )
    ko = "{person} 님이 {day} {site} {start:clock}~{end:clock} 근무를 혼자 해서 휴게시간을 쓰기 어렵습니다."
    en = "{person} is alone at {site} on {day}, {start:clock}-{end:clock}, and can hardly take the break."

    def of_shift(self, case: Case, shift: Shift, weight: int) -> Iterator[PenaltyItem]:
        """One unit when one employee is alone on a long shift."""
        if shift.most_staff < 2 or len(case.people_ids(shift)) != 1 or not has_company(shift):
            return
        (person,) = case.people(shift)
        if needs_relief(case.problem, person, shift):
            facts = {"person": person.name, **place_of(case.problem, shift)}
            yield PenaltyItem(
                self.id, facts, participant=person.id, shift=shift.id, day=shift.day, units=1, weight=weight
            )
