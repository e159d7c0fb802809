"""H16: rest between shifts."""

from scheduler.parameters import Parameters
from tests.factories import past, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


def test_h16_eleven_hours_are_enough_and_a_minute_less_is_not():
    evening = shift(3, "19:00", "22:00")
    assert broken("H16", problem(person(), evening, shift(4, "09:00", "12:00"))) == []  # exactly 660
    (found,) = broken("H16", problem(person(), evening, shift(4, "08:59", "12:00")))
    assert found.shift == "A-0504-0859"
    assert said(found) == (
        "kim 님은 앞 근무를 마치고 10시간 59분 뒤인 5월 4일 (화) 08:59에 다시 나갑니다. "
        "근무 사이에 11시간을 쉬어야 합니다."
    )
    assert (
        said_in_english(found) == "kim starts again on Tue 4 May at 08:59, 10 h 59 min after a shift; 11 h is needed."
    )


def test_h16_reaches_back_across_the_border():
    late = person(past=(past(0, "20:00", "23:00"),))
    assert len(broken("H16", problem(late, shift(1, "09:59", "12:00")))) == 1
    assert broken("H16", problem(late, shift(1, "10:00", "12:00"))) == []


def test_h16_history_alone_is_no_violation():
    assert broken("H16", problem(person(past=(past(0, "06:00", "08:00"), past(0, "10:00", "12:00"))), shift(3))) == []


def test_h16_after_a_night_shift():
    assert len(broken("H16", problem(person(), shift(3, "22:00", "06:00"), shift(4, "16:00", "19:00")))) == 1
    assert broken("H16", problem(person(), shift(3, "22:00", "06:00"), shift(4, "17:00", "20:00"))) == []


def test_h16_looks_past_a_short_shift_to_a_long_one():
    # The short one inside ends early, the long one ends at 20:00: the rest is measured from the latest end.
    club = problem(person(), shift(3, "06:00", "20:00"), shift(3, "07:00", "08:00"), shift(4, "06:00", "09:00"))
    assert [f.facts["rest"] for f in broken("H16", club)] == [600]


def test_h16_leaves_overlaps_to_h04_and_judges_two_shifts_of_a_day():
    assert broken("H16", problem(person(), shift(3, "09:00", "12:00"), shift(3, "11:00", "14:00"))) == []
    assert [f.facts["rest"] for f in broken("H16", problem(person(), shift(3), shift(3, "12:00", "15:00")))] == [0]


def test_h16_follows_the_house_policy_and_the_last_day():
    club = problem(person(), shift(30, "19:00", "22:00"), shift(31, "06:00", "09:00"))
    assert [f.day.day for f in broken("H16", club)] == [31]
    relaxed = problem(person(), *club.shifts, parameters=Parameters(min_rest_between_shifts=480))
    assert broken("H16", relaxed) == []


def test_h16_the_longest_shift_is_not_forgotten():
    whole_day = shift(3, "06:00", "06:00")  # until 06:00 of the 4th
    assert len(broken("H16", problem(person(), whole_day, shift(4, "16:59", "18:00")))) == 1
    assert broken("H16", problem(person(), whole_day, shift(4, "17:00", "18:00"))) == []


def test_h16_says_when_there_is_no_rest_at_all():
    (found,) = broken("H16", problem(person(), shift(3), shift(3, "12:00", "15:00")))
    assert said(found) == (
        "kim 님은 앞 근무를 마치자마자 5월 3일 (월) 12:00에 다시 나갑니다. 근무 사이에 11시간을 쉬어야 합니다."
    )
