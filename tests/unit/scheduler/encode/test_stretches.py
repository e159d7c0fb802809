"""H33, S33: the rows about runs of days say what the law book says."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.calendar import Period
from scheduler.conditions import Conditions, Stretch
from scheduler.encode import stretches
from scheduler.encode.model import Linear, Model
from scheduler.encode.vars import Part, Vars
from scheduler.engines import mip
from scheduler.engines.base import Limits, Task
from scheduler.problem import Problem
from scheduler.rules.stretches import MustStretches, ShouldStretches
from tests import factories as make
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


@pytest.mark.parametrize("seed", range(12))
def test_the_relaxation_of_one_persons_runs_is_whole(seed: int) -> None:
    """Three or four days of work, then two of rest at least: the rows describe such runs nearly exactly."""
    r, days = Random(seed), 21
    shifts = [make.shift(make.day(day), "09:00", "12:00") for day in range(1, days + 1)]
    runs = (Stretch(id="on", must=True, least=3, most=4), Stretch(id="off", must=True, off=True, least=2))
    problem = make.problem(
        make.person(), *shifts, period=Period(make.day(1), make.day(days)), conditions=Conditions(stretches=runs)
    )
    v = Vars(problem, Part(("kim",), tuple(shift.id for shift in shifts)), Model(1))
    stretches.encode(v)
    task = Task(v.model, Linear({v.works("kim", shift.id): r.randint(-5, 5) for shift in shifts}))
    best = mip.solve(task, Limits(10))
    assert best.proven and mip.relax(task, Limits(10)).bound == best.bound
