"""What no roster can satisfy, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler import rules
from scheduler.precheck import Severity, Step, precheck
from scheduler.problem import Lock, Problem
from scheduler.roster import Roster

_BINDING = frozenset((Step.CONDITIONS, Step.LOCKS))
"""Steps of the check before solving whose errors leave no roster."""


def contradiction(problem: Problem, people: Sequence[str]) -> str:
    """The locked cells of these people, and what is against them: as the check before solving says it, or the law book.

    The people are those of a part that is proven to have no roster.
    """
    here = set(people)
    found = [
        one.ko
        for one in precheck(problem)
        if one.severity is Severity.ERROR and one.step in _BINDING and (one.participant or "") in here | {""}
    ]
    if not found:
        locks = Roster.of((lock.participant, lock.shift) for lock in _locks(problem, people))
        violations = rules.check(problem, locks)
        found = [rules.sentence(one) for one in violations if one.participant is None or one.participant in here]
    return " ".join(filter(None, [locked_cells(problem, people), *found]))


def locked_cells(problem: Problem, people: Sequence[str]) -> str:
    """The cells that are locked for these people to work; empty when there are none."""
    names = ", ".join(
        f"{problem.participant[lock.participant].name} ({lock.shift})" for lock in _locks(problem, people)
    )
    return f"고정한 칸: {names}." if names else ""


def _locks(problem: Problem, people: Sequence[str]) -> list[Lock]:
    here = set(people)
    return [lock for lock in problem.locks if lock.works and lock.participant in here]
