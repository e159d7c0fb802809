"""What changed cells do to a whole roster: which rules they break, mend and bend.

Only the people and shifts that the change touches are judged again; everything else stands as it was found before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules.base import Case, PenaltyItem, Violation
from scheduler.rules.edits import added, entities
from scheduler.rules.judge import PERSON_RULES, PERSONAL, SHIFT_RULES, case_of, in_order, score

_OF_PERSONS = frozenset(one.id for one in PERSON_RULES)
_OF_SHIFTS = frozenset(one.id for one in SHIFT_RULES)


@dataclass(frozen=True)
class Judged:
    """A roster with all that the law book says about it."""

    roster: Roster
    violations: tuple[Violation, ...]
    items: tuple[PenaltyItem, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference between a roster and a changed one."""

    after: Judged
    broken: tuple[Violation, ...]
    """Broken anew, or with other numbers than before."""
    mended: tuple[Violation, ...]
    """Broken before and no longer."""
    bent: tuple[PenaltyItem, ...]
    """What costs more than before."""


def judged(problem: Problem, roster: Roster, violations: Iterable[Violation]) -> Judged:
    """The roster with its known violations, scored. Raises ProblemError for a roster of another problem."""
    return Judged(roster, tuple(violations), tuple(score(problem, roster)))


def effect(problem: Problem, before: Judged, after: Roster) -> Effect:
    """What the step from one roster to the other does. Raises ProblemError when the other names strangers."""
    changed = before.roster.assignments ^ after.assignments
    case = case_of(problem, after)
    violations = _again(case, before.violations, changed_people(changed), {one.shift for one in changed})
    items = tuple(score(problem, after))
    return Effect(
        after=Judged(after, violations, items),
        broken=tuple(one for one in violations if one not in before.violations),
        mended=tuple(one for one in before.violations if one not in violations),
        bent=_dearer(before.items, items),
    )


def changed_people(changed: Iterable[tuple[str, str]]) -> set[str]:
    """The participants of some (participant, shift) pairs."""
    return {participant for participant, _ in changed}


def _again(case: Case, known: Sequence[Violation], people: set[str], shifts: set[str]) -> tuple[Violation, ...]:
    kept = [
        one
        for one in known
        if not (one.rule in _OF_PERSONS and one.participant in people)
        and not (one.rule in _OF_SHIFTS and one.shift in shifts)
    ]
    problem = case.problem
    kept += [one for name in people for rule in PERSON_RULES for one in rule.of_person(case, problem.participant[name])]
    kept += [one for name in shifts for rule in SHIFT_RULES for one in rule.of_shift(case, problem.shift[name])]
    return tuple(sorted(kept, key=in_order))


def _dearer(before: Sequence[PenaltyItem], after: Sequence[PenaltyItem]) -> tuple[PenaltyItem, ...]:
    """Items of the second list whose subject cost less in the first."""
    old = _costs(before)
    risen = {subject for subject, cost in _costs(after).items() if cost > old[subject]}
    if not risen:
        return ()
    return tuple(one for one in after if _subject(one) in risen and one not in before)


def _costs(items: Sequence[PenaltyItem]) -> Counter[tuple[object, ...]]:
    costs: Counter[tuple[object, ...]] = Counter()
    for one in items:
        costs[_subject(one)] += one.penalty
    return costs


def _subject(item: PenaltyItem) -> tuple[object, ...]:
    """What an item is about. Of a comparison between people it is the kind alone: those at its ends change."""
    if "most" in item.facts:
        return item.rule, item.facts.get("kind")
    return item.rule, item.participant, item.shift, item.day, item.facts.get("missed")


def outlook(problem: Problem, roster: Roster, person: str, shift: str) -> tuple[list[Violation], list[PenaltyItem]]:
    """What would be broken, and which of the person's own wishes and habits bent, with this person on this shift too.

    Much cheaper than `effect`: for lists of what could be chosen. Raises KeyError for unknown ids.
    """
    who, where = entities(problem, person, shift)
    case = Case(problem, roster)
    before, after = _personal(case, person), _personal(case.plus(who, where), person)
    return added(case, who, where), list(_dearer(before, after))


def _personal(case: Case, person: str) -> list[PenaltyItem]:
    who, weights = case.problem.participant[person], case.problem.weight
    return [item for rule in PERSONAL if rule.id in weights for item in rule.of_person(case, who, weights[rule.id])]
