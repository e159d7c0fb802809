"""S02 wished days off and S07 preferred weekdays and templates."""

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import Wish, WishKind
from tests.factories import day, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units


def off(on, strength=1):
    return Wish(WishKind.DAY_OFF, day=day(on), strength=strength)


def weekday(number, strength=1):
    return Wish(WishKind.WEEKDAY, weekday=number, strength=strength)


def template(name, strength=1):
    return Wish(WishKind.TEMPLATE, template=name, strength=strength)


@pytest.mark.parametrize("on", [1, 17, 31])
@pytest.mark.parametrize("strength", [1, 2, 3])
def test_s02_a_refused_day_costs_its_strength(on, strength):
    club = problem(person(wishes=(off(on, strength),)), *[shift(d) for d in (1, 17, 31)])
    assert [(i.day.day, i.units) for i in items("S02", club)] == [(on, strength)]
    assert units("S02", club, roster()) == 0


def test_s02_only_the_three_strongest_then_earliest_count():
    wishes = (off(10), off(4), off(20, 3), off(6), off(25, 2))
    club = problem(person(wishes=wishes), *[shift(d) for d in (4, 6, 10, 20, 25)])
    # counted: the 20th (3), the 25th (2), then of those with 1 the earliest, the 4th
    assert [(i.day.day, i.units) for i in items("S02", club)] == [(20, 3), (25, 2), (4, 1)]
    one = problem(*club.participants, *club.shifts, parameters=Parameters(day_off_wishes_counted=1))
    assert units("S02", one) == 3


def test_s02_a_day_costs_once_however_often_wished_or_worked():
    club = problem(person(wishes=(off(3, 1), off(3, 2))), shift(3, "06:00", "08:00"), shift(3, "20:00", "22:00"))
    assert units("S02", club) == 2


def test_s02_wishes_outside_the_month_take_no_place():
    wishes = (off(0, 3), off(-1, 3), off(32, 3), off(3))
    assert units("S02", problem(person(wishes=wishes), shift(3))) == 1


def test_s02_a_night_shift_belongs_to_the_day_it_starts():
    assert units("S02", problem(person(wishes=(off(4),)), shift(3, "22:00", "06:00"))) == 0


def test_s02_says_how_much_it_mattered():
    (item,) = items("S02", problem(person(wishes=(off(3, 2),)), shift(3)))
    assert said(item) == "kim 님은 희망휴무를 낸 5월 3일 (월)에 나갑니다. 희망 정도는 ‘꼭 원함’입니다."
    assert said_in_english(item) == "kim works on Mon 3 May, a wished day off (strongly wished)."


def test_s07_shifts_on_other_weekdays_cost_the_greatest_strength():
    fan = person(wishes=(weekday(0, 1), weekday(2, 2)))  # Mondays and Wednesdays
    club = problem(fan, shift(3), shift(5), shift(6), shift(31), shift(1))
    # the 6th is a Thursday, the 1st a Saturday: 2 each
    assert {(i.day.day, i.units) for i in items("S07", club)} == {(1, 2), (6, 2)}


def test_s07_shifts_of_other_templates_cost_the_greatest_strength():
    fan = person(wishes=(template("A:0900", 3),))
    club = problem(fan, shift(3), shift(4, "13:00", "16:00"))
    assert [(i.shift, i.units) for i in items("S07", club)] == [("A-0504-1300", 3)]


def test_s07_both_kinds_add_up():
    fan = person(wishes=(weekday(0, 1), template("A:0900", 3)))
    club = problem(fan, shift(4, "13:00", "16:00"))
    assert [i.units for i in items("S07", club)] == [1, 3]  # a Tuesday: 1; at 13:00: 3
    assert [said(i) for i in items("S07", club)] == [
        "kim 님의 5월 4일 (화) A 근무는 희망 요일이 아닙니다.",
        "kim 님의 5월 4일 (화) A 13:00~16:00 근무는 희망 시간대가 아닙니다.",
    ]


def test_s07_is_silent_without_such_wishes():
    assert units("S07", problem(person(wishes=(off(3),)), shift(3))) == 0


def test_s07_the_greatest_of_several_strengths_counts():
    fan = person(wishes=(template("A:0600", 1), template("A:2000", 3), weekday(5, 3), weekday(6, 1)))
    assert [i.units for i in items("S07", problem(fan, shift(4)))] == [3, 3]
