from datetime import date

import pytest

from scheduler.club.book import HistoryEntry
from scheduler.club.carry import carried_by_participant
from scheduler.parameters import Parameters
from scheduler.problem import Carried

from .books import book

APRIL = date(2027, 4, 1)
WEDNESDAY, SATURDAY = date(2027, 4, 7), date(2027, 4, 10)


def carried(*entries, holidays=()):
    history = tuple(HistoryEntry("P1", day, "shop", "오", start, end, 180) for day, start, end in entries)
    whole = book(history=history, holidays=dict.fromkeys(holidays, "쉬는 날"))
    return carried_by_participant(whole, APRIL, date(2027, 5, 1), Parameters())["P1"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (420, 600, Carried()),
        (419, 600, Carried(early=1)),
        (1080, 1260, Carried()),
        (1080, 1261, Carried(late=1)),
        (1080, 1320, Carried(late=1)),
        (1080, 1321, Carried(late=1, night=1)),
        (0, 360, Carried(early=1, night=1)),
        (360, 720, Carried(early=1)),
        (1320, 1800, Carried(late=1, night=1)),
    ],
)
def test_early_late_and_night_begin_at_their_minute(start, end, expected):
    assert carried((WEDNESDAY, start, end)) == expected


def test_a_saturday_that_is_a_holiday_counts_as_both():
    assert carried((SATURDAY, 540, 720), holidays=[SATURDAY]) == Carried(weekend=1, holiday=1)


def test_only_the_window_counts_first_day_included_last_excluded():
    days = [date(2027, 3, 28), APRIL.replace(day=3), date(2027, 5, 1)]
    assert carried(*((day, 540, 720) for day in days)) == Carried(weekend=1)


def test_who_worked_nothing_carries_nothing():
    assert carried() == Carried()
