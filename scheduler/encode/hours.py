"""H08 to H12: caps on hours a day, week, four weeks and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from scheduler.encode.vars import Vars
from scheduler.problem import Participant, Shift
from scheduler.rules.hours import CAPS, Limit
from scheduler.rules.overlap import shifts_a_day


def encode(v: Vars) -> None:
    """For every limit of the law book: planned minutes in its span fit into the room that history leaves."""
    for person in v.people:
        if not v.possible(person.id):
            continue
        for cap in CAPS:
            for limit in cap.limits(v.problem, person):
                _limit(v, person, limit)


def _limit(v: Vars, person: Participant, limit: Limit) -> None:
    counted = [shift for shift in v.possible(person.id) if limit.counts(v.problem, shift)]
    if _most_minutes(v, person, counted) > limit.room:
        v.model.at_most(v.minutes(person.id, counted), limit.room)


def _most_minutes(v: Vars, person: Participant, shifts: Iterable[Shift]) -> int:
    """The most that these shifts can add up to with so many a day (H03): rows beyond that would say nothing."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for shift in shifts:
        by_day[shift.day].append(shift.worked_minutes)
    return sum(sum(sorted(minutes)[-shifts_a_day(v.problem, person, day) :]) for day, minutes in by_day.items())
