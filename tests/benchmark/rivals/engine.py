"""What rivals with an engine have in common: limits, what they found, and levels solved one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

from tests.benchmark.rivals.model import Level, Model

SHARE = 0.5
"""Of the time left, what a level may use before the next has its turn; the last may use everything."""


@dataclass(frozen=True)
class Limits:
    """How long an engine may work, with how many workers, from which seed."""

    seconds: float
    workers: int = 2
    seed: int = 0


@dataclass
class Answer:
    """What an engine says about one level."""

    point: list[int] | None
    bound: float | None
    proven: bool
    first_seconds: float | None = None
    """Since the engine began."""


Engine = Callable[[Model, Level, list[tuple[Level, int]], Sequence[int] | None, Limits], Answer]
"""Minimise a level under the rows, and earlier levels under their values; with a point to start from, if any."""


@dataclass
class Found:
    """What a rival found."""

    point: list[int] | None = None
    bounds: list[int | None] = field(default_factory=list)
    """By level; None where nothing is known."""
    proven: bool = False
    first_seconds: float | None = None
    seconds: float = 0.0


def by_levels(model: Model, engine: Engine, limits: Limits) -> Found:
    """Solve level by level. A level without terms costs its constant, and needs no engine unless it is the last."""
    begun, found, done = time.perf_counter(), Found(), list[tuple[Level, int]]()
    everything_proven = True
    for number, level in enumerate(model.levels):
        last = number == len(model.levels) - 1
        if not level.terms and not last:
            found.bounds.append(level.constant)
            continue
        answer, spent = Answer(None, None, False), 0.0
        # A level without any point takes what is left for all: without one there is nothing to go on with.
        for share in (1.0,) if last else (SHARE, 1.0):
            spent = time.perf_counter() - begun
            left = max(0.1, share * (limits.seconds - spent))
            answer = engine(model, level, done, found.point, Limits(left, limits.workers, limits.seed))
            if answer.point is not None or answer.proven or found.point is not None:
                break
        if answer.first_seconds is not None and found.first_seconds is None:
            found.first_seconds = spent + answer.first_seconds
        better = answer.point is not None
        found.point = answer.point if better else found.point
        # A bound of this level holds only while the earlier levels are as good as they can be.
        sound = everything_proven and answer.bound is not None
        found.bounds.append(ceil(answer.bound - 1e-4) if sound and answer.bound is not None else None)
        everything_proven = everything_proven and answer.proven
        if found.point is None:
            break
        done.append((level, level.at(found.point)))
    found.proven = everything_proven
    found.bounds += [None] * (len(model.levels) - len(found.bounds))
    found.seconds = time.perf_counter() - begun
    return found
