"""H17: days in a row."""

from datetime import date

from scheduler.parameters import Parameters
from scheduler.rules.runs import runs
from tests.factories import day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english


def working(*days, **more):
    return problem(person(past=tuple(past(on) for on in days if on < 1)), *[shift(on) for on in days if on > 0], **more)


def test_h17_five_days_are_fine_and_six_are_not():
    assert broken("H17", working(10, 11, 12, 13, 14)) == []
    (found,) = broken("H17", working(10, 11, 12, 13, 14, 15))
    assert found.day == day(15)
    assert said(found) == (
        "kim 님은 5월 10일 (월)부터 5월 15일 (토)까지 6일을 잇달아 나갑니다. 5일까지만 잇달아 나갈 수 있습니다."
    )
    assert said_in_english(found) == "kim works 6 days in a row from Mon 10 May to Sat 15 May; 5 at most."


def test_h17_at_both_edges_of_the_month():
    assert broken("H17", working(1, 2, 3, 4, 5)) == [] == broken("H17", working(27, 28, 29, 30, 31))
    assert len(broken("H17", working(1, 2, 3, 4, 5, 6))) == 1
    assert len(broken("H17", working(26, 27, 28, 29, 30, 31))) == 1


def test_h17_history_that_touches_the_border_counts():
    assert broken("H17", working(-3, -2, -1, 0, 1)) == []
    (found,) = broken("H17", working(-4, -3, -2, -1, 0, 1))
    assert (found.facts["first"], found.facts["days"], found.day) == (day(-4), 6, day(1))
    assert len(broken("H17", working(-1, 0, 1, 2, 3, 4))) == 1


def test_h17_a_free_day_at_the_border_breaks_the_run():
    assert broken("H17", working(-4, -3, -2, -1, 1, 2, 3)) == []


def test_h17_history_alone_is_no_violation():
    assert broken("H17", working(-6, -5, -4, -3, -2, -1, 0, 5)) == []


def test_h17_tells_the_first_day_of_the_period_that_is_too_many():
    (found,) = broken("H17", working(-6, -5, -4, -3, -2, -1, 0, 1, 2))
    assert (found.facts["days"], found.day) == (9, day(1))


def test_h17_two_shifts_on_a_day_are_one_day():
    twice = [shift(on, start, end) for on in (10, 11, 12) for start, end in (("06:00", "08:00"), ("20:00", "22:00"))]
    assert broken("H17", problem(person(), *twice)) == []


def test_h17_follows_the_house_policy():
    assert len(broken("H17", working(10, 11, 12, parameters=Parameters(max_consecutive_days=2)))) == 1


def test_nobody_who_rests_is_in_a_run():
    assert broken("H17", working(10, 11, 12, 13, 14, 15), roster()) == []


def test_runs_are_maximal():
    days = [date(2027, 4, 30), date(2027, 5, 1), date(2027, 5, 3)]
    assert list(runs(days)) == [(days[0], days[1]), (days[2], days[2])]
    assert list(runs([])) == []
