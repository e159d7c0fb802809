"""H29, S29: rows and judge say the same about budgets, and parts that share one are planned together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from scheduler.conditions import Budget, Conditions, Which
from scheduler.encode.budgets import ties
from scheduler.enums import Coin, Every
from scheduler.problem import Level, Problem
from scheduler.search.decompose import parts
from tests.factories import contract, person, problem, shift
from tests.proof.agreement import solve
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.quiet import (
    differences,
    optimum,
    quiet_problem,
    some_relaxation,
    some_roster,
    some_shifts,
)


def with_budgets(r: Random, plain: Problem) -> Problem:
    budgets = tuple(_budget(r, plain, f"budget {number}") for number in range(r.randint(1, 3)))
    relaxed = tuple(replace(one, participant=None) for one in some_relaxation(r, "H29", plain.period))
    return replace(plain, conditions=Conditions(budgets=budgets), relaxations=relaxed)


def _budget(r: Random, plain: Problem, name: str) -> Budget:
    coin, every = r.choice(list(Coin)), r.choice((Every.PERIOD, Every.WEEK, Every.MONTH, Every.DATES))
    minutes = r.randint(0, 2500)
    middle = plain.period.first + timedelta(days=4)
    return Budget(
        id=name, coin=coin, every=every, most=minutes if coin is Coin.MINUTES else minutes * 11_111 // 60,
        dates=((middle - timedelta(days=12), middle),) if every is Every.DATES else (),
        must=r.random() < 0.5, strength=r.randint(1, 3), which=some_shifts(r),
        step=r.choice((1, 30, 60)) if coin is Coin.MINUTES else r.choice((999, 10_000)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(50))
def test_rows_and_judge_agree_on_budgets(seed: int) -> None:
    r = Random(seed)
    club = with_budgets(r, quiet_problem(r, "S29", "S01", numbers={"max_shifts_per_day": 3}))
    for _ in range(6):
        assert differences(club, some_roster(r, club)) == []


@pytest.mark.parametrize("seed", range(10))
def test_the_best_roster_within_budgets_is_that_of_trying_every_roster(seed: int) -> None:
    r = Random(seed)
    club = with_budgets(r, quiet_problem(r, "S29", "S01", shifts=4, people=2))
    best = best_by_enumeration(club)
    assert optimum(club) == best
    assert (solve(club).values if best is not None else None) == best, "part by part too"


def two_sites(**more: object) -> Problem:
    """Two people who have nothing in common: 3 h each at sites of their own."""
    return problem(
        person("kim", contracts=(contract(sites="A"),)), person("lee", contracts=(contract(sites="B"),)),
        shift(3), shift(3, site="B"), levels=(Level("seats", {"S01": 1}),), **more,
    )  # fmt: skip


def test_a_budget_that_binds_is_planned_as_a_whole() -> None:
    club = two_sites(conditions=Conditions(budgets=(Budget(id="b", most=359, must=True),)))
    assert len(parts(two_sites())) == 2
    assert len(parts(club)) == 1, "2 * 180 = 360 minutes could be planned, 359 are allowed"
    assert solve(club).values == (1,), "one seat stays open"


def test_a_budget_that_nobody_can_exceed_ties_nobody() -> None:
    wide = (
        Budget(id="b", most=360, must=True),
        Budget(id="a", most=180, must=True, which=Which(sites=frozenset("A"))),
        Budget(id="soft", most=0),
    )
    club = two_sites(conditions=Conditions(budgets=wide))
    assert list(ties(club)) == [], "S29 stands in no level"
    assert len(parts(club)) == 2
