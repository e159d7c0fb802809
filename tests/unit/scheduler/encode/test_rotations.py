"""S38: the rows about rotating crews say what the law book says; H38 keeps the pairs out of the rows."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from scheduler.conditions import EVERY_SHIFT, Conditions, Rotation
from scheduler.encode import rotations
from scheduler.problem import Problem
from scheduler.rules import check, eligible
from scheduler.rules.rotations import MustRotations, ShouldRotations
from tests.unit.scheduler.encode.patterns import (
    compare,
    pattern_problem,
    rosters_of,
    rows_of,
    some_people,
    some_shifts,
)

HARD, SOFT = MustRotations(), ShouldRotations()


def drawn(r: Random, problem: Problem) -> Conditions:
    return Conditions(rotations=tuple(one_rotation(r, problem, f"c{number}") for number in range(r.randint(1, 3))))


def one_rotation(r: Random, problem: Problem, name: str) -> Rotation:
    return Rotation(
        id=name, must=r.random() < 0.3, strength=r.randint(1, 3), people=some_people(r, problem),
        which=r.choice((EVERY_SHIFT, some_shifts(r))), start=problem.period.first + timedelta(days=r.randint(-9, 9)),
        cycle=tuple(r.choice((None, some_shifts(r))) for _ in range(r.choice((2, 3, 14)))),
    )  # fmt: skip


def test_rows_and_law_book_agree_on_random_rosters() -> None:
    assert sum(compare(pattern_problem(seed, drawn, "S38"), rotations, HARD, SOFT) for seed in range(60)) > 200


def test_a_pair_off_a_hard_pattern_has_no_variable_and_every_other_has_one() -> None:
    refused = 0
    for seed in range(40):
        problem = pattern_problem(seed, drawn, "S38")
        v = rows_of(problem, rotations)
        for person in problem.participants:
            for shift in problem.shifts:
                objects = HARD.objection(problem, person, shift) is not None
                refused += objects
                assert not (objects and v.may_work(person.id, shift.id))
        for roster in rosters_of(problem, 3):
            assert not [one for one in check(problem, roster) if one.rule == "H38"], "rosters of eligible pairs only"
        assert all(v.may_work(person, shift) for shift, people in eligible(problem).items() for person in people)
    assert refused > 100
