"""Trainings, groups and what else is known of people: in the month's problem, and in clubs that are made up."""

from collections import Counter
from datetime import date

import pytest

from scheduler.calendar import Month
from scheduler.club.book import ClosureEntry, ClosureKind, HistoryEntry, ParticipantEntry, Season
from scheduler.club.carry import carried_by_participant
from scheduler.club.expand import problem_of
from scheduler.club.faults import find
from scheduler.club.generate import random_club
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.parameters import Parameters
from scheduler.problem import Carried

from .books import book, contract, school, site, template

MAY = Month(2027, 5)


def training(**changes):
    return template(code="교", start=840, end=960, seats=0, event=True, **changes)


@pytest.fixture(scope="module")
def sample():
    return sample_book(MAY, korean_holidays(MAY.plus(-3).first, MAY.plus(1).last))


def test_a_training_is_possible_on_every_day_of_its_weekdays_also_where_the_school_is_closed():
    closed = ClosureEntry("shop", date(2027, 5, 17), date(2027, 5, 31), ClosureKind.VACATION)
    problem = problem_of(school(templates=(template(season=Season.TERM), training()), closures=(closed,)), MAY)
    events = [one for one in problem.shifts if one.event]
    assert [one.day.day for one in events] == list(range(1, 32))
    assert {(one.seats, one.target_staff, one.worked_minutes) for one in events} == {(0, 0, 120)}
    # Holidays and the vacation are closed all the same: nothing but a training takes place.
    assert {day.day for day in problem.sites[0].closed} == {3, 5, 13, *range(17, 32)}
    mondays = problem_of(book(templates=(template(), training(weekdays=frozenset({0})))), MAY)
    assert [one.day.day for one in mondays.shifts if one.event] == [3, 10, 17, 24, 31]


def test_what_else_is_known_of_people_shifts_and_contracts_reaches_the_problem():
    person = ParticipantEntry(
        "P1", "김순자", groups=frozenset({"A조"}), safety_trained_on=date(2027, 1, 4), training_minutes=90,
        prefers_alternate=True, preferred_sites=frozenset({"shop"}), stand_by=True,
    )  # fmt: skip
    problem = problem_of(
        book(
            participants=(person,), contracts=(contract(hourly_wage=11_000),), sites=(site(),),
            templates=(template(outdoor=True),),
        ), MAY,
    )  # fmt: skip
    (known,) = problem.participants
    assert (known.safety_trained_on, known.training_minutes, known.prefers_alternate) == (date(2027, 1, 4), 90, True)
    assert (known.preferred_sites, known.stand_by, known.contracts[0].hourly_wage) == ({"shop"}, True, 11_000)
    assert all(one.outdoor for one in problem.shifts)


def test_a_training_on_a_saturday_is_no_turn_that_is_carried_over():
    saturday = date(2027, 4, 10)
    history = tuple(HistoryEntry("P1", saturday, "shop", code, 840, 960, 120) for code in "오교")
    whole = book(templates=(template(), training()), history=history)
    carried = carried_by_participant(whole, date(2027, 4, 1), MAY.first, Parameters())
    assert carried["P1"] == Carried(weekend=1)


def test_the_sample_club_has_crews_trained_people_and_a_monthly_training(sample):
    people = sample.participants
    assert all(one.safety_trained_on is not None for one in people)
    begun = {one.participant: one.first for one in reversed(sample.contracts)}
    assert all(one.safety_trained_on < begun[one.number] for one in people)
    # 14, 20 and 12 people rotate at the stores, in two crews each.
    assert Counter(group for one in people for group in one.groups) == {"A조": 23, "B조": 23}
    # One in four of each site: the second, sixth, tenth ...
    assert sum(one.stand_by for one in people) == 4 + 5 + 3 + 4 + 4 * 2 + 2 * 2 + 3
    assert any(one.preferred_sites for one in people) and any(one.prefers_alternate for one in people)
    assert [(one.site, one.code, one.seats) for one in sample.templates if one.event] == [("store2", "교", 0)]
    problem = problem_of(sample, MAY)
    assert sum(one.event for one in problem.shifts) == 31 and sum(one.seats for one in problem.shifts) == 1170


def test_random_clubs_have_them_too_and_stay_sound():
    club = random_club(60, 7, MAY, korean_holidays(MAY.plus(-3).first, MAY.plus(1).last))
    assert find(club) == []
    assert all(one.safety_trained_on for one in club.participants) and any(one.stand_by for one in club.participants)
