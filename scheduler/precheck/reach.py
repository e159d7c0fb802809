"""How much somebody could work at most: an upper bound, so that what lies above it is surely out of reach.

For some shifts that the person may take by the unary rules: the longest of each day, so many a day as allowed (H03),
then at most what the hour caps leave by day, week, four weeks and month (H08 to H12), and what hard conditions on
minutes of all work leave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scheduler.calendar import Period
from scheduler.conditions import EVERY_SHIFT
from scheduler.enums import Measure
from scheduler.problem import Participant, Problem, Shift
from scheduler.rules.amounts import amount_of, limits_of
from scheduler.rules.base import once_per_problem
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.hours import CAPS
from scheduler.rules.own import own
from scheduler.rules.runs import is_stretch_limited


class _Room(NamedTuple):
    """A room for minutes in a span of days."""

    room: int
    programs: frozenset[str] | None
    """None: every programme's shifts count."""


@dataclass(frozen=True, slots=True)
class _Rooms:
    """All rooms of one person, and by day those whose span holds it."""

    rooms: tuple[_Room, ...]
    on_day: Mapping[date, tuple[int, ...]]


@once_per_problem
def _all_rooms(problem: Problem) -> dict[str, _Rooms]:
    return {person.id: _rooms_of(problem, person) for person in problem.participants}


def _rooms_of(problem: Problem, person: Participant) -> _Rooms:
    rooms: list[_Room] = []
    on_day: dict[date, list[int]] = defaultdict(list)
    for span, room in _spans(problem, person):
        for day in span.days():
            if day in problem.period:
                on_day[day].append(len(rooms))
        rooms.append(room)
    return _Rooms(tuple(rooms), {day: tuple(those) for day, those in on_day.items()})


def _spans(problem: Problem, person: Participant) -> Iterator[tuple[Period, _Room]]:
    for cap in CAPS:
        for limit in cap.limits(problem, person):
            yield limit.span, _Room(limit.room, limit.programs)
    for one in conditions_about(problem, "amounts", True, person.id):
        if one.measure is Measure.MINUTES and one.which == EVERY_SHIFT:
            for bound in limits_of(problem, one, person):
                if bound.room is not None:
                    yield bound.span, _Room(bound.room, None)


def minutes_within_reach(problem: Problem, person: Participant, shifts: Iterable[Shift]) -> int:
    """The most minutes that the person could work on these shifts.

    Day by day as much as every room still holds. With spans of days that is the most there is: whatever an earlier day
    takes from a room, a later day of the same room would have taken too.
    """
    among = list(shifts)
    programs = {problem.site[one.site].program for one in among}
    all_rooms = _all_rooms(problem)[person.id]
    # A cap binds the sum only when all that is summed counts under it.
    counts = [one.programs is None or programs <= one.programs for one in all_rooms.rooms]
    left = [one.room for one in all_rooms.rooms]
    total = 0
    for day, longest in _by_day(among, own(problem, person).shifts_a_day).items():
        binding = [room for room in all_rooms.on_day.get(day, ()) if counts[room]]
        taken = min([longest, *(left[room] for room in binding)])
        for room in binding:
            left[room] -= taken
        total += taken
    return total


def minutes_without_caps(problem: Problem, person: Participant, shifts: Iterable[Shift]) -> int:
    """The same without any cap: what the days alone allow."""
    return sum(_by_day(shifts, own(problem, person).shifts_a_day).values())


def _by_day(shifts: Iterable[Shift], a_day: int) -> dict[date, int]:
    days: dict[date, list[int]] = defaultdict(list)
    for shift in shifts:
        days[shift.day].append(shift.worked_minutes)
    return {day: sum(sorted(found)[-a_day:]) for day, found in sorted(days.items())}


def most_of(problem: Problem, person: Participant, measure: Measure, shifts: Collection[Shift], span: Period) -> int:
    """The most of a measure that the person could add with these shifts of a span."""
    if measure is Measure.MINUTES:
        return minutes_within_reach(problem, person, shifts)
    if measure in (Measure.WEEKENDS, Measure.SITES):
        return amount_of(measure, shifts)
    by_day: Mapping[date, int] = _counted(shifts, own(problem, person).shifts_a_day if measure is Measure.SHIFTS else 1)
    return min(sum(by_day.values()), _in_runs(problem, person, span, max(by_day.values(), default=0)))


def _counted(shifts: Iterable[Shift], a_day: int) -> dict[date, int]:
    days: dict[date, int] = defaultdict(int)
    for shift in shifts:
        days[shift.day] = min(a_day, days[shift.day] + 1)
    return days


def _in_runs(problem: Problem, person: Participant, span: Period, a_day: int) -> int:
    """H17: of every `days_in_row` + 1 days one at least is free."""
    longest = own(problem, person).days_in_row
    days = len(span)
    if days > longest and is_stretch_limited(problem, person, span.first, span.last):
        days -= days // (longest + 1)
    return days * a_day
