"""The usual week: which weekday and slot each person of a site is used to.

Greedy and deterministic: whoever may work at night chooses first and takes a fair share of the night slots, nobody has
two weekend days while others have none, and the days of one person lie apart.
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
    def at_night(self) -> bool:
        return self.template.band is ShiftBand.NIGHT

    @property
    def begin(self) -> int:
        return self.weekday * MINUTES_PER_DAY + self.template.start

    @property
    def end(self) -> int:
        return self.weekday * MINUTES_PER_DAY + self.template.end


@dataclass(frozen=True, slots=True)
class _Manner:
    rotating: bool
    nights: int
    """The person's share of the night seats."""


def spread(total: int, people: int) -> list[int]:
    """A total shared out as evenly as whole numbers allow, the larger parts first."""
    least, more = divmod(total, people)
    return [least + 1] * more + [least] * (people - more)


def usual_week(
    templates: Iterable[TemplateEntry], people: Sequence[Habitue], rotating: bool = False
) -> list[UsualEntry]:
    """Usual weekdays and templates of everyone, as many as each has shifts and the seats allow.

    Where slots rotate (교대) everyone has different ones in a week; elsewhere everyone keeps to one.
    """
    seats: Counter[_Place] = Counter()
    for template in templates:
        if template.season is not Season.VACATION and not template.external:
            for weekday in sorted(template.weekdays):
                seats[_Place(weekday, template)] = template.seats
    at_night = [person.number for person in people if person.at_night]
    night_seats = sum(left for place, left in seats.items() if place.at_night)
    nights = dict(zip(at_night, spread(night_seats, len(at_night)), strict=True)) if at_night else {}
    usuals = []
    for person in sorted(people, key=lambda one: not one.at_night):
        taken: list[_Place] = []
        for _ in range(person.shifts):
            place = _best(seats, person, taken, _Manner(rotating, nights.get(person.number, 0)))
            if place is None:
                break
            seats[place] -= 1
            taken.append(place)
        usuals += [UsualEntry(person.number, place.weekday, place.template.id) for place in taken]
    return sorted(usuals, key=lambda usual: (usual.participant, usual.weekday))


def _best(seats: Counter[_Place], person: Habitue, taken: list[_Place], manner: _Manner) -> _Place | None:
    possible = [
        place
        for place, left in seats.items()
        if left
        and place.weekday in person.free
        and (person.at_night or not place.at_night)
        and all(_far_enough(place, other) for other in taken)
    ]
    return max(possible, key=lambda place: _liking(place, seats[place], taken, manner), default=None)


def _liking(
    place: _Place, left: int, taken: list[_Place], manner: _Manner
) -> tuple[bool, bool, bool, int, int, int, int]:
    weekends = sum(other.weekday >= SATURDAY for other in taken)
    again = sum(other.template == place.template for other in taken)
    apart = min((_days_apart(place.weekday, other.weekday) for other in taken), default=0)
    return (
        place.at_night == (sum(other.at_night for other in taken) < manner.nights),
        not (weekends and place.weekday >= SATURDAY),
        not weekends and place.weekday >= SATURDAY,
        -again if manner.rotating else again,
        min(apart, 2),
        left,
        -place.weekday,
    )


def _far_enough(place: _Place, other: _Place) -> bool:
    if place.weekday == other.weekday:
        return False
    gap = min((place.begin - other.end) % WEEK_MINUTES, (other.begin - place.end) % WEEK_MINUTES)
    return gap >= _REST


def _days_apart(one: int, other: int) -> int:
    distance = abs(one - other)
    return min(distance, DAYS_PER_WEEK - distance)
