"""H40, S40: the rows about start times say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Conditions, Steady
from scheduler.encode import steady
from scheduler.enums import Every
from scheduler.problem import Problem
from scheduler.rules.steady import MustSteady, ShouldSteady
from tests.unit.scheduler.encode.patterns import compare, compare_best, pattern_problem, some_people, some_shifts

HARD, SOFT = MustSteady(), ShouldSteady()


def drawn(r: Random, problem: Problem) -> Conditions:
    return Conditions(steadies=tuple(one_condition(r, problem, f"c{number}") for number in range(r.randint(1, 3))))


def one_condition(r: Random, problem: Problem, name: str) -> Steady:
    return Steady(
        id=name, must=r.random() < 0.5, strength=r.randint(1, 3), people=some_people(r, problem),
        which=some_shifts(r), every=r.choice((Every.WEEK, Every.MONTH, Every.PERIOD)),
        most=r.choice((0, 30, 60, 200, 250)),
    )  # fmt: skip


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    problems = (pattern_problem(seed, drawn, "S40", shifts=18, days=12) for seed in range(120))
    assert sum(compare(one, steady, HARD, SOFT) for one in problems) > 800


@pytest.mark.parametrize("seed", range(20))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    compare_best(pattern_problem(seed, drawn, "S40", people=1, shifts=10, days=8), steady, HARD, SOFT)
