"""S13: nobody seven days and more without a shift."""

from scheduler.calendar import Period
from scheduler.parameters import Parameters
from scheduler.problem import Unavailable
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units


def free(*days, last=14, who=None, **more):
    """The first days of May with a shift on each; kim works on the given days."""
    more.setdefault("period", Period(day(1), day(last)))
    club = problem(who or person(), *[shift(on) for on in range(1, last + 1)], **more)
    return club, roster(*[("kim", f"A-05{on:02}-0900") for on in days])


def test_s13_seven_days_are_a_run_and_six_are_not():
    assert units("S13", *free(7, 14)) == 0, "1 to 6 and 8 to 13 May"
    assert units("S13", *free(8, 14)) == 1, "1 to 7 May"


def test_s13_each_seven_days_of_a_run_are_a_unit_and_each_run_counts():
    assert units("S13", *free()) == 2, "1 to 7 and 8 to 14 May"
    assert units("S13", *free(8)) == 1, "1 to 7 May: a shift amid a long run never costs anything"
    assert units("S13", *free(1, 15, last=15)) == 1, "2 to 14 May are thirteen days"
    assert units("S13", *free(8, 16, 24, last=31)) == 4, "1-7, 9-15, 17-23, 25-31 May"


def test_s13_a_run_shorter_at_the_end_is_left_to_the_next_month():
    assert units("S13", *free(6, 8)) == 0, "9 to 14 May are six days so far"
    assert units("S13", *free(7)) == 1, "8 to 14 May are seven"


def test_s13_days_since_the_last_past_shift_count():
    who = person(past=(past(-8), past(-3)))
    assert units("S13", *free(4, 10, who=who)) == 0, "28 to 30 April and 1 to 3 May are six days"
    (item,) = items("S13", *free(5, 10, who=who))
    assert (item.facts["first"], item.facts["last"], item.facts["days"]) == (day(-2), day(4), 7)


def test_s13_history_alone_costs_nothing():
    who = person(past=(past(-20),))
    assert units("S13", *free(1, 7, 13, who=who)) == 0
    assert units("S13", *free(2, 8, 14, who=who)) == 1, "1 May was free too"


def test_s13_without_a_past_shift_it_begins_with_the_period():
    assert units("S13", *free(7, 13)) == 0


def test_s13_absences_are_left_out_and_end_no_run():
    away = person(unavailable=tuple(Unavailable(day(on)) for on in range(3, 8)))
    assert units("S13", *free(11, who=away)) == 0, "1, 2, 8, 9, 10 May are five days; 12 to 14 three"
    (item,) = items("S13", *free(13, who=away))
    assert (item.facts["days"], item.units) == (7, 1), "1, 2, 8, 9, 10, 11, 12 May"
    half = person(unavailable=(Unavailable(day(3), 0, 720),))
    assert units("S13", *free(8, 14, who=half)) == 1, "an unavailable morning is no absence"


def test_s13_only_days_under_contract_count():
    assert units("S13", *free(who=person(first=8))) == 1, "8 to 14 May"
    assert units("S13", *free(who=person(first=9))) == 0
    gap = person(contracts=(contract(last=3), contract(first=11)))
    assert units("S13", *free(who=gap)) == 1, "1 to 3 and 11 to 14 May"


def test_s13_a_week_without_any_shift_is_nobodys_fault():
    fortnight = Period(day(1), day(14))
    weeks = problem(person(), shift(1), shift(11), period=fortnight)
    assert units("S13", weeks, roster(("kim", "A-0501-0900"), ("kim", "A-0511-0900"))) == 0
    assert units("S13", weeks, roster(("kim", "A-0501-0900"))) == 1, "the 11th could have been worked"
    assert units("S13", problem(person(), shift(3, site="B"), period=fortnight), roster()) == 0


def test_s13_follows_the_number_of_days():
    assert units("S13", *free(4, 8, 12, parameters=Parameters(idle_days=3))) == 3
    assert units("S13", *free(parameters=Parameters(idle_days=0))) == 0


def test_s13_says_from_when_to_when():
    (item,) = items("S13", *free(8, 14))
    assert (item.day, item.participant) == (None, "kim")
    assert said(item) == ("kim 님은 5월 1일 (토)부터 5월 7일 (금)까지 못 나오는 날을 빼고 7일 동안 근무가 없습니다.")
    assert said_in_english(item) == ("kim has no shift from Sat 1 May to Fri 7 May, 7 days without those of absence.")


EXAMPLES = {"S13": free()}
