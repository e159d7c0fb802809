"""The check before solving: contradictions by name, and what is surely missing, each with what to change.

Errors contradict themselves or the law book: no roster can keep all of it. Warnings tell of shortages, after which a
roster is still found, with open seats. Nothing here searches; a club of 150 people takes well under a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scheduler.precheck import exceptions, holders, hours, limits, locked, seats, together, wanted
from scheduler.precheck.advice import Advice, Severity, Step
from scheduler.problem import Problem

__all__ = ["Advice", "Severity", "Step", "precheck"]

_CHECKS: tuple[Callable[[Problem], Iterator[Advice]], ...] = (
    limits.amounts, limits.stretches, limits.budgets, together.pairs, together.mixes, wanted.wanted,
    locked.locks, exceptions.exceptions, hours.program_hours, hours.person_hours, seats.seats, seats.settled_seats,
    holders.credentials, holders.nobody,
)  # fmt: skip


def precheck(problem: Problem) -> list[Advice]:
    """Everything to be changed or known before solving, by step; errors come before warnings."""
    found = [one for check in _CHECKS for one in check(problem)]
    steps = list(Step)
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, steps.index(one.step)))
