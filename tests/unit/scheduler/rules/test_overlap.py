"""H03 shifts per day and H04 overlaps with travel time."""

import pytest

from scheduler.parameters import Parameters
from tests.factories import past, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

BOTH = ("A", "B")


@pytest.mark.parametrize("on", [1, 17, 31])
def test_h03_two_shifts_on_one_day_are_too_many(on):
    club = problem(person(), shift(on, "06:00", "09:00"), shift(on, "20:00", "23:00"))
    (found,) = broken("H03", club)
    assert (found.day.day, found.facts["count"], found.facts["most"]) == (on, 2, 1)
    assert broken("H03", problem(person(), shift(on))) == []


def test_h03_follows_the_house_policy():
    shifts = [shift(3, f"{hour:02d}:00", f"{hour + 2:02d}:00") for hour in (6, 10, 14)]
    assert broken("H03", problem(person(), *shifts, parameters=Parameters(max_shifts_per_day=3))) == []
    (found,) = broken("H03", problem(person(), *shifts, parameters=Parameters(max_shifts_per_day=2)))
    assert said(found) == "kim 님은 5월 3일 (월)에 3번 나갑니다. 하루에 2번까지 나갈 수 있습니다."


def test_h03_counts_the_day_on_which_a_shift_starts():
    night_then_morning = problem(person(), shift(3, "22:00", "06:00"), shift(4, "20:00", "23:00"))
    assert broken("H03", night_then_morning) == []


def test_h04_two_shifts_may_touch_but_not_overlap():
    assert broken("H04", problem(person(), shift(3, "09:00", "12:00"), shift(3, "12:00", "15:00"))) == []
    (found,) = broken("H04", problem(person(), shift(3, "09:00", "12:01"), shift(3, "12:00", "15:00")))
    assert found.shift == "A-0503-1200"
    assert said(found) == ("kim 님의 5월 3일 (월) A 근무(12:00~15:00)가 5월 3일 (월) A 근무(09:00~12:01)와 겹칩니다.")


def test_h04_two_shifts_at_the_same_minute_overlap():
    club = problem(person(sites=BOTH), shift(3), shift(3, site="B"))
    assert len(broken("H04", club)) == 1


def test_h04_a_long_shift_overlaps_every_shift_inside_it():
    club = problem(person(), shift(3, "06:00", "23:00"), shift(3, "08:00", "09:00"), shift(3, "10:00", "11:00"))
    assert [f.shift for f in broken("H04", club)] == ["A-0503-0800", "A-0503-1000"]


def test_h04_between_sites_half_an_hour_is_needed():
    soon = problem(person(sites=BOTH), shift(3, "09:00", "12:00"), shift(3, "12:29", "15:00", site="B"))
    later = problem(person(sites=BOTH), shift(3, "09:00", "12:00"), shift(3, "12:30", "15:00", site="B"))
    (found,) = broken("H04", soon)
    assert said(found) == (
        "kim 님이 A 근무를 마치고 5월 3일 (월) 12:29 B 근무까지 갈 시간이 29분뿐입니다. 30분이 필요합니다."
    )
    assert "29 min to get from A" in said_in_english(found)
    assert broken("H04", later) == []


def test_h04_a_night_shift_meets_the_next_morning():
    club = problem(person(), shift(3, "22:00", "06:00"), shift(4, "05:00", "08:00"))
    assert [f.shift for f in broken("H04", club)] == ["A-0504-0500"]


def test_h04_reaches_back_across_the_border_even_to_unknown_sites():
    late = past(0, "20:00", "02:00", site="closed long ago")
    (found,) = broken("H04", problem(person(past=(late,)), shift(1, "01:00", "04:00")))
    assert "closed long ago 근무(20:00~02:00)와 겹칩니다" in said(found)
    # Ends 02:00, another site: 02:29 is too soon, 02:30 is not.
    assert len(broken("H04", problem(person(past=(late,)), shift(1, "02:29", "04:00")))) == 1
    assert broken("H04", problem(person(past=(late,)), shift(1, "02:30", "04:00"))) == []


def test_h04_history_alone_is_no_violation():
    twice = (past(0, "09:00", "12:00"), past(0, "10:00", "13:00"))
    assert broken("H04", problem(person(past=twice), shift(3))) == []


def test_h04_the_last_day_is_judged():
    club = problem(person(), shift(31, "20:00", "04:00"), shift(31, "22:00", "02:00"))
    assert len(broken("H04", club)) == 1


def test_h04_without_a_minute_between_two_sites():
    club = problem(person(sites=BOTH), shift(3, "09:00", "12:00"), shift(3, "12:00", "15:00", site="B"))
    (found,) = broken("H04", club)
    assert said(found) == (
        "kim 님이 A 근무를 마치자마자 5월 3일 (월) 12:00 B 근무가 시작됩니다. 오가는 데 30분이 필요합니다."
    )


def test_h04_the_longest_shift_still_needs_its_travel_time():
    whole_day = shift(3, "06:00", "06:00")  # until 06:00 of the 4th
    assert len(broken("H04", problem(person(sites=BOTH), whole_day, shift(4, "06:29", "08:00", site="B")))) == 1
    assert broken("H04", problem(person(sites=BOTH), whole_day, shift(4, "06:30", "08:00", site="B"))) == []
