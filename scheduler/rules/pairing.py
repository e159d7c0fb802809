"""People together or apart by a condition (H36, S36); `keep_apart` and `partners` are in `companions`.

A `Pairing` names `people`, `others` and the shifts that `which` means; external shifts and events are left alone.

- Together: for each person of `people` on such a shift, 1 unit when nobody of `others`, other than themself, is on it.
- Apart: for each two on such a shift, one of `people` and one of `others`, 1 unit; two who are both on both sides are
  still one pair.

Hard (H36), nobody may miss it; soft (S36), a unit counts `strength`. H36 says nothing about a person, or about two of
whom one is meant, on days on which it is set aside for that person or the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.conditions import Pairing
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.about import people_said
from scheduler.rules.base import Case, Finding, place_of
from scheduler.rules.conditioned import (
    Miss,
    MustOfShift,
    ShiftCondition,
    ShouldOfShift,
    conditions_about,
    conditions_of,
)
from scheduler.rules.relaxed import is_relaxed
from scheduler.rules.which import fitting


def is_bound(problem: Problem, one: Pairing, person: str, shift: Shift) -> bool:
    """Whether the condition binds this person on this shift: only what is set aside does not."""
    return not one.must or not is_relaxed(
        problem, MustPairings.id, shift.day, shift.day, participant=person, site=shift.site
    )


class _Pairings(ShiftCondition):
    """What both rules share: the misses, and the sentences."""

    kind = "pairings"
    name_ko = "함께·따로 조건"
    name_en = "a condition on who works together"
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에 {person} 님이 함께 나오기로 한 분({others}) 가운데 "
        "아무도 없이 나갑니다."
    )
    en = "{person} works at {site} on {day}, {start:clock}-{end:clock}, without anybody of {others}."
    apart_ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에 {person} 님과 {other} 님이 함께 있습니다. "
        "두 분을 따로 배정하는 조건이 있습니다."
    )
    apart_en = (
        "{person} and {other} share the shift at {site} on {day}, {start:clock}-{end:clock}; "
        "a condition keeps them apart."
    )

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Somebody without company, or two who should not meet."""
        return (self.apart_ko, self.apart_en) if "other" in finding.facts else (self.ko, self.en)

    def conditions_for(self, case: Case, shift: Shift, must: bool) -> tuple[Any, ...]:
        """Those about somebody on the shift: there may be many pairs, and few people are on one shift."""
        problem = case.problem
        if not conditions_of(problem, self.kind, must) or shift.external or shift.event:
            return ()
        found = {
            one.id: one
            for person in sorted(case.people_ids(shift))
            for one in conditions_about(problem, self.kind, must, person)
            if shift.id in fitting(problem, one.which)
        }
        return tuple(found.values())

    def misses_of_shift(self, case: Case, one: Pairing, shift: Shift) -> Iterator[Miss]:
        """One for each person without company, or each two who meet."""
        there = case.people_ids(shift)
        here = [
            person for person in sorted(there & (one.people or there)) if is_bound(case.problem, one, person, shift)
        ]
        for person in here:
            company = (there & one.others) - {person}
            if one.together and not company:
                yield _miss(case, shift, person, others=people_said(case.problem, one.others - {person}))
            if not one.together:
                yield from _meetings(case, one, shift, person, company)


def _meetings(case: Case, one: Pairing, shift: Shift, person: str, company: frozenset[str]) -> Iterator[Miss]:
    """The meetings that are told of the first person: the second one's own telling of the same two is left out."""
    for other in sorted(company):
        twice = other in (one.people or ()) and person in one.others
        if is_bound(case.problem, one, other, shift) and not (twice and other < person):
            yield _miss(case, shift, person, other=case.problem.participant[other].name)


def _miss(case: Case, shift: Shift, person: str, **more: str) -> Miss:
    who: Participant = case.problem.participant[person]
    facts = {"person": who.name, **place_of(case.problem, shift), **more}
    return Miss(1, facts, participant=person, shift=shift.id, day=shift.day)


class MustPairings(_Pairings, MustOfShift):
    """H36: people who must work together, or never do."""

    id = "H36"


class ShouldPairings(_Pairings, ShouldOfShift):
    """S36: people who should rather work together, or apart."""

    id = "S36"
