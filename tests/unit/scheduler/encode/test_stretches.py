"""H33, S33: the rows about runs of days say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.conditions import Conditions, Stretch
from scheduler.encode import stretches
from scheduler.problem import Problem
from scheduler.rules.stretches import MustStretches, ShouldStretches
from tests.unit.scheduler.encode.patterns import compare, compare_best, pattern_problem, some_people, some_shifts

HARD, SOFT = MustStretches(), ShouldStretches()


def drawn(r: Random, problem: Problem) -> Conditions:
    return Conditions(stretches=tuple(one_stretch(r, problem, f"c{number}") for number in range(r.randint(1, 3))))


def one_stretch(r: Random, problem: Problem, name: str) -> Stretch:
    least, most = r.choice(((None, 1), (None, 2), (None, 3), (2, None), (3, None), (4, None), (2, 2), (2, 4), (3, 3)))
    return Stretch(
        id=name, must=r.random() < 0.5, strength=r.randint(1, 3), people=some_people(r, problem),
        which=some_shifts(r), off=r.random() < 0.5, least=least, most=most,
    )  # fmt: skip


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    broken = sum(compare(pattern_problem(seed, drawn, "S33"), stretches, HARD, SOFT) for seed in range(100))
    assert broken > 700, "of 100 x 13 rosters, most break something: the agreement is not idle"


@pytest.mark.parametrize("seed", range(25))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    compare_best(pattern_problem(seed, drawn, "S33", people=1, shifts=9, days=8), stretches, HARD, SOFT)
