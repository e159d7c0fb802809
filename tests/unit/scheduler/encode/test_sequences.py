"""H35, S35: the rows about the order of shifts say what the law book says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.conditions import EVERY_SHIFT, Conditions, Sequence, Step, Which
from scheduler.encode import sequences
from scheduler.problem import Problem
from scheduler.rules.sequences import MustSequences, ShouldSequences
from tests.unit.scheduler.encode.patterns import (
    compare,
    compare_best,
    pattern_problem,
    rows_of,
    some_people,
    some_shifts,
)

HARD, SOFT = MustSequences(), ShouldSequences()


def drawn(r: Random, problem: Problem) -> Conditions:
    return Conditions(sequences=tuple(one_sequence(r, problem, f"c{number}") for number in range(r.randint(1, 3))))


def one_sequence(r: Random, problem: Problem, name: str) -> Sequence:
    same_day = r.random() < 0.3
    steps = tuple(one_step(r, may_rest=not same_day) for _ in range(r.choice((2, 2, 3))))
    return Sequence(
        id=name, must=r.random() < 0.5, strength=r.randint(1, 3), people=some_people(r, problem), steps=steps,
        wanted=r.random() < 0.4, same_day=same_day, which=r.choice((EVERY_SHIFT, EVERY_SHIFT, some_shifts(r))),
    )  # fmt: skip


def one_step(r: Random, may_rest: bool) -> Step:
    return Step(off=True) if may_rest and r.random() < 0.25 else Step(some_shifts(r))


def successions(r: Random, problem: Problem) -> Conditions:
    """Hard pairs of kinds of shifts, as a public instance has them."""
    pairs = [(r.choice("새오짧저밤"), "".join(r.sample("새오짧저밤", r.randint(1, 3)))) for _ in range(4)]
    return Conditions(
        sequences=tuple(
            Sequence(id=f"c{number}", must=True, steps=(codes(one), codes(next_day)))
            for number, (one, next_day) in enumerate(pairs)
        )
    )


def codes(some: str) -> Step:
    return Step(Which(codes=frozenset(some)))


def one_a_day(problem: Problem) -> Problem:
    return replace(problem, parameters=replace(problem.parameters, max_shifts_per_day=1), relaxations=())


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    problems = (pattern_problem(seed, drawn, "S35", shifts=22) for seed in range(110))
    assert sum(compare(one, sequences, HARD, SOFT) for one in problems) > 600


def test_rows_about_successions_agree_too() -> None:
    problems = (one_a_day(pattern_problem(seed, successions, "S35", shifts=30)) for seed in range(60))
    assert sum(compare(one, sequences, HARD, None) for one in problems) > 300


def test_successions_with_common_followers_share_rows() -> None:
    def barred(r: Random, problem: Problem) -> Conditions:
        return Conditions(
            sequences=(
                Sequence(id="late", must=True, steps=(codes("밤"), codes("새오"))),
                Sequence(id="noon", must=True, steps=(codes("저"), codes("새"))),
            )
        )

    problem = one_a_day(pattern_problem(1, barred, "S35", people=1, shifts=60))
    v = rows_of(problem, sequences)
    names = [sorted(v.model.names[variable] for variable in row.terms) for row in v.model.rows if row.high == 1]
    assert any(
        any("-2000" in name for name in row)
        and any("-1300" in name for name in row)
        and any("-0600" in name for name in row)
        for row in names
    ), "who works at night or in the afternoon does not work early next day: one row"


@pytest.mark.parametrize("seed", range(25))
def test_the_best_of_all_rosters_is_found(seed: int) -> None:
    compare_best(pattern_problem(seed, drawn, "S35", people=1, shifts=10, days=6), sequences, HARD, SOFT)
