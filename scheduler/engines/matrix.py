"""Rows as arrays: what an engine reads without a loop, and what a slice is cut from in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import inf

import numpy as np
import numpy.typing as npt

from scheduler.encode.model import Row

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
        start, index, value = _entries(rows)
        return cls(np.array(lower, float), np.array(upper, float), *_sides(rows), start, index, value)

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
        low, high = _sides(rows)
        start, index, value = _entries(rows)
        return Matrix(
            self.lower, self.upper, np.concatenate([self.low, low]), np.concatenate([self.high, high]),
            np.concatenate([self.start, self.start[-1] + start[1:]]),
            np.concatenate([self.index, index]), np.concatenate([self.value, value]),
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


def _entries(rows: Sequence[Row]) -> tuple[Numbers, Numbers, Floats]:
    lengths = np.fromiter((len(row.terms) for row in rows), np.int64, len(rows))
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    index = np.fromiter(chain.from_iterable(row.terms for row in rows), np.int64, start[-1])
    value = np.fromiter(chain.from_iterable(row.terms.values() for row in rows), np.float64, start[-1])
    return start, index, value


def _sides(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    low = np.array([-inf if row.low is None else row.low for row in rows], float)
    high = np.array([inf if row.high is None else row.high for row in rows], float)
    return low, high
