"""What one changed cell breaks: only that person and that shift are looked at, so it answers at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.problem import Participant, Problem, Shift
from scheduler.roster import Roster
from scheduler.rules.base import Case, HardRule, UnaryRule, Violation, newly, once_per_problem
from scheduler.rules.case import case_with
from scheduler.rules.eligibility import UNARY
from scheduler.rules.hours import MonthCap, WeekCap
from scheduler.rules.judge import PERSON_RULES, SHIFT_RULES, in_order, person_rules, roster_rules, shift_rules
from scheduler.rules.overlap import ShiftsPerDay

_OWN_RULES = tuple(rule for rule in PERSON_RULES if not isinstance(rule, UnaryRule))
_OWN_NEEDING_PRESENCE = tuple(rule for rule in PERSON_RULES if rule.needs_presence)
_SHIFT_NEEDING_PRESENCE = tuple(rule for rule in SHIFT_RULES if rule.needs_presence)


def violations_if_added(
    problem: Problem, roster: Roster, person: Participant | str, shift: Shift | str
) -> list[Violation]:
    """What would be broken anew, or worse than now, with this person on this shift too.

    Empty when the cell may be filled, or is filled already. Person and shift may be given by id.
    """
    who, where = entities(problem, person, shift)
    return sorted(added(case_with(problem, roster), who, where), key=in_order)


def violations_if_removed(
    problem: Problem, roster: Roster, person: Participant | str, shift: Shift | str
) -> list[Violation]:
    """What would be broken anew without this person on this shift: someone left alone, a locked cell.

    Empty when the cell may be emptied, or is empty already. Person and shift may be given by id.
    """
    who, where = entities(problem, person, shift)
    before = case_with(problem, roster)
    if who.id not in before.people_ids(where):
        return []
    after = before.minus(who, where)
    alone = _of_person(_OWN_NEEDING_PRESENCE, before, after, who)
    together = _of_shift(_SHIFT_NEEDING_PRESENCE, before, after, where)
    return sorted([*alone, *together], key=in_order)


def added(before: Case, who: Participant, where: Shift) -> list[Violation]:
    """As `violations_if_added`, on a case; in the order of the rules."""
    if who.id in before.people_ids(where):
        return []
    after = before.plus(who, where)
    return [
        *(one for rule in UNARY if (one := rule.objection(before.problem, who, where)) is not None),
        *_of_person(_OWN_RULES, before, after, who),
        *_of_shift(SHIFT_RULES, before, after, where),
        *of_roster(before, after),
    ]


def may_add(before: Case, who: Participant, where: Shift) -> bool:
    """Whether nothing stands in the way; for pairs that no unary rule objects to, and stops at the first finding."""
    after, problem = before.plus(who, where), before.problem
    return not (
        any(_of_person(_own_rules(problem), before, after, who))
        or any(_of_shift(shift_rules(problem), before, after, where))
        or any(of_roster(before, after))
    )


@once_per_problem
def _own_rules(problem: Problem) -> tuple[HardRule, ...]:
    """What may find something, most often met first: people who work that day already."""
    found = [one for one in person_rules(problem) if not isinstance(one, UnaryRule)]
    return tuple(sorted(found, key=lambda one: _MOST_OFTEN_MET.get(one.id, len(_MOST_OFTEN_MET))))


_MOST_OFTEN_MET = {one: place for place, one in enumerate((ShiftsPerDay.id, MonthCap.id, WeekCap.id))}


def of_roster(before: Case, after: Case) -> Iterator[Violation]:
    """What the rules about the roster as a whole find after a change and did not find before it."""
    for rule in roster_rules(before.problem):
        found = list(rule.of_roster(after))
        if found:
            yield from newly(found, rule.of_roster(before))


def entities(problem: Problem, person: Participant | str, shift: Shift | str) -> tuple[Participant, Shift]:
    """Person and shift, looked up where they are ids. Raises KeyError for unknown ids."""
    who = problem.participant[person] if isinstance(person, str) else person
    where = problem.shift[shift] if isinstance(shift, str) else shift
    return who, where


def _of_person(rules: Iterable[HardRule], before: Case, after: Case, who: Participant) -> Iterator[Violation]:
    """What the rules find after the change and did not find, with the same facts, before it."""
    for rule in rules:
        found = list(rule.of_person(after, who))
        if found:
            known = list(rule.of_person(before, who))
            yield from newly(found, known)


def _of_shift(rules: Iterable[HardRule], before: Case, after: Case, where: Shift) -> Iterator[Violation]:
    """The same for who stands together on the shift."""
    for rule in rules:
        found = list(rule.of_shift(after, where))
        if found:
            known = list(rule.of_shift(before, where))
            yield from newly(found, known)
