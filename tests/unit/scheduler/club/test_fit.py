from datetime import date
from random import Random

import pytest

from scheduler.calendar import Month
from scheduler.club.book import ClosureEntry, ClosureKind
from scheduler.club.fit import Calendar, most_shifts, staffing
from scheduler.club.kinds import CAMPUS_GUARD, SCHOOL_LUNCH, STORE_18H, STORE_24H, STORE_PAIRS
from scheduler.files.holidays import korean_holidays

MAY = Month(2027, 5)
CALENDAR = Calendar(MAY, korean_holidays(MAY.first, MAY.last))


def test_seats_of_the_month_follow_weekdays_and_holidays():
    assert CALENDAR.seats(STORE_PAIRS) == dict.fromkeys("새오낮저", 62)
    # 18 school days, of which the 7th, 14th, 21st and 28th are Fridays.
    assert CALENDAR.seats(SCHOOL_LUNCH) == {"급": 56, "금": 16}


@pytest.mark.parametrize(("kind", "shifts"), [(STORE_24H, 2), (STORE_PAIRS, 4), (STORE_18H, 3), (CAMPUS_GUARD, 3)])
def test_fourteen_hours_a_week_hold_so_many_shifts(kind, shifts):
    assert most_shifts(kind) == shifts


def test_loads_add_up_to_the_seats_over_the_ratio():
    plan = staffing(STORE_PAIRS, CALENDAR, 20, 0.9, Random(1))
    # 248 seats * 7 / 31 = 56 a week; 56 / 0.9 = 62.2.
    assert sum(plan.loads) == 62
    assert len(plan.loads) == 20 and min(plan.loads) >= 1 and max(plan.loads) <= 4


def test_a_small_crew_runs_part_of_the_day():
    plan = staffing(STORE_24H, CALENDAR, 8, 1.0, Random(1))
    # Two shifts a week each are 16, enough for two slots of seven seats.
    assert [slot.code for slot in plan.kind.slots] == ["새", "오"]
    assert sum(plan.loads) == 14


def test_enough_people_agree_to_night_work():
    plan = staffing(STORE_24H, CALENDAR, 16, 0.9, Random(1))
    # Half of the seats are night seats: 16 * 0.5 * 1.35 = 10.8.
    assert plan.at_night == 11
    assert staffing(STORE_PAIRS, CALENDAR, 20, 0.9, Random(1)).at_night == 0


def test_lunch_helpers_share_ten_days_each():
    plan = staffing(SCHOOL_LUNCH, CALENDAR, 8, 0.95, Random(1))
    # 14 * 4 + 4 * 4 = 72 of 80 possible; no choice of at most half the people comes nearer to 76.
    assert {slot.code: slot.seats for slot in plan.kind.slots} == {"급": 4, "금": 4}


def test_a_month_of_vacation_has_no_lunch_helpers():
    vacation = ClosureEntry("x", MAY.first, MAY.last, ClosureKind.VACATION)
    assert staffing(SCHOOL_LUNCH, Calendar(MAY, {}, (vacation,)), 8, 0.95, Random(1)) is None


def test_too_many_people_for_a_site_are_refused():
    assert staffing(STORE_18H, CALENDAR, 60, 0.9, Random(1)) is None


def test_a_closure_takes_seats_away():
    closed = ClosureEntry("x", date(2027, 5, 1), date(2027, 5, 10), ClosureKind.CLOSED)
    assert Calendar(MAY, {}, (closed,)).seats(STORE_18H) == dict.fromkeys("새오저밤", 21)
