"""Late shifts before early ones (S11).

One unit for each day d of the period such that the person starts a shift on d before `early_before`, and had on d - 1 a
shift that ends after `late_after` (after midnight too); past shifts count. The two numbers are those of the shift's
programme. As rows: u >= late(d - 1) + early(d) - 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.parameters import Parameters
from scheduler.problem import Participant, PastShift, Problem, Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule, once_per_problem
from scheduler.rules.known import DAY
from scheduler.rules.words import Facts


def is_late(problem: Problem, shift: Shift | PastShift) -> bool:
    """Whether it ends after `late_after`."""
    return shift.end > _numbers(problem, shift).late_after


def is_early(problem: Problem, shift: Shift | PastShift) -> bool:
    """Whether it starts before `early_before`."""
    return shift.start < _numbers(problem, shift).early_before


def _numbers(problem: Problem, shift: Shift | PastShift) -> Parameters:
    return _at_site(problem).get(shift.site, problem.parameters)


@once_per_problem
def _at_site(problem: Problem) -> dict[str, Parameters]:
    return {site.id: problem.parameters_of_program(site.program) for site in problem.sites}


class Turnaround(PersonalRule):
    """S11: nobody starts early on the day after a late shift."""

    id = "S11"
    name_ko = "늦은 근무 다음 날 이른 근무"
    name_en = "an early shift after a late one"
    basis = Basis(Ground.HABIT, "기관 운영 방침", "house policy")
    ko = (
        "{person} 님은 {before} {late_start:clock}~{late_end:clock} 근무 다음 날인 {day} {start:clock}에 일찍 나갑니다."
    )
    en = "{person} starts early on {day}, at {start:clock}, after {late_start:clock}-{late_end:clock} on {before}."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each such pair of days, told of the latest end and the earliest start."""
        problem = case.problem
        early = {s.day: s for s in reversed(case.shifts(person)) if is_early(problem, s)}
        if not early:
            return
        late = {s.day: s for s in sorted(case.timeline(person), key=_end) if is_late(problem, s)}
        for day in sorted(early):
            before = late.get(day - DAY)
            if before is not None:
                facts: Facts = {
                    "person": person.name, "before": before.day, "late_start": before.start, "late_end": before.end,
                    "day": day, "start": early[day].start,
                }  # fmt: skip
                yield PenaltyItem(self.id, facts, person.id, early[day].id, day, units=1, weight=weight)


def _end(shift: Shift | PastShift) -> int:
    return shift.end
