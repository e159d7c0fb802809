"""H32, S32: rows and judge say the same about amounts, over the month's border and for people who come or go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from scheduler.conditions import Amount, Conditions
from scheduler.encode.build import encode
from scheduler.enums import Every, Measure
from scheduler.problem import Problem
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import (
    differences,
    optimum,
    quiet_problem,
    some_people,
    some_relaxation,
    some_roster,
    some_shifts,
    whole,
)

MOSTS = {Measure.MINUTES: 700, Measure.DAYS: 4, Measure.SHIFTS: 5, Measure.WEEKENDS: 2, Measure.SITES: 2}


def with_amounts(r: Random, plain: Problem) -> Problem:
    amounts = tuple(_amount(r, plain, f"amount {number}") for number in range(r.randint(1, 3)))
    relaxed = some_relaxation(r, "H32", plain.period)
    return replace(plain, conditions=Conditions(amounts=amounts), relaxations=relaxed)


def _amount(r: Random, plain: Problem, name: str) -> Amount:
    measure, every = r.choice(list(Measure)), r.choice(list(Every))
    most = r.randint(0, MOSTS[measure])
    least = r.randint(0, most)
    middle = plain.period.first + timedelta(days=4)
    dates = ((middle - timedelta(days=12), middle), (middle + timedelta(days=1), middle + timedelta(days=9)))
    return Amount(
        id=name, measure=measure, every=every, days=r.randint(2, 12), dates=dates if every is Every.DATES else (),
        least=r.choice((None, least)), most=most, must=r.random() < 0.5, strength=r.randint(1, 4),
        step=r.choice((1, 1, 2, 30)), people=some_people(r), which=some_shifts(r),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(70))
def test_rows_and_judge_agree_on_amounts(seed: int) -> None:
    r = Random(seed)
    problem = with_amounts(r, quiet_problem(r, "S32"))
    for _ in range(6):
        assert differences(problem, some_roster(r, problem)) == []


@pytest.mark.parametrize("seed", range(12))
def test_the_best_amounts_are_those_of_trying_every_roster(seed: int) -> None:
    r = Random(seed)
    problem = with_amounts(r, quiet_problem(r, "S32", shifts=4, people=2))
    assert optimum(problem) == best_by_enumeration(problem)


def test_a_weekend_is_one_variable_for_all_rows() -> None:
    r = Random(0)
    plain = quiet_problem(r, "S32", shifts=40)
    twice = tuple(
        Amount(id=name, measure=Measure.WEEKENDS, most=1, must=must) for name, must in (("hard", True), ("soft", False))
    )
    names = encode(replace(plain, conditions=Conditions(amounts=twice)), whole(plain)).model.names
    weekends = [name for name in names if name.startswith("begins(")]
    assert weekends and len(set(weekends)) == len(weekends)
