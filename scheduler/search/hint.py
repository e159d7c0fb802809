"""A roster to start from, which may be of another day's problem."""

from __future__ import annotations

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster


def known(problem: Problem, roster: Roster) -> Roster | None:
    """The part of the roster that the problem can say; None when nothing is left."""
    people, shifts = problem.participant, problem.shift
    kept = frozenset(one for one in roster.assignments if one.participant in people and one.shift in shifts)
    return Roster(kept) if kept else None


def still_standing(problem: Problem) -> Roster | None:
    """What was published and what is locked, without those who cannot come any more; None where nothing was published.

    Mostly this breaks no rule, so that there is a roster before anybody has searched for one.
    """
    if problem.published is None:
        return None
    able = rules.eligible(problem)
    locked = {(lock.participant, lock.shift) for lock in problem.locks if lock.works}
    return Roster.of(pair for pair in problem.published | locked if pair[0] in able.get(pair[1], ()))
