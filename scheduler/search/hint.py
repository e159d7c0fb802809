"""A roster to start from, which may be of another day's problem."""

from __future__ import annotations

from scheduler.problem import Problem
from scheduler.roster import Roster


def known(problem: Problem, roster: Roster) -> Roster | None:
    """The part of the roster that the problem can say; None when nothing is left."""
    people, shifts = problem.participant, problem.shift
    kept = frozenset(one for one in roster.assignments if one.participant in people and one.shift in shifts)
    return Roster(kept) if kept else None
