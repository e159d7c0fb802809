"""S11: an early shift after a late one."""

from dataclasses import replace

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import SpecialParameters
from tests.factories import day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english

EARLY, LATE, NIGHT = ("06:00", "09:00"), ("18:00", "21:30"), ("23:00", "05:00")


def late_then_early(**more):
    return problem(person(), shift(3, *LATE), shift(4, *EARLY), **more)


EXAMPLES = {"S11": (late_then_early(), roster(("kim", "A-0503-1800"), ("kim", "A-0504-0600")))}


def test_s11_late_then_early():
    (found,) = items("S11", late_then_early())
    assert (found.units, found.day, found.shift) == (1, day(4), "A-0504-0600")
    assert said(found) == "kim 님은 5월 3일 (월) 18:00~21:30 근무 다음 날인 5월 4일 (화) 06:00에 일찍 나갑니다."
    assert said_in_english(found) == "kim starts early on Tue 4 May, at 06:00, after 18:00-21:30 on Mon 3 May."


@pytest.mark.parametrize(
    ("late", "early", "count"),
    [
        (("18:00", "21:00"), EARLY, 0),
        (("18:00", "21:01"), EARLY, 1),
        (LATE, ("07:00", "09:00"), 0),
        (LATE, ("06:59", "09:00"), 1),
        (NIGHT, ("06:00", "09:00"), 1),
    ],
)
def test_s11_at_both_sides_of_the_limits(late, early, count):
    # Late ends after 21:00, early starts before 07:00; a night that ends after midnight ended late.
    assert len(items("S11", problem(person(), shift(3, *late), shift(4, *early)))) == count


def test_s11_a_day_between_is_enough_and_one_day_alone_is_no_case():
    assert items("S11", problem(person(), shift(3, *LATE), shift(5, *EARLY))) == []
    assert items("S11", problem(person(), shift(3, *EARLY), shift(3, *LATE))) == []


def test_s11_over_the_border():
    yesterday = person(past=(past(0, *LATE),))
    assert [one.day for one in items("S11", problem(yesterday, shift(1, *EARLY)))] == [day(1)]
    before = person(past=(past(-1, *LATE), past(0, *EARLY)))
    assert items("S11", problem(before, shift(1, *EARLY))) == [], "history alone costs nothing"


def test_s11_one_unit_a_day_however_many_shifts():
    more = problem(person(), shift(3, *LATE), shift(3, *NIGHT), shift(4, *EARLY), shift(4, "05:00", "05:30"))
    (found,) = items("S11", more)
    assert (found.facts["late_end"], found.facts["start"]) == (29 * 60, 5 * 60)


def test_s11_numbers_of_the_programme():
    later = replace(Parameters(), late_after=1320)
    assert items("S11", late_then_early(special=(SpecialParameters(later, program="P"),))) == []
    assert len(items("S11", late_then_early(special=(SpecialParameters(later, program="Q"),)))) == 1
