"""W07: training that is still missing."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.parameters import Parameters
from scheduler.roster import Roster
from scheduler.rules import Observations
from tests.factories import everyone, person, problem, shift
from tests.unit.scheduler.rules.warned import sentences, told


def trained(minutes, due=date(2027, 6, 30)):
    club = problem(person("kim", training_minutes=minutes), shift(3), parameters=Parameters(training_due=due))
    return club, everyone(club), Observations()


EXAMPLES = {"W07": trained(480)}


@pytest.mark.parametrize(("minutes", "count"), [(0, 1), (599, 1), (600, 0), (900, 0)])
def test_w07_ten_hours_are_due(minutes, count):
    assert len(told("W07", *trained(minutes))) == count


@pytest.mark.parametrize(
    ("due", "count"), [(None, 0), (date(2027, 7, 1), 0), (date(2027, 6, 30), 1), (date(2027, 4, 1), 1)]
)
def test_w07_from_a_month_before_the_clubs_date(due, count):
    assert len(told("W07", *trained(480, due))) == count


def test_w07_is_about_those_who_work():
    assert told("W07", trained(0)[0], Roster()) == []


def test_sentences():
    assert sentences("W07", trained(480)) == (
        "kim 님의 교육 시간은 8시간입니다. 6월 30일 (수)까지 10시간을 채워야 합니다.",
        "kim has had 8 h of training; 10 h are due by Wed 30 Jun.",
    )
