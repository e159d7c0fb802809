"""What several steps ask: which seats a search may fill, who belongs to a site, what is most often in the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.base import Violation, once_per_problem
from scheduler.rules.eligibility import eligible
from scheduler.rules.locks import standing_locks


def with_seats(problem: Problem) -> Iterator[Shift]:
    """Shifts with seats for participants, but for the programmes that are settled: no search fills a seat there."""
    return (shift for shift in problem.shifts if shift.seats and not is_settled(problem, shift))


def with_takers(problem: Problem) -> Iterator[Shift]:
    """The same, only those that somebody may take; where nobody may come at all, a step of its own says why."""
    return (shift for shift in with_seats(problem) if eligible(problem)[shift.id])


@once_per_problem
def settled(problem: Problem) -> Mapping[str, int]:
    """The programmes that are locked as they stand, as published ones are, and how many seats each leaves open.

    Of every shift either all seats are locked or everybody contracted to it is locked on or off. Single cells that are
    locked by hand settle no programme.
    """
    locked: dict[str, dict[str, bool]] = defaultdict(dict)
    for lock in standing_locks(problem):
        locked[lock.shift][lock.participant] = lock.works
    by_program: dict[str, list[Shift]] = defaultdict(list)
    for shift in problem.shifts:
        if shift.seats:
            by_program[problem.site_of(shift).program].append(shift)
    return {
        program: sum(max(0, shift.seats - sum(locked.get(shift.id, {}).values())) for shift in shifts)
        for program, shifts in by_program.items()
        if any(shift.id in locked for shift in shifts)
        and all(_is_decided(problem, shift, locked.get(shift.id, {})) for shift in shifts)
    }


def _is_decided(problem: Problem, shift: Shift, locked: Mapping[str, bool]) -> bool:
    return sum(locked.values()) >= shift.seats or all(
        person.id in locked for person in belonging(problem).get(shift.site, ()) if problem.contract_of(person, shift)
    )


def is_settled(problem: Problem, shift: Shift) -> bool:
    """Whether the shift's programme is locked as it stands."""
    return problem.site_of(shift).program in settled(problem)


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
