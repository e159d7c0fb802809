"""S16: wage premiums. One unit is a begun hour's wage on top: ceil(minutes * per cent / 6,000)."""

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind, SpecialParameters
from tests.factories import everyone, person, problem, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("09:00", "22:00", 0),
        ("20:00", "22:01", 1),  # 1 * 50 / 6,000
        ("21:00", "00:00", 1),  # 120 * 50 = 6,000: exactly 1
        ("21:00", "00:01", 2),  # 121 * 50 = 6,050
        ("22:00", "06:00", 4),  # 480 * 50 / 6,000
        ("04:00", "10:00", 1),  # 120 minutes before six
    ],
)
def test_s16_every_begun_hour_of_pay_at_night_is_a_unit(start, end, expected):
    assert units("S16", problem(person(), shift(4, start, end))) == expected


def test_s16_work_on_a_public_holiday():
    # 5 May is a holiday: 180 * 50 = 9,000, 1.5 hours of pay. 8 May is a mere Saturday.
    assert units("S16", problem(person(short_time=False), shift(5), shift(8))) == 2


def test_s16_short_time_employees_have_no_paid_holidays():
    assert units("S16", problem(person(short_time=True), shift(5))) == 0
    assert units("S16", problem(person(short_time=True), shift(5, "21:00", "00:00"))) == 1


def test_s16_night_and_holiday_add_up():
    # 21:00 to 24:00: 120 minutes at night, 180 on the holiday: 300 * 50 = 15,000 -> 2.5
    (item,) = items("S16", problem(person(short_time=False), shift(5, "21:00", "00:00")))
    assert item.units == 3
    assert said(item) == (
        "kim 님의 5월 5일 (수) A 21:00~24:00 근무에는 가산수당이 붙습니다: 야간 2시간, 휴일 3시간입니다."
    )
    assert said_in_english(item) == (
        "kim's shift at A on Wed 5 May, 21:00-24:00, carries a premium: 2 h at night, 3 h on a holiday."
    )


def test_s16_a_part_without_minutes_is_left_unsaid():
    (at_night,) = items("S16", problem(person(), shift(4, "22:00", "06:00")))
    assert said(at_night) == "kim 님의 5월 4일 (화) A 22:00~06:00 근무에는 가산수당이 붙습니다: 야간 8시간입니다."
    assert said_in_english(at_night) == "kim's shift at A on Tue 4 May, 22:00-06:00, carries a premium: 8 h at night."
    (by_day,) = items("S16", problem(person(short_time=False), shift(5)))
    assert said(by_day) == "kim 님의 5월 5일 (수) A 09:00~12:00 근무에는 가산수당이 붙습니다: 휴일 3시간입니다."
    assert said_in_english(by_day) == (
        "kim's shift at A on Wed 5 May, 09:00-12:00, carries a premium: 3 h on a holiday."
    )


def test_s16_the_break_is_outside_the_night_as_far_as_it_can():
    # 22:00 to 02:00 with an hour's break: 240 minutes at night, 180 of work: 180 * 50 = 9,000
    assert units("S16", problem(person(), shift(4, "22:00", "02:00", break_minutes=60))) == 2
    assert units("S16", problem(person(), shift(4, "20:00", "00:00", break_minutes=60))) == 1, "120 of 180 at night"


@pytest.mark.parametrize("kind", [EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER])
def test_s16_only_employees_are_paid_premiums(kind):
    assert units("S16", problem(person(kind=kind, short_time=False), shift(5, "22:00", "06:00"))) == 0


def test_s16_no_premiums_in_a_workplace_of_fewer_than_five():
    small = Parameters(under_five_employees=True)
    club = problem(person(short_time=False), shift(5, "22:00", "06:00"), parameters=small)
    assert units("S16", club) == 0
    of_p = (SpecialParameters(small, program="P"),)
    assert units("S16", problem(person(short_time=False), shift(5, "22:00", "06:00"), special=of_p)) == 0


def test_s16_follows_the_rates():
    club = problem(person(), shift(4, "22:00", "06:00"), parameters=Parameters(night_premium=100))
    assert units("S16", club) == 8


def test_s16_without_a_contract_nothing_is_paid():
    assert units("S16", problem(person(last=3), shift(4, "22:00", "06:00"))) == 0


NIGHT = problem(person(), shift(4, "22:00", "06:00"))
EXAMPLES = {"S16": (NIGHT, everyone(NIGHT))}
