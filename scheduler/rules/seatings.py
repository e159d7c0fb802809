"""People wanted, or not wanted, on certain shifts (H39, S39).

For a `Seating`, each person p of `people` and each shift s that `which` means, external shifts and events left alone:

- unwanted: 1 unit when p works s;
- wanted: 1 unit when p does not work s, whether or not p could.

Hard (H39), an unwanted person meets a unary objection and a wanted one must be there, except on days on which the rule
is set aside for the person or the site; soft (S39), a unit counts `strength`.

A public instance holds 30,000 seatings of one person and one shift, a city one for each of 3,000 people and 2,000
shifts: the shifts of a `Which` are worked out once, and seatings that name days are looked up by person and shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scheduler.conditions import Seating
from scheduler.problem import Participant, Problem, Shift, Site
from scheduler.rules.base import (
    Case,
    Finding,
    PenaltyItem,
    PersonalRule,
    UnaryRule,
    Violation,
    once_per_problem,
    place_of,
)
from scheduler.rules.conditioned import ConditionRule, conditions_of
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.seats import is_ordinary
from scheduler.rules.which import fitting


@dataclass(slots=True)
class Seatings:
    """What is asked of one person, of all seatings that are hard or all that are soft."""

    wanted: list[tuple[Shift, Seating]] = field(default_factory=list)
    """Every shift the person is wanted on, and by what; by seating, then in the problem's order."""
    unwanted_on: dict[str, list[Seating]] = field(default_factory=dict)
    """By shift id, of seatings that name days."""
    unwanted_among: list[tuple[frozenset[str], Seating]] = field(default_factory=list)
    """The ids of all shifts that a seating without days means."""

    def unwanted(self, shift: Shift) -> Iterator[Seating]:
        """The seatings that keep the person off the shift."""
        if not is_ordinary(shift):
            return
        yield from self.unwanted_on.get(shift.id, ())
        for shifts, one in self.unwanted_among:
            if shift.id in shifts:
                yield one


@once_per_problem
def _places(problem: Problem) -> dict[str, int]:
    """Ordinary shifts by id, with their place in the problem's order."""
    return {shift.id: place for place, shift in enumerate(problem.shifts) if is_ordinary(shift)}


@once_per_problem
def _must(problem: Problem) -> dict[str, Seatings]:
    return _by_person(problem, must=True)


@once_per_problem
def _should(problem: Problem) -> dict[str, Seatings]:
    return _by_person(problem, must=False)


def seatings_of(problem: Problem, person: str, must: bool) -> Seatings | None:
    """What is asked of a person; None where nothing is."""
    return (_must(problem) if must else _should(problem)).get(person)


def _by_person(problem: Problem, must: bool) -> dict[str, Seatings]:
    found: dict[str, Seatings] = {}
    places = _places(problem)
    for one in conditions_of(problem, "seatings", must):
        shifts = [shift for shift in fitting(problem, one.which) if shift in places]
        if one.wanted or one.which.days:
            shifts.sort(key=places.__getitem__)
        for person in one.people:
            _enter(problem, found.setdefault(person, Seatings()), one, shifts)
    return found


def _enter(problem: Problem, asked: Seatings, one: Seating, shifts: list[str]) -> None:
    if one.wanted:
        asked.wanted += [(problem.shift[shift], one) for shift in shifts]
    elif one.which.days:
        for shift in shifts:
            asked.unwanted_on.setdefault(shift, []).append(one)
    else:
        asked.unwanted_among.append((fitting(problem, one.which), one))


def is_set_aside(problem: Problem, person: str, shift: Shift) -> bool:
    """Whether H39 says nothing about this person on this shift."""
    return is_relaxed(problem, MustSeatings.id, shift.day, shift.day, participant=person, site=shift.site)


class _Seatings(ConditionRule):
    """What both rules share: the sentences."""

    kind = "seatings"
    name_ko = "배정 조건"
    name_en = "a condition on who takes which shift"
    ko = "{person} 님을 {day} {site} {start:clock}~{end:clock} 근무에 배정하지 않는 조건이 있습니다."
    en = "A condition keeps {person} off the shift at {site} on {day}, {start:clock}-{end:clock}."
    missing_ko = "{person} 님을 {day} {site} {start:clock}~{end:clock} 근무에 배정하는 조건이 있는데 빠져 있습니다."
    missing_en = (
        "A condition puts {person} on the shift at {site} on {day}, {start:clock}-{end:clock}, "
        "but {person} is not on it."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Wanted but missing, or unwanted but there."""
        return (self.missing_ko, self.missing_en) if "missing" in finding.facts else (self.ko, self.en)


class MustSeatings(_Seatings, UnaryRule):
    """H39: people who must be on a shift, or must not."""

    id = "H39"
    relaxable = True
    needs_presence = True

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The person is not wanted on the shift."""
        asked = _must(problem).get(person.id)
        if asked is None:
            return None
        one = next(asked.unwanted(shift), None)
        if one is None or is_set_aside(problem, person.id, shift):
            return None
        facts = {"person": person.name, **place_of(problem, shift)}
        return Violation(self.id, facts, person.id, shift.id, shift.day, one.id)

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of people about whom nothing is said."""
        return super().barred(problem, person, site, shifts) if person.id in _must(problem) else ()

    def of_person(self, case: Case, person: Participant) -> Iterator[Violation]:
        """Shifts on which the person is not wanted, then those on which they are wanted and missing."""
        problem = case.problem
        asked = _must(problem).get(person.id)
        if asked is None:
            return
        yield from super().of_person(case, person)
        for shift, one in asked.wanted:
            if person.id not in case.people_ids(shift) and not is_set_aside(problem, person.id, shift):
                facts = {"person": person.name, **place_of(problem, shift), "missing": 1}
                yield Violation(self.id, facts, person.id, shift.id, shift.day, one.id)


class ShouldSeatings(_Seatings, PersonalRule):
    """S39: people who should rather be on a shift, or not."""

    id = "S39"

    def of_person(self, case: Case, person: Participant, weight: int) -> Iterator[PenaltyItem]:
        """One item for each shift worked though unwanted, then for each missing though wanted: units = strength."""
        asked = _should(case.problem).get(person.id)
        if asked is None:
            return
        worked = case.shifts(person)
        for shift in worked:
            for one in asked.unwanted(shift):
                yield self._item(case, person, shift, one, weight)
        there = {shift.id for shift in worked}
        for shift, one in asked.wanted:
            if shift.id not in there:
                yield self._item(case, person, shift, one, weight, missing=1)

    def _item(
        self, case: Case, person: Participant, shift: Shift, one: Seating, weight: int, **more: int
    ) -> PenaltyItem:
        facts = {"person": person.name, **place_of(case.problem, shift), **more}
        return PenaltyItem(self.id, facts, person.id, shift.id, shift.day, one.id, units=one.strength, weight=weight)
