"""H07 when someone cannot work."""

import pytest

from scheduler.problem import Unavailable
from tests.factories import day, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


def away(on, start=0, end=1440):
    return person(unavailable=(Unavailable(day(on), start, end),))


@pytest.mark.parametrize("on", [1, 17, 31])
def test_h07_a_day_away(on):
    club = problem(away(on), *[shift(d) for d in {1, on, 31}])
    assert [f.day.day for f in broken("H07", club)] == [on]


def test_h07_the_span_ends_before_its_last_minute():
    # Unavailable from 12:00 to 15:00.
    midday = away(3, 720, 900)
    free = [("09:00", "12:00"), ("15:00", "18:00")]
    clash = [("09:00", "12:01"), ("14:59", "18:00"), ("13:00", "14:00"), ("06:00", "20:00")]
    assert broken("H07", problem(midday, *[shift(3, *span) for span in free])) == []
    assert len(broken("H07", problem(midday, *[shift(3, *span, id=str(span)) for span in clash]))) == 4


def test_h07_a_night_shift_meets_the_next_day():
    night = shift(3, "22:00", "06:00")
    assert len(broken("H07", problem(away(4, 0, 60), night))) == 1
    assert len(broken("H07", problem(away(4, 359, 400), night))) == 1
    assert broken("H07", problem(away(4, 360, 1440), night)) == []
    assert broken("H07", problem(away(2), night)) == []


def test_h07_the_last_night_meets_the_first_of_the_next_month():
    assert len(broken("H07", problem(away(32), shift(31, "22:00", "06:00")))) == 1
    assert broken("H07", problem(away(32), shift(31, "18:00", "24:00"))) == []


def test_h07_says_the_span_but_never_a_reason():
    (whole,) = broken("H07", problem(away(3), shift(3)))
    (part,) = broken("H07", problem(away(3, 600, 1440), shift(3)))
    assert said(whole) == "kim 님은 5월 3일 (월)에 나올 수 없습니다."
    assert said(part) == "kim 님은 5월 3일 (월) 10:00~24:00에 나올 수 없습니다."
    assert said_in_english(part) == "kim is unavailable on Mon 3 May, 10:00-24:00."
