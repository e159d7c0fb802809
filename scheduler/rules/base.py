"""What a rule is.

A hard rule finds violations; a soft rule finds penalty items. Each speaks: it turns what it found into one sentence,
in Korean and English. Rules look at a `Case` (a problem with a roster) and never at one another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from scheduler.problem import Participant, PastShift, Problem, Shift, Site, starts_at
from scheduler.roster import Roster
from scheduler.rules.words import Fact, render


class Ground(StrEnum):
    """What a rule rests on."""

    LAW = "law"
    PROGRAM = "program"
    SITE = "site"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground of a rule and where to read it."""

    ground: Ground
    ko: str
    """Such as 근로기준법 제54조제1항."""
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found about a roster, a person or a shift, with the facts for its sentence."""

    rule: str
    """The rule's name, such as H16."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    participant: str | None = None
    shift: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Violation(Finding):
    """A broken hard rule (제약 위반)."""


@dataclass(frozen=True, slots=True)
class PenaltyItem(Finding):
    """A bent soft rule: how many units, at which weight."""

    units: int = 0
    weight: int = 0

    @property
    def penalty(self) -> int:
        """units times weight."""
        return self.units * self.weight


@dataclass(frozen=True)
class Case:
    """A problem with a roster, as rules look at it."""

    problem: Problem
    roster: Roster

    @cached_property
    def _planned(self) -> dict[str, tuple[Shift, ...]]:
        shift = self.problem.shift
        return {
            person: tuple(sorted((shift[s] for s in ids), key=starts_at))
            for person, ids in self.roster.by_participant.items()
        }

    def shifts(self, person: Participant) -> tuple[Shift, ...]:
        """The person's shifts of the period, by start."""
        return self._planned.get(person.id, ())

    def timeline(self, person: Participant) -> tuple[Shift | PastShift, ...]:
        """The person's past and planned shifts, by start."""
        return tuple(sorted(person.past, key=starts_at)) + self.shifts(person)

    def people(self, shift: Shift) -> tuple[Participant, ...]:
        """Who works the shift, by id."""
        return tuple(self.problem.participant[p] for p in sorted(self.roster.people_on(shift.id)))

    def site(self, shift: Shift) -> Site:
        """The shift's site."""
        return self.problem.site[shift.site]


class Rule(ABC):
    """Common to hard and soft rules."""

    id: ClassVar[str]
    """H01 to H31 and S01 to S16, as docs/problem.md lists them."""
    name_ko: ClassVar[str]
    name_en: ClassVar[str]
    basis: ClassVar[Basis]
    ko: ClassVar[str]
    """The sentence in Korean, with the facts in braces (see `words`)."""
    en: ClassVar[str]

    def sentence(self, finding: Finding, lang: str = "ko") -> str:
        """One sentence that says what was found, with its numbers."""
        return render(self.en if lang == "en" else self.ko, finding.facts, lang)


class HardRule(Rule):
    """A rule that no roster may break. Override `of_person`, `of_shift`, or both."""

    relaxable: ClassVar[bool] = False
    """Whether a coordinator may set it aside with a written reason."""

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Violations that concern one person's own shifts."""
        return iter(())

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """Violations that concern who stands together on one shift."""
        return iter(())


class UnaryRule(HardRule):
    """A hard rule that looks at one person and one shift alone, whatever else is on the roster."""

    @abstractmethod
    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """Why this person may not work this shift, or None."""

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Every shift of the person that meets an objection."""
        for shift in case.shifts(person):
            found = self.objection(case.problem, person, shift)
            if found:
                yield found


class SoftRule(Rule):
    """A rule that costs something when bent."""

    @abstractmethod
    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """Every item that costs something; items of zero units are left out."""
