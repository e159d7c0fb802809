from collections import Counter

from scheduler.club.book import Season, UsualEntry
from scheduler.club.pattern import Habitue, usual_week
from scheduler.problem import ShiftBand

from .books import template

ALL = frozenset(range(7))


def person(number, shifts=1, at_night=False, free=ALL):
    return Habitue(number, shifts, at_night, free)


def test_one_slot_a_day_is_shared_out_without_a_seat_taken_twice():
    week = usual_week([template()], [person("P1", 3), person("P2", 4), person("P3", 2)])
    # Seven seats for nine wanted shifts.
    assert len(week) == 7
    assert Counter(usual.weekday for usual in week) == dict.fromkeys(range(7), 1)


def test_days_of_one_person_lie_apart():
    (first, second) = usual_week([template(weekdays=frozenset(range(5)))], [person("P1", 2)])
    assert second.weekday - first.weekday >= 2


def test_unavailable_weekdays_stay_free():
    week = usual_week([template(seats=2)], [person("P1", 2, free=frozenset({2, 4}))])
    assert [usual.weekday for usual in week] == [2, 4]


def test_only_those_who_agreed_get_night_slots_and_they_come_first():
    night = template(code="밤", start=1080, end=1440, band=ShiftBand.NIGHT)
    week = usual_week([template(), night], [person("P1", 2), person("P2", 2, at_night=True)])
    assert {usual.template for usual in week if usual.participant == "P1"} == {"shop:오"}
    assert {usual.template for usual in week if usual.participant == "P2"} == {"shop:밤"}


def test_nobody_has_two_weekend_days_while_there_are_others():
    week = usual_week([template()], [person(f"P{number}", 2) for number in range(4)])
    weekends = Counter(usual.participant for usual in week if usual.weekday >= 5)
    assert max(weekends.values()) == 1


def test_a_late_end_and_an_early_start_next_morning_are_never_one_persons_usual_week():
    late = template(code="밤", start=1080, end=1440, weekdays=frozenset({6}))
    early = template(code="새", start=360, end=600, weekdays=frozenset({0}))
    # From Sunday 24:00 to Monday 06:00 are 6 hours, less than the 11 of the house rules.
    assert len(usual_week([late, early], [person("P1", 2)])) == 1


def test_vacation_and_external_slots_are_nobodys_habit():
    assert usual_week([template(season=Season.VACATION), template(code="외", external=True)], [person("P1")]) == []


def test_usual_weeks_come_by_person_and_weekday():
    week = usual_week([template()], [person("P2", 1), person("P1", 2)])
    assert week == sorted(week, key=lambda usual: (usual.participant, usual.weekday))
    assert all(isinstance(usual, UsualEntry) for usual in week)
