"""Rotating crews (H38, S38): alternate days, alternate weeks, 3조 순환.

Day d is entry (d - start) mod length of the cycle, before `start` too. Of the shifts that fit the condition's `which`,
a planned one is off pattern when the entry of its day is a day off, or when it does not fit the entry; an event, to
which people are sent, never is. The crew is `people`; other crews have conditions of their own, with another start.

H38 looks at one person and one shift alone (unary), so it needs no rows, and is set aside by day, person and site. S38:
one unit for each planned shift that is off pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheduler.conditions import Rotation, Which
from scheduler.problem import Participant, Problem, Shift, Site
from scheduler.rules.base import Case, Finding, UnaryRule, Violation, place_of
from scheduler.rules.conditioned import AGREED, ConditionRule, Miss, ShouldOfPerson, conditions_about
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.which import is_meant
from scheduler.rules.words import Facts


def is_off_pattern(problem: Problem, one: Rotation, shift: Shift) -> bool:
    """Whether the crew's cycle has no such shift on its day."""
    if shift.event or not is_meant(problem, shift, one.which):
        return False
    entry = _entry(one, shift)
    return entry is None or not is_meant(problem, shift, entry)


def _entry(one: Rotation, shift: Shift) -> Which | None:
    return one.cycle[(shift.day - one.start).days % len(one.cycle)]


def _facts(problem: Problem, one: Rotation, person: Participant, shift: Shift) -> Facts:
    return {"person": person.name, **place_of(problem, shift), "off": int(_entry(one, shift) is None)}


class _Worded(ConditionRule):
    """What both rules share: the sentences."""

    kind = "rotations"
    name_ko = "조 순환"
    name_en = "the crew's rotation"
    ko = "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무는 조 순환 차례와 다릅니다."
    en = "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, is not the crew's turn in the rotation."
    off_ko = "{person} 님의 {day} {site} {start:clock}~{end:clock} 근무는 조 순환으로 쉬는 날에 있습니다."
    off_en = "{person}'s shift at {site} on {day}, {start:clock}-{end:clock}, is on a day off in the crew's rotation."

    def wording(self, finding: Finding) -> tuple[str, str]:
        """A day off, or another shift's turn."""
        return (self.off_ko, self.off_en) if finding.facts["off"] else (self.ko, self.en)


class MustRotations(_Worded, UnaryRule):
    """H38: the cycle must be kept."""

    id = "H38"
    basis = AGREED
    relaxable = True

    def objection(self, problem: Problem, person: Participant, shift: Shift) -> Violation | None:
        """The shift is off the pattern of a crew to which the person belongs."""
        for one in conditions_about(problem, self.kind, True, person.id):
            if is_off_pattern(problem, one, shift) and not is_relaxed(
                problem, self.id, shift.day, shift.day, participant=person.id, site=shift.site
            ):
                facts = _facts(problem, one, person, shift)
                return Violation(self.id, facts, person.id, shift.id, shift.day, one.id)
        return None

    def barred(self, problem: Problem, person: Participant, site: Site, shifts: Sequence[Shift]) -> Iterable[Shift]:
        """None of people who belong to no crew."""
        crews = conditions_about(problem, self.kind, True, person.id)
        return super().barred(problem, person, site, shifts) if crews else ()


class ShouldRotations(_Worded, ShouldOfPerson):
    """S38: the cycle should be kept."""

    id = "S38"

    def misses_of_person(self, case: Case, one: Rotation, person: Participant) -> Iterator[Miss]:
        """Each shift that is off pattern."""
        for shift in case.shifts(person):
            if is_off_pattern(case.problem, one, shift):
                yield Miss(1, _facts(case.problem, one, person, shift), person.id, shift.id, shift.day)
