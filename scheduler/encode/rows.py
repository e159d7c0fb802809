"""Rows as flat lists of numbers, which arrays are made of at once; a `Row` is made only for whoever asks for one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf, isinf
from typing import NamedTuple, overload


class Row(NamedTuple):
    """One linear condition; `low` or `high` is None where that side is open."""

    family: str
    low: int | None
    terms: dict[int, int]
    high: int | None

    def holds(self, point: Sequence[int]) -> bool:
        """Whether the point satisfies it."""
        value = sum(coefficient * point[variable] for variable, coefficient in self.terms.items())
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Rows(Sequence[Row]):
    """Many rows: a large part has twenty thousand, with ten terms each."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.families: list[str] = []
        """The family of each row."""
        self.low: list[float] = []
        """Each row's least sum, minus infinity where that side is open."""
        self.high: list[float] = []
        self.start = [0]
        """Where each row's terms begin; one more than there are rows."""
        self.column: list[int] = []
        """The variable of each term."""
        self.weight: list[int] = []
        """Its coefficient."""
        for row in rows:
            self.append(row)

    def append(self, row: Row) -> None:
        """One more row."""
        self.add(*row)

    def add(self, family: str, low: int | None, terms: Mapping[int, int], high: int | None) -> None:
        """The same of what it consists of."""
        self.families.append(family)
        self.low.append(-inf if low is None else low)
        self.high.append(inf if high is None else high)
        self.column += terms
        self.weight += terms.values()
        self.start.append(len(self.column))

    def variables(self, row: int) -> Sequence[int]:
        """The variables of a row."""
        return self.column[self.start[row] : self.start[row + 1]]

    def coefficients(self, row: int) -> Sequence[int]:
        """Their coefficients, in the same order."""
        return self.weight[self.start[row] : self.start[row + 1]]

    def are_not_of(self, families: Collection[str]) -> list[bool]:
        """For each row whether it belongs to none of these families."""
        return [family not in families for family in self.families]

    def __len__(self) -> int:
        return len(self.families)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        terms = dict(zip(self.variables(number), self.coefficients(number), strict=True))
        return Row(self.families[number], _whole(self.low[number]), terms, _whole(self.high[number]))


def _whole(side: float) -> int | None:
    return None if isinf(side) else int(side)
