"""H13 and H14: the lawful break."""

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind
from tests.factories import person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

WAIVABLE = Parameters(break_waivable_at_4h=True)


@pytest.mark.parametrize(
    ("end", "rest", "fits"),
    [
        ("12:59", 0, True),  # 239 working minutes
        ("13:01", 0, False),  # 241
        ("13:30", 29, False),  # 241
        ("13:31", 30, True),  # 241
        ("17:29", 30, True),  # 479
        ("17:30", 30, False),  # 480
        ("18:00", 60, True),  # 480
        ("18:00", 59, False),  # 481
    ],
)
def test_h13_four_hours_need_thirty_minutes_and_eight_need_sixty(end, rest, fits):
    club = problem(person(), shift(3, "09:00", end, break_minutes=rest))
    assert (broken("H13", club) == []) is fits


def test_h13_leaves_exactly_four_hours_to_h14():
    club = problem(person(), shift(3, "09:00", "13:00"))
    assert broken("H13", club) == []
    (found,) = broken("H14", club)
    assert said(found) == (
        "kim 님의 5월 3일 (월) A 근무는 일하는 시간이 4시간입니다. 휴게시간이 30분 필요한데 들어 있지 않습니다."
    )


def test_h14_may_be_waived_when_the_law_changes():
    assert broken("H14", problem(person(), shift(3, "09:00", "13:00"), parameters=WAIVABLE)) == []
    assert len(broken("H13", problem(person(), shift(3, "09:00", "13:01"), parameters=WAIVABLE))) == 1


def test_h14_a_slot_of_four_and_a_half_hours_holds_its_break():
    assert broken("H14", problem(person(), shift(3, "09:00", "13:30", break_minutes=30))) == []


def test_h14_four_hours_on_site_with_a_break_are_less_than_four_of_work():
    club = problem(person(), shift(3, "09:00", "13:00", break_minutes=30))  # 210 working minutes
    assert broken("H14", club) == [] == broken("H13", club)


@pytest.mark.parametrize("kind", [EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER])
@pytest.mark.parametrize("on", [1, 31])
def test_h13_and_h14_are_labour_law(kind, on):
    club = problem(person(kind=kind), shift(on, "09:00", "13:00"), shift(on, "09:30", "19:00"))
    assert broken("H13", club) == [] == broken("H14", club)


def test_h13_says_what_is_missing():
    (found,) = broken("H13", problem(person(), shift(3, "09:00", "18:00", break_minutes=40)))
    assert said(found) == (
        "kim 님의 5월 3일 (월) A 근무는 일하는 시간이 8시간 20분입니다. 휴게시간이 1시간 필요한데 40분뿐입니다."
    )
    assert said_in_english(found).endswith("needs a break of 1 h; it has 40 min.")
