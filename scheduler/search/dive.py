"""What a relaxation decides, kept: the rest is small and soon solved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.engines import mip
from scheduler.engines.base import Limits, Outcome, Slice, Watcher, Work
from scheduler.engines.matrix import Flags, Floats

WHOLE = 1e-6
"""How near to a whole number a relaxed decision must be to be kept."""


def settled(work: Work, relaxed: Floats, decided: Flags, only_worked: bool = False) -> Slice:
    """The work with all decisions fixed that the relaxation sees as whole, or only those that it sees as worked."""
    whole = np.rint(relaxed)
    fixed = decided & (np.abs(relaxed - whole) < WHOLE)
    if only_worked:
        fixed &= whole > 0
    lower, upper = work.matrix.lower.copy(), work.matrix.upper.copy()
    lower[fixed] = upper[fixed] = whole[fixed]
    return Slice(replace(work.matrix, lower=lower, upper=upper), work.cost, work.constant)


def dive(work: Work, decided: Flags, limits: Limits, should_stop: Callable[[], bool], wade: bool = False) -> Outcome:
    """A good point soon, with the relaxation's bound; it proves nothing else.

    To wade, only what the relaxation sees as worked is kept; so it is where more leaves too little for any point.
    """
    relaxed = mip.relax(work, limits)
    if relaxed.values is None or should_stop():
        return Outcome(bound=relaxed.bound)
    watcher = Watcher(should_stop=should_stop)
    found = mip.solve(settled(work, relaxed.values, decided, only_worked=wade), limits, watcher)
    if not wade and found.point is None and found.proven and not should_stop():
        found = mip.solve(settled(work, relaxed.values, decided, only_worked=True), limits, watcher)
    return Outcome(found.point, relaxed.bound, work=found.work)
