"""One case of each kind of proof: what it tries, and what it finds wrong."""

from __future__ import annotations

from collections import Counter
from random import Random

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules import HARD
from scheduler.rules.base import newly
from tests.proof import agreement
from tests.proof.enumeration import Reader, best_of, plan_of
from tests.proof.problems import SMALL, TINY, problem_of_seed

SPOKEN: Counter[str] = Counter()
"""How many rosters each rule had something to say about, in this process so far."""
NEED_PRESENCE = [one for one in HARD if one.needs_presence]
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


def changed(seed: int) -> list[str]:
    """One cell more or less, judged by itself: what is new is what the whole roster shows anew."""
    problem, r = problem_of_seed(seed, SMALL), Random(seed)
    pairs = [(person.id, shift.id) for person in problem.participants for shift in problem.shifts]
    faults = []
    for roster in agreement.rosters_around(problem, None, r, ROSTERS // 2):
        before = rules.check(problem, roster)
        for person, shift in r.sample(pairs, min(6, len(pairs))):
            if person in roster.people_on(shift):
                found = rules.violations_if_removed(problem, roster, person, shift)
                after = rules.check(problem, roster.minus(person, shift))
                # What a removal eases is said with other numbers, and no news.
                expected = [one for one in newly(after, before) if rules.rule(one.rule) in NEED_PRESENCE]
            else:
                found = rules.violations_if_added(problem, roster, person, shift)
                expected = newly(rules.check(problem, roster.plus(person, shift)), before)
            if sorted(map(str, found)) != sorted(map(str, expected)):
                faults.append(f"{person} on {shift}: told {found}, the whole roster shows {expected}")
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
