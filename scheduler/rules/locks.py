"""Cells fixed by hand (H28).

H28: a lock with `works` has its assignment; a lock without never has. The second kind looks at one person and one shift
and so is among the unary objections; the first is judged on the whole roster. A lock does not stand for a person, a
site and days for which the rule is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Lock, Participant, Problem, Shift
from scheduler.rules.base import (
    Basis,
    Case,
    Finding,
    Ground,
    UnaryRule,
    Violation,
    once_per_problem,
    place_of,
)
from scheduler.rules.relaxed import is_relaxed


@once_per_problem
def standing_locks(problem: Problem) -> tuple[Lock, ...]:
    """The locks that hold: those for which the rule is not set aside."""
    return tuple(one for one in problem.locks if not _is_set_aside(problem, one))


def _is_set_aside(problem: Problem, lock: Lock) -> bool:
    shift = problem.shift[lock.shift]
    return is_relaxed(problem, Locked.id, shift.day, shift.day, participant=lock.participant, site=shift.site)


@once_per_problem
def _locked_on(problem: Problem) -> dict[str, tuple[str, ...]]:
    shifts: dict[str, tuple[str, ...]] = {}
    for lock in standing_locks(problem):
        if lock.works:
            shifts[lock.participant] = (*shifts.get(lock.participant, ()), lock.shift)
    return shifts


@once_per_problem
def _locked_off(problem: Problem) -> frozenset[tuple[str, str]]:
    return frozenset((lock.participant, lock.shift) for lock in standing_locks(problem) if not lock.works)


@once_per_problem
def _closed_to_some(problem: Problem) -> frozenset[str]:
    return frozenset(shift for _, shift in _locked_off(problem))


class Locked(UnaryRule):
    """H28: what a coordinator has fixed stays."""

    id = "H28"
    name_ko = "고정"
    name_en = "a locked cell"
    basis = Basis(Ground.HABIT, "담당자가 고정한 배정", "cells locked by the coordinator")
    relaxable = True
    needs_presence = True
    ko = "{person} 님은 {day} {site} {start:clock}~{end:clock} 근무에서 빠지도록 고정되어 있습니다."
    en = "{person} is locked off the shift at {site} on {day}, {start:clock}-{end:clock}."
    on_ko = "{person} 님은 {day} {site} {start:clock}~{end:clock} 근무에 고정되어 있는데 빠져 있습니다."
    on_en = "{person} is locked on the shift at {site} on {day}, {start:clock}-{end:clock}, but is not on it."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Locked off but there, or locked on but missing."""
        return (self.on_ko, self.on_en) if "missing" in finding.facts else (self.ko, self.en)

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The person is locked off the shift."""
        return self._object(problem, person, shift) if (person.id, shift.id) in _locked_off(problem) else None

    def may_speak(self, problem: Problem) -> bool:
        """Only where something is locked."""
        return bool(problem.locks)

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Where somebody is locked off the shift."""
        return shift.id in _closed_to_some(problem)

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Shifts locked off but worked, then shifts locked on but not worked."""
        yield from super().of_person(case, person)
        for name in _locked_on(case.problem).get(person.id, ()):
            shift = case.problem.shift[name]
            if person.id not in case.people_ids(shift):
                facts = {"person": person.name, **place_of(case.problem, shift), "missing": 1}
                yield Violation(self.id, facts, participant=person.id, shift=shift.id, day=shift.day)
