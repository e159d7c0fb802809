"""No outdoor work in the heat of a summer noon (H24). Looks at one person and one shift.

H24: an outdoor shift shares no minute with [heat_from, heat_until) of a day whose month * 100 + day lies from
`heat_first` to `heat_last`. A shift that goes on after midnight meets the next day's heat too. The rule says nothing on
days on which it is set aside for the person or the site.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.parameters import Parameters
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Ground, UnaryRule, Violation
from scheduler.rules.relaxed import is_relaxed


class SummerHeat(UnaryRule):
    """H24: nobody works outdoors in the hot hours of summer."""

    id = "H24"
    name_ko = "혹서기 야외 활동 제한"
    name_en = "no outdoor work in the summer heat"
    basis = Basis(
        Ground.PROGRAM, "노인일자리 혹서기 운영지침(12~17시 야외 활동 제한)", "programme guide for the summer heat"
    )
    relaxable = True
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무는 야외 근무입니다. 혹서기에는 {from:clock}~{until:clock}에 "
        "야외 활동을 하지 않으므로 {person} 님이 나갈 수 없습니다."
    )
    en = (
        "The shift at {site} on {day}, {start:clock}-{end:clock}, is outdoors: {person} cannot work there "
        "between {from:clock} and {until:clock} in summer."
    )

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """An outdoor shift in the hot hours."""
        if not self.may_object(problem, shift):
            return None
        if is_relaxed(problem, self.id, shift.day, shift.day, participant=person.id, site=shift.site):
            return None
        hours = {"from": problem.parameters.heat_from, "until": problem.parameters.heat_until}
        return self._object(problem, person, shift, **hours)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """To outdoor work in the hot hours."""
        return shift.outdoor and in_the_heat(problem.parameters, shift)


def in_the_heat(numbers: Parameters, shift: Shift) -> bool:
    """Whether a minute of the shift lies in the hot hours of a summer day."""
    for later in range((shift.end - 1) // MINUTES_PER_DAY + 1):
        day = shift.day + timedelta(days=later)
        if numbers.heat_first <= day.month * 100 + day.day <= numbers.heat_last:
            noon = later * MINUTES_PER_DAY
            if max(numbers.heat_from + noon, shift.start) < min(numbers.heat_until + noon, shift.end):
                return True
    return False
