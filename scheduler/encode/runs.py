"""H17: days of work in a row, across the month's border."""

from __future__ import annotations

from datetime import timedelta

from scheduler.encode.patterns import Days, total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.known import DAY
from scheduler.rules.own import own
from scheduler.rules.runs import is_stretch_limited, runs


def encode(v: Vars) -> None:
    """In any stretch one day longer than allowed there is a day without work."""
    for person in v.people:
        _stretches(v, person)


def _stretches(v: Vars, person: Participant) -> None:
    longest = timedelta(days=own(v.problem, person).days_in_row)
    worked = {past.day for past in person.past}
    days = Days(v, person)
    for first, last in runs(sorted(worked | {shift.day for shift in v.possible(person.id)})):
        day = max(first + longest, v.problem.period.first)
        while day <= last:
            if is_stretch_limited(v.problem, person, day - longest, day):
                stretch = (day - timedelta(days=back) for back in range(longest.days + 1))
                v.model.at_most(total_of(map(days.on, stretch)), longest.days)
            day += DAY
