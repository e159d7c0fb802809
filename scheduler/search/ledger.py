"""A roster over the rows of a part, changed cell by cell: what follows from it and every row's sum are kept up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from scheduler.encode.model import Model

__all__ = ["Ledger"]


class Ledger:
    """A point with the sums of all rows at it."""

    def __init__(self, model: Model) -> None:
        self.point: list[int] = []
        self._model = model
        self._follows = model.follows
        rows = self._rows = model.rows
        self._low, self._high = list(rows.low), list(rows.high)
        self._entries: list[list[tuple[int, int]]] = [[] for _ in model.lower]
        for row, (begin, end) in enumerate(pairwise(rows.start)):
            for variable, weight in zip(rows.column[begin:end], rows.weight[begin:end], strict=True):
                self._entries[variable].append((row, weight))
        self._sums: list[int] = []
        self._following: dict[int, list[int]] = {}
        """By row: which of its variables follow from others. Worked out for the rows that are ever asked about."""
        self._give: dict[int, tuple[bool, bool]] = {}

    def lay(self, point: Sequence[int]) -> None:
        """Begin anew with a point."""
        self.point, self._sums = list(point), [0] * len(self._low)
        for variable, value in enumerate(point):
            if value:
                for row, weight in self._entries[variable]:
                    self._sums[row] += weight * value

    def broken(self) -> list[int]:
        """The numbers of all rows that do not hold."""
        return [row for row in range(len(self._sums)) if not self.holds(row)]

    def holds(self, row: int) -> bool:
        """Whether a row holds."""
        return self._low[row] <= self._sums[row] <= self._high[row]

    def relief(self, variable: int, value: int) -> int:
        """By how much less rows would be off, added up, if this had the value."""
        before = self.change([variable], value)
        touched = {row for one in before for row, _ in self._entries[one]}
        after = sum(map(self._off, touched))
        self.restore(before)
        return sum(map(self._off, touched)) - after

    def full(self, variable: int) -> bool:
        """Whether rows in which nothing could give way forbid one more here, whatever else changes."""
        if self._model.upper[variable] < 1:
            return True
        sums, low, high = self._sums, self._low, self._high
        for row, weight in self._entries[variable]:
            total = sums[row] + weight
            if (total > high[row] and not self._gives(row)[0]) or (total < low[row] and not self._gives(row)[1]):
                return True
        return False

    def put(self, variables: Sequence[int]) -> bool:
        """Make these 1, with all that follows from it, if every row then holds; says whether it does."""
        before: dict[int, int] = {}
        broken: set[int] = set()
        for variable in variables:
            self._set(variable, 1, before, broken)
        if not self._settle(broken, before, at_once=True):
            return True
        self.restore(before)
        return False

    def hopeless(self, variable: int, company: Collection[int]) -> bool:
        """Whether a row would break if this were 1, whoever of the company were 1 too."""
        before: dict[int, int] = {}
        broken: set[int] = set()
        self._set(variable, 1, before, broken)
        left = self._settle(broken, before)
        self.restore(before)
        others = set(company) - {variable}
        return any(self.near(row).isdisjoint(others) for row in left)

    def change(self, variables: Iterable[int], value: int) -> dict[int, int]:
        """Give these a value, with all that follows from it, whether rows hold then or not; what changed, as it was."""
        before: dict[int, int] = {}
        for variable in variables:
            self._set(variable, value, before, set())
        new = set(before)
        while new:
            known = set(before)
            self._follow({row for variable in new for row, _ in self._entries[variable]}, before)
            new = before.keys() - known
        return before

    def restore(self, before: dict[int, int]) -> None:
        """Undo what has changed."""
        for variable, value in before.items():
            self._set(variable, value, {}, set())

    def near(self, row: int) -> set[int]:
        """The variables of a row that follow from nothing, and those that what follows in it follows from."""
        found: set[int] = set()
        for variable in self._rows.variables(row):
            if self._follows[variable] is None:
                found.add(variable)
            else:
                for other, _ in self._entries[variable]:
                    found.update(one for one in self._rows.variables(other) if self._follows[one] is None)
        return found

    def _off(self, row: int) -> int:
        total = self._sums[row]
        return int(max(0, self._low[row] - total, total - self._high[row]))

    def _settle(self, broken: set[int], before: dict[int, int], at_once: bool = False) -> set[int]:
        """Correct what follows from others in rows that do not hold; those that still do not.

        `at_once` ends with the first row that cannot be helped so.
        """
        sums, low, high = self._sums, self._low, self._high
        while broken := {row for row in broken if not low[row] <= sums[row] <= high[row]}:
            if at_once and not all(map(self._followers, broken)):
                break
            again = self._follow(broken, before)
            if again is None:
                break
            broken |= again
        return broken

    def _follow(self, rows: set[int], before: dict[int, int]) -> set[int] | None:
        """Correct what follows from others in these rows; the rows that break by that, or None if nothing changes."""
        broken: set[int] = set()
        changed = False
        for variable in sorted({one for row in rows for one in self._followers(row)}):
            rule = self._follows[variable]
            if rule is not None and (value := rule(self.point)) != self.point[variable]:
                self._set(variable, value, before, broken)
                changed = True
        return broken if changed else None

    def _followers(self, row: int) -> list[int]:
        found = self._following.get(row)
        if found is None:
            follows = self._follows
            found = [one for one in self._rows.variables(row) if follows[one] is not None]
            self._following[row] = found
        return found

    def _gives(self, row: int) -> tuple[bool, bool]:
        """Whether something else, such as somebody experienced who comes too, may lower or lift the row's sum."""
        found = self._give.get(row)
        if found is None:
            weights = self._rows.coefficients(row)
            follow = bool(self._followers(row))
            found = self._give[row] = (follow or min(weights) < 0, follow or max(weights) > 0)
        return found

    def _set(self, variable: int, value: int, before: dict[int, int], broken: set[int]) -> None:
        """Give a variable a value, note what it had, and which rows do not hold any more."""
        change = value - self.point[variable]
        before.setdefault(variable, self.point[variable])
        self.point[variable] = value
        sums, low, high = self._sums, self._low, self._high
        for row, weight in self._entries[variable]:
            total = sums[row] = sums[row] + weight * change
            if not low[row] <= total <= high[row]:
                broken.add(row)
