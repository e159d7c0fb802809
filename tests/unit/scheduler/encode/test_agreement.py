"""The rows and the law book say the same about any roster: this is what keeps solver and judge together."""

from __future__ import annotations

import pytest

from scheduler import rules
from scheduler.encode.build import encode
from scheduler.encode.vars import Part, Vars
from scheduler.problem import Problem
from scheduler.roster import Roster
from tests.unit.scheduler.encode.random_problems import legal_roster, random_problem, random_roster


def whole(problem: Problem) -> Part:
    return Part(tuple(p.id for p in problem.participants), tuple(s.id for s in problem.shifts))


def broken_rows(v: Vars, roster: Roster) -> list[str]:
    missing = [pair for pair in roster.assignments if not v.may_work(*pair)]
    point = v.model.completed(v.decisions(roster))
    return [*v.model.broken(point), *(f"no variable for {pair}" for pair in missing)]


@pytest.mark.parametrize("seed", range(60))
def test_rows_hold_exactly_when_the_law_book_finds_nothing(seed: int) -> None:
    problem = random_problem(seed)
    v = encode(problem, whole(problem))
    for turn in range(12):
        roster = random_roster(problem, turn)
        broken, violations = broken_rows(v, roster), rules.check(problem, roster)
        assert bool(broken) == bool(violations), (violations, broken)


@pytest.mark.parametrize("seed", range(60))
def test_objective_levels_are_what_the_judge_says(seed: int) -> None:
    problem = random_problem(seed, locks=False)
    v = encode(problem, whole(problem))
    for turn in range(4):
        roster = legal_roster(problem, turn)
        point = v.model.completed(v.decisions(roster))
        assert v.model.values(point) == rules.level_penalties(problem, roster)
