"""S03: hours close to the target. A shift made by the factory lasts 180 minutes."""

import pytest

from scheduler.parameters import Parameters
from tests.factories import contract, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

NO_TOLERANCE = Parameters(target_tolerance_per_week=0)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (540, 0),  # |540 - 540| = 0
        (541, 1),  # 1 -> ceil(1 / 30) = 1
        (539, 1),
        (570, 1),  # 30 -> 1
        (571, 2),  # 31 -> 2
        (510, 1),
        (0, 18),  # 540 / 30
    ],
)
def test_s03_every_begun_half_hour_away_is_a_unit(target, expected):
    club = problem(person(target_minutes=target), shift(1), shift(17), shift(31), parameters=NO_TOLERANCE)
    assert units("S03", club) == expected


def test_s03_an_hour_a_week_is_free_on_both_sides():
    # 60 * 31 days // 7 = 265 minutes free in May
    def club(target):
        return problem(person(target_minutes=target), shift(1))

    assert units("S03", club(180 + 265)) == 0
    assert units("S03", club(180 + 266)) == 1
    assert units("S03", club(180 + 265 + 31)) == 2


def test_s03_the_tolerance_shrinks_with_the_contract():
    # From the 25th: 7 days, 60 * 7 // 7 = 60 free; 180 worked, 270 wanted: 90 - 60 = 30 -> 1
    assert units("S03", problem(person(first=25, target_minutes=270), shift(31))) == 1


def test_s03_counts_only_shifts_under_the_contract():
    two = person(contracts=(contract(last=15, target_minutes=180), contract(first=16, target_minutes=0)))
    club = problem(two, shift(15), shift(16), parameters=NO_TOLERANCE)
    # 180 of 180 under the first, 180 of 0 under the second: 6 units
    assert [i.facts["target"] for i in items("S03", club)] == [0]
    assert units("S03", club) == 6


def test_s03_no_target_and_no_days_ask_for_nothing():
    assert units("S03", problem(person(target_minutes=None), shift(1))) == 0
    assert units("S03", problem(person(first=40, last=50, target_minutes=600), shift(1)), roster()) == 0


def test_s03_says_worked_target_and_tolerance():
    (item,) = items("S03", problem(person(target_minutes=3000), shift(1)))
    assert item.units == -(-(3000 - 180 - 265) // 30) == 86
    assert said(item) == "kim 님은 3시간을 나갑니다. 목표는 50시간, 허용 차이는 4시간 25분입니다."
    assert said_in_english(item) == "kim works 3 h; the target is 50 h, give or take 4 h 25 min."
