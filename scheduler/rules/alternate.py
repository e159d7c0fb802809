"""Work on two days running (S12).

For each participant who `prefers_alternate`: one unit for each day d of the period such that the person starts a shift
on d and on d - 1; past days count. As rows: u >= on(d - 1) + on(d) - 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.conditions import EVERY_SHIFT
from scheduler.problem import Participant
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule
from scheduler.rules.known import DAY, worked_days
from scheduler.rules.words import Facts


class AlternateDays(PersonalRule):
    """S12: who prefers every other day does not work on two days running."""

    id = "S12"
    name_ko = "하루걸러 근무"
    name_en = "work on every other day"
    basis = Basis(Ground.HABIT, "참여자의 희망", "what the participant prefers")
    ko = "{person} 님은 하루걸러 나가기를 바라지만 {before}부터 {day}까지 이틀을 잇달아 나갑니다."
    en = "{person} prefers every other day, but works on both {before} and {day}."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each second day."""
        worked = worked_days(case, person, EVERY_SHIFT) if person.prefers_alternate else set()
        for day in sorted(worked):
            if day >= case.problem.period.first and day - DAY in worked:
                facts: Facts = {"person": person.name, "before": day - DAY, "day": day}
                yield PenaltyItem(self.id, facts, person.id, day=day, units=1, weight=weight)
