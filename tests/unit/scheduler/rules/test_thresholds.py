"""W01, W02, W03: hours near a threshold, or away from the contract."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.problem import EmploymentKind
from scheduler.rules import Observations
from tests.factories import contract, everyone, past, person, problem, shift
from tests.unit.scheduler.rules.warned import sentences, told

NOTHING = Observations()


def four_weeks(minutes: int, **more):
    """Four shifts in the weeks of 3 to 30 May that come to so many minutes."""
    each = [minutes // 4] * 3 + [minutes - minutes // 4 * 3]
    days = [shift(on, 360, 360 + long) for on, long in zip((3, 10, 17, 24), each, strict=True)]
    return problem(person(**({"max_minutes_per_four_weeks": 3599} | more)), *days)


def near_fifteen():
    club = four_weeks(3360)
    return club, everyone(club), NOTHING


def near_sixty():
    club = four_weeks(3420, max_minutes_per_four_weeks=None, max_minutes_per_month=3540)
    return club, everyone(club), NOTHING


def off_contract():
    """Agreed are 720 a week: 720 * 30 // 7 = 3085 in April, 720 * 31 // 7 = 3188 in May; 257 and 265 are free."""
    kim = person("kim", contract_minutes_per_week=720, past=tuple(past(d, worked=350) for d in range(-29, -19)))
    club = problem(kim, *[shift(on, 360, 710) for on in range(1, 11)])
    return club, everyone(club), NOTHING


EXAMPLES = {"W01": near_fifteen(), "W02": near_sixty(), "W03": off_contract()}


@pytest.mark.parametrize(("minutes", "count"), [(3359, 0), (3360, 1), (3599, 1), (3600, 0)])
def test_w01_from_fourteen_hours_a_week_to_the_cap(minutes, count):
    # 14 h * 4 weeks = 3,360 minutes; above the cap of 3,599 it is a violation and told as such
    assert len(told("W01", four_weeks(minutes))) == count


def test_w01_counts_the_weeks_before_the_month():
    # The four weeks that end on Sunday 2 May: 3,000 minutes in April and 360 on 1 May.
    club = problem(
        person(max_minutes_per_four_weeks=3599, past=tuple(past(d, worked=300) for d in range(-18, -8))),
        shift(1, "06:00", "12:00"),
    )
    assert len(told("W01", club)) == 1
    assert told("W01", club, everyone(problem())) == []


def test_w01_volunteers_have_no_such_threshold():
    assert told("W01", four_weeks(3400, kind=EmploymentKind.VOLUNTEER)) == []


@pytest.mark.parametrize(("minutes", "count"), [(3419, 0), (3420, 1), (3540, 1), (3541, 0)])
def test_w02_from_fifty_seven_hours_to_the_cap(minutes, count):
    club = four_weeks(minutes, max_minutes_per_four_weeks=None, max_minutes_per_month=3540)
    assert len(told("W02", club)) == count


def test_w02_is_about_employees():
    terms = {"max_minutes_per_four_weeks": None, "max_minutes_per_month": 3540, "kind": EmploymentKind.ACTIVITY}
    assert told("W02", four_weeks(3420, **terms)) == []


def test_w03_more_in_both_months():
    # April: 10 * 350 = 3,500, 415 above 3,085. May: 3,500, 312 above 3,188.
    (found,) = told("W03", *off_contract())
    assert (found.facts["before"], found.facts["now"]) == (415, 312)


@pytest.mark.parametrize(
    ("april", "may", "count"),
    [
        (10, 9, 0),  # 9 * 350 = 3,150, near 3,188
        (9, 10, 0),  # near 3,085
        (10, 8, 0),  # 2,800, 388 below: the other side
        (8, 8, 1),  # 2,800, 285 below 3,085, and 388 below 3,188
    ],
)
def test_w03_only_twice_to_the_same_side(april, may, count):
    kim = person(contract_minutes_per_week=720, past=tuple(past(d, worked=350) for d in range(-29, -29 + april)))
    club = problem(kim, *[shift(on, 360, 710) for on in range(1, 1 + may)])
    assert len(told("W03", club)) == count


def test_w03_knows_nothing_of_people_without_history_or_with_a_new_contract():
    new = person(contract_minutes_per_week=720, first=2, past=(past(0),))
    assert told("W03", problem(new)) == []
    assert told("W03", problem(person(contract_minutes_per_week=720))) == []


def test_w03_past_shifts_of_another_programme_do_not_count():
    terms = (contract("P", contract_minutes_per_week=720), contract("Q", ("B",)))
    two = person(contracts=terms, past=tuple(past(d, worked=350, site="B") for d in range(-29, -19)))
    (found,) = told("W03", problem(two))
    assert (found.facts["before"], found.facts["now"]) == (3085, 3188)  # nothing under P in either month


def test_the_days_are_those_of_the_month_before():
    (found,) = told("W03", *off_contract())
    assert found.participant == "kim" and date(2027, 4, 1) == min(
        one.day for one in off_contract()[0].participants[0].past
    )


def test_sentences():
    assert sentences("W01", near_fifteen()) == (
        "kim 님은 4주 동안 56시간을 나가 주 평균 15시간에 가깝습니다.",
        "kim works 56 h in four weeks, near the average of 15 hours a week.",
    )
    assert sentences("W02", near_sixty()) == (
        "kim 님은 이달 57시간을 나가 월 60시간에 가깝습니다.",
        "kim works 57 h in the month, near 60 hours.",
    )
    assert sentences("W03", off_contract()) == (
        "kim 님은 두 달째 계약 시간보다 더 나갑니다. 지난달 6시간 55분, 이달 5시간 12분이 많습니다.",
        "kim works more than the contract for two months: by 6 h 55 min last month, 5 h 12 min now.",
    )
