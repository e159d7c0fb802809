"""H18: days of rest in every week. The first weeks of May 2027 run from 26 April to 2 May and from 3 to 9 May."""

from datetime import timedelta

import pytest

from scheduler.conditions import Relaxation
from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, SpecialParameters
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

LONG = {"short_time": False, "contract_minutes_per_week": 900}


def working(*days, parameters=None, relaxations=(), special=(), **terms):
    return problem(
        person(past=tuple(past(on) for on in days if on < 1), **terms),
        *[shift(on) for on in days if on > 0],
        parameters=parameters or Parameters(), relaxations=relaxations, special=special,
    )  # fmt: skip


def test_h18_six_days_are_fine_and_seven_are_not():
    assert broken("H18", working(*range(3, 9), **LONG)) == []
    (found,) = broken("H18", working(*range(3, 10), **LONG))
    assert (found.day, found.facts["days"]) == (day(9), 7)
    assert said(found) == (
        "kim 님은 5월 3일 (월)부터 한 주에 7일을 나갑니다. "
        "주 15시간 이상 근로자에게는 한 주에 1일 이상 쉬는 날이 있어야 합니다."
    )
    assert said_in_english(found) == (
        "kim works on 7 days in the week from Mon 3 May; an employee of 15 h a week and more must have 1 free at least."
    )


def test_h18_is_habit_for_everybody_else():
    for terms in ({}, {**LONG, "kind": EmploymentKind.ACTIVITY}):
        (found,) = broken("H18", working(*range(3, 10), **terms))
        assert said(found) == (
            "kim 님은 5월 3일 (월)부터 한 주에 7일을 나갑니다. 기관 방침은 한 주에 1일 이상 쉬는 것입니다."
        )
        assert said_in_english(found) == (
            "kim works on 7 days in the week from Mon 3 May; house policy leaves 1 free at least."
        )


def test_h18_a_week_across_the_border_counts_last_months_days():
    five = (-4, -3, -2, -1, 0)
    assert broken("H18", working(*five, 1, **LONG)) == [], "26 April to 1 May, the 2nd is free"
    (found,) = broken("H18", working(*five, 1, 2, **LONG))
    assert (found.day, found.facts["days"], found.facts["first"]) == (day(2), 7, day(-4))


def test_h18_history_alone_is_no_violation():
    two = Parameters(weekly_rest_days=2)
    assert broken("H18", working(*range(-4, 1), 3, parameters=two, **LONG)) == [], "5 of 7 - 2 days, all in April"
    assert len(broken("H18", working(*range(-4, 1), 1, parameters=two, **LONG))) == 1
    three = Parameters(weekly_rest_days=3)
    (found,) = broken("H18", working(*range(-4, 1), 2, parameters=three, **LONG))
    assert (found.day, found.facts["days"]) == (day(2), 6), "no room is left: max(0, 7 - 3 - 5)"


def test_h18_a_week_that_ends_after_the_period_is_broken_once_it_cannot_be_mended():
    six = Parameters(weekly_rest_days=6)
    assert broken("H18", working(31, parameters=six, **LONG)) == [], "Monday 31 May; six days off may follow"
    assert len(broken("H18", working(31, parameters=Parameters(weekly_rest_days=7), **LONG))) == 1


def test_h18_two_shifts_on_a_day_are_one_day():
    twice = [shift(on, *slot) for on in range(3, 9) for slot in (("06:00", "08:00"), ("20:00", "22:00"))]
    assert broken("H18", problem(person(**LONG), *twice)) == []


def test_h18_can_be_set_aside_only_where_it_is_no_law():
    aside = (Relaxation("H18", day(5), day(5)),)
    assert broken("H18", working(*range(3, 10), relaxations=aside)) == []
    assert len(broken("H18", working(*range(3, 10), relaxations=aside, **LONG))) == 1
    other_week = (Relaxation("H18", day(10), day(20)),)
    assert len(broken("H18", working(*range(3, 10), relaxations=other_week))) == 1


def test_h18_protects_in_each_week_that_a_long_contract_meets():
    aside = (Relaxation("H18", day(1), day(31)),)
    changes = (contract(last=4, short_time=False), contract(first=5))
    club = working(*range(3, 10), *range(10, 17), contracts=changes, relaxations=aside)
    assert [found.facts["first"] for found in broken("H18", club)] == [day(3)]


@pytest.mark.parametrize(("activity", "expected"), [(0, 0), (2, 1)])
def test_h18_takes_the_numbers_of_the_contract(activity, expected):
    special = (SpecialParameters(Parameters(weekly_rest_days=activity), kind=EmploymentKind.ACTIVITY),)
    club = working(*range(3, 9), kind=EmploymentKind.ACTIVITY, special=special)
    assert len(broken("H18", club)) == expected, "6 days of 7 - 0, of 7 - 2"


def test_h18_says_nothing_without_a_contract_in_the_week():
    assert broken("H18", working(*range(3, 10), first=day(10) + timedelta(days=1), **LONG)) == []


WEEK = working(*range(3, 10))
EXAMPLES = {"H18": (WEEK, roster(*[("kim", one.id) for one in WEEK.shifts]))}
