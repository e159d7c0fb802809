"""H37, S37: the rows about who makes up a shift say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Mix
from scheduler.problem import Problem
from tests.unit.scheduler.encode.gatherings import (
    assert_agreement,
    assert_optimum,
    gathering,
    some_of,
    some_shifts,
    with_conditions,
)


def mixes(r: Random, problem: Problem) -> Problem:
    """One to three conditions, hard or soft, about some people or everybody."""
    drawn = tuple(one_mix(r, problem, f"c{number}") for number in range(r.randint(1, 3)))
    return with_conditions(r, problem, "H37", mixes=drawn)


def one_mix(r: Random, problem: Problem, name: str) -> Mix:
    least, most = r.choice(((1, None), (1, None), (2, None), (0, 1), (None, 0), (None, 1), (1, 1), (2, 2), (1, 2)))
    return Mix(
        id=name, must=r.random() < 0.5, strength=r.randint(1, 3), least=least, most=most,
        people=r.choice((None, some_of(r, problem), some_of(r, problem))), which=some_shifts(r, problem),
        even_empty=r.random() < 0.3,
    )  # fmt: skip


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    drawn = [gathering(seed, "S37", more=mixes) for seed in range(40)]
    assert sum(assert_agreement(problem, "mixes", "H37") for problem in drawn) > 100, "of 40 x 6 rosters"


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    assert_optimum(gathering(seed, "S01", "S37", people=3, shifts=3, more=mixes))
