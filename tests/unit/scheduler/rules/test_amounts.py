"""H32, S32: so much work in a span, at most or at least. A shift made by the factory lasts 180 minutes."""

from datetime import date, timedelta

import pytest

from scheduler.calendar import Period
from scheduler.conditions import Amount, Conditions, Relaxation, Which
from scheduler.enums import Every, Measure
from scheduler.problem import Unavailable
from scheduler.rules import violations_if_added, violations_if_removed
from tests.factories import contract, day, past, person, problem, roster, shift
from tests.unit.scheduler.rules.judging import broken, items, said, said_in_english, units


def must(measure, **more):
    return Conditions(amounts=(Amount(id="agreed", must=True, measure=measure, **more),))


def should(measure, **more):
    return Conditions(amounts=(Amount(id="wanted", measure=measure, **more),))


def kim(*things, **more):
    """May with kim alone, who works all the shifts given as days."""
    days = [shift(one) if isinstance(one, int | date) else one for one in things]
    return problem(more.pop("who", person()), *days, **more)


def beyond(found):
    return [(one.facts["used"], one.facts["limit"], one.by) for one in found]


@pytest.mark.parametrize(
    ("measure", "most", "found"),
    [
        (Measure.MINUTES, 720, []),  # 4 * 180 = 720
        (Measure.MINUTES, 719, [(720, 719, 1)]),
        (Measure.DAYS, 3, []),  # the 1st, 2nd and 31st
        (Measure.DAYS, 2, [(3, 2, 1)]),
        (Measure.SHIFTS, 4, []),
        (Measure.SHIFTS, 2, [(4, 2, 2)]),
        (Measure.WEEKENDS, 1, []),  # the 1st and 2nd are one weekend, the 31st is a Monday
        (Measure.WEEKENDS, 0, [(1, 0, 1)]),
        (Measure.SITES, 2, []),  # A and B
        (Measure.SITES, 1, [(2, 1, 1)]),
    ],
)
def test_h32_counts_by_its_measure_over_the_period(measure, most, found):
    club = kim(1, shift(1, "13:00", "16:00", site="B"), 2, 31, conditions=must(measure, most=most))
    assert beyond(broken("H32", club)) == found


def test_h32_tells_the_day_on_which_the_room_is_passed():
    (found,) = broken("H32", kim(4, 11, 18, 25, conditions=must(Measure.SHIFTS, most=2)))
    assert (found.day, found.participant, found.condition) == (day(18), "kim", "agreed")


@pytest.mark.parametrize(("measure", "least"), [(Measure.MINUTES, 541), (Measure.DAYS, 4), (Measure.SHIFTS, 4)])
def test_h32_asks_for_a_least(measure, least):
    club = kim(1, 12, 31, conditions=must(measure, least=least))
    ((_, limit, _),) = beyond(broken("H32", club))
    assert limit == least
    assert broken("H32", kim(1, 12, 31, conditions=must(measure, least=least - 1))) == []


def test_h32_a_weekend_of_which_only_one_day_lies_inside_counts_by_it():
    # 8 May is a Saturday; the period ends on it, and begins on Sunday the 2nd.
    club = kim(2, 8, conditions=must(Measure.WEEKENDS, most=1), period=Period(day(2), day(8)))
    assert beyond(broken("H32", club)) == [(2, 1, 1)]


def test_h32_by_week_counts_last_months_days():
    # The week of 26 April to 2 May: 28 and 30 April were worked.
    who = person(past=(past(-2), past(0)))
    weekly = must(Measure.DAYS, every=Every.WEEK, most=3)
    assert broken("H32", kim(1, 3, 4, 5, who=who, conditions=weekly)) == []
    (found,) = broken("H32", kim(1, 2, who=who, conditions=weekly))
    assert (found.facts["used"], found.by, found.day, found.facts["first"]) == (4, 1, day(2), day(-4))


def test_h32_history_alone_is_no_violation():
    who = person(past=tuple(past(on) for on in (-4, -3, -2, -1, 0)))
    weekly = must(Measure.DAYS, every=Every.WEEK, most=3)
    assert broken("H32", kim(3, who=who, conditions=weekly)) == []
    assert broken("H32", kim(1, who=who, conditions=weekly))[0].by == 1, "room is max(0, 3 - 5) = 0"


def test_h32_a_weekend_and_a_site_that_history_has_counted_add_nothing():
    # Sunday 2 May with Saturday 1 May before the period.
    may = Period(day(2), day(31))
    who = person(past=(past(1, site="A"),), sites="AB")
    weekends = must(Measure.WEEKENDS, every=Every.MONTH, most=1)
    assert broken("H32", kim(2, who=who, period=may, conditions=weekends)) == []
    assert len(broken("H32", kim(9, who=who, period=may, conditions=weekends))) == 1
    sites = must(Measure.SITES, every=Every.MONTH, most=1)
    assert broken("H32", kim(2, who=who, period=may, conditions=sites)) == []
    assert len(broken("H32", kim(shift(2, site="B"), who=who, period=may, conditions=sites))) == 1


def test_h32_rolling_windows_reach_back_and_end_in_the_period():
    # Any 5 days: at most 2 shifts. 29 and 30 April were worked, so nothing before 4 May (30 April to 4 May holds one).
    who = person(past=(past(-1), past(0)))
    rolling = must(Measure.SHIFTS, every=Every.ROLLING, days=5, most=2)
    assert [one.facts["first"] for one in broken("H32", kim(3, who=who, conditions=rolling))] == [day(-1)]
    assert broken("H32", kim(4, who=who, conditions=rolling)) == []
    assert len(broken("H32", kim(27, 29, 31, conditions=rolling))) == 1, "27 to 31 May only"


def test_h32_one_shift_too_many_is_told_of_one_window():
    # The 10th and the 11th lie together in the 13 windows of 14 days that end from the 11th to the 23rd.
    fortnight = must(Measure.SHIFTS, every=Every.ROLLING, days=14, most=1)
    (found,) = broken("H32", kim(10, 11, conditions=fortnight))
    assert (found.facts["first"], found.facts["last"], found.facts["used"], found.by) == (day(-2), day(11), 2, 13)


def test_h32_of_windows_that_overlap_the_worst_is_told():
    # Any 3 days, at most 1: 2 from the 9th, 3 from the 10th, 2 from the 11th and the 12th; then 2 from the 14th.
    rolling = must(Measure.SHIFTS, every=Every.ROLLING, days=3, most=1)
    found = broken("H32", kim(10, 11, 12, 14, 16, conditions=rolling))
    assert [(one.facts["first"], one.facts["used"], one.by) for one in found] == [
        (day(10), 3, 1 + 2 + 1 + 1), (day(14), 2, 1),
    ]  # fmt: skip


def test_h32_a_window_made_worse_is_seen_though_another_is_worse_still():
    club = kim(10, 11, 12, 14, conditions=must(Measure.SHIFTS, every=Every.ROLLING, days=3, most=1))
    three = roster(*(("kim", f"A-05{on}-0900") for on in (10, 11, 12)))
    (found,) = violations_if_added(club, three, "kim", "A-0514-0900")
    assert (found.facts["first"], found.by) == (day(10), 5), "from the 12th two shifts, where there was one"
    assert violations_if_removed(club, three, "kim", "A-0512-0900") == []


def test_h32_too_little_in_rolling_windows_is_told_once_for_those_that_overlap():
    # 25 windows of seven days lie in May; each is missed by one shift.
    club = kim(10, conditions=must(Measure.SHIFTS, every=Every.ROLLING, days=7, least=1))
    found = broken("H32", club, roster())
    assert [(one.facts["first"], one.by) for one in found] == [
        (day(1), 7), (day(8), 7), (day(15), 7), (day(22), 4),
    ]  # fmt: skip
    assert violations_if_added(club, roster(), "kim", "A-0510-0900") == []


def test_h32_too_much_is_seen_though_more_is_eased_of_too_little():
    # 10 to 16 May would hold two; the six windows that begin from the 11th to the 16th would no longer hold none.
    once = must(Measure.SHIFTS, every=Every.ROLLING, days=7, least=1, most=1)
    (found,) = violations_if_added(kim(10, 16, conditions=once), roster(("kim", "A-0510-0900")), "kim", "A-0516-0900")
    assert (found.facts["side"], found.facts["first"], found.by) == ("most", day(10), 1)


def test_s32_every_rolling_window_costs():
    club = kim(10, 11, 12, 14, conditions=should(Measure.SHIFTS, every=Every.ROLLING, days=3, most=1))
    assert [one.units for one in items("S32", club)] == [1, 2, 1, 1]


def test_h32_pay_periods_cross_the_month():
    # 16 April to 15 May and 16 May to 15 June: at most 360 minutes each.
    pay = must(
        Measure.MINUTES, every=Every.DATES, most=360,
        dates=((day(-14), day(15)), (day(16), day(46)), (day(47), day(76))),
    )  # fmt: skip
    who = person(past=(past(-20), past(-5)))
    assert broken("H32", kim(15, 16, 31, who=who, conditions=pay)) == []
    assert beyond(broken("H32", kim(1, 15, who=who, conditions=pay))) == [(540, 360, 180)]


def test_h32_a_least_is_asked_only_over_days_that_are_known():
    # Weeks in May 2027: 26 April to 2 May, four whole ones from the 3rd, and 31 May to 6 June.
    weekly = must(Measure.DAYS, every=Every.WEEK, least=1)
    assert [one.facts["first"] for one in broken("H32", kim(1, conditions=weekly), roster())] == [
        day(3), day(10), day(17), day(24),
    ]  # fmt: skip
    # With a past shift the week of the border is known too, and Saturday 1 May could still be worked.
    before = person(past=(past(-10),))
    assert broken("H32", kim(1, who=before, conditions=weekly), roster())[0].facts["first"] == day(-4)
    assert broken("H32", kim(31, who=before, conditions=weekly), roster())[0].facts["first"] == day(3), "no shift there"
    within = person(past=(past(-1),))
    assert broken("H32", kim(1, who=within, conditions=weekly), roster())[0].facts["first"] == day(3), "done in April"


def test_h32_last_months_gap_is_asked_only_as_far_as_the_days_left_can_give_it():
    # 300 minutes in the week, none in April; a shift of 180 on 1 May is all that can be had.
    before = person(past=(past(-10),))
    club = kim(1, who=before, conditions=must(Measure.MINUTES, every=Every.WEEK, least=300))
    assert broken("H32", club, roster())[0].facts["limit"] == 180
    assert [one.facts["first"] for one in broken("H32", club)] == [day(3), day(10), day(17), day(24)]


def test_h32_a_least_shrinks_with_the_days_under_contract():
    # From the 16th: 16 of 31 days, 10 * 16 // 31 = 5 shifts
    late = person(first=16)
    club = kim(*range(16, 20), who=late, conditions=must(Measure.SHIFTS, least=10))
    assert beyond(broken("H32", club)) == [(4, 5, 1)]
    two = person(contracts=(contract(last=10), contract("Q", "B", first=16)))
    of_q = must(Measure.SHIFTS, least=10, which=Which(programs=frozenset("Q")))
    assert broken("H32", kim(shift(16, site="B"), who=two, conditions=of_q))[0].facts["limit"] == 5
    at_a = must(Measure.SHIFTS, least=10, which=Which(sites=frozenset("A")))
    assert broken("H32", kim(1, who=two, conditions=at_a))[0].facts["limit"] == 3, "10 * 10 // 31"


def test_h32_counts_only_what_it_is_about():
    sites = Which(sites=frozenset("B"))
    assert broken("H32", kim(3, 4, conditions=must(Measure.SHIFTS, most=0, which=sites))) == []
    assert len(broken("H32", kim(3, shift(4, site="B"), conditions=must(Measure.SHIFTS, most=0, which=sites)))) == 1
    for_lee = must(Measure.SHIFTS, most=0, people=frozenset({"lee"}))
    assert [one.participant for one in broken("H32", kim(person("lee"), 3, conditions=for_lee))] == ["lee"]


def test_h32_set_aside_for_a_person_and_a_span():
    both = problem(
        person(), person("lee"), shift(1), shift(10), conditions=must(Measure.DAYS, every=Every.WEEK, most=0)
    )
    assert len(broken("H32", both)) == 4
    eased = Relaxation("H32", day(12), day(12), participant="kim")
    left = problem(person(), person("lee"), shift(1), shift(10), conditions=both.conditions, relaxations=(eased,))
    assert [(one.participant, one.day) for one in broken("H32", left)] == [
        ("kim", day(1)), ("lee", day(1)), ("lee", day(10)),
    ]  # fmt: skip


def test_h32_one_more_shift_of_too_few_is_nothing_new():
    club = kim(3, 4, 5, conditions=must(Measure.SHIFTS, least=3))
    assert violations_if_added(club, roster(), "kim", "A-0504-0900") == []
    (found,) = violations_if_removed(club, roster(("kim", "A-0504-0900")), "kim", "A-0504-0900")
    assert beyond([found]) == [(0, 3, 3)]


@pytest.mark.parametrize(
    ("most", "step", "expected"), [(540, 30, 0), (539, 30, 1), (510, 30, 1), (509, 30, 2), (0, 1, 540)]
)
def test_s32_every_begun_step_is_a_unit(most, step, expected):
    # 3 * 180 = 540 minutes
    assert units("S32", kim(3, 4, 5, conditions=should(Measure.MINUTES, most=most, step=step))) == expected


def test_s32_units_count_by_strength():
    (item,) = items("S32", kim(3, 4, 5, conditions=should(Measure.SHIFTS, most=1, strength=7)))
    assert (item.units, item.penalty, item.condition) == (2 * 7, 140, "wanted")


def test_s32_too_few_costs_too():
    assert units("S32", kim(3, conditions=should(Measure.MINUTES, least=260, most=300, step=30))) == 3  # ceil(80 / 30)


def test_s32_no_willing_person_goes_without_a_shift():
    once = should(Measure.SHIFTS, least=1)
    assert units("S32", kim(3, conditions=once), roster()) == 1
    assert units("S32", kim(3, conditions=once)) == 0
    away = person(unavailable=(Unavailable(day(3)),))
    assert units("S32", kim(3, who=away, conditions=once), roster()) == 0, "who cannot come is not blamed"
    joins = person(first=28)
    assert units("S32", kim(29, who=joins, conditions=once), roster()) == 1, "1 * 4 // 31 = 0, but one is asked"
    assert units("S32", kim(29, who=person(last=10), conditions=once), roster()) == 0


def test_h32_stands_as_agreed_for_who_cannot_reach_it():
    away = person(unavailable=(Unavailable(day(3)),))
    assert broken("H32", kim(3, who=away, conditions=must(Measure.SHIFTS, least=1)), roster())[0].by == 1


SENTENCES = {
    Measure.MINUTES: ("6시간", "5시간 30분", "6 h", "5 h 30 min", 330),
    Measure.DAYS: ("2일", "1일", "2 days", "1 day", 1),
    Measure.SHIFTS: ("2회", "1회", "2 shifts", "1 shift", 1),
    Measure.WEEKENDS: ("주말 2번", "주말 1번", "2 weekends", "1 weekend", 1),
    Measure.SITES: ("근무지 2곳", "근무지 1곳", "2 sites", "1 site", 1),
}


@pytest.mark.parametrize("measure", list(Measure))
def test_what_is_said_of_too_much(measure):
    used, limit, used_en, limit_en, most = SENTENCES[measure]
    (found,) = broken("H32", kim(1, shift(8, site="B"), conditions=must(measure, most=most)))
    assert said(found) == (
        f"kim 님의 근무는 5월 1일 (토)부터 5월 31일 (월)까지 {used}입니다. 정한 기준은 {limit} 이하입니다."
    )
    assert said_in_english(found) == (
        f"kim's work from Sat 1 May to Mon 31 May comes to {used_en}; the condition asks for {limit_en} at most."
    )


def test_what_is_said_of_too_little():
    (item,) = items("S32", kim(1, conditions=should(Measure.SHIFTS, least=2)))
    assert said(item) == "kim 님의 근무는 5월 1일 (토)부터 5월 31일 (월)까지 1회입니다. 정한 기준은 2회 이상입니다."
    assert said_in_english(item) == (
        "kim's work from Sat 1 May to Mon 31 May comes to 1 shift; the condition asks for 2 shifts at least."
    )


def test_spans_far_beyond_history_ask_for_nothing():
    long = must(Measure.SHIFTS, every=Every.ROLLING, days=60, least=1)
    assert broken("H32", kim(3, who=person(past=(past(-10),)), conditions=long), roster()) == []
    year = must(Measure.DAYS, every=Every.DATES, least=1, dates=((day(1), day(1) + timedelta(days=364)),))
    assert broken("H32", kim(3, conditions=year), roster()) == []


EXAMPLES = {
    "H32": (kim(3, 4, conditions=must(Measure.SHIFTS, most=1)), roster(("kim", "A-0503-0900"), ("kim", "A-0504-0900"))),
    "S32": (kim(3, 4, conditions=should(Measure.DAYS, least=2)), roster(("kim", "A-0503-0900"))),
}
