"""What several steps ask: which shifts have seats, who belongs to a site, what is most often in the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Violation, once_per_problem
from scheduler.rules.eligibility import eligible


def with_seats(problem: Problem) -> Iterator[Shift]:
    """Shifts with seats for participants."""
    return (shift for shift in problem.shifts if shift.seats)


def with_takers(problem: Problem) -> Iterator[Shift]:
    """The same, only those that somebody may take; where nobody may come at all, a step of its own says why."""
    return (shift for shift in with_seats(problem) if eligible(problem)[shift.id])


def most_often(found: Iterable[Violation | None]) -> str:
    """The rule that objects most often; empty where none does."""
    reasons = Counter(one.rule for one in found if one is not None)
    return min(reasons, key=lambda name: (-reasons[name], name), default="")


@once_per_problem
def belonging(problem: Problem) -> dict[str, list[Participant]]:
    """By site everybody with a contract for it."""
    found: dict[str, list[Participant]] = defaultdict(list)
    for person in problem.participants:
        for site in sorted({site for contract in person.contracts for site in contract.sites}):
            found[site].append(person)
    return found
