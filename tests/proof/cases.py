"""One case of each kind of proof: what it tries, and what it finds wrong."""

from __future__ import annotations

from collections import Counter
from random import Random

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster
from tests.proof import agreement
from tests.proof.enumeration import Reader, best_of, plan_of
from tests.proof.problems import SMALL, TINY, problem_of_seed

SPOKEN: Counter[str] = Counter()
"""How many rosters each rule had something to say about, in this process so far."""
ROSTERS = 8
"""Other rosters compared for each problem."""


def small(seed: int) -> list[str]:
    """Solver and judge about the solver's roster, rows and judge about others."""
    return compared(problem_of_seed(seed, SMALL), Random(seed))


def compared(problem: Problem, r: Random) -> list[str]:
    """The faults of one problem. Raises GaveUpError when the engine knows nothing in time."""
    solved = agreement.solve(problem)
    rosters = agreement.rosters_around(problem, solved.roster, r, ROSTERS)
    return [*agreement.faults_of_solved(problem, solved), *agreement.faults_of_any(problem, rosters)]


def tiny(seed: int) -> list[str]:
    """The solver's optimum and that of all rosters by the second reading; judge and reading about some rosters."""
    return enumerated(problem_of_seed(seed, TINY), Random(seed))


def enumerated(problem: Problem, r: Random) -> list[str]:
    """The faults of one problem. Raises GaveUpError when the engine knows nothing in time."""
    solved, best = agreement.solve(problem), best_of(problem)
    faults = read_otherwise(problem, r)
    if not solved.proven:
        raise agreement.GaveUpError
    values = None if solved.roster is None else solved.values
    if values != best.values:
        faults.append(f"the solver's best is {values}, that of {best.tried} rosters {best.values}")
    return faults


def read_otherwise(problem: Problem, r: Random) -> list[str]:
    """Where judge and second reading differ, rule by rule: about each single cell, and about random rosters."""
    faults, reader = [], Reader(problem)
    cells = [Roster.of([(person.id, shift.id)]) for person in problem.participants for shift in problem.shifts]
    for roster in (*cells, *agreement.rosters_around(problem, None, r, ROSTERS)):
        plan = plan_of(problem, {(person, shift) for person, shift in roster.assignments})
        judged, read = {one.rule for one in rules.check(problem, roster)}, reader.broken(plan)
        if judged != read:
            faults.append(f"broken by the judge {sorted(judged)}, by the reading {sorted(read)} in {plan}")
        units: dict[str, int] = {}
        for item in rules.score(problem, roster):
            units[item.rule] = units.get(item.rule, 0) + item.units
        units = {rule: count for rule, count in units.items() if count}
        SPOKEN.update(judged | units.keys())
        if units != reader.units(plan):
            faults.append(f"units by the judge {units}, by the reading {reader.units(plan)} in {plan}")
    return faults
