"""H19: safety training before the first shift."""

import pytest

from scheduler.parameters import Parameters
from tests.factories import day, everyone, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

KEPT = Parameters(safety_training_kept=True)


def example():
    club = problem(person("kim"), person("lee", safety_trained_on=day(1)), shift(3, seats=2), parameters=KEPT)
    return club, roster(("kim", "A-0503-0900"), ("lee", "A-0503-0900"))


EXAMPLES = {"H19": example()}


def test_h19_without_training_nobody_works():
    assert [one.participant for one in broken("H19", *example())] == ["kim"]


@pytest.mark.parametrize(
    ("trained", "days"),
    [(-90, []), (0, []), (1, []), (2, [1]), (17, [1, 16]), (31, [1, 16]), (32, [1, 16, 31])],
)
def test_h19_the_day_of_the_training_is_a_working_day(trained, days):
    club = problem(person(safety_trained_on=day(trained)), shift(1), shift(16), shift(31), parameters=KEPT)
    assert [one.day.day for one in broken("H19", club)] == days


def test_h19_says_nothing_where_the_days_are_not_kept():
    assert broken("H19", problem(person(), shift(3))) == []


def test_h19_a_training_is_open_to_the_untrained():
    club = problem(person(), shift(3, seats=0, event=True), parameters=KEPT)
    assert broken("H19", club, everyone(club)) == []


def test_h19_says_who_has_not_been_trained():
    (found,) = broken("H19", *example())
    assert said(found) == "kim 님은 아직 안전교육을 받지 않아 5월 3일 (월) 근무에 나갈 수 없습니다."
    assert said_in_english(found) == "kim has had no safety training yet and cannot work on Mon 3 May."


def test_h19_says_when_the_training_is():
    (found,) = broken("H19", problem(person(safety_trained_on=day(10)), shift(3), parameters=KEPT))
    assert said(found) == "kim 님의 안전교육일은 5월 10일 (월)이어서 그 전인 5월 3일 (월) 근무에 나갈 수 없습니다."
    assert said_in_english(found) == "kim's safety training is on Mon 10 May, after the shift on Mon 3 May."
