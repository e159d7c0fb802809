"""H34, S34: the rows about weekends say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Conditions, Weekends
from scheduler.encode import weekends
from scheduler.problem import Problem
from scheduler.rules.weekends import MustWeekends, ShouldWeekends
from tests.unit.scheduler.encode.patterns import compare, compare_best, pattern_problem, some_people, some_shifts

HARD, SOFT = MustWeekends(), ShouldWeekends()


def drawn(r: Random, problem: Problem) -> Conditions:
    return Conditions(weekends=tuple(one_condition(r, problem, f"c{number}") for number in range(r.randint(1, 3))))


def one_condition(r: Random, problem: Problem, name: str) -> Weekends:
    whole, most = r.choice(((True, None), (False, 1), (False, 2), (True, 1)))
    return Weekends(
        id=name, must=r.random() < 0.5, strength=r.randint(1, 3), people=some_people(r, problem),
        which=some_shifts(r), whole=whole, most_in_row=most,
    )  # fmt: skip


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    problems = (pattern_problem(seed, drawn, "S34", shifts=24, days=15) for seed in range(120))
    assert sum(compare(one, weekends, HARD, SOFT, count=10) for one in problems) > 500


@pytest.mark.parametrize("seed", range(20))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    compare_best(pattern_problem(seed, drawn, "S34", people=1, shifts=9, days=9), weekends, HARD, SOFT)
