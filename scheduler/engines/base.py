"""What an engine is given and what it gives back. No engine is named here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from math import ceil, gcd
from typing import Protocol

import numpy as np

from scheduler.encode.model import Linear, Model, Row
from scheduler.engines.matrix import Flags, Floats, Matrix

SLACK = 1e-6
"""Floating bounds are lowered by this share before they are rounded up to the next whole penalty."""


class Work(Protocol):
    """Minimise cost over the rows of a matrix."""

    @property
    def matrix(self) -> Matrix:
        """The rows and the bounds of the variables."""

    @property
    def cost(self) -> Floats:
        """The price of each variable; whole numbers."""

    @property
    def constant(self) -> int:
        """What every point costs beside."""

    @property
    def hint(self) -> Sequence[int] | None:
        """A point to start from; it may be wrong or worse."""

    @property
    def whole(self) -> Flags | None:
        """Which variables take whole values only; None means all of them."""


@dataclass(frozen=True)
class Task:
    """Minimise one sum over a model's rows and some more."""

    model: Model
    objective: Linear
    extra: Sequence[Row] = ()
    """Rows beside the model's own, such as what earlier levels have reached."""
    hint: Sequence[int] | None = None
    """A point to start from; it may be wrong or worse."""
    without: frozenset[str] = frozenset()
    """Families whose rows are left out, because they only define costs that the objective does not hold."""
    whole: Flags | None = None
    """Which variables take whole values only; None means all of them."""

    @cached_property
    def rows(self) -> list[Row]:
        """All rows to keep."""
        return [*self.own_rows(), *self.extra]

    def own_rows(self) -> list[Row]:
        """Those of the model that are not left out."""
        return list(compress(self.model.rows, self.model.rows.are_not_of(self.without)))

    @cached_property
    def matrix(self) -> Matrix:
        """The rows as arrays."""
        rows = self.model.rows
        whole = Matrix.of(self.model.lower, self.model.upper, rows)
        return whole.only(np.array(rows.are_not_of(self.without), bool)).plus(self.extra)

    @cached_property
    def cost(self) -> Floats:
        """The price of each variable."""
        return prices(self.objective, len(self.model.lower))

    @property
    def constant(self) -> int:
        """What every point costs beside."""
        return self.objective.constant

    def keeps(self, point: Sequence[int]) -> bool:
        """Whether a point satisfies every bound and row: what an engine rounds must be checked."""
        return self.matrix.keeps(point)


def prices(objective: Linear, size: int) -> Floats:
    """The coefficients of a sum as an array over so many variables."""
    found = np.zeros(size)
    found[list(objective.terms)] = list(objective.terms.values())
    return found


@dataclass(frozen=True)
class Slice:
    """Minimise over some variables of a model while all others stay."""

    matrix: Matrix
    cost: Floats
    constant: int = 0
    hint: Sequence[int] | None = None
    whole: Flags | None = None


@dataclass(frozen=True)
class Limits:
    """How long an engine may work; the first limit that is reached ends it."""

    seconds: float
    work: float | None = None
    """Deterministic units; None for no limit of that kind."""
    workers: int = 1
    seed: int = 0
    gap: float = 0.0
    """Enough when the point costs at most this share more than the bound; only for points, not for proofs."""


@dataclass(frozen=True)
class Outcome:
    """What an engine found."""

    point: list[int] | None = None
    """The best point, or None."""
    bound: int | None = None
    """No point costs less; None when nothing is known."""
    proven: bool = False
    """The point is best, or, without one, there is none."""
    work: float = 0.0
    """Deterministic units used, where the engine counts them."""


@dataclass
class Watcher:
    """What an engine calls while it works; every part may be left out."""

    on_point: Callable[[list[int]], None] = field(default=lambda point: None)
    """A better point."""
    on_bound: Callable[[int], None] = field(default=lambda bound: None)
    """A better bound."""
    should_stop: Callable[[], bool] = field(default=lambda: False)
    better_than: Callable[[float], list[int] | None] = field(default=lambda cost: None)
    """A point that somebody else has found and that costs less, for engines that take one while they work."""


def safe_bound(value: float) -> int:
    """The smallest whole number that a floating lower bound proves, with a margin for rounding errors."""
    return ceil(value - max(1e-4, SLACK * abs(value)))


def grain(cost: Floats) -> int:
    """The greatest number that divides all prices: sums of whole amounts are multiples of it. 1 without a price."""
    return gcd(*(int(price) for price in np.unique(cost))) or 1
