"""W04, W05: work that is paid more."""

from __future__ import annotations

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind
from scheduler.rules import Observations
from tests.factories import everyone, person, problem, shift
from tests.unit.scheduler.rules.warned import sentences, told


def nights(**more):
    club = problem(
        person("kim", **more), shift(3, "20:00", "23:00"), shift(10, "18:00", "22:00"), shift(31, "05:00", "08:00")
    )
    return club, everyone(club), Observations()


def holidays(**more):
    club = problem(person("kim", **more), *[shift(on) for on in (2, 5, 13, 14)])
    return club, everyone(club), Observations()


EXAMPLES = {"W04": nights(), "W05": holidays()}


def test_w04_adds_up_the_night_minutes():
    (found,) = told("W04", *nights())  # 60 from 22:00 and 60 before 06:00
    assert (found.facts["night"], found.facts["count"]) == (120, 2)


def test_w04_and_w05_are_about_employees():
    for kind in (EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER):
        assert told("W04", *nights(kind=kind)) == told("W05", *holidays(kind=kind)) == []


def test_w04_fewer_than_five_employees_have_no_premium():
    club = problem(person("kim"), shift(3, "20:00", "23:00"), parameters=Parameters(under_five_employees=True))
    assert sentences("W04", (club, everyone(club), Observations())) == (
        "kim 님의 야간 시간은 근무 1회에 1시간입니다.",
        "kim works 1 h at night (shifts: 1).",
    )


def test_w05_counts_public_holidays_and_not_sundays():
    (found,) = told("W05", *holidays())  # 5 and 13 May; the 2nd is a Sunday
    assert (found.facts["count"], found.day.day) == (2, 5)


def test_sentences():
    assert sentences("W04", nights()) == (
        "kim 님의 야간 시간은 근무 2회에 2시간입니다. 야간 시간에는 50%를 더 줍니다.",
        "kim works 2 h at night (shifts: 2), which are paid 50 % more.",
    )
    assert sentences("W05", holidays()) == (
        "kim 님은 공휴일에 2회 나갑니다. 처음은 5월 5일 (수) 어린이날입니다.",
        "kim works on public holidays (shifts: 2); the first is on Wed 5 May, 어린이날.",
    )
