"""Who stands together on a shift (H26, H27, S10).

Events, to which people are sent, are left alone. A hard rule says nothing on days on which it is set aside at the site
for everybody, for the newcomer (H26), or for one of the two (H27).

- H26: at a site with `require_experienced`, on a shift with `target_staff` >= 2: when a novice (`is_novice(day)`) works
  it, someone who is no novice works it too. As rows: for each novice, works(novice) <= sum of works(experienced).
- H27: two who are kept apart never share a shift.
- S10: for each pair (a, b) of partners and each shift that both could take by the unary rules: 1 unit when exactly one
  of them works it. Nobody is blamed for a partner who could not come.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import (
    Basis,
    Case,
    Ground,
    HardRule,
    PenaltyItem,
    SoftRule,
    Violation,
    once_per_problem,
    place_of,
)
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.relaxed import is_relaxed


def needs_experienced(problem: Problem, shift: Shift) -> bool:
    """Whether H26 judges this shift: an event has no seats to fill."""
    return shift.target_staff >= 2 and problem.site[shift.site].require_experienced


def needs_guide(problem: Problem, person: Participant, shift: Shift) -> bool:
    """Whether the person is new on a shift that H26 judges, and the rule is not set aside for them."""
    return person.is_novice(shift.day) and not is_relaxed(
        problem, Experienced.id, shift.day, shift.day, participant=person.id, site=shift.site
    )


def may_not_meet(problem: Problem, one: str, other: str, shift: Shift) -> bool:
    """Whether H27 judges these two, who are kept apart, on this shift: it is set aside for neither of them."""
    return not shift.event and not any(
        is_relaxed(problem, KeptApart.id, shift.day, shift.day, participant=who, site=shift.site)
        for who in (one, other)
    )


@once_per_problem
def kept_apart(problem: Problem) -> dict[str, frozenset[str]]:
    """From whom each participant is kept apart, by id; who is not is absent."""
    others: dict[str, frozenset[str]] = {}
    for first, second in problem.keep_apart:
        others[first] = others.get(first, frozenset()) | {second}
        others[second] = others.get(second, frozenset()) | {first}
    return others


@once_per_problem
def partner_shifts(problem: Problem) -> list[tuple[str, str, tuple[Shift, ...]]]:
    """S10: each pair of partners once, with the shifts that both could take."""
    pairs = sorted({(min(pair), max(pair)) for pair in problem.partners})
    able = eligible_shifts(problem)
    shared = []
    for a, b in pairs:
        theirs = {shift.id for shift in able[b] if not shift.event}
        shared.append((a, b, tuple(shift for shift in able[a] if shift.id in theirs)))
    return shared


class Experienced(HardRule):
    """H26: a newcomer is never without someone experienced."""

    id = "H26"
    name_ko = "경험자 동반"
    name_en = "an experienced companion"
    basis = Basis(Ground.HABIT, "적응 기간 동안 경험자와 함께", "newcomers work with someone experienced")
    relaxable = True
    needs_presence = True
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에 새로 오신 {person} 님과 함께할 경험자가 없습니다. "
        "{person} 님의 적응 기간은 {until}까지입니다."
    )
    en = (
        "Nobody experienced is with the newcomer {person} at {site} on {day}, {start:clock}-{end:clock}; "
        "{person} counts as new until {until}."
    )

    def may_speak(self, problem: Problem) -> bool:
        """Only where a site asks for it and somebody is new."""
        return any(site.require_experienced for site in problem.sites) and any(
            person.novice_until is not None for person in problem.participants
        )

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """One violation when only newcomers are here, told of the first of them who needs a guide."""
        if not needs_experienced(case.problem, shift):
            return
        people = case.people(shift)
        if not all(person.is_novice(shift.day) for person in people):
            return
        new = next((person for person in people if needs_guide(case.problem, person, shift)), None)
        if new is not None:
            facts = {"person": new.name, **place_of(case.problem, shift), "until": new.novice_until or shift.day}
            yield Violation(self.id, facts, participant=new.id, shift=shift.id, day=shift.day)


class KeptApart(HardRule):
    """H27: two who are kept apart never share a shift; no reason is kept."""

    id = "H27"
    name_ko = "따로 배정"
    name_en = "being kept apart"
    basis = Basis(Ground.HABIT, "담당자가 정한 따로 배정", "pairs kept apart by the coordinator")
    relaxable = True
    ko = (
        "{day} {site} {start:clock}~{end:clock} 근무에 {person} 님과 {other} 님이 함께 있습니다. "
        "두 분은 따로 배정하기로 했습니다."
    )
    en = (
        "{person} and {other} share the shift at {site} on {day}, {start:clock}-{end:clock}; they are to be kept apart."
    )

    def may_speak(self, problem: Problem) -> bool:
        """Only where somebody is kept apart from somebody."""
        return bool(problem.keep_apart)

    def of_shift(self, case: Case, shift: Shift) -> Iterator[Violation]:
        """One violation for each pair on the shift."""
        apart, there = kept_apart(case.problem), case.people_ids(shift)
        if not any(apart[one] & there for one in apart.keys() & there):
            return
        people = case.people(shift)
        for index, person in enumerate(people):
            others = apart.get(person.id, frozenset())
            for other in people[index + 1 :]:
                if other.id in others and may_not_meet(case.problem, person.id, other.id, shift):
                    facts = {"person": person.name, "other": other.name, **place_of(case.problem, shift)}
                    yield Violation(self.id, facts, participant=person.id, shift=shift.id, day=shift.day)


class Partners(SoftRule):
    """S10: usual partners, and those who share a car, work together."""

    id = "S10"
    name_ko = "함께하는 짝꿍"
    name_en = "usual partners"
    basis = Basis(Ground.HABIT, "평소 함께 근무하는 짝꿍", "people who usually work together")
    ko = "{day} {site} {start:clock}~{end:clock} 근무에 {person} 님만 나가고 짝꿍 {other} 님은 나가지 않습니다."
    en = "{person} works at {site} on {day}, {start:clock}-{end:clock}, without the usual partner {other}."

    def score(self, case: Case, weight: int) -> Iterator[PenaltyItem]:
        """One unit for each shift that exactly one of a pair works."""
        people = case.problem.participant
        for a, b, shifts in partner_shifts(case.problem):
            for shift in shifts:
                there = case.people_ids(shift)
                if (a in there) is not (b in there):
                    one, other = (people[a], people[b]) if a in there else (people[b], people[a])
                    facts = {"person": one.name, "other": other.name, **place_of(case.problem, shift)}
                    yield PenaltyItem(
                        self.id, facts, participant=one.id, shift=shift.id, day=shift.day, units=1, weight=weight
                    )
