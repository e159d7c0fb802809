"""H17: days of work in a row, across the month's border."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.encode.model import Linear
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.own import own
from scheduler.rules.runs import is_stretch_limited


def encode(v: Vars) -> None:
    """In any stretch one day longer than allowed there is a day without work."""
    for person in v.people:
        _stretches(v, person)


def _stretches(v: Vars, person: Participant) -> None:
    longest = own(v.problem, person).days_in_row
    worked = {past.day for past in person.past}
    possible = {shift.day for shift in v.possible(person.id)}
    period = v.problem.period
    for offset in range(-longest, len(period)):
        stretch = [period.first + timedelta(days=offset + step) for step in range(longest + 1)]
        if stretch[-1] > period.last or not all(day in possible or day in worked for day in stretch):
            continue
        if is_stretch_limited(v.problem, person, stretch[0], stretch[-1]):
            v.model.at_most(_days(v, person, stretch, worked), longest)


def _days(v: Vars, person: Participant, stretch: list[date], worked: set[date]) -> Linear:
    total = Linear()
    for day in stretch:
        total = total.plus(Linear(constant=1) if day in worked else v.works_on(person.id, day))
    return total
