"""A first roster in a moment: the scarcest shifts first, each to whoever has worked the least share so far.

Nobody is put where a row would break, and it goes on until nobody fits anywhere: what it leaves open, no single person
could take any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, islice

from scheduler.encode.vars import Vars
from scheduler.engines.base import Work
from scheduler.problem import Contract, Shift
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.seats import fewest_together

NO_TARGET = 1e-3
"""The share of a minute for somebody without a target."""
MOST_GROUPS = 200
"""How many groups are tried for a shift that runs with several people or not at all."""


class Greedy:
    """Fills seats one by one over the rows of a part."""

    def __init__(self, v: Vars, work: Work, point: Sequence[int]) -> None:
        self._v = v
        self._follows = v.model.follows
        matrix = work.matrix
        self._low, self._high = matrix.low.tolist(), matrix.high.tolist()
        self._sums = matrix.sums(point).tolist()
        self.point = list(point)
        self._entries: list[list[tuple[int, float]]] = [[] for _ in range(matrix.width)]
        self._columns: list[list[int]] = [[] for _ in range(matrix.height)]
        self._falls, self._rises = [False] * matrix.height, [False] * matrix.height
        """Whether something else, such as somebody experienced who comes too, may lower or lift a row's sum."""
        for row, column, value in zip(matrix.row.tolist(), matrix.index.tolist(), matrix.value.tolist(), strict=True):
            self._entries[column].append((row, value))
            self._columns[row].append(column)
            may_follow = self._follows[column] is not None
            self._falls[row] |= value < 0 or may_follow
            self._rises[row] |= value > 0 or may_follow
        self._worked: dict[str, float] = defaultdict(float)
        self._runners = {person.id for person in v.people if _works_in_runs(v, person.id)}
        """Who must not work a single day alone."""
        self._share = {person.id: _share(person.contracts) for person in v.people}
        for (person, shift), variable in v.cells.items():
            if self.point[variable]:
                self._worked[person] += v.problem.shift[shift].worked_minutes * self._share[person]

    def fill(self) -> list[int]:
        """The point with every seat filled that somebody can take."""
        left = sorted(self._v.shifts, key=lambda shift: (self._plenty(shift), shift.day))
        while left:
            tried = [(shift, self._fill(shift)) for shift in left]
            if not any(filled for _, filled in tried):
                break
            left = [shift for shift, _ in tried if self._staff(shift) < shift.seats]
        return self.point

    def _plenty(self, shift: Shift) -> float:
        return len(self._v.candidates(shift)) / max(1, shift.seats)

    def _staff(self, shift: Shift) -> int:
        return sum(self.point[self._v.works(person, shift.id)] for person in self._v.candidates(shift))

    def _fill(self, shift: Shift) -> bool:
        """Fill the seats of a shift as far as somebody fits; says whether anybody was put there."""
        staff, filled = self._staff(shift), False
        least = fewest_together(self._v.problem, shift)
        if not staff and 1 < least <= shift.seats:
            if not self._open(shift, least):
                return False
            staff, filled = least, True
        for person in self._in_turn(shift):
            if staff >= shift.seats:
                break
            if self._put([(shift, person)]) or (person in self._runners and self._put_run(shift, person)):
                staff, filled = staff + 1, True
        return filled

    def _open(self, shift: Shift, least: int) -> bool:
        """Put as many people at once onto an empty shift as it needs to run; says whether some were found."""
        among = [person for person in self._in_turn(shift) if not self._full(shift, person)]
        groups = islice(combinations(among, least), MOST_GROUPS)
        return any(self._put([(shift, person) for person in some]) for some in groups)

    def _put_run(self, shift: Shift, person: str) -> bool:
        """The shift together with an open one of a day beside it, for somebody who works no single days."""
        if self._full(shift, person):
            return False
        for days in (1, -1):
            for other in self._v.possible_on(person, shift.day + timedelta(days=days)):
                if self._staff(other) < other.seats and self._put([(shift, person), (other, person)]):
                    return True
        return False

    def _in_turn(self, shift: Shift) -> list[str]:
        """Who may take the shift and does not, whoever has worked the least share first."""
        point, works = self.point, self._v.works
        free = [person for person in self._v.candidates(shift) if not point[works(person, shift.id)]]
        return sorted(free, key=self._worked.__getitem__)

    def _full(self, shift: Shift, person: str) -> bool:
        """Whether rows in which nothing could give way forbid it to this person, whoever else comes."""
        variable = self._v.works(person, shift.id)
        return self._v.model.upper[variable] < 1 or any(
            (self._sums[row] + value > self._high[row] and not self._falls[row])
            or (self._sums[row] + value < self._low[row] and not self._rises[row])
            for row, value in self._entries[variable]
        )

    def _put(self, cells: Sequence[tuple[Shift, str]]) -> bool:
        """Let people work shifts, with all that follows from it, if every row then holds; says whether it does."""
        if any(self._full(shift, person) for shift, person in cells):
            return False
        before: dict[int, int] = {}
        broken: set[int] = set()
        for shift, person in cells:
            broken |= self._set(self._v.works(person, shift.id), 1, before)
        while broken := {row for row in broken if not self._low[row] <= self._sums[row] <= self._high[row]}:
            again = self._follow(broken, before)
            if again is None:
                for variable, value in list(before.items()):
                    self._set(variable, value, {})
                return False
            broken |= again
        for shift, person in cells:
            self._worked[person] += shift.worked_minutes * self._share[person]
        return True

    def _follow(self, broken: set[int], before: dict[int, int]) -> set[int] | None:
        """Correct what follows from others in these rows; the rows touched, or None where that changes nothing."""
        touched: set[int] = set()
        for variable in sorted({one for row in broken for one in self._columns[row]}):
            rule = self._follows[variable]
            if rule is not None and (value := rule(self.point)) != self.point[variable]:
                touched |= self._set(variable, value, before)
        return touched or None

    def _set(self, variable: int, value: int, before: dict[int, int]) -> set[int]:
        """Give a variable a value and note what it had; the rows whose sums have changed."""
        change = value - self.point[variable]
        before.setdefault(variable, self.point[variable])
        self.point[variable] = value
        for row, weight in self._entries[variable]:
            self._sums[row] += weight * change
        return {row for row, _ in self._entries[variable]}


def _share(contracts: Sequence[Contract]) -> float:
    """One over the minutes that a person is to work, so that people fill up evenly; next to nothing without any."""
    minutes = sum(contract.target_minutes or 0 for contract in contracts)
    return 1 / minutes if minutes else NO_TARGET


def _works_in_runs(v: Vars, person: str) -> bool:
    runs = conditions_about(v.problem, "stretches", True, person)
    return any(not one.off and (one.least or 0) > 1 for one in runs)
