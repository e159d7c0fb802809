"""Days on which a site is closed (H23). Looks at the shift alone.

H23: `shift.day` is not in `site.closed` (school calendar, holiday policy, discretionary closing). Trainings and
meetings (`shift.event`) are exempt: schools hold them in vacations.
"""

from __future__ import annotations

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Ground, UnaryRule, Violation


class Closed(UnaryRule):
    """H23: nobody works where and when it is closed."""

    id = "H23"
    name_ko = "휴점·휴교일"
    name_en = "the site being closed"
    basis = Basis(Ground.SITE, "학사일정·근무지 휴무일", "school calendar, closing days of the site")
    ko = "{day}에는 근무지 {site}의 문을 열지 않아 {person} 님이 나갈 수 없습니다."
    en = "{site} is closed on {day}, so {person} cannot work there."

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The site is closed on the shift's day."""
        return self._object(problem, person, shift) if self.may_object(problem, shift) else None

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """To everybody, on a day on which the site is closed."""
        return shift.day in problem.site[shift.site].closed and not shift.event
