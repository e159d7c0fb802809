"""What an engine is given and what it gives back. No engine is named here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

from scheduler.encode.model import Linear, Model, Row

SLACK = 1e-6
"""Floating bounds are lowered by this share before they are rounded up to the next whole penalty."""


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

    @cached_property
    def rows(self) -> list[Row]:
        """All rows to keep."""
        return [row for row in self.model.rows if row.family not in self.without] + list(self.extra)

    def keeps(self, point: Sequence[int]) -> bool:
        """Whether a point satisfies every bound and row: what an engine rounds must be checked."""
        bounds = zip(self.model.lower, point, self.model.upper, strict=True)
        return all(low <= value <= high for low, value, high in bounds) and all(row.holds(point) for row in self.rows)


@dataclass(frozen=True)
class Limits:
    """How long an engine may work; the first limit that is reached ends it."""

    seconds: float
    work: float | None = None
    """Deterministic units; None for no limit of that kind."""
    workers: int = 1
    seed: int = 0


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


def safe_bound(value: float) -> int:
    """The smallest whole number that a floating lower bound proves, with a margin for rounding errors."""
    return ceil(value - max(1e-4, SLACK * abs(value)))
