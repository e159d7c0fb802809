"""The optimum of a tiny problem by trying every roster, asking nobody but the law book."""

from __future__ import annotations

from itertools import product

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster


def best_by_enumeration(problem: Problem) -> tuple[int, ...] | None:
    """The least penalties of all rosters that break no rule; None where every roster breaks one."""
    pairs = [(person, shift) for shift, people in rules.eligible(problem).items() for person in people]
    best = None
    for chosen in product((False, True), repeat=len(pairs)):
        roster = Roster.of(pair for pair, taken in zip(pairs, chosen, strict=True) if taken)
        penalties = rules.level_penalties(problem, roster)
        if (best is None or penalties < best) and not rules.check(problem, roster):
            best = penalties
    return best
