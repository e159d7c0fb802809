"""What the rules about conditions share: one kind of condition, one pair of rules, hard and soft.

A family says what a condition misses, `misses_of_person` or `misses_of_shift`, and is then registered twice: as a rule
of the conditions that must hold and as one of those that should.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from scheduler.conditions import Condition
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import (
    Basis,
    Case,
    Ground,
    HardRule,
    PenaltyItem,
    PersonalRule,
    Rule,
    ShiftRule,
    Violation,
    once_per_problem,
)
from scheduler.rules.seats import is_ordinary
from scheduler.rules.which import fitting
from scheduler.rules.words import Facts

AGREED = Basis(Ground.HABIT, "기관에서 정한 조건", "a condition set by the club")


@dataclass(frozen=True, slots=True)
class Miss:
    """By how much a condition is missed, and the facts for the sentence."""

    units: int
    """At least 1."""
    facts: Facts
    participant: str | None = None
    shift: str | None = None
    day: date | None = None


@once_per_problem
def _by_kind(problem: Problem) -> dict[tuple[str, bool], tuple[Condition, ...]]:
    conditions = problem.conditions
    return {
        (kind, must): tuple(one for one in getattr(conditions, kind) if one.must is must)
        for kind in type(conditions).__dataclass_fields__
        for must in (True, False)
    }


@once_per_problem
def _by_person(problem: Problem) -> dict[tuple[str, bool], dict[str, tuple[Condition, ...]]]:
    """By kind, as far as asked for already, and person."""
    return {}


def _about_each(problem: Problem, conditions: tuple[Condition, ...]) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, list[Condition]] = {}
    for one in conditions:
        for person in one.people if one.people is not None else problem.participant:
            found.setdefault(person, []).append(one)
    return {person: tuple(some) for person, some in found.items()}


def conditions_of(problem: Problem, kind: str, must: bool) -> tuple[Any, ...]:
    """The conditions of a kind (a field of `Conditions`), hard ones or soft ones, in the order given."""
    return _by_kind(problem)[kind, must]


def conditions_about(problem: Problem, kind: str, must: bool, participant: str) -> tuple[Any, ...]:
    """The same, only those about one participant."""
    known, key = _by_person(problem), (kind, must)
    found = known.get(key)
    if found is None:
        found = known[key] = _about_each(problem, _by_kind(problem)[key])
    return found.get(participant, ())


@once_per_problem
def _by_shift(problem: Problem) -> dict[tuple[str, bool], dict[str, tuple[Condition, ...]]]:
    """By kind, as far as asked for already, and shift."""
    return {}


def _meant_by_each(problem: Problem, conditions: tuple[Condition, ...]) -> dict[str, tuple[Condition, ...]]:
    ordinary = frozenset(shift.id for shift in problem.shifts if is_ordinary(shift))
    found: dict[str, list[Condition]] = {}
    for one in conditions:
        for shift in fitting(problem, one.which) & ordinary:
            found.setdefault(shift, []).append(one)
    return {shift: tuple(some) for shift, some in found.items()}


def conditions_on(problem: Problem, kind: str, must: bool, shift: Shift) -> tuple[Any, ...]:
    """The same, only those that mean a shift; none on external shifts and events, to which people are sent."""
    known, key = _by_shift(problem), (kind, must)
    found = known.get(key)
    if found is None:
        found = known[key] = _meant_by_each(problem, _by_kind(problem)[key])
    return found.get(shift.id, ())


class ConditionRule(Rule):
    """A rule about one kind of condition."""

    kind: ClassVar[str]
    """The field of `Conditions`."""
    basis = AGREED

    def may_speak(self, problem: Problem) -> bool:
        """Only where there is such a condition."""
        return bool(conditions_of(problem, self.kind, isinstance(self, HardRule)))


class PersonalCondition(ConditionRule):
    """A kind of condition that looks at one person's own shifts."""

    @abstractmethod
    def misses_of_person(self, case: Case, one: Any, person: Participant) -> Iterator[Miss]:
        """Everything that the person's shifts miss of the condition."""


class ShiftCondition(ConditionRule):
    """A kind of condition that looks at who stands on one ordinary shift, neither external nor an event."""

    def conditions_for(self, case: Case, shift: Shift, must: bool) -> tuple[Any, ...]:
        """The conditions that could be missed there."""
        return conditions_on(case.problem, self.kind, must, shift)

    @abstractmethod
    def misses_of_shift(self, case: Case, one: Any, shift: Shift) -> Iterator[Miss]:
        """Everything that the people on the shift miss of the condition."""


class MustOfPerson(PersonalCondition, HardRule):
    """Hard conditions about one person's shifts. Taking someone off a shift can break a least."""

    relaxable = True
    needs_presence = True

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """One violation for each miss."""
        for one in conditions_about(case.problem, self.kind, True, person.id):
            for miss in self.misses_of_person(case, one, person):
                yield _broken(self.id, one, miss)


class ShouldOfPerson(PersonalCondition, PersonalRule):
    """Soft conditions about one person's shifts."""

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each miss: its units times the condition's strength."""
        for one in conditions_about(case.problem, self.kind, False, person.id):
            for miss in self.misses_of_person(case, one, person):
                yield _bent(self.id, one, miss, weight)


class MustOfShift(ShiftCondition, HardRule):
    """Hard conditions about who stands on a shift."""

    relaxable = True
    needs_presence = True

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """One violation for each miss."""
        for one in self.conditions_for(case, shift, True):
            for miss in self.misses_of_shift(case, one, shift):
                yield _broken(self.id, one, miss)


class ShouldOfShift(ShiftCondition, ShiftRule):
    """Soft conditions about who stands on a shift."""

    def of_shift(self, case: Case, shift: Shift, weight: int) -> Iterator[PenaltyItem]:
        """One item for each miss: its units times the condition's strength."""
        for one in self.conditions_for(case, shift, False):
            for miss in self.misses_of_shift(case, one, shift):
                yield _bent(self.id, one, miss, weight)


def _broken(rule: str, one: Condition, miss: Miss) -> Violation:
    return Violation(rule, miss.facts, miss.participant, miss.shift, miss.day, one.id, by=miss.units)


def _bent(rule: str, one: Condition, miss: Miss, weight: int) -> PenaltyItem:
    return PenaltyItem(
        rule, miss.facts, miss.participant, miss.shift, miss.day, one.id, units=miss.units * one.strength, weight=weight
    )
