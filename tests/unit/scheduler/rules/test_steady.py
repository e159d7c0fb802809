"""H40, S40: start times that lie close together."""

import pytest

from scheduler.conditions import Conditions, Relaxation, Steady, Which
from scheduler.enums import Every
from scheduler.problem import Lock
from scheduler.rules import check
from tests.factories import day, everyone, past, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english

# May 2027 begins on a Saturday: weeks of Mondays 26 April, 3, 10, 17, 24 and 31 May.


def club(starts, condition, history=(), **more):
    """kim works all of these: (day, start), each for an hour."""
    made = problem(
        person(past=tuple(past(on, at, f"{int(at[:2]) + 1:02d}:00") for on, at in history)),
        *[shift(on, at, f"{int(at[:2]) + 1:02d}:30") for on, at in starts],
        conditions=Conditions(steadies=(condition,)), **more,
    )  # fmt: skip
    return made, everyone(made)


def must(**more):
    return Steady(id="steady", must=True, **more)


EXAMPLES = {
    "H40": club([(3, "09:00"), (4, "13:00")], must()),
    "S40": club([(3, "09:00"), (4, "10:30")], Steady(id="steady")),
}


def test_h40_an_hour_is_fine_and_a_minute_more_is_not():
    assert broken("H40", *club([(3, "09:00"), (4, "10:00")], must(most=60))) == []
    (found,) = broken("H40", *club([(3, "09:00"), (4, "10:01")], must(most=60)))
    assert (found.by, found.day) == (1, day(4))
    assert said(found) == (
        "kim 님의 출근 시각은 5월 3일 (월)부터 5월 9일 (일)까지 09:00에서 10:01까지 1시간 1분 벌어집니다. "
        "정한 기준은 1시간 이하입니다."
    )
    assert said_in_english(found) == (
        "kim's start times from Mon 3 May to Sun 9 May lie 1 h 1 min apart, 09:00 to 10:01; "
        "the condition asks for 1 h at most."
    )


@pytest.mark.parametrize(("at", "units"), [("10:30", 1), ("10:31", 2), ("11:00", 2), ("13:00", 6)])
def test_h40_each_begun_half_hour_is_a_unit(at, units):
    (found,) = broken("H40", *club([(3, "09:00"), (4, at), (5, "09:30")], must(most=60)))
    assert found.by == units


def test_h40_by_week_month_and_period():
    starts = [(3, "09:00"), (10, "13:00")]
    assert broken("H40", *club(starts, must())) == []
    assert [one.day for one in broken("H40", *club(starts, must(every=Every.MONTH)))] == [day(10)]
    assert [one.day for one in broken("H40", *club(starts, must(every=Every.PERIOD)))] == [day(10)]


def test_h40_the_week_over_the_border_counts_and_the_period_does_not():
    border = [(1, "13:00")]
    (found,) = broken("H40", *club(border, must(), history=[(0, "09:00")]))
    assert (found.day, found.facts["first"]) == (day(1), day(-4))
    assert broken("H40", *club(border, must(), history=[(-5, "09:00")])) == [], "25 April is of the week before"
    assert broken("H40", *club(border, must(every=Every.PERIOD), history=[(0, "09:00")])) == []
    assert broken("H40", *club(border, must(every=Every.MONTH), history=[(0, "09:00")])) == []


def test_h40_history_alone_breaks_nothing_and_leaves_what_lies_within_it():
    apart = [(-1, "09:00"), (0, "13:00")]
    assert broken("H40", *club([], must(), history=apart)) == []
    assert broken("H40", *club([(1, "11:00")], must(), history=apart)) == []
    (found,) = broken("H40", *club([(1, "14:30")], must(), history=apart))
    assert found.by == 3, "90 minutes beyond the four hours that history already spans"


def test_h40_only_the_shifts_that_are_meant_and_no_events():
    at_b = must(which=Which(sites=frozenset("B")))
    assert broken("H40", *club([(3, "09:00"), (4, "13:00")], at_b)) == []
    meeting = shift(4, "15:00", "16:00", event=True, target_staff=0)
    made = problem(
        person(), shift(3), meeting, locks=(Lock("kim", meeting.id),), conditions=Conditions(steadies=(must(),))
    )
    assert check(made, everyone(made)) == []


def test_h40_is_set_aside_for_the_whole_span():
    for on, count in ((2, 1), (3, 0), (9, 0), (10, 1)):
        relaxed = (Relaxation("H40", day(on), day(on)),)
        assert len(broken("H40", *club([(4, "09:00"), (5, "13:00")], must(), relaxations=relaxed))) == count


def test_s40_units_times_strength():
    (found,) = items("S40", *club([(3, "09:00"), (4, "11:00")], Steady(id="steady", strength=3)))
    assert found.units == 6, "an hour beyond the hour: two half hours, times 3"
