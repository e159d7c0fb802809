"""The answer: who works which shift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import NamedTuple


class Assignment(NamedTuple):
    """One participant on one shift, both by id."""

    participant: str
    shift: str


@dataclass(frozen=True)
class Roster:
    """A set of assignments; immutable, comparable, with lookups by person and by shift."""

    assignments: frozenset[Assignment] = frozenset()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Roster:
        """A roster of (participant id, shift id) pairs."""
        return cls(frozenset(starmap(Assignment, pairs)))

    def __contains__(self, pair: object) -> bool:
        return pair in self.assignments

    def __iter__(self) -> Iterator[Assignment]:
        return iter(sorted(self.assignments))

    def __len__(self) -> int:
        return len(self.assignments)

    @cached_property
    def by_participant(self) -> dict[str, frozenset[str]]:
        """Shift ids by participant id; who works nothing is absent."""
        return self._groups[0]

    @cached_property
    def by_shift(self) -> dict[str, frozenset[str]]:
        """Participant ids by shift id; an empty shift is absent."""
        return self._groups[1]

    @cached_property
    def _groups(self) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
        """By participant and by shift: whoever asks for one mostly asks for the other too."""
        shifts: dict[str, list[str]] = defaultdict(list)
        people: dict[str, list[str]] = defaultdict(list)
        for participant, shift in self.assignments:
            shifts[participant].append(shift)
            people[shift].append(participant)
        return _frozen(shifts), _frozen(people)

    def shifts_of(self, participant: str) -> frozenset[str]:
        """Shift ids of a participant."""
        return self.by_participant.get(participant, frozenset())

    def people_on(self, shift: str) -> frozenset[str]:
        """Participant ids on a shift."""
        return self.by_shift.get(shift, frozenset())

    def plus(self, participant: str, shift: str) -> Roster:
        """The roster with one more assignment."""
        return Roster(self.assignments | {Assignment(participant, shift)})

    def minus(self, participant: str, shift: str) -> Roster:
        """The roster without that assignment."""
        return Roster(self.assignments - {Assignment(participant, shift)})

    def changed(self, gone: Iterable[tuple[str, str]], come: Iterable[tuple[str, str]]) -> Roster:
        """The roster without some assignments and with others; lookups that were made once are carried over."""
        less, more = frozenset(Assignment(*one) for one in gone), frozenset(Assignment(*one) for one in come)
        less -= more
        after = Roster((self.assignments - less) | more)
        pairs = [(one, False) for one in less] + [(one, True) for one in more]
        vars(after)["by_participant"] = _adjusted(self.by_participant, ((a, b, there) for (a, b), there in pairs))
        vars(after)["by_shift"] = _adjusted(self.by_shift, ((b, a, there) for (a, b), there in pairs))
        return after


def _adjusted(groups: dict[str, frozenset[str]], pairs: Iterable[tuple[str, str, bool]]) -> dict[str, frozenset[str]]:
    """A copy of the groups with some members added or taken out; a group that ends up empty is absent."""
    after = dict(groups)
    for key, value, there in pairs:
        members = after.pop(key, frozenset())
        members = members | {value} if there else members - {value}
        if members:
            after[key] = members
    return after


def _frozen(groups: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in groups.items()}
