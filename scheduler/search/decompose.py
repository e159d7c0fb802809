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
    """Groups that grow together: everything has a group at any time, and the smaller of two joins the larger."""

    def __init__(self) -> None:
        self._group: dict[Hashable, int] = {}
        self._members: dict[int, list[Hashable]] = {}

    def group(self, one: Hashable) -> int:
        """The number of its group; alone in one at first."""
        found = self._group.get(one)
        if found is None:
            found = self._group[one] = len(self._group)
            self._members[found] = [one]
        return found

    def join(self, members: Iterable[Hashable]) -> None:
        """Make one group of theirs."""
        groups = sorted(set(map(self.group, members)), key=lambda group: len(self._members[group]))
        for smaller in groups[:-1]:
            moved = self._members.pop(smaller)
            self._members[groups[-1]] += moved
            self._group.update(dict.fromkeys(moved, groups[-1]))


def parts(problem: Problem) -> list[Part]:
    """The parts, smallest first; people who can work nothing and shifts nobody can work are in parts of their own."""
    joined = _Joined()
    persons: dict[str, Hashable] = {person.id: ("person", person.id) for person in problem.participants}
    for shift, people in rules.eligible(problem).items():
        joined.join([("shift", shift), *map(persons.__getitem__, people)])
    for lock in problem.locks:
        # A lock onto a shift that the person may not work must be seen by the part that cannot obey it.
        joined.join([("shift", lock.shift), ("person", lock.participant)])
    for family in FAMILIES:
        for together in getattr(family, "ties", _none)(problem):
            joined.join(together)
    people_by_group: dict[int, list[str]] = defaultdict(list)
    shifts_by_group: dict[int, list[str]] = defaultdict(list)
    for person in problem.participants:
        people_by_group[joined.group(("person", person.id))].append(person.id)
    for one in problem.shifts:
        shifts_by_group[joined.group(("shift", one.id))].append(one.id)
    groups = dict.fromkeys([*people_by_group, *shifts_by_group])
    found = [Part(tuple(people_by_group[group]), tuple(shifts_by_group[group])) for group in groups]
    return sorted(found, key=lambda part: len(part.participants) * len(part.shifts))


def _none(problem: Problem) -> Iterable[Iterable[Hashable]]:
    """Most families tie nobody to anybody beyond who may work which shift."""
    return ()
