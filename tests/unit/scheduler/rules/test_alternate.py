"""S12: work on two days running."""

from tests.factories import day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english


def working(*days, prefers=True):
    someone = person(past=tuple(past(on) for on in days if on < 1), prefers_alternate=prefers)
    return problem(someone, *[shift(on) for on in days if on > 0])


EXAMPLES = {"S12": (working(3, 4), roster(("kim", "A-0503-0900"), ("kim", "A-0504-0900")))}


def test_s12_one_unit_for_each_second_day():
    assert items("S12", working(3, 5, 7)) == []
    found = items("S12", working(3, 4, 5, 10, 11))
    assert [(one.day, one.units) for one in found] == [(day(4), 1), (day(5), 1), (day(11), 1)]
    assert said(found[0]) == (
        "kim 님은 하루걸러 나가기를 바라지만 5월 3일 (월)부터 5월 4일 (화)까지 이틀을 잇달아 나갑니다."
    )
    assert said_in_english(found[0]) == "kim prefers every other day, but works on both Mon 3 May and Tue 4 May."


def test_s12_only_for_those_who_prefer_it():
    assert items("S12", working(3, 4, 5, prefers=False)) == []


def test_s12_over_the_border():
    assert [one.day for one in items("S12", working(0, 1))] == [day(1)]
    assert items("S12", working(-1, 0, 2)) == [], "history alone costs nothing"
    assert [one.day for one in items("S12", working(30, 31))] == [day(31)]


def test_s12_two_shifts_of_a_day_are_one_day():
    twice = problem(person(prefers_alternate=True), shift(3), shift(3, "13:00", "16:00"))
    assert items("S12", twice) == []
