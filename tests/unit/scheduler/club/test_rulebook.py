"""What a club adds to the rules becomes part of a month's problem."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler import conditions as c
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.book import (
    ConditionEntry,
    HistoryEntry,
    ParticipantEntry,
    ProgramEntry,
    ProgramTypeEntry,
    RelaxationEntry,
    ScopeEntry,
    ValueEntry,
)
from scheduler.club.expand import problem_of
from scheduler.enums import Coin, Every, Measure
from scheduler.parameters import Parameters
from scheduler.problem import EmploymentKind
from scheduler.roster import Roster
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve

from .books import book, contract, site, template

MAY = Month(2027, 5)
NEW_YEAR = date(2027, 1, 1)
EMPLOYEE, ACTIVITY, VOLUNTEER = EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER
MOST = c.Amount(id="most", must=True, measure=Measure.DAYS, every=Every.WEEK, most=3)


def people(*numbers, **groups):
    return tuple(ParticipantEntry(one, one, groups=frozenset(groups.get(one, "").split())) for one in numbers)


def scope(**named):
    return ScopeEntry(**{name: frozenset(some) for name, some in named.items()})


def two_programmes(**tables):
    """P1 an employee of the store, P2 a volunteer there, P3 an activity participant of the lunch, until 10 May."""
    return book(
        programs=(ProgramEntry("store", "편의점"), ProgramEntry("lunch", "급식", "public")),
        sites=(site(), site("school", program="lunch")),
        templates=(template(), template("school")),
        participants=people("P1", "P2", "P3", P2="A", P3="A B"),
        contracts=(
            contract(),
            contract("P2", kind=VOLUNTEER, contract_minutes_per_week=None),
            contract("P3", ("school",), program="lunch", kind=ACTIVITY, contract_minutes_per_week=None,
                     last=date(2027, 5, 10)),
        ),
        **tables,
    )  # fmt: skip


def test_a_club_that_has_set_nothing_has_one_set_of_numbers():
    problem = problem_of(two_programmes(), MAY)
    assert (problem.parameters, problem.special, problem.relaxations) == (Parameters(), (), ())
    assert list(problem.conditions) == []


def test_numbers_of_a_kind_in_a_programme_are_special():
    values = (
        ValueEntry("max_consecutive_days", 3, NEW_YEAR, program_type="public"),
        ValueEntry("min_rest_between_shifts", 600, NEW_YEAR, VOLUNTEER),
        ValueEntry("travel_buffer", 45, NEW_YEAR),
    )
    problem = problem_of(two_programmes(values=values), MAY)
    numbers = {person.id: problem.parameters_of(person.contracts[0]) for person in problem.participants}
    house = Parameters(travel_buffer=45)
    assert problem.parameters == house
    assert numbers == {
        "P1": house,
        "P2": replace(house, min_rest_between_shifts=600),
        "P3": replace(house, max_consecutive_days=3),
    }


def test_caps_follow_the_values_of_the_months_first_day():
    values = (
        ValueEntry("max_minutes_per_week", 780, date(2027, 6, 1), EMPLOYEE),
        ValueEntry("short_time_minutes_per_month", 3_300, NEW_YEAR),
        ValueEntry("max_minutes_per_month", 1_500, NEW_YEAR, ACTIVITY, "public"),
    )
    open_hours = two_programmes(values=values)
    open_hours = replace(
        open_hours, contracts=(contract(contract_minutes_per_week=None), *open_hours.contracts[1:])
    )  # fmt: skip

    def caps(month):
        problem = problem_of(open_hours, month)
        return [(one.contracts[0].max_minutes_per_week, one.contracts[0].max_minutes_per_month)
                for one in problem.participants]  # fmt: skip

    assert caps(MAY) == [(840, 3_300), (None, None), (None, 1_500)]
    assert caps(MAY.next()) == [(780, 3_300), (None, None)]


def test_a_contracts_own_cap_holds_where_it_is_stricter():
    def month_cap(**terms):
        return problem_of(book(contracts=(contract(**terms),)), MAY).participants[0].contracts[0].max_minutes_per_month

    assert month_cap(max_minutes_per_month=3_000) == 3_000
    assert month_cap(max_minutes_per_month=3_900) == 3_540, "the line of 60 hours guards short-time employees"
    assert month_cap(contract_minutes_per_week=1_200, max_minutes_per_month=3_900) == 3_900


def test_turns_of_months_before_are_counted_by_the_programmes_numbers():
    """Late at the lunch is after 11:00, at the store after 21:00."""
    values = (ValueEntry("late_after", 660, NEW_YEAR, program_type="public"),)
    history = tuple(
        HistoryEntry(who, date(2027, 4, 13), where, "오", 540, 720, 180)
        for who, where in (("P1", "shop"), ("P3", "school"))
    )
    problem = problem_of(two_programmes(values=values, history=history), MAY)
    assert {one.id: one.carried.late for one in problem.participants} == {"P1": 0, "P2": 0, "P3": 1}


def test_weights_of_the_club():
    values = (ValueEntry("weight.S04", 80, NEW_YEAR), ValueEntry("weight.S10", 0, NEW_YEAR))
    problem = problem_of(book(values=values), MAY)
    assert problem.weight["S04"] == 80 and "S10" not in problem.weight and problem.weight["S03"] == 40


@pytest.mark.parametrize(
    ("named", "who"),
    [
        ({}, None),
        ({"programs": {"store"}}, {"P1", "P2"}),
        ({"kinds": {VOLUNTEER, ACTIVITY}}, {"P2", "P3"}),
        ({"groups": {"A"}}, {"P2", "P3"}),
        ({"groups": {"A"}, "programs": {"store"}}, {"P2"}),
        ({"participants": {"P1", "P3"}}, {"P1", "P3"}),
    ],
)
def test_a_condition_is_about_everybody_who_fits_its_scope(named, who):
    problem = problem_of(two_programmes(conditions=(ConditionEntry(MOST, scope(**named)),)), MAY)
    assert problem.conditions.amounts == (replace(MOST, people=None if who is None else frozenset(who)),)


@pytest.mark.parametrize(
    ("valid", "counts"),
    [
        ((None, None), True),
        ((date(2027, 5, 31), None), True),
        ((date(2027, 6, 1), None), False),
        ((None, date(2027, 5, 1)), True),
        ((None, date(2027, 4, 30)), False),
    ],
)
def test_a_condition_counts_while_it_is_valid(valid, counts):
    entry = ConditionEntry(MOST, valid_from=valid[0], valid_until=valid[1])
    assert bool(problem_of(book(conditions=(entry,)), MAY).conditions.amounts) is counts


def test_whoever_has_no_contract_while_it_is_valid_is_not_meant():
    """P3's contract ends on 10 May: from the 11th on nobody of the lunch is left, and the condition says nothing."""
    for first, left in ((10, 1), (11, 0)):
        entry = ConditionEntry(MOST, scope(programs={"lunch"}), valid_from=date(2027, 5, first))
        assert len(problem_of(two_programmes(conditions=(entry,)), MAY).conditions.amounts) == left


def test_a_pairing_names_both_sides():
    pair = c.Pairing(id="pair", people=frozenset({"x"}), others=frozenset({"x"}), together=False)
    entries = (
        ConditionEntry(pair, scope(participants={"P1"}), scope(groups={"A"})),
        ConditionEntry(replace(pair, id="all"), scope(groups={"B"}), ScopeEntry()),
        ConditionEntry(replace(pair, id="nobody"), scope(groups={"A"}), scope(groups={"gone"})),
    )
    found = problem_of(two_programmes(conditions=entries), MAY).conditions.pairings
    assert [(one.id, sorted(one.people), sorted(one.others)) for one in found] == [
        ("pair", ["P1"], ["P2", "P3"]),
        ("all", ["P3"], ["P1", "P2", "P3"]),
    ]


def test_a_mix_that_asks_for_nobody_stays_and_is_about_the_valid_days():
    mix = c.Mix(id="mix", must=True, least=1)
    entry = ConditionEntry(mix, scope(groups={"gone"}), valid_from=date(2027, 5, 10), valid_until=date(2027, 7, 1))
    (found,) = problem_of(book(conditions=(entry,)), MAY).conditions.mixes
    assert (found.people, found.which.first, found.which.last) == (
        frozenset(), date(2027, 5, 10), date(2027, 7, 1),
    )  # fmt: skip


def test_a_programmes_budgets_are_conditions():
    programs = (ProgramEntry("store", "편의점", budget_minutes=6_000, budget_won=2_000_000),)
    problem = problem_of(book(programs=programs), MAY)
    assert [(one.id, one.must, one.coin, one.every, one.most) for one in problem.conditions.budgets] == [
        ("budget:store", True, Coin.MINUTES, Every.MONTH, 6_000),
        ("budget:store:won", True, Coin.WON, Every.MONTH, 2_000_000),
    ]
    assert all(one.which == c.Which(programs=frozenset({"store"})) for one in problem.conditions.budgets)


def test_only_relaxable_rules_of_people_and_sites_that_are_there_are_set_aside():
    span = date(2027, 4, 1), date(2027, 5, 9)
    entries = (
        RelaxationEntry("H16", *span, participant="P1"),
        RelaxationEntry("H08", *span),
        RelaxationEntry("S04", *span),
        RelaxationEntry("H99", *span),
        RelaxationEntry("H22", *span, site="shop"),
        RelaxationEntry("H22", *span, site="gone"),
        RelaxationEntry("H17", *span, participant="P9"),
        RelaxationEntry("H03", date(2027, 2, 1), date(2027, 3, 1)),
    )
    assert problem_of(book(relaxations=entries), MAY).relaxations == (
        c.Relaxation("H16", *span, participant="P1"),
        c.Relaxation("H22", *span, site="shop"),
    )


def test_what_the_types_say_of_a_programme():
    midlife = ProgramTypeEntry("midlife", "신중년 일자리", "midlife jobs", 40, 64, subsidized=False)
    programs = (ProgramEntry("store", "편의점", "midlife"), ProgramEntry("P2", "취업", "placement"),
                ProgramEntry("P3", "급식", "public"))  # fmt: skip
    found = problem_of(book(programs=programs, program_types=(midlife,)), MAY).programs
    assert [(one.type, one.subsidized) for one in found] == [
        ("midlife", False), ("placement", False), ("public", True),
    ]  # fmt: skip


def test_a_citys_midlife_programme_is_rostered_with_its_own_caps():
    """Activity participants of 4 h a day and 40 h a month, where the programme of the law has 3 h and 30 h."""
    midlife = ProgramTypeEntry("midlife", "신중년 일자리", "midlife jobs", 40, 64)
    values = (
        ValueEntry("max_minutes_per_day", 240, NEW_YEAR, program_type="midlife"),
        ValueEntry("max_minutes_per_month", 2_400, NEW_YEAR, program_type="midlife"),
    )
    terms = {"kind": ACTIVITY, "contract_minutes_per_week": None}
    club = book(
        programs=(ProgramEntry("store", "편의점", "midlife"),),
        program_types=(midlife,),
        values=values,
        templates=(template(start=540, end=780),),
        participants=(ParticipantEntry("P1", "김순자", birth_year=1980), ParticipantEntry("P2", "이영희")),
        contracts=(contract(**terms), contract("P2", **terms)),
    )
    problem = problem_of(club, MAY)
    assert [one.contracts[0].target_minutes for one in problem.participants] == [2_400, 2_400]

    def worked(*days):
        return Roster.of(("P1", f"shop:오:{date(2027, 5, day)}") for day in days)

    # Ten shifts of 4 h are 40 h; never more than five days in a row.
    ten = (1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    assert rules.check(problem, worked(*ten)) == []
    assert [one.rule for one in rules.check(problem, worked(*ten, 21))] == ["H10"]
    of_the_law = problem_of(replace(club, programs=(ProgramEntry("store", "편의점", "public"),)), MAY)
    assert [one.rule for one in rules.check(of_the_law, worked(1))] == ["H11"]

    params = SolveParams(seconds=20, workers=1)
    result = solve(replace(problem, levels=problem.levels[:1]), params, lambda progress: None, lambda: False)
    assert rules.check(problem, result.roster) == []
    # 31 seats, and ten shifts a head for two people.
    assert (result.seats, result.open_seats) == (31, 11)
