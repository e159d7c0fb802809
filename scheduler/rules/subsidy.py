"""One subsidised job at a time (H30). Looks at one person and one shift.

H30: of two contracts of a person with different programmes that are both `subsidized`, the one that began later (of
those that began on one day, the later in the list) gives way: no shift under it on a day that the other covers too.
Which contract a shift is under is the question of `contract_of`. A contract with the same programme is no other job,
and a programme that is not subsidised, such as job placement, stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scheduler.problem import Contract, Participant, Problem, Shift, Site
from scheduler.rules.base import Basis, Ground, UnaryRule, Violation, once_per_problem


class OneSubsidy(UnaryRule):
    """H30: nobody has two subsidised jobs on one day."""

    id = "H30"
    name_ko = "재정지원 일자리 중복"
    name_en = "one subsidised job at a time"
    basis = Basis(
        Ground.PROGRAM, "노인일자리사업 참여 제외 기준(재정지원 일자리 중복 참여)", "programme guide: one job"
    )
    ko = (
        "{person} 님은 {day}에 ‘{other}’ 사업단에도 계약되어 있습니다. "
        "재정지원 일자리는 한 번에 하나만 할 수 있어 {site} 근무에 나갈 수 없습니다."
    )
    en = (
        "{person} is under contract with {other} on {day} too; "
        "only one subsidised job is allowed at a time, so no shift at {site}."
    )

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """A shift under the later of two contracts."""
        rivals = _rivals(problem).get(person.id)
        if rivals is None:
            return None
        own = problem.contract_of(person, shift)
        for later, earlier in rivals:
            if own is later and _covers(earlier, shift.day):
                return self._object(problem, person, shift, other=problem.program[earlier.program].name)
        return None

    def may_speak(self, problem: Problem) -> bool:
        """Only where two contracts of somebody collide."""
        return bool(_rivals(problem))

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of people whose contracts do not collide."""
        return super().barred(problem, person, site, shifts) if person.id in _rivals(problem) else ()


def _covers(contract: Contract, day: date) -> bool:
    return contract.first <= day <= contract.last


@once_per_problem
def _rivals(problem: Problem) -> dict[str, tuple[tuple[Contract, Contract], ...]]:
    """By participant the pairs of contracts that collide, (the one that gives way, the other); mostly empty."""
    found = {person.id: tuple(_pairs(problem, person)) for person in problem.participants if len(person.contracts) > 1}
    return {name: pairs for name, pairs in found.items() if pairs}


def _pairs(problem: Problem, person: Participant) -> Iterator[tuple[Contract, Contract]]:
    subsidized = [one for one in person.contracts if problem.program[one.program].subsidized]
    # Sorting is stable, so of those that began on one day the later in the list gives way.
    in_turn = sorted(subsidized, key=lambda one: one.first)
    for place, later in enumerate(in_turn):
        for earlier in in_turn[:place]:
            if earlier.program != later.program and later.first <= earlier.last:
                yield later, earlier
