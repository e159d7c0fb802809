"""H29, S29: budgets in minutes and in won. A shift made by the factory lasts 180 minutes."""

import pytest

from scheduler.conditions import Budget, Conditions, Relaxation, Which
from scheduler.enums import Coin, Every
from scheduler.parameters import Parameters
from scheduler.problem import SpecialParameters
from scheduler.roster import Roster
from scheduler.rules import check, fillable, judged, violations_if_added, violations_if_removed
from scheduler.rules.effects import effect
from tests.factories import contract, day, past, person, problem, roster, shift, site
from tests.unit.scheduler.rules.judging import items, said, said_in_english, units

KIM = ("kim", "A-0503-0900")
LEE = ("lee", "A-0510-0900")


def club(*budgets, people=None, **more):
    """Kim and lee, and a shift on 3 and 10 May."""
    people = people or (person("kim"), person("lee"))
    return problem(*people, shift(3), shift(10), conditions=Conditions(budgets=budgets), **more)


def must(most, **more):
    return Budget(id="agreed", must=True, most=most, **more)


def found(problem, *pairs):
    return [one for one in check(problem, roster(*pairs)) if one.rule == "H29"]


def test_h29_adds_up_everybodys_minutes():
    assert found(club(must(360)), KIM, LEE) == []
    (one,) = found(club(must(359)), KIM, LEE)
    assert (one.by, one.day, one.shift, one.participant, one.condition) == (1, day(10), LEE[1], None, "agreed")
    assert said(one) == ("모든 근무는 5월 1일 (토)부터 5월 31일 (월)까지 모두 6시간입니다. 예산은 5시간 59분입니다.")
    assert said_in_english(one) == "All work from Sat 1 May to Mon 31 May comes to 6 h; the budget is 5 h 59 min."


def test_h29_of_a_programme_counts_only_its_shifts():
    of_p = Which(programs=frozenset("P"))
    people = (person("kim", contracts=(contract(), contract("Q", "B"))),)
    two = problem(*people, shift(3), shift(4, site="B"), conditions=Conditions(budgets=(must(180, which=of_p),)))
    assert found(two, KIM, ("kim", "B-0504-0900")) == []
    (one,) = found(club(must(180, which=of_p)), KIM, LEE)
    assert said(one) == "P 근무는 5월 1일 (토)부터 5월 31일 (월)까지 모두 6시간입니다. 예산은 3시간입니다."
    assert said_in_english(one) == "P: the work from Sat 1 May to Mon 31 May comes to 6 h in all; the budget is 3 h."


def test_h29_in_won_by_each_contracts_wage():
    # 3 h at 11,000 and 3 h at the minimum wage of 10,700: 33,000 + 32,100 = 65,100
    people = (person("kim", hourly_wage=11_000), person("lee"))
    assert found(club(must(65_100, coin=Coin.WON), people=people), KIM, LEE) == []
    (one,) = found(club(must(65_099, coin=Coin.WON), people=people), KIM, LEE)
    assert one.by == 60, "a won is 60 coins"
    assert said(one) == ("모든 근무의 임금은 5월 1일 (토)부터 5월 31일 (월)까지 65,100원입니다. 예산은 65,099원입니다.")
    assert said_in_english(one) == (
        "All wages from Sat 1 May to Mon 31 May come to 65,100 won; the budget is 65,099 won."
    )


def test_h29_won_of_a_site_are_said_with_its_name():
    cafe = site("A", name="카페")
    budget = must(0, coin=Coin.WON, which=Which(sites=frozenset("A")))
    (one,) = found(problem(person(), cafe, shift(3), conditions=Conditions(budgets=(budget,))), KIM)
    assert said(one) == "카페 근무의 임금은 5월 1일 (토)부터 5월 31일 (월)까지 모두 32,100원입니다. 예산은 0원입니다."
    assert said_in_english(one).startswith("카페: the wages from Sat 1 May to Mon 31 May come to 32,100 won in all")


def test_h29_won_are_never_rounded():
    # 20 minutes at 10,000: 3,333.33 won; three of them are 10,000
    short = [shift(on, "09:00", "09:20") for on in (3, 4, 5)]
    kim = person(hourly_wage=10_000)
    pairs = [("kim", one.id) for one in short]
    for most, by in ((10_000, 0), (9_999, 60)):
        one = problem(kim, *short, conditions=Conditions(budgets=(must(most, coin=Coin.WON),)))
        assert sum(each.by for each in found(one, *pairs)) == by
    alone = problem(kim, *short, conditions=Conditions(budgets=(must(3_333, coin=Coin.WON),)))
    assert found(alone, pairs[0])[0].by == 20, "20 * 10,000 - 3,333 * 60 = 20"


def test_h29_the_minimum_wage_is_that_of_the_programme():
    special = (SpecialParameters(Parameters(minimum_wage=20_000), program="P"),)
    assert found(club(must(60_000, coin=Coin.WON), special=special), KIM) == []
    assert len(found(club(must(59_999, coin=Coin.WON), special=special), KIM)) == 1


def test_h29_a_week_across_the_border_counts_last_months_work():
    people = (person("kim", past=(past(-1), past(-10)), hourly_wage=12_000), person("lee"))
    weekly = problem(*people, shift(1), shift(2), conditions=Conditions(budgets=(must(360, every=Every.WEEK),)))
    assert found(weekly, ("lee", "A-0501-0900")) == [], "180 of 29 April and 180"
    (one,) = found(weekly, ("lee", "A-0501-0900"), ("kim", "A-0502-0900"))
    assert (one.by, one.day, one.facts["used"]) == (180, day(2), 540)
    won = must(68_099, coin=Coin.WON, every=Every.WEEK)
    paid = problem(*people, shift(1), conditions=Conditions(budgets=(won,)))
    assert found(paid, ("lee", "A-0501-0900"))[0].by == 60, "3 * 12,000 + 3 * 10,700 = 68,100"


def test_h29_history_alone_is_no_violation():
    people = (person("kim", past=(past(-1), past(0))), person("lee"))
    weekly = problem(*people, shift(1), shift(3), conditions=Conditions(budgets=(must(180, every=Every.WEEK),)))
    assert found(weekly, ("kim", "A-0503-0900")) == []
    assert found(weekly, ("kim", "A-0501-0900"))[0].by == 180, "room is max(0, 180 - 360) = 0"


def test_h29_is_counted_by_month_and_by_given_dates():
    assert len(found(club(must(359, every=Every.PERIOD)), KIM, LEE)) == 1
    halves = must(359, every=Every.DATES, dates=((day(1), day(5)), (day(6), day(31))))
    assert found(club(halves), KIM, LEE) == []


def test_h29_set_aside_for_everybody():
    assert found(club(must(0), relaxations=(Relaxation("H29", day(20), day(20)),)), KIM) == []
    assert len(found(club(must(0), relaxations=(Relaxation("H29", day(20), day(20), participant="kim"),)), KIM)) == 1
    at_a = must(0, which=Which(sites=frozenset("A")))
    aside = (Relaxation("H29", day(1), day(31), site="A"),)
    assert found(club(at_a, relaxations=aside), KIM) == []
    assert len(found(club(must(0), relaxations=aside), KIM)) == 1, "the whole club's budget is not about one site"


def test_h29_one_changed_cell_is_told():
    tight = club(must(180))
    (one,) = violations_if_added(tight, roster(KIM), *LEE)
    assert (one.rule, one.by) == ("H29", 180)
    assert violations_if_added(tight, roster(), *LEE) == []
    assert violations_if_removed(tight, roster(KIM, LEE), *LEE) == []
    assert {shift for _, shift in fillable(tight, roster())} == {KIM[1], LEE[1]}
    assert fillable(tight, roster(KIM)) == []


def test_h29_only_what_makes_it_worse_is_new():
    spent = club(must(0))
    step = effect(spent, judged(spent, roster(KIM), check(spent, roster(KIM))), roster(LEE))
    assert step.broken == (), "180 minutes too many before and after, though of another shift"
    assert [one.shift for one in step.after.violations] == [LEE[1]]
    more = effect(spent, step.after, roster(KIM, LEE))
    assert [(one.rule, one.by) for one in more.broken] == [("H29", 360)]
    assert [one.rule for one in effect(spent, more.after, Roster()).mended] == ["H29"]


def test_h29_a_pair_is_not_sent_where_the_money_is_for_one():
    people = (person("kim"), person("lee"))
    pairs = problem(
        *people, site("A", pair_min=2), shift(3, seats=2), conditions=Conditions(budgets=(must(359),))
    )  # fmt: skip
    assert fillable(pairs, roster()) == []
    enough = problem(*people, site("A", pair_min=2), shift(3, seats=2), conditions=Conditions(budgets=(must(360),)))
    assert len(fillable(enough, roster())) == 2


@pytest.mark.parametrize(
    ("most", "step", "strength", "expected"),
    [(360, 60, 1, 0), (359, 60, 1, 1), (300, 60, 1, 1), (299, 60, 1, 2), (0, 30, 2, 24)],
)
def test_s29_every_begun_step_beyond_is_a_unit(most, step, strength, expected):
    wanted = Budget(id="wanted", most=most, step=step, strength=strength)
    assert units("S29", club(wanted), roster(KIM, LEE)) == expected


def test_s29_steps_in_won():
    # 64,200 won; 14,200 beyond 50,000: ceil(14,200 / 5,000) = 3
    wanted = Budget(id="wanted", coin=Coin.WON, most=50_000, step=5_000)
    (item,) = items("S29", club(wanted), roster(KIM, LEE))
    assert (item.units, item.condition, item.participant) == (3, "wanted", None)
    assert units("S29", club(must(0)), roster(KIM)) == 0, "what must hold costs nothing besides"


EXAMPLES = {
    "H29": (club(must(0)), roster(KIM)),
    "S29": (club(Budget(id="wanted", most=0)), roster(KIM)),
}
