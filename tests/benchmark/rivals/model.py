"""Rows over whole variables in flat lists, the form in which every engine takes them fastest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Terms = dict[int, int]


@dataclass
class Level:
    """One sum to minimise."""

    terms: Terms = field(default_factory=dict)
    constant: int = 0

    def at(self, point: Sequence[int]) -> int:
        """Its value at a point."""
        return self.constant + sum(price * point[variable] for variable, price in self.terms.items())


class Model:
    """Variables between whole bounds, rows `low <= sum <= high` (None: open), and levels to minimise in order."""

    def __init__(self, levels: int = 1) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.levels = [Level() for _ in range(levels)]
        self.starts: list[int] = [0]
        """Where each row's terms begin in `columns` and `values`, and the end of the last."""
        self.columns: list[int] = []
        self.values: list[int] = []
        self.low: list[int | None] = []
        self.high: list[int | None] = []

    def variable(self, upper: int = 1, price: int = 0) -> int:
        """A new variable from 0 to `upper`; `price` is what each unit costs on the first level."""
        self.lower.append(0)
        self.upper.append(upper)
        number = len(self.upper) - 1
        if price:
            self.levels[0].terms[number] = price
        return number

    def row(self, terms: Iterable[tuple[int, int]], low: int | None = None, high: int | None = None) -> None:
        """Demand low <= sum of value * variable <= high; terms are (variable, value), each variable once."""
        for variable, value in terms:
            self.columns.append(variable)
            self.values.append(value)
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)

    def at_most(self, variables: Iterable[int], high: int) -> None:
        """Demand that no more than `high` of the variables are 1; nothing is written where that is certain."""
        some = list(variables)
        if len(some) > high:
            self.row(((one, 1) for one in some), high=high)

    def rows(self) -> Iterable[tuple[list[int], list[int], int | None, int | None]]:
        """Columns, values, low and high of each row."""
        for number, (start, end) in enumerate(pairwise(self.starts)):
            yield self.columns[start:end], self.values[start:end], self.low[number], self.high[number]

    def keeps(self, point: Sequence[int]) -> bool:
        """Whether a point satisfies all bounds and rows."""
        return all(low <= one <= high for low, one, high in zip(self.lower, point, self.upper, strict=True)) and all(
            (low is None or total >= low) and (high is None or total <= high)
            for columns, values, low, high in self.rows()
            for total in [sum(value * point[column] for column, value in zip(columns, values, strict=True))]
        )
