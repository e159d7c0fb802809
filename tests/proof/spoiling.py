"""Clean rosters to spoil, and whether the judge finds what was planted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from scheduler import rules
from scheduler.encode.build import encode
from scheduler.problem import Problem
from scheduler.roster import Roster
from tests.proof.agreement import GaveUpError, solve, whole
from tests.proof.enumeration import Reader, plan_of
from tests.proof.planted import spoil
from tests.proof.problems import SMALL, problem_of_seed


def clean(seeds: range) -> Iterator[tuple[int, Problem, Roster]]:
    """Solved problems without exceptions, whose rosters the judge finds clean."""
    for seed in seeds:
        problem = replace(problem_of_seed(seed, SMALL), relaxations=(), special=())
        try:
            solved = solve(problem)
        except GaveUpError:
            continue
        if solved.roster is not None and solved.roster.assignments and not rules.check(problem, solved.roster):
            yield seed, problem, solved.roster


def planted(rule: str, seed: int, problem: Problem, roster: Roster) -> str | None:
    """None where nothing could be planted; else empty, or who has overlooked what was planted."""
    spoilt = spoil(rule, Random(f"{rule} {seed}"), problem, roster)
    if spoilt is None:
        return None
    return ", ".join(overlooked(rule, *spoilt))


def overlooked(rule: str, problem: Problem, roster: Roster) -> Iterator[str]:
    """Which of judge, rows and reading does not see that the rule is broken."""
    if rule not in {one.rule for one in rules.check(problem, roster)}:
        yield "the judge"
    v = encode(problem, whole(problem))
    missing = any(not v.may_work(*pair) for pair in roster.assignments)
    if not missing and not any(v.model.broken(v.model.completed(v.decisions(roster)))):
        yield "the rows"
    if rule not in Reader(problem).broken(plan_of(problem, {(a, b) for a, b in roster.assignments})):
        yield "the reading"
