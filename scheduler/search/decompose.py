"""Splits a problem into parts that share neither a person, a shift nor a group that is compared with each other.

The rows of different parts have no variable in common and every objective level is a sum over parts, so the best
rosters of the parts make the best roster of the whole, level by level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from scheduler import rules
from scheduler.encode.build import FAMILIES
from scheduler.encode.vars import Part
from scheduler.problem import Problem


class _Joined:
    """Union-find over anything hashable."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def top(self, one: Hashable) -> Hashable:
        above = self._above.setdefault(one, one)
        while above != one:
            self._above[one] = self._above[above]
            one, above = above, self._above[above]
        return one

    def join(self, members: Iterable[Hashable]) -> None:
        tops = [self.top(member) for member in members]
        for other in tops[1:]:
            self._above[self.top(other)] = self.top(tops[0])


def parts(problem: Problem) -> list[Part]:
    """The parts, smallest first; people who can work nothing and shifts nobody can work are in parts of their own."""
    joined = _Joined()
    for shift, people in rules.eligible(problem).items():
        joined.join([("shift", shift), *(("person", person) for person in people)])
    for lock in problem.locks:
        # A lock onto a shift that the person may not work must be seen by the part that cannot obey it.
        joined.join([("shift", lock.shift), ("person", lock.participant)])
    for family in FAMILIES:
        for together in getattr(family, "ties", _none)(problem):
            joined.join(together)
    people_by_top: dict[Hashable, list[str]] = defaultdict(list)
    shifts_by_top: dict[Hashable, list[str]] = defaultdict(list)
    for person in problem.participants:
        people_by_top[joined.top(("person", person.id))].append(person.id)
    for one in problem.shifts:
        shifts_by_top[joined.top(("shift", one.id))].append(one.id)
    tops = dict.fromkeys([*people_by_top, *shifts_by_top])
    found = [Part(tuple(people_by_top[top]), tuple(shifts_by_top[top])) for top in tops]
    return sorted(found, key=lambda part: len(part.participants) * len(part.shifts))


def _none(problem: Problem) -> Iterable[Iterable[Hashable]]:
    """Most families tie nobody to anybody beyond who may work which shift."""
    return ()
