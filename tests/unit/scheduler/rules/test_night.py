"""H15: night work by consent."""

import pytest

from tests.factories import person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        ("18:00", "22:00", 0),
        ("18:00", "22:01", 1),
        ("06:00", "12:00", 0),
        ("05:59", "12:00", 1),
        ("00:00", "06:00", 360),
        ("22:00", "06:00", 480),
        ("20:00", "08:00", 480),
    ],
)
def test_h15_any_minute_of_night_needs_consent(start, end, night):
    club = problem(person(), shift(3, start, end))
    assert [f.facts["night"] for f in broken("H15", club)] == ([night] if night else [])
    assert broken("H15", problem(person(night_opt_in=True), shift(3, start, end))) == []


@pytest.mark.parametrize("on", [1, 31])
def test_h15_holds_on_the_first_and_the_last_day(on):
    (found,) = broken("H15", problem(person(), shift(on, "22:00", "06:00")))
    assert found.day.day == on


def test_h15_says_how_much_night():
    (found,) = broken("H15", problem(person(), shift(3, "19:30", "24:00")))
    assert said(found) == (
        "kim 님은 야간 근무에 동의하지 않았습니다. 5월 3일 (월) A 근무에는 야간 시간이 2시간 있습니다."
    )
    assert said_in_english(found).endswith("the shift at A on Mon 3 May holds 2 h of night.")
