"""H18: rows and judge say the same about days of rest, over the month's border too."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, Problem, SpecialParameters
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import differences, optimum, quiet_problem, some_relaxation, some_roster


def resting(seed: int, **sizes: int) -> tuple[Random, Problem]:
    r = Random(seed)
    plain = quiet_problem(r, "S01", numbers={"weekly_rest_days": r.choice((1, 4, 5, 6))}, **sizes)
    others = replace(plain.parameters, weekly_rest_days=r.choice((0, 2, 5)))
    special = r.choice(((), (SpecialParameters(others, kind=EmploymentKind.ACTIVITY),)))
    return r, replace(plain, special=special, relaxations=some_relaxation(r, "H18", plain.period))


@pytest.mark.parametrize("seed", range(40))
def test_rows_and_judge_agree_on_days_of_rest(seed: int) -> None:
    r, problem = resting(seed, shifts=20)
    for _ in range(5):
        assert differences(problem, some_roster(r, problem)) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_fewest_open_seats_are_those_of_trying_every_roster(seed: int) -> None:
    _, problem = resting(seed, shifts=5, people=2)
    assert optimum(problem) == best_by_enumeration(problem)


def test_no_rest_asked_for_writes_no_rows() -> None:
    assert Parameters().weekly_rest_days == 1
    _, problem = resting(3)
    quiet = replace(problem, parameters=replace(problem.parameters, weekly_rest_days=0), special=())
    assert all(differences(quiet, some_roster(Random(turn), quiet)) == [] for turn in range(3))
