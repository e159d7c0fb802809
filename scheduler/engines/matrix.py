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
        there = np.where(free, 0.0, np.asarray(point, float))
        used = free[self.index]
        touched = np.zeros(self.height, bool)
        touched[self.row[used]] = True
        spent = self.sums(there)[touched]
        rows = np.cumsum(touched) - 1
        columns = np.cumsum(free) - 1
        lengths = np.bincount(rows[self.row[used]], minlength=len(spent))
        return Matrix(
            self.lower[free], self.upper[free], self.low[touched] - spent, self.high[touched] - spent,
            np.concatenate([[0], np.cumsum(lengths)]), columns[self.index[used]], self.value[used],
        )  # fmt: skip


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
