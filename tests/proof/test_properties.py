"""The same properties with problems that hypothesis draws: when one fails, it is shrunk to a case that one can read."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from scheduler.problem import Problem
from scheduler.rules import eligible
from tests.proof import cases
from tests.proof.agreement import GaveUpError
from tests.proof.describe import described
from tests.proof.draft import TINY
from tests.proof.problems import draw

SLICE = settings(
    max_examples=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip


@st.composite
def problems(choose: st.DrawFn) -> Problem:
    """Tiny problems; smaller numbers make plainer ones."""
    problem = draw(choose(st.randoms(use_true_random=False)), TINY)
    note(described(problem))
    return problem


@SLICE
@given(problems(), st.integers(0, 999))
def test_rows_solver_and_judge_agree(problem: Problem, turn: int) -> None:
    try:
        assert cases.compared(problem, Random(turn)) == []
    except GaveUpError:
        note("the engine knew nothing in time")


@SLICE
@given(problems(), st.integers(0, 999))
def test_judge_and_second_reading_agree(problem: Problem, turn: int) -> None:
    assert cases.read_otherwise(problem, Random(turn)) == []


@settings(SLICE, max_examples=10)
@given(problems(), st.integers(0, 999))
def test_nothing_is_better_than_what_the_solver_proves(problem: Problem, turn: int) -> None:
    if sum(map(len, eligible(problem).values())) > 10:
        return
    try:
        assert cases.enumerated(problem, Random(turn)) == []
    except GaveUpError:
        note("the engine knew nothing in time")
