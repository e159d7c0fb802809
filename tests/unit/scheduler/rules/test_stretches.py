"""H33, S33: runs of days with work, or without."""

import pytest

from scheduler.conditions import Conditions, Relaxation, Stretch, Which
from scheduler.problem import Unavailable
from scheduler.rules import violations_if_added
from tests.factories import contract, day, everyone, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units


def club(days, *conditions, **more):
    """kim works these days of May 2027 (0 and less: in the history); shifts run on every day."""
    someone = more.pop("someone", None) or person(past=tuple(past(on) for on in days if on < 1))
    made = problem(
        someone, *[shift(on) for on in range(1, 32)], conditions=Conditions(stretches=tuple(conditions)), **more
    )
    return made, roster(*[("kim", f"A-05{on:02d}-0900") for on in days if on > 0])


def must(**more):
    return Stretch(id="run", must=True, **more)


def should(**more):
    return Stretch(id="run", **more)


def examples():
    return {
        "H33": club([10, 11, 12, 13], must(most=3)),
        "S33": club([10, 12], should(off=True, least=2)),
    }


EXAMPLES = examples()


def test_h33_a_run_of_three_is_fine_and_each_day_more_is_a_unit():
    assert broken("H33", *club([10, 11, 12], must(most=3))) == []
    (found,) = broken("H33", *club([10, 11, 12, 13, 14], must(most=3)))
    assert (found.by, found.day, found.condition) == (2, day(13), "run")
    assert said(found) == (
        "kim 님은 5월 10일 (월)부터 5월 14일 (금)까지 5일을 잇달아 나갑니다. 정한 기준은 3일 이하입니다."
    )
    assert said_in_english(found) == (
        "kim works 5 days in a row from Mon 10 May to Fri 14 May; the condition asks for 3 at most."
    )


def test_h33_a_run_may_be_too_short():
    assert broken("H33", *club([10, 11, 12], must(least=3))) == []
    (found,) = broken("H33", *club([10, 20, 21, 22], must(least=3)))
    assert (found.by, found.day) == (2, day(10))
    assert said(found) == "kim 님은 5월 10일 (월) 하루만 나갑니다. 정한 기준은 3일 이상입니다."
    assert said_in_english(found) == "kim works on Mon 10 May alone; the condition asks for 3 at least."


def test_h33_days_off_in_a_row():
    (short,) = broken("H33", *club([10, 13], must(off=True, least=3)))
    assert (short.by, short.day) == (1, day(13)), "the shift on the 13th cuts the rest of two days"
    assert said(short) == (
        "kim 님은 5월 11일 (화)부터 5월 12일 (수)까지 2일을 잇달아 쉽니다. 정한 기준은 3일 이상입니다."
    )
    found = broken("H33", *club([10, 20], must(off=True, most=11)))
    assert [(one.by, one.day) for one in found] == [], "9 days at both ends and 11 after the 20th are not too long"
    found = broken("H33", *club([10, 20], must(off=True, most=8)))
    assert [(one.by, one.day) for one in found] == [(1, day(9)), (1, day(19)), (3, day(29))]


def test_h33_what_reaches_beyond_the_known_days_is_never_too_short():
    assert broken("H33", *club([1, 31], must(least=3))) == []
    assert broken("H33", *club([2, 30], must(off=True, least=5))) == []
    joins = person(contracts=(contract(first=10, last=20),))
    assert broken("H33", *club([10, 20], must(least=3), someone=joins)) == [], "so it is for a contract's ends"
    assert len(broken("H33", *club([11, 20], must(least=3), someone=joins))) == 1


def test_h33_history_counts_over_the_border():
    (long,) = broken("H33", *club([-1, 0, 1, 2], must(most=3)))
    assert (long.by, long.day, long.facts["first"]) == (1, day(2), day(-1))
    assert broken("H33", *club([-1, 0, 1], must(least=3))) == []
    (short,) = broken("H33", *club([0, 1], must(least=3)))
    assert (short.by, short.day) == (1, day(1))
    (cut,) = broken("H33", *club([-2, 1], must(off=True, least=3)))
    assert (cut.by, cut.day) == (1, day(1)), "two days off, on 29 and 30 April, end with the shift on 1 May"


def test_h33_history_alone_breaks_nothing():
    assert broken("H33", *club([-9, -8, -7, -6, -5], must(most=3))) == []
    assert broken("H33", *club([-9, -3], must(least=3))) == []
    assert broken("H33", *club([-9, -7, -3, -2], must(off=True, least=3))) == []
    (found,) = broken("H33", *club([-4, -3, -2, -1, 0, 1], must(most=3)))
    assert found.by == 1, "six days, of which one is planned"


def test_h33_a_run_from_before_goes_on_if_it_can():
    (found,) = broken("H33", *club([0], must(least=2)))
    assert (found.by, found.day) == (1, day(1))
    away = person(past=(past(0),), unavailable=(Unavailable(day(1)),))
    assert broken("H33", *club([], must(least=2), someone=away)) == [], "nobody is asked for what nobody can do"


def test_h33_rest_is_not_too_long_while_nobody_could_work():
    away = person(unavailable=tuple(Unavailable(day(on)) for on in range(10, 21)))
    found = broken("H33", *club([1, 3, 5, 7, 9, 21, 23, 25, 27, 29, 31], must(off=True, most=3), someone=away))
    assert found == []
    (found,) = broken("H33", *club([1, 3, 5, 7, 21, 23, 25, 27, 29, 31], must(off=True, most=2), someone=away))
    # Days 8 to 20; 8-10 and 9-11 hold day 9, on which kim could work, 10-12 and later hold none.
    assert (found.by, found.day) == (2, day(10))


def test_h33_only_the_shifts_that_are_meant():
    fridays = Which(weekdays=frozenset({3, 4}))
    assert broken("H33", *club([10, 11, 12, 13, 14], must(most=2, which=fridays))) == []
    (found,) = broken("H33", *club([13, 14], must(most=1, which=fridays)))
    assert said(found).startswith(
        "kim 님은 5월 13일 (목)부터 5월 14일 (금)까지 2일을 잇달아 목요일·금요일 근무에 나갑니다."
    )
    assert said_in_english(found).startswith("kim works shifts (Thu/Fri) 2 days in a row from Thu 13 May to Fri 14 May")


def test_h33_a_run_that_grows_too_long_is_new_though_two_were_too_short():
    # Three days at least, four at most: 10 and 11 are one short, so are 13 and 14; joined they are one too many.
    club_of, worked = club([10, 11, 13, 14], must(least=3, most=4))
    (found,) = violations_if_added(club_of, worked, "kim", "A-0512-0900")
    assert (found.facts["side"], found.facts["days"], found.by) == ("most", 5, 1)


def test_h33_is_set_aside_on_one_of_its_days():
    found = {
        on: len(
            broken("H33", *club([10, 11, 12, 13], must(most=3), relaxations=(Relaxation("H33", day(on), day(on)),)))
        )
        for on in (9, 10, 13, 14)
    }
    assert found == {9: 1, 10: 0, 13: 0, 14: 1}
    # A short rest, of the 11th, may also be set aside on the day of the shift that ends it.
    short = must(off=True, least=2)
    found = {
        on: len(broken("H33", *club([10, 12, 13], short, relaxations=(Relaxation("H33", day(on), day(on), "kim"),))))
        for on in (10, 11, 12, 13)
    }
    assert found == {10: 1, 11: 0, 12: 0, 13: 1}


def test_h33_only_those_whom_it_is_about():
    lee = must(most=1, people=frozenset({"lee"}))
    made = problem(
        person("kim"), person("lee"), shift(3, seats=2), shift(4, seats=2), conditions=Conditions(stretches=(lee,))
    )
    assert [one.participant for one in broken("H33", made, everyone(made))] == ["lee"]


@pytest.mark.parametrize(("days", "expected"), [([10, 12, 14], 2), ([10, 11], 0), ([10, 13], 0), ([1, 3], 1)])
def test_s33_units_of_short_rests(days, expected):
    # Each single day off between two shifts is one day short of two.
    assert units("S33", *club(days, should(off=True, least=2))) == expected


def test_s33_units_are_weighed_by_strength():
    (found,) = items("S33", *club([10, 11, 12, 13], should(most=2, strength=5)))
    assert (found.units, found.penalty, found.condition) == (10, 100, "run")


def test_s33_says_the_same_sentence():
    (found,) = items("S33", *club([10, 12], should(off=True, least=2)))
    assert said(found) == "kim 님은 5월 11일 (화) 하루만 쉽니다. 정한 기준은 2일 이상입니다."
