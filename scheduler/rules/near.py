"""Preferred and near sites (S08).

S08: for a person with `preferred_sites`, each shift at another site costs 1 unit; events, to which people are sent, do
not.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Basis, Case, Ground, PenaltyItem, PersonalRule, place_of


def is_far(person: Participant, shift: Shift) -> bool:
    """Whether the shift is at none of the sites that the person prefers; never for those who prefer none."""
    return bool(person.preferred_sites) and shift.site not in person.preferred_sites and not shift.event


class Near(PersonalRule):
    """S08: people work at the sites that they prefer, or that are near."""

    id = "S08"
    name_ko = "선호 근무지"
    name_en = "the preferred or near site"
    basis = Basis(Ground.HABIT, "참여자가 선호하거나 가까운 근무지", "sites the participant prefers or lives near")
    ko = "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무는 선호하는 근무지가 아닙니다."
    en = "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, is not at a preferred site."

    def may_speak(self, problem: Problem) -> bool:
        """Only where somebody prefers a site."""
        return any(person.preferred_sites for person in problem.participants)

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each shift at another site."""
        for shift in case.shifts(person) if person.preferred_sites else ():
            if is_far(person, shift):
                facts = {"person": person.name, **place_of(case.problem, shift)}
                yield PenaltyItem(
                    self.id, facts, participant=person.id, shift=shift.id, day=shift.day, units=1, weight=weight
                )
