"""What a rule is.

A hard rule finds violations; a soft rule finds penalty items. Each speaks: it turns what it found into one sentence,
in Korean and English. Rules look at a `Case` (a problem with a roster) and never at one another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from scheduler import enums
from scheduler.problem import Participant, Problem, Shift, Site
from scheduler.rules.case import Case, by_start, histories, once_per_problem
from scheduler.rules.words import Fact, render

__all__ = [
    "Basis",
    "Case",
    "Finding",
    "Ground",
    "HardRule",
    "PenaltyItem",
    "PersonalRule",
    "Rule",
    "ShiftRule",
    "SoftRule",
    "UnaryRule",
    "Violation",
    "by_start",
    "histories",
    "newly",
    "once_per_problem",
    "place_of",
    "site_name",
]

Ground = enums.Ground


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
    condition: str | None = None
    """Id of the condition that asks for it, of rules about conditions."""


@dataclass(frozen=True, slots=True)
class Violation(Finding):
    """A broken hard rule (제약 위반)."""

    by: int = 0
    """How far beyond the limit, of rules that a change can also ease without mending; 0 where nobody measures."""
    whole: bool = False
    """About the roster as a whole: the shift is where the limit is passed, not whom it concerns."""


@dataclass(frozen=True, slots=True)
class PenaltyItem(Finding):
    """A bent soft rule: how many units, at which weight."""

    units: int = 0
    weight: int = 0

    @property
    def penalty(self) -> int:
        """units times weight."""
        return self.units * self.weight


def newly(found: Iterable[Violation], known: Iterable[Violation]) -> list[Violation]:
    """What was not known before, or is worse: of measured violations the sum by condition and subject must have grown.

    A least of hours, for instance, is still missed after one more shift, but by less: that is nothing new. Too much and
    too little (the fact `side`) are summed apart: a most that is passed is new, however much of a least is eased.
    """
    found, known = list(found), list(known)
    after, before = _measured(found), _measured(known)
    return [one for one in found if one not in known and (not one.by or after[_subject(one)] > before[_subject(one)])]


def _measured(violations: Iterable[Violation]) -> Counter[tuple[Fact | None, ...]]:
    total: Counter[tuple[Fact | None, ...]] = Counter()
    for one in violations:
        total[_subject(one)] += one.by
    return total


def _subject(one: Violation) -> tuple[Fact | None, ...]:
    return one.rule, one.condition, None if one.whole else one.shift or one.participant, one.facts.get("side")


def site_name(problem: Problem, site: str) -> str:
    """The site's name; history may speak of sites that are gone, those keep their id."""
    known = problem.site.get(site)
    return known.name if known else site


def place_of(problem: Problem, shift: Shift) -> dict[str, Fact]:
    """The facts that say which shift is meant: day, site, start, end."""
    site = problem.site.get(shift.site)
    return {"day": shift.day, "site": site.name if site else shift.site, "start": shift.start, "end": shift.end}


class Rule(ABC):
    """Common to hard and soft rules."""

    id: ClassVar[str]
    """H01 to H31 and S01 to S16, as docs/problem.md lists them."""
    name_ko: ClassVar[str]
    """A noun phrase that fits before 때문에, such as 주 시간 한도."""
    name_en: ClassVar[str]
    """A noun phrase that fits after "because of", such as the weekly cap."""
    basis: ClassVar[Basis]
    ko: ClassVar[str]
    """The sentence in Korean, with the facts in braces (see `words`)."""
    en: ClassVar[str]

    def may_speak(self, problem: Problem) -> bool:
        """Whether it could find anything in any roster of the problem: asked once, before a whole roster is judged."""
        return True

    def wording(self, finding: Finding) -> tuple[str, str]:
        """The Korean and English sentence for this finding; rules that can say several things choose here."""
        return self.ko, self.en

    def sentence(self, finding: Finding, lang: str = "ko") -> str:
        """One sentence that says what was found, with its numbers."""
        ko, en = self.wording(finding)
        return render(en if lang == "en" else ko, finding.facts, lang)


class HardRule(Rule):
    """A rule that no roster may break. Override `of_person`, `of_shift`, or, for sums over everybody, `of_roster`."""

    relaxable: ClassVar[bool] = False
    """Whether a coordinator may set it aside with a written reason."""
    needs_presence: ClassVar[bool] = False
    """Whether taking someone off a shift can break it; every other rule is only eased by that."""

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Violations that concern one person's own shifts."""
        return iter(())

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """Violations that concern who stands together on one shift."""
        return iter(())

    def of_roster(self, case: Case) -> Iterator[Violation]:
        """Violations that concern the roster as a whole; asked for each changed cell, so it asks `case.total`."""
        return iter(())


class UnaryRule(HardRule):
    """A hard rule that looks at one person and one shift alone, whatever else is on the roster."""

    @abstractmethod
    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """Why this person may not work this shift, or None."""

    def may_object(self, problem: Problem, shift: Shift) -> bool:
        """Whether it could object to anybody on this shift; asked once for each shift, so it looks at nobody."""
        return True

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """Those of some shifts at one site to which it objects; events are not among them.

        It says what `objection` says of each, and rules override it where they know more at once: a contract that
        covers the whole period, a person without any absence.
        """
        return [shift for shift in shifts if self.objection(problem, person, shift) is not None]

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Every shift of the person that meets an objection."""
        for shift in case.shifts(person):
            found = self.objection(case.problem, person, shift)
            if found:
                yield found

    def _object(self, problem: Problem, person: Participant, shift: Shift, **more: Fact) -> Violation:
        facts: dict[str, Fact] = {"person": person.name, **place_of(problem, shift), **more}
        return Violation(self.id, facts, participant=person.id, shift=shift.id, day=shift.day)


class SoftRule(Rule):
    """A rule that costs something when bent."""

    @abstractmethod
    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """Every item that costs something; items of zero units are left out."""


class ShiftRule(SoftRule):
    """A soft rule that looks at who stands on one shift alone, so that one changed cell is scored at once."""

    @abstractmethod
    def of_shift(self, case: Case, shift: Shift, weight: int) -> Iterator[PenaltyItem]:
        """Every item of the shift that costs something."""

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """The items of all shifts."""
        for shift in case.problem.shifts:
            yield from self.of_shift(case, shift, weight)


class PersonalRule(SoftRule):
    """A soft rule that looks at one person's own shifts alone, so that one changed cell is scored at once."""

    @abstractmethod
    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """Every item of the person that costs something."""

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """The items of everybody."""
        for person in case.problem.participants:
            yield from self.of_person(case, person, weight)
