"""S06: the usual weekday and slot."""

from scheduler.problem import Usual
from tests.factories import person, problem, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

MONDAY_MORNING = Usual(0, "A:0900")


def test_s06_one_unit_for_each_shift_off_the_pattern():
    creature = person(usual=(MONDAY_MORNING, Usual(5, "A:0900")))
    # the 1st is a Saturday, the 3rd, 17th and 31st are Mondays
    shifts = [shift(1), shift(3), shift(4), shift(17, "13:00", "16:00"), shift(31)]
    assert [(i.day.day, i.units) for i in items("S06", problem(creature, *shifts))] == [(4, 1), (17, 1)]


def test_s06_costs_nothing_without_a_pattern():
    assert units("S06", problem(person(), shift(1), shift(31))) == 0


def test_s06_names_the_shift():
    (item,) = items("S06", problem(person(usual=(MONDAY_MORNING,)), shift(4)))
    assert said(item) == "kim 님의 5월 4일 (화) A 09:00~12:00 근무는 평소 나오던 요일·시간대와 다릅니다."
    assert said_in_english(item).endswith("differs from the usual weekday and slot.")
