"""H34, S34: both days of a weekend or none, so many weekends in a row."""

from scheduler.calendar import Month
from scheduler.conditions import Conditions, Relaxation, Weekends, Which
from scheduler.problem import Unavailable
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english

# 1 May 2027 is a Saturday: the weekends are 1-2, 8-9, 15-16, 22-23 and 29-30; 24 and 25 April are days -6 and -5.


def club(days, condition, **more):
    """kim works these days of May 2027, past ones included; shifts run on every day of the month."""
    someone = more.pop("someone", None) or person(past=tuple(past(on) for on in days if on < 1))
    made = problem(someone, *[shift(on) for on in range(1, 32)], conditions=Conditions(weekends=(condition,)), **more)
    return made, roster(*[("kim", f"A-05{on:02d}-0900") for on in days if on > 0])


def must(**more):
    return Weekends(id="weekend", must=True, **more)


EXAMPLES = {
    "H34": club([8], must(whole=True)),
    "S34": club([1, 9, 15], Weekends(id="weekend", most_in_row=2)),
}


def test_h34_both_days_or_none():
    assert broken("H34", *club([8, 9, 12, 29, 30], must(whole=True))) == []
    saturday, sunday = broken("H34", *club([8, 16], must(whole=True)))
    assert (saturday.by, saturday.day, sunday.day) == (1, day(8), day(16))
    assert said(saturday) == (
        "kim 님은 주말 이틀 가운데 5월 8일 (토) 하루만 나갑니다. 정한 기준은 이틀 모두 나가거나 모두 쉬는 것입니다."
    )
    assert said_in_english(sunday) == (
        "kim works on Sun 16 May alone of the weekend; the condition asks for both days or none."
    )


AUGUST = Month(2027, 8).period
"""1 August 2027 is a Sunday."""


def august(past_days, planned, someone=None, **more):
    history = tuple(past(AUGUST.first.replace(month=7, day=on)) for on in past_days)
    days = [AUGUST.first.replace(day=on) for on in planned]
    who = someone or person(past=history)
    made = problem(who, *[shift(one) for one in AUGUST.days()], period=AUGUST,
                   conditions=Conditions(weekends=(must(whole=True),)), **more)  # fmt: skip
    return made, roster(*[("kim", one.id) for one in made.shifts if one.day in days])


def test_h34_a_weekend_over_the_border_counts_the_past_saturday():
    assert broken("H34", *august([31], [1])) == []
    (found,) = broken("H34", *august([30], [1]))
    assert found.day == AUGUST.first
    (found,) = broken("H34", *august([31], []))
    assert found.day == AUGUST.first, "the Sunday is missing, told on it"
    assert broken("H34", *august([], [1])) == [], "without history nothing is known of the Saturday"


def test_h34_nobody_is_asked_for_a_sunday_that_cannot_be_worked():
    saturday = past(AUGUST.first.replace(month=7, day=31))
    away = person(past=(saturday,), unavailable=(Unavailable(AUGUST.first),))
    assert broken("H34", *august([], [], someone=away)) == []


def test_h34_a_weekend_whose_sunday_comes_after_the_period_is_not_judged():
    july = Month(2027, 7).period
    made = problem(person(), shift(july.last), period=july, conditions=Conditions(weekends=(must(whole=True),)))
    assert broken("H34", made) == []


def test_h34_a_contract_that_begins_on_a_sunday_asks_for_no_saturday():
    joins = person(contracts=(contract(first=9),))
    assert broken("H34", *club([9], must(whole=True), someone=joins)) == []


def test_h34_weekends_in_a_row():
    assert broken("H34", *club([1, 9, 22, 23], must(most_in_row=2))) == []
    (found,) = broken("H34", *club([1, 9, 15, 22], must(most_in_row=2)))
    assert (found.by, found.day) == (2, day(15))
    assert said(found) == (
        "kim 님은 5월 1일 (토)부터 5월 23일 (일)까지 주말 4번을 잇달아 나갑니다. 정한 기준은 2번 이하입니다."
    )
    assert said_in_english(found) == (
        "kim works 4 weekends in a row, Sat 1 May to Sun 23 May; the condition asks for 2 at most."
    )


def test_h34_weekends_of_history_count_but_break_nothing_alone():
    assert broken("H34", *club([-20, -13, -6], must(most_in_row=2))) == []
    (found,) = broken("H34", *club([-13, -6, 2], must(most_in_row=2)))
    assert (found.by, found.day) == (1, day(1))
    assert broken("H34", *club([-13, 1, 2, 9], must(most_in_row=2))) == [], "24 and 25 April were free"


def test_h34_a_half_past_weekend_that_was_worked_is_history():
    condition = Conditions(weekends=(must(most_in_row=1),))
    history = tuple(past(AUGUST.first.replace(month=7, day=on)) for on in (24, 31))
    made = problem(person(past=history), shift(AUGUST.first), shift(AUGUST.first.replace(day=7)),
                   period=AUGUST, conditions=condition)  # fmt: skip
    assert broken("H34", made, roster(("kim", "A-0801-0900"))) == [], "the weekend was worked without it"
    (found,) = broken("H34", made, roster(("kim", "A-0807-0900")))
    assert (found.by, found.facts["weekends"]) == (1, 3)


def test_h34_only_the_shifts_that_are_meant():
    at_b = must(whole=True, which=Which(sites=frozenset("B")))
    assert broken("H34", *club([8], at_b)) == []


def test_h34_is_set_aside():
    for on, count in ((7, 1), (8, 0), (9, 0), (10, 1)):
        relaxed = (Relaxation("H34", day(on), day(on)),)
        assert len(broken("H34", *club([8], must(whole=True), relaxations=relaxed))) == count
    relaxed = (Relaxation("H34", day(3), day(3)),)
    assert broken("H34", *club([1, 9, 15], must(most_in_row=2), relaxations=relaxed)) == []


def test_s34_one_unit_for_each():
    should = Weekends(id="weekend", strength=3, whole=True, most_in_row=1)
    found = items("S34", *club([8, 15, 16, 22], should))
    # The 8th and the 22nd stand alone; the second and third weekend are one too many each: 2 + 2 units, times 3.
    assert sorted(one.units for one in found) == [3, 3, 6]
    assert said(found[0]).startswith("kim 님은 주말 이틀 가운데 5월 8일 (토) 하루만 나갑니다.")
