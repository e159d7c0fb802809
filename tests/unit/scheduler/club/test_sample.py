from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from scheduler import rules
from scheduler.calendar import Month
from scheduler.club import faults
from scheduler.club.book import PairKind
from scheduler.club.expand import problem_of, shift_id
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.problem import EmploymentKind
from scheduler.roster import Roster

MAY = Month(2027, 5)
MONTHS = [Month(2026, 12), Month(2027, 1), Month(2027, 3), MAY, Month(2027, 8)]


def sample(month=MAY):
    return sample_book(month, korean_holidays(month.plus(-3).first, month.plus(1).last))


@pytest.fixture(scope="module")
def may():
    return sample()


@pytest.fixture(scope="module")
def may_problem(may):
    return problem_of(may, MAY)


def test_it_has_the_eleven_sites_with_their_crews(may):
    crews = Counter(site for contract in may.contracts for site in contract.sites)
    assert crews == {
        "store24": 14, "store2": 20, "store18": 12, "cafe": 14, "guard1": 8, "guard2": 8, "care": 12,
        "lunch1": 8, "lunch2": 8, "lunch3": 8, "lunch4": 8,
    }  # fmt: skip
    assert len(may.participants) == 120
    assert len({person.name for person in may.participants}) == 120


def test_contracts_are_of_the_three_kinds(may):
    kinds = Counter(contract.kind for contract in may.contracts)
    # 14 + 20 + 12 + 14 + 12 employees; 4 * 8 lunch helpers; 2 * 8 guards.
    assert kinds == {EmploymentKind.EMPLOYEE: 72, EmploymentKind.ACTIVITY: 32, EmploymentKind.VOLUNTEER: 16}


def test_telephones_and_ages_are_fictional_and_fitting(may):
    assert all(person.phone.startswith("010-0000-") for person in may.participants)
    assert all(60 <= 2027 - person.birth_year <= 85 for person in may.participants)


def test_schools_close_on_holidays_and_one_pair_of_schools_bridges_the_fourth(may_problem):
    closed = {site.id: {day.day for day in site.closed} for site in may_problem.sites}
    # 1 May 2027 is a Saturday; 3, 5 and 13 are weekdays. The 4th and the 14th lie between days off.
    assert closed["lunch1"] == {1, 3, 5, 13}
    assert closed["lunch2"] == closed["guard2"] == {1, 3, 4, 5, 13, 14}
    assert closed["store24"] == set()


def test_stores_have_the_seats_of_the_real_ones(may_problem):
    seats = Counter()
    for shift in may_problem.shifts:
        seats[shift.site] += shift.seats
    # Four slots a day on 31 days, one, two and one at a time; eighteen school days with four lunch helpers.
    assert (seats["store24"], seats["store2"], seats["store18"], seats["lunch1"]) == (124, 248, 124, 72)


def test_the_special_cases_are_there(may, may_problem):
    middle = [entry for entry in may.credentials if entry.valid_until and entry.valid_until in MAY.period]
    assert len(middle) == 5
    assert {pair.kind for pair in may.pairs} == {PairKind.APART, PairKind.TOGETHER}
    newcomers = [person for person in may_problem.participants if person.is_novice(MAY.last)]
    assert len(newcomers) == 2
    assert sum(person.night_opt_in for person in may.participants) == 14
    assert {wish.strength for wish in may.wishes} == {1, 2, 3}
    assert [person for person in may_problem.participants if not person.past] == newcomers


def test_too_few_can_work_at_night_on_the_second_weekend(may_problem):
    able = rules.eligible(may_problem)
    night = [f"store24:{code}:2027-05-08" for code in "새밤"]
    assert set(able[night[0]]) == set(able[night[1]])
    assert len(able[night[0]]) == 1


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_book_of_any_month_is_sound(month):
    book = sample(month)
    assert faults.find(book) == []
    assert len(problem_of(book, month).participants) == 120


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_last_months_roster_breaks_no_rule(month):
    book = sample(month)
    before = problem_of(replace(book, history=()), month.previous())
    template = {(t.site, t.code): t for t in book.templates}
    worked = Roster.of((one.participant, shift_id(template[one.site, one.code], one.day)) for one in book.history)
    assert rules.check(before, worked) == []
    assert len(worked) > 0.9 * sum(shift.seats for shift in before.shifts)


def test_in_january_schools_are_on_vacation():
    problem = problem_of(sample(Month(2027, 1)), Month(2027, 1))
    sites = Counter(shift.site for shift in problem.shifts)
    assert not any(sites[f"lunch{number}"] for number in range(1, 5))
    assert {shift.code for shift in problem.shifts if shift.site == "guard1"} == {"방", "학"}
    lunch = [person for person in problem.participants if "lunch1" in person.contracts[0].sites]
    assert {person.contracts[0].target_minutes for person in lunch} == {0}


def test_people_stay_the_same_from_month_to_month(may):
    june = sample(Month(2027, 6))
    assert [(p.number, p.name, p.phone) for p in june.participants] == [
        (p.number, p.name, p.phone) for p in may.participants
    ]
    # Lunch helpers have other Fridays, because ten days a person reach less far in a month with more school days.
    stores = [usual for usual in may.usuals if usual.template.startswith("store")]
    assert [usual for usual in june.usuals if usual.template.startswith("store")] == stores


def test_the_same_month_gives_the_same_book(may):
    assert sample() == may


def test_hours_asked_for_are_near_those_offered(may_problem):
    for site in may_problem.sites:
        offered = sum(shift.seats * shift.worked_minutes for shift in may_problem.shifts if shift.site == site.id)
        asked = sum(
            contract.target_minutes
            for person in may_problem.participants
            for contract in person.contracts
            if site.id in contract.sites
        )
        assert 0.9 * offered <= asked <= offered


def test_a_contract_year_that_begins_with_the_month_has_one_before_it():
    january = sample(Month(2027, 1))
    spans = {(c.first, c.last) for c in january.contracts if c.program == "store"}
    assert spans == {(date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31))}
