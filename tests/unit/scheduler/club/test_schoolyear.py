from datetime import date

from scheduler.calendar import Month
from scheduler.club.book import ClosureKind
from scheduler.club.schoolyear import bridge_days, vacations
from scheduler.files.holidays import korean_holidays


def spans(month, **more):
    return [(closure.first, closure.last) for closure in vacations("school", month, **more)]


def test_winter_runs_into_the_next_year_to_the_end_of_february():
    winter = (date(2026, 12, 28), date(2027, 2, 28))
    for month in (Month(2026, 11), Month(2026, 12), Month(2027, 1), Month(2027, 3)):
        assert spans(month) == [winter]
    assert spans(Month(2028, 2)) == [(date(2027, 12, 28), date(2028, 2, 29))]


def test_summer_differs_by_school():
    assert spans(Month(2027, 8)) == [(date(2027, 7, 21), date(2027, 8, 17))]
    assert spans(Month(2027, 8), shift_by=2) == [(date(2027, 7, 23), date(2027, 8, 19))]


def test_may_and_october_are_far_from_any_vacation():
    assert spans(Month(2027, 5)) == spans(Month(2027, 10)) == []


def test_vacations_are_no_closures():
    assert {closure.kind for closure in vacations("school", Month(2027, 1))} == {ClosureKind.VACATION}


def test_bridge_days_lie_between_two_days_off():
    may = korean_holidays(date(2027, 4, 1), date(2027, 6, 30))
    # Tuesday 4 May between two holidays, Friday 14 May between a holiday and Saturday.
    assert bridge_days(Month(2027, 5), may) == [date(2027, 5, 4), date(2027, 5, 14)]
    assert bridge_days(Month(2027, 4), may) == []
