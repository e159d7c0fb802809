"""The usual week: which weekday and slot each person of a site is used to.

Greedy and deterministic: whoever may work at night chooses night slots first, everyone keeps to one slot where possible
spreads the days over the week, and nobody has both days of the weekend while others have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.calendar import DAYS_PER_WEEK, MINUTES_PER_DAY, SATURDAY
from scheduler.club.book import Season, TemplateEntry, UsualEntry
from scheduler.parameters import Parameters
from scheduler.problem import ShiftBand

WEEK_MINUTES = DAYS_PER_WEEK * MINUTES_PER_DAY
_REST = Parameters().min_rest_between_shifts


@dataclass(frozen=True, slots=True)
class Habitue:
    """Someone who looks for a place in the usual week."""

    number: str
    shifts: int
    """Shifts a week."""
    at_night: bool
    """Whether night slots are possible."""
    free: frozenset[int]
    """Weekdays on which work is possible."""


@dataclass(frozen=True, slots=True)
class _Place:
    weekday: int
    template: TemplateEntry

    @property
    def begin(self) -> int:
        return self.weekday * MINUTES_PER_DAY + self.template.start

    @property
    def end(self) -> int:
        return self.weekday * MINUTES_PER_DAY + self.template.end


def usual_week(templates: Iterable[TemplateEntry], people: Sequence[Habitue]) -> list[UsualEntry]:
    """Usual weekdays and templates of everyone, as many as each has shifts and the seats allow."""
    seats: Counter[_Place] = Counter()
    for template in templates:
        if template.season is not Season.VACATION and not template.external:
            for weekday in sorted(template.weekdays):
                seats[_Place(weekday, template)] = template.seats
    usuals = []
    for person in sorted(people, key=lambda one: not one.at_night):
        taken: list[_Place] = []
        for _ in range(person.shifts):
            place = _best(seats, person, taken)
            if place is None:
                break
            seats[place] -= 1
            taken.append(place)
        usuals += [UsualEntry(person.number, place.weekday, place.template.id) for place in taken]
    return sorted(usuals, key=lambda usual: (usual.participant, usual.weekday))


def _best(seats: Counter[_Place], person: Habitue, taken: list[_Place]) -> _Place | None:
    possible = [
        place
        for place, left in seats.items()
        if left
        and place.weekday in person.free
        and (person.at_night or place.template.band is not ShiftBand.NIGHT)
        and all(_far_enough(place, other) for other in taken)
    ]
    return max(possible, key=lambda place: _liking(place, seats[place], person, taken), default=None)


def _liking(place: _Place, left: int, person: Habitue, taken: list[_Place]) -> tuple[bool, bool, bool, int, int, int]:
    second_weekend = place.weekday >= SATURDAY and any(other.weekday >= SATURDAY for other in taken)
    night = person.at_night and place.template.band is ShiftBand.NIGHT
    same_slot = bool(taken) and place.template == taken[0].template
    apart = min((_days_apart(place.weekday, other.weekday) for other in taken), default=0)
    return (not second_weekend, same_slot, night, min(apart, 2), left, -place.weekday)


def _far_enough(place: _Place, other: _Place) -> bool:
    if place.weekday == other.weekday:
        return False
    gap = min((place.begin - other.end) % WEEK_MINUTES, (other.begin - place.end) % WEEK_MINUTES)
    return gap >= _REST


def _days_apart(one: int, other: int) -> int:
    distance = abs(one - other)
    return min(distance, DAYS_PER_WEEK - distance)
