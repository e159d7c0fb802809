"""Rows over named integer variables: what every engine can solve, and what needs no engine to be checked.

A row says ``low <= sum of coefficient * variable <= high``; all numbers are whole. An objective level is such a sum
with a constant. A variable is either a decision (somebody works a shift) or follows from the decisions; the latter
carries the function that computes it, so that any roster can be laid into the rows and compared with the judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import gcd

Point = Sequence[int]
Follows = Callable[[Point], int]


@dataclass(slots=True)
class Linear:
    """A sum of coefficient * variable, plus a constant."""

    terms: dict[int, int] = field(default_factory=dict)
    constant: int = 0

    @classmethod
    def of(cls, *variables: int) -> Linear:
        """The plain sum of variables."""
        total = cls()
        for variable in variables:
            total.add(variable)
        return total

    def add(self, variable: int, coefficient: int = 1) -> Linear:
        """Add coefficient * variable, in place; returns itself."""
        value = self.terms.get(variable, 0) + coefficient
        if value:
            self.terms[variable] = value
        else:
            self.terms.pop(variable, None)
        return self

    def plus(self, other: Linear, factor: int = 1) -> Linear:
        """A new sum: this one plus factor times the other."""
        total = Linear(dict(self.terms), self.constant + factor * other.constant)
        for variable, coefficient in other.terms.items():
            total.add(variable, factor * coefficient)
        return total

    def minus(self, other: Linear) -> Linear:
        """A new sum: this one less the other."""
        return self.plus(other, -1)

    def at(self, point: Point) -> int:
        """Its value at a point."""
        return self.constant + sum(coefficient * point[variable] for variable, coefficient in self.terms.items())


@dataclass(frozen=True, slots=True)
class Row:
    """One linear condition; `low` or `high` is None where that side is open."""

    family: str
    low: int | None
    terms: dict[int, int]
    high: int | None

    def holds(self, point: Point) -> bool:
        """Whether the point satisfies it."""
        value = sum(coefficient * point[variable] for variable, coefficient in self.terms.items())
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Model:
    """Variables, rows and objective levels of one part of a problem."""

    def __init__(self, levels: int) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.names: list[str] = []
        self.follows: list[Follows | None] = []
        self.rows: list[Row] = []
        self.objectives: list[Linear] = [Linear() for _ in range(levels)]
        self.compared: set[int] = set()
        """Variables whose cost compares people with each other: a first look leaves it out, to be quick."""
        self.priced: dict[str, set[int]] = defaultdict(set)
        """The variables in the objectives, by the family that charges them."""
        self.family = ""
        """The rule family whose rows are being written."""

    def variable(self, name: str, lower: int, upper: int, follows: Follows | None = None) -> int:
        """A new integer variable between its bounds, both included; `follows` computes it from earlier ones."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.names.append(name)
        self.follows.append(follows)
        return len(self.names) - 1

    def fix(self, variable: int, value: int) -> None:
        """Allow one value only. Two different values leave an empty domain, which makes the model infeasible."""
        self.lower[variable] = max(self.lower[variable], value)
        self.upper[variable] = min(self.upper[variable], value)

    def at_most(self, total: Linear, high: int) -> None:
        """Demand total <= high."""
        self.between(None, total, high)

    def at_least(self, total: Linear, low: int) -> None:
        """Demand total >= low."""
        self.between(low, total, None)

    def between(self, low: int | None, total: Linear, high: int | None) -> None:
        """Demand low <= total <= high. The row is divided by its greatest common divisor, and rounded inwards."""
        low = None if low is None else low - total.constant
        high = None if high is None else high - total.constant
        divisor = gcd(*total.terms.values()) if total.terms else 1
        if divisor > 1:
            low = None if low is None else -(-low // divisor)
            high = None if high is None else high // divisor
        terms = {variable: coefficient // divisor for variable, coefficient in total.terms.items()}
        least, most = self.range_of(Linear(terms))
        low = None if low is not None and low <= least else low
        high = None if high is not None and high >= most else high
        if low is not None and high is not None and low > high:
            # No whole number lies between: engines call such a row a mistake, and only an unsatisfiable one infeasible.
            low, terms, high = 1, {}, None
        if low is not None or high is not None:
            self.rows.append(Row(self.family, low, terms, high))

    def range_of(self, total: Linear) -> tuple[int, int]:
        """The least and the greatest value that the bounds of the variables allow."""
        least = most = total.constant
        for variable, coefficient in total.terms.items():
            low, high = coefficient * self.lower[variable], coefficient * self.upper[variable]
            least += min(low, high)
            most += max(low, high)
        return least, most

    def charge(self, level: int, total: Linear, weight: int) -> None:
        """Add weight * total to an objective level."""
        objective = self.objectives[level]
        objective.constant += weight * total.constant
        self.priced[self.family] |= total.terms.keys()
        for variable, coefficient in total.terms.items():
            objective.add(variable, weight * coefficient)

    def completed(self, decisions: dict[int, int]) -> list[int]:
        """The point with these decisions (0 where nothing is said) and everything that follows from them."""
        point = [0] * len(self.names)
        for variable, value in decisions.items():
            point[variable] = value
        for variable, rule in enumerate(self.follows):
            if rule is not None:
                point[variable] = rule(point)
        return point

    def broken(self, point: Point) -> Iterator[str]:
        """The families of all rows and bounds that the point breaks."""
        for variable, value in enumerate(point):
            if not self.lower[variable] <= value <= self.upper[variable]:
                yield f"bounds of {self.names[variable]}"
        for row in self.rows:
            if not row.holds(point):
                yield row.family

    def values(self, point: Point) -> tuple[int, ...]:
        """The objective levels at a point."""
        return tuple(objective.at(point) for objective in self.objectives)
