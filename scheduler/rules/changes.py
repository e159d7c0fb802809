"""After publishing: as few changes as possible (S15).

S15, when a roster has been published: 1 unit for each pair of a participant and a shift that is in the roster and not
in the published one, or the other way round. Nothing before the first publishing.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Participant, Problem
from scheduler.rules.base import Basis, Case, Finding, Ground, PenaltyItem, PersonalRule, once_per_problem, place_of


@once_per_problem
def _published(problem: Problem) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person, shift in problem.published or ():
        found.setdefault(person, set()).add(shift)
    return {person: frozenset(shifts) for person, shifts in found.items()}


def published_shifts(problem: Problem, person: str) -> frozenset[str]:
    """Ids of the shifts that the person has in the published roster."""
    return _published(problem).get(person, frozenset())


class Changes(PersonalRule):
    """S15: what people have in hand stays as it is."""

    id = "S15"
    name_ko = "게시한 근무표에서 바뀐 배정"
    name_en = "changes to the published roster"
    basis = Basis(Ground.HABIT, "이미 게시한 근무표", "the roster that people have in hand")
    ko = "게시한 근무표에 있던 {person} 님의 {day} {site} {start:clock}~{end:clock} 근무가 빠졌습니다."
    en = "{person}'s published shift at {site} on {day}, {start:clock}-{end:clock}, is gone."
    new_ko = "게시한 근무표에 없던 {person} 님의 {day} {site} {start:clock}~{end:clock} 근무가 새로 생겼습니다."
    new_en = "{person} has a new shift at {site} on {day}, {start:clock}-{end:clock}, that was not published."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Gone, or new."""
        return (self.new_ko, self.new_en) if "new" in finding.facts else (self.ko, self.en)

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each shift that is gone or new, by day."""
        problem = case.problem
        if problem.published is None:
            return
        known = published_shifts(problem, person.id)
        there = {shift.id for shift in case.shifts(person)}
        changed = sorted((problem.shift[one] for one in known ^ there), key=lambda one: (one.day, one.start, one.id))
        for shift in changed:
            facts = {"person": person.name, **place_of(problem, shift)} | ({} if shift.id in known else {"new": 1})
            yield PenaltyItem(
                self.id, facts, participant=person.id, shift=shift.id, day=shift.day, units=1, weight=weight
            )
