"""H24: no outdoor work in the heat of a summer noon."""

from datetime import date

import pytest

from scheduler.calendar import Month
from scheduler.conditions import Relaxation
from scheduler.parameters import Parameters
from tests.factories import everyone, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

JULY = Month(2027, 7).period


def outdoors(on, start="13:00", end="16:00", **more):
    return shift(on, start, end, outdoor=True, **more)


def club_of(*shifts, period=JULY, **more):
    return problem(person("kim"), *shifts, period=period, **more)


def example():
    club = club_of(outdoors(date(2027, 7, 5)))
    return club, everyone(club)


EXAMPLES = {"H24": example()}


@pytest.mark.parametrize(
    ("start", "end", "hot"),
    [
        ("09:00", "12:00", False),
        ("09:00", "12:01", True),
        ("12:00", "13:00", True),
        ("16:59", "18:00", True),
        ("17:00", "20:00", False),
    ],
)
def test_h24_from_noon_to_five(start, end, hot):
    assert bool(broken("H24", club_of(outdoors(date(2027, 7, 5), start, end)))) is hot


@pytest.mark.parametrize(
    ("on", "hot"),
    [(date(2027, 6, 30), False), (date(2027, 7, 1), True), (date(2027, 8, 31), True), (date(2027, 9, 1), False)],
)
def test_h24_from_july_to_august(on, hot):
    assert bool(broken("H24", club_of(outdoors(on), period=Month.of(on).period))) is hot


def test_h24_a_shift_through_the_night_meets_the_next_noon():
    night = outdoors(date(2027, 6, 30), "20:00", "12:30")  # ends at 12:30 on 1 July
    assert len(broken("H24", club_of(night, period=Month(2027, 6).period))) == 1
    shorter = outdoors(date(2027, 6, 30), "20:00", "12:00")
    assert broken("H24", club_of(shorter, period=Month(2027, 6).period)) == []


def test_h24_indoors_is_cool():
    assert broken("H24", club_of(shift(date(2027, 7, 5), "13:00", "16:00"))) == []


def test_h24_the_club_may_set_other_hours_and_days():
    numbers = Parameters(heat_from=840, heat_until=960, heat_first=710, heat_last=710)
    days = [outdoors(date(2027, 7, d), at, to) for d in (9, 10) for at, to in (("12:00", "14:00"), ("15:00", "18:00"))]
    assert [(one.day.day, one.facts["start"]) for one in broken("H24", club_of(*days, parameters=numbers))] == [
        (10, 900)
    ]


@pytest.mark.parametrize(
    ("participant", "site", "days"),
    [(None, None, [7]), ("kim", None, [7]), (None, "A", [7]), (None, "B", [5, 6, 7]), ("lee", "A", [5, 6, 7])],
)
def test_h24_can_be_set_aside_for_a_person_a_site_and_some_days(participant, site, days):
    aside = Relaxation("H24", date(2027, 7, 5), date(2027, 7, 6), participant, site)
    shifts = [outdoors(date(2027, 7, d)) for d in (5, 6, 7)]
    club = problem(person("kim"), person("lee", sites=()), *shifts, period=JULY, relaxations=(aside,))
    found = [one.day.day for one in broken("H24", club) if one.participant == "kim"]
    assert found == days


def test_h24_names_the_hours():
    (found,) = broken("H24", *example())
    assert said(found) == (
        "7월 5일 (월) A 13:00~16:00 근무는 야외 근무입니다. 혹서기에는 12:00~17:00에 야외 활동을 하지 않으므로 "
        "kim 님이 나갈 수 없습니다."
    )
    assert said_in_english(found) == (
        "The shift at A on Mon 5 Jul, 13:00-16:00, is outdoors: "
        "kim cannot work there between 12:00 and 17:00 in summer."
    )
