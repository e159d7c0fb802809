"""Rows as arrays: what an engine reads without a loop, and what a slice is cut from in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.encode.rows import Row, Rows

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WHOLE = 1e-6
"""How far a sum of whole numbers may seem to be from its bound."""


@dataclass(frozen=True)
class Matrix:
    """``low <= A point <= high`` with ``lower <= point <= upper``; the entries of A row by row."""

    lower: Floats
    upper: Floats
    low: Floats
    high: Floats
    start: Numbers
    """Where each row's entries begin; one more than there are rows."""
    index: Numbers
    """The variable of each entry."""
    value: Floats

    @classmethod
    def of(cls, lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]) -> Matrix:
        """The rows over variables with these bounds."""
        flat = rows if isinstance(rows, Rows) else Rows(rows)
        return cls(
            np.array(lower, float), np.array(upper, float), np.array(flat.low, float), np.array(flat.high, float),
            np.array(flat.start, np.int64), np.array(flat.column, np.int64), np.array(flat.weight, float),
        )  # fmt: skip

    @property
    def width(self) -> int:
        """How many variables there are."""
        return len(self.lower)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.low)

    @cached_property
    def row(self) -> Numbers:
        """The row of each entry."""
        return np.repeat(np.arange(self.height), np.diff(self.start))

    @cached_property
    def _by_variable(self) -> tuple[Numbers, Numbers]:
        """All entries in the order of their variables, and where each variable's begin."""
        ends = np.cumsum(np.bincount(self.index, minlength=self.width))
        return np.argsort(self.index, kind="stable"), np.concatenate([[0], ends])

    def entries_of(self, variables: Numbers) -> Numbers:
        """The entries of these variables, in all rows."""
        order, start = self._by_variable
        return order[_ranges(start[variables], start[variables + 1])]

    def within(self, rows: Numbers) -> Numbers:
        """The entries of these rows, one row after the other."""
        return _ranges(self.start[rows], self.start[rows + 1])

    def sums(self, point: npt.ArrayLike) -> Floats:
        """The value of every row at a point."""
        weights = self.value * np.asarray(point, float)[self.index]
        return np.bincount(self.row, weights=weights, minlength=self.height).astype(np.float64)

    def keeps(self, point: npt.ArrayLike) -> bool:
        """Whether a point satisfies every bound and row."""
        there = np.asarray(point, float)
        if np.any(there < self.lower - WHOLE) or np.any(there > self.upper + WHOLE):
            return False
        sums = self.sums(there)
        return bool(np.all(sums >= self.low - WHOLE) and np.all(sums <= self.high + WHOLE))

    def plus(self, rows: Sequence[Row]) -> Matrix:
        """The same with more rows."""
        if not rows:
            return self
        more = Matrix.of((), (), rows)
        return Matrix(
            self.lower, self.upper, np.concatenate([self.low, more.low]), np.concatenate([self.high, more.high]),
            np.concatenate([self.start, self.start[-1] + more.start[1:]]),
            np.concatenate([self.index, more.index]), np.concatenate([self.value, more.value]),
        )  # fmt: skip

    def only(self, kept: Flags) -> Matrix:
        """The same with some of the rows."""
        if kept.all():
            return self
        lengths = np.diff(self.start)
        entries = np.repeat(kept, lengths)
        return Matrix(
            self.lower, self.upper, self.low[kept], self.high[kept],
            np.concatenate([[0], np.cumsum(lengths[kept])]), self.index[entries], self.value[entries],
        )  # fmt: skip

    def slice(self, free: Flags, point: npt.ArrayLike) -> Matrix:
        """The rows over the free variables alone, in their order; all others stay as the point has them."""
        loose = np.flatnonzero(free)
        touched = np.zeros(self.height, bool)
        touched[self.row[self.entries_of(loose)]] = True
        rows = np.flatnonzero(touched)
        entries = self.within(rows)
        row = np.repeat(np.arange(len(rows)), self.start[rows + 1] - self.start[rows])
        index, value = self.index[entries], self.value[entries]
        there = np.where(free, 0.0, np.asarray(point, float))
        spent = np.bincount(row, weights=value * there[index], minlength=len(rows))
        used = free[index]
        lengths = np.bincount(row[used], minlength=len(rows))
        return Matrix(
            self.lower[loose], self.upper[loose], self.low[rows] - spent, self.high[rows] - spent,
            np.concatenate([[0], np.cumsum(lengths)]), (np.cumsum(free) - 1)[index[used]], value[used],
        )  # fmt: skip


def _ranges(first: Numbers, end: Numbers) -> Numbers:
    """All whole numbers from each first to before its end, one range after the other."""
    lengths = end - first
    return np.repeat(first - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
