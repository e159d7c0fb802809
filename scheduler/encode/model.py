"""Rows over named integer variables: what every engine can solve, and what needs no engine to be checked.

A row says ``low <= sum of coefficient * variable <= high``; all numbers are whole. An objective level is such a sum
with a constant. A variable is either a decision (somebody works a shift) or follows from the decisions; the latter
carries the function that computes it, so that any roster can be laid into the rows and compared with the judge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from math import gcd

from scheduler.encode.rows import Row, Rows

__all__ = ["Follows", "Linear", "Model", "Point", "Row"]

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
        return cls.total(variables) if len(variables) > 1 else cls(dict.fromkeys(variables, 1))

    @classmethod
    def total(cls, variables: Collection[int]) -> Linear:
        """The same for many variables."""
        terms = dict.fromkeys(variables, 1)
        return cls(terms if len(terms) == len(variables) else dict(Counter(variables)))

    @classmethod
    def together(cls, sums: Sequence[Linear], constant: int = 0) -> Linear:
        """A constant and some sums added up; quickest where no two share a variable, as most do not."""
        terms: dict[int, int] = {}
        size = 0
        for one in sums:
            terms.update(one.terms)
            size += len(one.terms)
            constant += one.constant
        if len(terms) == size:
            return cls(terms, constant)
        total = cls()
        for one in sums:
            total.take(one)
        total.constant = constant
        return total

    def add(self, variable: int, coefficient: int = 1) -> Linear:
        """Add coefficient * variable, in place; returns itself."""
        value = self.terms.get(variable, 0) + coefficient
        if value:
            self.terms[variable] = value
        else:
            self.terms.pop(variable, None)
        return self

    def take(self, other: Linear, factor: int = 1) -> Linear:
        """Add factor times the other, in place; returns itself. Long sums grow so, without a copy for each addend."""
        if not factor:
            return self
        added = other.terms if factor == 1 else {v: factor * coefficient for v, coefficient in other.terms.items()}
        if not self.terms or self.terms.keys().isdisjoint(added):
            self.terms.update(added)
        else:
            for variable, coefficient in added.items():
                self.add(variable, coefficient)
        self.constant += factor * other.constant
        return self

    def plus(self, other: Linear, factor: int = 1) -> Linear:
        """A new sum: this one plus factor times the other."""
        return Linear(self.terms.copy(), self.constant).take(other, factor)

    def minus(self, other: Linear) -> Linear:
        """A new sum: this one less the other."""
        return Linear(self.terms.copy(), self.constant).take(other, -1)

    def times(self, factor: int) -> Linear:
        """A new sum: factor times this one."""
        return Linear().take(self, factor)

    def at(self, point: Point) -> int:
        """Its value at a point."""
        return self.constant + sum([coefficient * point[variable] for variable, coefficient in self.terms.items()])


class Model:
    """Variables, rows and objective levels of one part of a problem."""

    def __init__(self, levels: int) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.names: list[str] = []
        self.follows: list[Follows | None] = []
        self.rows = Rows()
        self.objectives: list[Linear] = [Linear() for _ in range(levels)]
        self.compared: set[int] = set()
        """Variables whose cost compares people with each other: a first look leaves it out, to be quick."""
        self.priced: dict[str, set[int]] = defaultdict(set)
        """The variables in the objectives, by the family that charges them."""
        self.family = ""
        """The rule family whose rows are being written."""
        self.rungs: set[int] = set()
        """Variables of 0 or 1 that together stand for an amount."""
        self._wide: set[int] = set()
        """Variables that are not simply 0 or 1."""

    def variable(self, name: str, lower: int, upper: int, follows: Follows | None = None) -> int:
        """A new integer variable between its bounds, both included; `follows` computes it from earlier ones."""
        number = len(self.names)
        self.lower.append(lower)
        self.upper.append(upper)
        self.names.append(name)
        self.follows.append(follows)
        if lower or upper != 1:
            self._wide.add(number)
        return number

    def binaries(self, names: Sequence[str]) -> range:
        """New variables of 0 or 1, one for each name, that follow from nothing else."""
        first, count = len(self.names), len(names)
        self.lower += [0] * count
        self.upper += [1] * count
        self.names += names
        self.follows += [None] * count
        return range(first, first + count)

    def fix(self, variable: int, value: int) -> None:
        """Allow one value only. Two different values leave an empty domain, which makes the model infeasible."""
        self.lower[variable] = max(self.lower[variable], value)
        self.upper[variable] = min(self.upper[variable], value)
        self._wide.add(variable)

    def at_most(self, total: Linear, high: int) -> None:
        """Demand total <= high."""
        self.between(None, total, high)

    def at_least(self, total: Linear, low: int) -> None:
        """Demand total >= low."""
        self.between(low, total, None)

    def between(self, low: int | None, total: Linear, high: int | None) -> None:
        """Demand low <= total <= high. The row is divided by its greatest common divisor, and rounded inwards."""
        least, most = self.range_of(total)
        low = None if low is None or low <= least else low - total.constant
        high = None if high is None or high >= most else high - total.constant
        if low is None and high is None:
            return
        terms = total.terms
        divisor = 1 if not terms or 1 in terms.values() else gcd(*terms.values())
        if divisor > 1:
            low = None if low is None else -(-low // divisor)
            high = None if high is None else high // divisor
            terms = {variable: coefficient // divisor for variable, coefficient in terms.items()}
        if low is not None and high is not None and low > high:
            # No whole number lies between: engines call such a row a mistake, and only an unsatisfiable one infeasible.
            low, terms, high = 1, {}, None
        self.rows.add(self.family, low, terms, high)

    def range_of(self, total: Linear) -> tuple[int, int]:
        """The least and the greatest value that the bounds of the variables allow."""
        coefficients = total.terms.values()
        if self._wide.isdisjoint(total.terms):
            # Sums of variables of 0 or 1, as nearly all are, need no look at any bound.
            below = sum([coefficient for coefficient in coefficients if coefficient < 0])
            return total.constant + below, total.constant + sum(coefficients) - below
        least = most = total.constant
        for variable, coefficient in total.terms.items():
            low, high = coefficient * self.lower[variable], coefficient * self.upper[variable]
            least += min(low, high)
            most += max(low, high)
        return least, most

    def charge(self, level: int, total: Linear, weight: int) -> None:
        """Add weight * total to an objective level."""
        # A set takes the keys of a dict in place by `update` only: `|=` would copy it for every unit that is charged.
        self.priced[self.family].update(total.terms)
        self.objectives[level].take(total, weight)

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
