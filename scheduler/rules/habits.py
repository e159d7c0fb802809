"""The usual weekday and slot (S06).

S06: for a person with `usual` entries, each planned shift whose (weekday, template) is not among them costs 1 unit;
events, to which people are sent, do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.problem import Participant, Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule, place_of


def unusual(person: Participant, shifts: Iterable[Shift]) -> list[Shift]:
    """Those of the shifts that differ from all that the person usually works; none for whoever has no usual pattern."""
    usual = {(one.weekday, one.template) for one in person.usual}
    if not usual:
        return []
    return [one for one in shifts if not one.event and (one.day.weekday(), one.template) not in usual]


class Habits(PersonalRule):
    """S06: people work when they usually do."""

    id = "S06"
    name_ko = "평소 요일·시간대"
    name_en = "the usual weekday and slot"
    basis = Basis(Ground.HABIT, "평소 나오던 요일·시간대", "the weekday and slot people are used to")
    ko = "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무는 평소 나오던 요일·시간대와 다릅니다."
    en = "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, differs from the usual weekday and slot."

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each unusual shift."""
        for shift in unusual(person, case.shifts(person)):
            facts = {"person": person.name, **place_of(case.problem, shift)}
            yield PenaltyItem(
                self.id, facts, participant=person.id, shift=shift.id, day=shift.day, units=1, weight=weight
            )
