"""What changed cells do to a whole roster: which rules they break, mend and bend.

Only the people and shifts that the change touches are judged again; everything else stands as it was found before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules.base import Case, Finding, PenaltyItem, Violation, newly
from scheduler.rules.case import case_with
from scheduler.rules.edits import added, entities
from scheduler.rules.judge import (
    OF_ONE_SHIFT,
    PERSON_RULES,
    PERSONAL,
    ROSTER_RULES,
    SHIFT_RULES,
    SOFT,
    case_of,
    in_order,
    score,
)

_OF_PERSONS = frozenset(one.id for one in PERSON_RULES)
_OF_SHIFTS = frozenset(one.id for one in SHIFT_RULES)
_OF_ONE = frozenset(one.id for one in PERSONAL)
_OF_ONE_SHIFT = frozenset(one.id for one in OF_ONE_SHIFT)
T = TypeVar("T", bound=Finding)


@dataclass(frozen=True)
class Judged:
    """A roster with all that the law book says about it."""

    roster: Roster
    violations: tuple[Violation, ...]
    items: tuple[PenaltyItem, ...]
    """In no particular order."""


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
    people, shifts = {one.participant for one in changed}, {one.shift for one in changed}
    case = case_of(problem, after)
    same, old = _parted(before.violations, lambda one: _is_touched(one, people, shifts))
    new = _violations(case, people, shifts)
    same_items, old_items = _parted(before.items, lambda one: _is_rescored(one, people, shifts))
    new_items = _items(case, people, shifts)
    return Effect(
        after=Judged(after, tuple(sorted([*same, *new], key=in_order)), (*same_items, *new_items)),
        broken=tuple(newly(new, old)),
        mended=tuple(one for one in old if one not in new),
        bent=_dearer(old_items, new_items),
    )


def _parted(found: Iterable[T], touched: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """What the change does not touch, and what it does."""
    parts: tuple[list[T], list[T]] = [], []
    for one in found:
        parts[touched(one)].append(one)
    return parts


def _is_touched(found: Violation, people: set[str], shifts: set[str]) -> bool:
    return (
        (found.rule in _OF_PERSONS and found.participant in people)
        or (found.rule in _OF_SHIFTS and found.shift in shifts)
        or found.whole
    )


def _is_rescored(item: PenaltyItem, people: set[str], shifts: set[str]) -> bool:
    if item.rule in _OF_ONE:
        return item.participant in people
    return item.rule not in _OF_ONE_SHIFT or item.shift in shifts


def _violations(case: Case, people: set[str], shifts: set[str]) -> list[Violation]:
    problem = case.problem
    own = [one for name in people for rule in PERSON_RULES for one in rule.of_person(case, problem.participant[name])]
    shared = [one for name in shifts for rule in SHIFT_RULES for one in rule.of_shift(case, problem.shift[name])]
    return sorted([*own, *shared, *(one for rule in ROSTER_RULES for one in rule.of_roster(case))], key=in_order)


def _items(case: Case, people: set[str], shifts: set[str]) -> list[PenaltyItem]:
    """What the people's and the shifts' own rules cost, and what the rules that compare people cost in all."""
    own = [item for name in sorted(people) for item in _personal(case, name)]
    weights = case.problem.weight
    own += [
        item for name in sorted(shifts) for rule in OF_ONE_SHIFT if rule.id in weights
        for item in rule.of_shift(case, case.problem.shift[name], weights[rule.id])
    ]  # fmt: skip
    return own + [
        item for rule in SOFT if rule.id in weights and rule.id not in _OF_ONE | _OF_ONE_SHIFT
        for item in rule.score(case, weights[rule.id])
    ]  # fmt: skip


def _dearer(before: Sequence[PenaltyItem], after: Sequence[PenaltyItem]) -> tuple[PenaltyItem, ...]:
    """Items of the second list whose subject cost less in the first."""
    old, new = _by_subject(before), _by_subject(after)
    risen = [subject for subject, items in new.items() if _cost(items) > _cost(old[subject])]
    return tuple(one for subject in risen for one in new[subject] if one not in old[subject])


def _by_subject(items: Sequence[PenaltyItem]) -> defaultdict[tuple[object, ...], list[PenaltyItem]]:
    found: defaultdict[tuple[object, ...], list[PenaltyItem]] = defaultdict(list)
    for one in items:
        found[_subject(one)].append(one)
    return found


def _cost(items: Iterable[PenaltyItem]) -> int:
    return sum(one.penalty for one in items)


def _subject(item: PenaltyItem) -> tuple[object, ...]:
    """What an item is about. Of a comparison between people it is the kind alone: those at its ends change."""
    if "most" in item.facts:
        return item.rule, item.facts.get("kind")
    return item.rule, item.condition, item.participant, item.shift, item.day, item.facts.get("missed")


def outlooks(
    problem: Problem, roster: Roster, person: str, shifts: Iterable[str]
) -> Iterator[tuple[str, list[Violation], list[PenaltyItem]]]:
    """For each shift: what would be broken, and which of the person's own wishes and habits bent, with them on it too.

    Much cheaper than `effect`: for lists of what could be chosen. Raises KeyError for unknown ids.
    """
    case = case_with(problem, roster)
    present = _personal(case, person)
    for shift in shifts:
        who, where = entities(problem, person, shift)
        yield shift, added(case, who, where), list(_dearer(present, _personal(case.plus(who, where), person)))


def _personal(case: Case, person: str) -> list[PenaltyItem]:
    who, weights = case.problem.participant[person], case.problem.weight
    return [item for rule in PERSONAL if rule.id in weights for item in rule.of_person(case, who, weights[rule.id])]
