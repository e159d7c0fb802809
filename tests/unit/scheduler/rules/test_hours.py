"""H08 to H12: hour caps. A shift made by the factory lasts three hours, 180 minutes."""

import pytest

from scheduler.calendar import Period
from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind
from scheduler.rules import violations_if_added
from scheduler.rules.hours import CAPS, months_of
from tests.factories import MAY, contract, day, past, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

# May 2027 begins on a Saturday: its weeks begin on 26 April, 3, 10, 17, 24 and 31 May.


def days(*numbers, **more):
    return [shift(on, **more) for on in numbers]


# H09 the week


def test_h09_exactly_the_cap_is_fine_and_one_minute_less_is_not():
    shifts = days(3, 5, 9)  # Monday to Sunday: 3 * 180 = 540
    assert broken("H09", problem(person(max_minutes_per_week=540), *shifts)) == []
    (found,) = broken("H09", problem(person(max_minutes_per_week=539), *shifts))
    assert found.day == day(9)  # the shift that passes the cap
    assert said(found) == "kim 님은 5월 3일 (월)부터 한 주에 9시간을 나갑니다. 주 한도는 8시간 59분입니다."
    assert said_in_english(found) == "kim works 9 h in the week from Mon 3 May; the weekly cap is 8 h 59 min."


def test_h09_monday_begins_a_new_week():
    assert broken("H09", problem(person(max_minutes_per_week=360), *days(8, 9, 10, 11))) == []
    assert len(broken("H09", problem(person(max_minutes_per_week=359), *days(8, 9, 10, 11)))) == 2


def test_h09_the_first_week_holds_the_days_before_the_border():
    # Thursday 29 April 180 + Saturday 1 May 180 = 360.
    assert broken("H09", problem(person(max_minutes_per_week=360, past=(past(-1),)), *days(1))) == []
    (found,) = broken("H09", problem(person(max_minutes_per_week=359, past=(past(-1),)), *days(1)))
    assert (found.facts["used"], found.facts["first"], found.day) == (360, day(-4), day(1))


def test_h09_a_sunday_before_the_first_week_does_not_count():
    assert broken("H09", problem(person(max_minutes_per_week=180, past=(past(-5),)), *days(1))) == []


def test_h09_the_last_week_is_judged_though_it_reaches_beyond():
    club = problem(person(max_minutes_per_week=179), *days(31))
    assert [f.facts["first"] for f in broken("H09", club)] == [day(31)]


def test_h09_history_alone_is_never_a_violation():
    overworked = person(max_minutes_per_week=100, past=(past(0),))
    assert broken("H09", problem(overworked, *days(3), parameters=Parameters()), roster()) == []
    assert len(broken("H09", problem(overworked, *days(1)))) == 1


def test_h09_counts_past_minutes_at_unknown_sites_and_not_those_of_other_programmes():
    elsewhere = person(max_minutes_per_week=180, past=(past(0, site="gone"),))
    assert len(broken("H09", problem(elsewhere, *days(1)))) == 1
    other = person(max_minutes_per_week=180, past=(past(0, site="B"),))
    assert broken("H09", problem(other, *days(1), site("B", program="Q"))) == []


def test_h09_each_programme_has_its_own_cap():
    two = person(contracts=(
        contract("P", max_minutes_per_week=180), contract("Q", sites=("B",), max_minutes_per_week=360),
    ))  # fmt: skip
    fits = problem(two, shift(3), shift(4, site="B"), shift(5, site="B"), site("B", program="Q"))
    assert broken("H09", fits) == []
    exceeds = problem(two, shift(3), shift(4), shift(5, site="B"), site("B", program="Q"))
    assert [f.facts["cap"] for f in broken("H09", exceeds)] == [180]


def test_h09_the_smaller_cap_holds_in_a_week_of_two_contracts():
    # Renewed on Wednesday the 12th: the week of the 10th meets both contracts.
    renewed = person(contracts=(
        contract(last=11, max_minutes_per_week=180), contract(first=12, max_minutes_per_week=360),
    ))  # fmt: skip
    assert [f.facts["cap"] for f in broken("H09", problem(renewed, *days(13, 14, 17, 18)))] == [180]


def test_h09_pays_the_break_where_the_site_does():
    unpaid = days(3, break_minutes=30)  # 180 - 30 = 150
    paid = days(3, break_minutes=30, paid_break=True)  # 180
    assert broken("H09", problem(person(max_minutes_per_week=150), *unpaid)) == []
    assert len(broken("H09", problem(person(max_minutes_per_week=150), *paid))) == 1


# H08 four weeks


def test_h08_four_weeks_of_fifteen_hours_are_one_minute_too_many():
    # Four weeks from 3 to 30 May: 20 shifts of 180 = 3,600; 3,599 is the most below 15 h a week.
    weekdays = [on for on in range(3, 29) if day(on).weekday() < 5]
    club = problem(person(max_minutes_per_four_weeks=3599), *days(*weekdays))
    (found,) = broken("H08", club)
    assert (found.facts["first"], found.facts["last"], found.facts["used"]) == (day(3), day(30), 3600)
    assert said(found) == (
        "kim 님은 5월 3일 (월)부터 5월 30일 (일)까지 4주 동안 60시간을 나갑니다. "
        "주 평균 15시간 미만이 되는 4주 한도는 59시간 59분입니다."
    )
    assert broken("H08", problem(person(max_minutes_per_four_weeks=3600), *days(*weekdays))) == []


def test_h08_the_first_window_ends_on_the_first_sunday_and_reaches_three_weeks_back():
    # Sunday 2 May ends the four weeks from 5 April (day -25).
    for before, hit in ((-25, True), (-26, False)):
        someone = person(max_minutes_per_four_weeks=359, past=(past(before),))
        assert bool(broken("H08", problem(someone, *days(2)))) is hit


def test_h08_of_windows_that_overlap_the_worst_is_told():
    # 3 to 8 May lie in the windows that end on the 9th, 16th, 23rd and 30th; only in the last one is the 24th too.
    club = problem(person(max_minutes_per_four_weeks=900), *days(3, 4, 5, 6, 7, 8, 24))
    (found,) = broken("H08", club)
    assert (found.facts["first"], found.facts["last"], found.facts["used"]) == (day(3), day(30), 1260)
    assert found.facts["beyond"] == 3 * (1080 - 900) + (1260 - 900)


def test_h08_a_window_made_worse_is_seen_though_another_is_worse_still():
    # Windows that end on the 9th, 16th and 23rd hold six shifts, 1,080; that of the 30th four, and five with the 24th.
    club = problem(person(max_minutes_per_four_weeks=360), *days(1, 2, 3, 4, 5, 6, 24))
    six = roster(*(("kim", one.id) for one in club.shifts if one.day < day(24)))
    (before,) = broken("H08", club, six)
    (found,) = violations_if_added(club, six, "kim", "A-0524-0900")
    assert [one.facts["beyond"] for one in (before, found)] == [3 * 720 + 360, 3 * 720 + 540]
    assert (found.facts["first"], found.facts["used"]) == (day(-18), 1080)


def test_h08_windows_that_end_after_the_month_are_next_months():
    # Monday 31 May lies in no four weeks that end in May.
    assert broken("H08", problem(person(max_minutes_per_four_weeks=0), *days(31))) == []


@pytest.mark.parametrize("kind", [EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER])
def test_h08_is_for_short_time_employees_only(kind):
    assert broken("H08", problem(person(max_minutes_per_four_weeks=100, kind=kind), *days(3))) == []
    assert broken("H08", problem(person(max_minutes_per_four_weeks=100, short_time=False), *days(3))) == []


def test_h08_adds_up_all_programmes_in_which_someone_is_employed():
    def two(kind):
        return person(contracts=(
            contract("P", max_minutes_per_four_weeks=359), contract("Q", sites=("B",), kind=kind),
        ))  # fmt: skip

    shifts = (shift(3), shift(4, site="B"), site("B", program="Q"))  # 180 + 180 = 360
    assert len(broken("H08", problem(two(EmploymentKind.EMPLOYEE), *shifts))) > 0
    assert broken("H08", problem(two(EmploymentKind.VOLUNTEER), *shifts)) == []


# H10 the month


def test_h10_first_and_last_day_count_and_the_month_before_does_not():
    someone = person(max_minutes_per_month=540, past=(past(0),))
    assert broken("H10", problem(someone, *days(1, 17, 31))) == []
    (found,) = broken("H10", problem(person(max_minutes_per_month=539), *days(1, 17, 31)))
    assert found.day == day(31)
    assert said(found) == ("kim 님은 5월 1일 (토)부터 5월 31일 (월)까지 9시간을 나갑니다. 월 한도는 8시간 59분입니다.")


# H11 the day


def test_h11_a_day_of_activity_has_three_hours():
    assert broken("H11", problem(person(max_minutes_per_day=180), *days(1, 17, 31))) == []
    (found,) = broken("H11", problem(person(max_minutes_per_day=180), shift(17, "09:00", "12:01")))
    assert said(found) == "kim 님은 5월 17일 (월)에 3시간 1분을 나갑니다. 하루 한도는 3시간입니다."


def test_h11_adds_up_two_shifts_of_a_day():
    twice = [shift(1, "06:00", "09:00"), shift(1, "13:00", "16:00")]
    assert broken("H11", problem(person(max_minutes_per_day=360), *twice)) == []
    assert [f.facts["used"] for f in broken("H11", problem(person(max_minutes_per_day=359), *twice))] == [360]


# H12 the legal week


def test_h12_forty_hours_over_all_contracts():
    two = person(contracts=(contract("P"), contract("Q", sites=("B",))))
    # 3 to 7 May: each day 240 at A and 240 at B = 5 * 480 = 2,400; one more hour on Saturday is too much.
    full = [shift(on, "06:00", "10:00") for on in range(3, 8)]
    full += [shift(on, "13:00", "17:00", site="B") for on in range(3, 8)]
    rest = site("B", program="Q")
    assert broken("H12", problem(two, *full, rest)) == []
    (found,) = broken("H12", problem(two, *full, shift(8, "09:00", "10:00"), rest))
    assert (found.facts["used"], found.facts["cap"]) == (2460, 2400)
    assert said(found) == (
        "kim 님은 5월 3일 (월)부터 한 주에 모두 41시간을 나갑니다. 법으로 정한 주 한도는 40시간입니다."
    )


def test_h12_counts_the_past_days_of_the_first_week():
    tired = person(past=tuple(past(on, "09:00", "19:00") for on in (-4, -3, -2, -1)))  # 4 * 600 = 2,400
    assert [f.facts["used"] for f in broken("H12", problem(tired, *days(1)))] == [2580]


def test_h12_is_labour_law_and_not_for_volunteers():
    week = [shift(on, "06:00", "16:00") for on in range(3, 8)]
    assert broken("H12", problem(person(kind=EmploymentKind.VOLUNTEER), *week)) == []
    assert len(broken("H12", problem(person(), *week))) == 1


def test_limits_say_how_much_room_history_leaves():
    someone = person(max_minutes_per_week=300, past=(past(0),))
    club = problem(someone, *days(1))
    (week,) = [cap for cap in CAPS if cap.id == "H09"]
    first, second = week.limits(club, someone)[:2]
    assert (first.cap, first.past, first.room) == (300, 180, 120)
    assert (second.past, second.room) == (0, 300)
    assert first.counts(club, club.shifts[0]) and not second.counts(club, club.shifts[0])


def test_a_limit_counts_its_first_and_last_day():
    someone = person(max_minutes_per_week=300)
    club = problem(someone, *days(2, 3, 9, 10))
    (cap,) = [one for one in CAPS if one.id == "H09"]
    second = cap.limits(club, someone)[1]  # 3 to 9 May
    assert [one.day.day for one in club.shifts if second.counts(club, one)] == [3, 9]


def test_months_are_cut_to_the_period():
    spring = Period(day(15), day(32))  # 15 May to 1 June
    assert months_of(spring) == [Period(day(15), day(31)), Period(day(32), day(32))]
    assert months_of(MAY.period) == [MAY.period]


def test_h09_a_contract_that_meets_one_day_of_the_week_caps_it():
    # The week of 10 to 16 May: one contract ends on its Monday, another begins on its Sunday.
    ends = person(contracts=(contract(last=10, max_minutes_per_week=100), contract(first=11)))
    begins = person(contracts=(contract(last=15), contract(first=16, max_minutes_per_week=100)))
    for someone in (ends, begins):
        assert [f.facts["cap"] for f in broken("H09", problem(someone, *days(12)))] == [100]
    outside = person(contracts=(contract(last=9, max_minutes_per_week=100), contract(first=10)))
    assert broken("H09", problem(outside, *days(12))) == []


def test_h09_tells_the_day_on_which_the_cap_is_passed_not_reached():
    # 180 reaches the cap of 180 on the 3rd, 360 passes it on the 5th.
    assert [f.day for f in broken("H09", problem(person(max_minutes_per_week=180), *days(3, 5, 7)))] == [day(5)]
