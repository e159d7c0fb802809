"""W12, W13, W14: what is known of the club as a whole."""

from __future__ import annotations

import pytest

from scheduler.calendar import Month
from scheduler.roster import Roster
from scheduler.rules import Observations
from tests.factories import person, problem
from tests.unit.scheduler.rules.warned import sentences, told


def club(**seen):
    return problem(person("kim")), Roster(), Observations(**seen)


EXAMPLES = {
    "W12": club(wage_years={2025, 2026}),
    "W13": club(leavers={"P": (4, 20)}),
    "W14": club(same_day_changes=24, usual_same_day_changes=7),
}


@pytest.mark.parametrize(("years", "told_of"), [(None, []), ({2026, 2027}, []), ({2026}, [2027]), (set(), [2027])])
def test_w12_the_year_needs_a_minimum_wage(years, told_of):
    assert [one.facts["year"] for one in told("W12", *club(wage_years=years))] == told_of


def test_w12_both_years_of_a_period_are_asked_for():
    over = problem(person(), period=type(Month(2027, 5).period)(Month(2027, 12).first, Month(2028, 1).last))
    found = told("W12", over, Roster(), Observations(wage_years={2027}))
    assert [one.facts["year"] for one in found] == [2028]


@pytest.mark.parametrize(
    ("left", "people", "count"),
    [(0, 0, 0), (16, 100, 0), (17, 100, 1), (1, 6, 0), (1, 5, 1)],  # 100 // 6 = 16
)
def test_w13_from_seventeen_of_a_hundred(left, people, count):
    assert len(told("W13", *club(leavers={"P": (left, people)}))) == count


@pytest.mark.parametrize(
    ("count", "usual", "number"),
    [(None, 0, 0), (30, None, 0), (9, 0, 0), (10, 0, 1), (10, 5, 1), (10, 6, 0), (24, 12, 1), (23, 12, 0)],
)
def test_w14_many_and_twice_as_many_as_usual(count, usual, number):
    assert len(told("W14", *club(same_day_changes=count, usual_same_day_changes=usual))) == number


def test_sentences():
    assert sentences("W12", EXAMPLES["W12"]) == (
        "2027년 최저임금이 아직 등록되어 있지 않습니다. 금액 한도는 지난 값으로 계산합니다.",
        "No minimum wage is entered for 2027; budgets in won are counted with the last known one.",
    )
    assert sentences("W13", EXAMPLES["W13"]) == (
        "올해 ‘P’ 사업단에서 20명 가운데 4명(20%)이 그만두었습니다.",
        "Of 20 people in P, 4 (20 %) have left this year.",
    )
    assert sentences("W14", EXAMPLES["W14"]) == (
        "이달에는 근무 당일에 바꾼 칸이 24개입니다. 지난달에는 7개였습니다.",
        "24 cells were changed on their own day this month; last month it was 7.",
    )
