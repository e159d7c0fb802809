"""How many people a site needs, and how many shifts a week each, for a wanted ratio of seat hours to cap hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from random import Random

from scheduler.calendar import DAYS_PER_WEEK, Month
from scheduler.club.book import ClosureEntry, ClubBook, OrganizationEntry
from scheduler.club.expand import shifts_of
from scheduler.club.kinds import SiteKind
from scheduler.club.pattern import spread
from scheduler.problem import EmploymentKind, ShiftBand

WEEK_CAP = 840
"""Minutes a week of an employee without other agreement."""
MOST_SHIFTS_A_WEEK = 4
LUNCHES_A_MONTH = 10
"""30 hours of an activity participant are ten shifts of three hours."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """A site as it will run: its slots, and the shifts a week of every person."""

    kind: SiteKind
    loads: tuple[int, ...]
    at_night: int
    """How many of the people agree to night work."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The month with what may close a site in it."""

    month: Month
    holidays: Mapping[date, str]
    closures: tuple[ClosureEntry, ...] = ()
    """Of one site, whose code does not matter."""

    def seats(self, kind: SiteKind) -> dict[str, int]:
        """Seats of the month by slot letter."""
        site = kind.site("x", "x")
        closures = tuple(replace(closure, site="x") for closure in self.closures)
        book = ClubBook(
            OrganizationEntry("", "", ""),
            sites=(site,),
            templates=kind.templates("x"),
            closures=closures,
            holidays=self.holidays,
        )
        seats = dict.fromkeys((slot.code for slot in kind.slots), 0)
        for shift in shifts_of(book, self.month.period):
            seats[shift.code] += shift.seats
        return seats


def staffing(kind: SiteKind, calendar: Calendar, people: int, ratio: float, rng: Random) -> Staffing | None:
    """The kind with slots and hours such that so many people have seat hours ÷ cap hours near the ratio.

    None where no choice of slots suits that number of people.
    """
    if kind.employment is EmploymentKind.ACTIVITY:
        return _lunches(kind, calendar, people, ratio)
    for smaller in _with_fewer_slots(kind):
        seats = calendar.seats(smaller)
        weekly = sum(seats.values()) * DAYS_PER_WEEK / len(calendar.month.period)
        wanted = round(weekly / ratio)
        if people <= wanted <= people * most_shifts(smaller):
            nights = {slot.code for slot in smaller.slots if slot.band is ShiftBand.NIGHT}
            share = sum(seats[code] for code in nights) / max(1, sum(seats.values()))
            at_night = min(people, ceil(people * share * 1.35))
            return Staffing(smaller, tuple(_uneven(wanted, people, most_shifts(smaller), rng)), at_night)
    return None


def most_shifts(kind: SiteKind) -> int:
    """Shifts a week that one person may have here."""
    return min(MOST_SHIFTS_A_WEEK, WEEK_CAP // max(slot.worked_minutes for slot in kind.slots))


def _with_fewer_slots(kind: SiteKind) -> Iterator[SiteKind]:
    """The kind itself, then ever fewer of its first slots: a small crew opens a site for part of the day."""
    for length in range(len(kind.slots), 0, -1):
        yield replace(kind, slots=kind.slots[:length])


def _uneven(total: int, people: int, most: int, rng: Random) -> list[int]:
    """Shares of a total that differ from person to person, each from 1 to `most`."""
    shares = spread(total, people)
    for _ in range(people // 3):
        one, other = rng.randrange(people), rng.randrange(people)
        if shares[one] > 1 and shares[other] < most:
            shares[one] -= 1
            shares[other] += 1
    return sorted(shares, reverse=True)


def _lunches(kind: SiteKind, calendar: Calendar, people: int, ratio: float) -> Staffing | None:
    """Seats on Mondays to Thursdays and on Fridays that use the ten days a person; None in a month of vacation."""
    one_each = calendar.seats(kind.with_seats({slot.code: 1 for slot in kind.slots}))
    days, fridays = one_each["급"], one_each["금"]
    wanted = ratio * LUNCHES_A_MONTH * people
    choices = [(seats, last) for seats in range(1, people // 2 + 1) for last in range(1, people // 2 + 1)]
    if not choices or days + fridays < floor(0.75 * 2 * LUNCHES_A_MONTH):
        return None
    seats, last = min(choices, key=lambda one: (abs(one[0] * days + one[1] * fridays - wanted), abs(one[0] - one[1])))
    return Staffing(kind.with_seats({"급": seats, "금": last}), tuple(spread(people * 5 // 2, people)), 0)
