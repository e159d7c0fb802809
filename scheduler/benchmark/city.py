"""A synthetic city month as an ordinary `Problem`: kinds of work as programmes, a few thousand people, one level.

The file is JSON: sites, shifts, people with caps, days and dislikes, pairs apart and pairs who like to work together.
The cost is that of the city's own judge: 1,000 for each open seat, 50 for each shift of stores and cafés without an
experienced person, the price of every dislike, 1 for each half hour off the target, 2 for each shift without a buddy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from scheduler.calendar import Period
from scheduler.conditions import Amount, Conditions, Mix, Seating, Stretch, Which
from scheduler.enums import EmploymentKind, Every, Measure, ShiftBand
from scheduler.files.plain import FileFault
from scheduler.parameters import Parameters
from scheduler.problem import Contract, Level, Participant, Problem, Program, Shift, Site, Unavailable
from scheduler.roster import Roster

NOON = 720
OPEN_SEAT, NO_GUIDE, DISLIKED_SLOT, BUDDY = 1000, 50, 3, 2
LEVELS = (Level("cost", {"S01": OPEN_SEAT, "S03": 1, "S08": 1, "S10": BUDDY, "S37": 1, "S39": 1}),)
DAYS_PER_WEEK = 7
T = TypeVar("T", bound=Hashable)
Plain = Mapping[str, Any]


def problem_of(city: Plain) -> Problem:
    """The city as a problem. Raises FileFault when the file lacks what a city has."""
    try:
        return _City(city).problem()
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise FileFault(f"This file is no city: {type(error).__name__} {error}") from error


def text_of(roster: Roster) -> str:
    """The roster as the city's judge reads it: person and shift, one pair a line."""
    return "".join(
        f"{person} {shift}\n" for person, shift in sorted(roster, key=lambda one: (int(one[0]), int(one[1])))
    )


class _City:
    def __init__(self, city: Plain) -> None:
        self._city = city
        first = date.fromisoformat(city["first"])
        self._days = [first + timedelta(number) for number in range(city["days"])]
        self._people: Sequence[Plain] = city["people"]

    def problem(self) -> Problem:
        city, period = self._city, Period(self._days[0], self._days[-1])
        kinds = dict.fromkeys(site["kind"] for site in city["sites"])
        return Problem(
            period=period,
            programs=tuple(Program(kind, kind) for kind in kinds),
            sites=tuple(Site(site["id"], site["id"], site["kind"]) for site in city["sites"]),
            shifts=tuple(self._shift(one) for one in city["shifts"]),
            participants=tuple(self._participant(one, period) for one in self._people),
            keep_apart=_pairs(city["avoid"]),
            partners=_pairs(city.get("buddies", ())),
            parameters=Parameters(
                travel_buffer=0, min_rest_between_shifts=0, max_consecutive_days=len(self._days) + 1,
                weekly_rest_days=0, target_tolerance_per_week=0,
            ),
            conditions=Conditions(
                amounts=tuple(self._amounts()), stretches=tuple(self._stretches()), mixes=tuple(self._mixes()),
                seatings=tuple(self._dislikes()),
            ),
            levels=LEVELS,
            name=f"city {city['n']}/{city['seed']}/{city['locality']}",
        )  # fmt: skip

    def _shift(self, one: Plain) -> Shift:
        start = one["start"]
        return Shift(
            id=str(one["id"]), site=one["site"], template=f"{one['site']}:{start}", code=str(start // 60),
            day=self._days[one["day"]], start=start, end=one["end"], target_staff=one["need"],
            band=ShiftBand.AM if start < NOON else ShiftBand.PM,
        )  # fmt: skip

    def _participant(self, one: Plain, period: Period) -> Participant:
        contract = Contract(
            one["kind"], period.first, period.last, EmploymentKind.VOLUNTEER, frozenset(one["sites"]),
            short_time=False, max_minutes_per_day=None, max_minutes_per_four_weeks=None,
            max_minutes_per_week=one["week_cap"], max_minutes_per_month=one["cap"], target_minutes=one["target"],
        )  # fmt: skip
        dates, weekdays = set(one["off_days"]), set(one["off_weekdays"])
        off = tuple(
            Unavailable(day)
            for number, day in enumerate(self._days)
            if number in dates or day.weekday() in weekdays
        )  # fmt: skip
        name = str(one["id"])
        return Participant(
            name, name, (contract,), off, night_opt_in=True, preferred_sites=frozenset({one["fav_site"]})
        )

    def _amounts(self) -> Iterator[Amount]:
        for days, people in self._alike(lambda one: one["max_days_week"]):
            yield Amount(
                id=f"days a week {days}", must=True, people=people, measure=Measure.DAYS, every=Every.WEEK, most=days
            )
        for weekends, people in self._alike(lambda one: one.get("max_weekends")):
            if weekends is not None:
                yield Amount(
                    id=f"weekends {weekends}", must=True, people=people, measure=Measure.WEEKENDS, most=weekends
                )

    def _stretches(self) -> Iterator[Stretch]:
        for most, people in self._alike(lambda one: one["max_run"]):
            yield Stretch(id=f"run {most}", must=True, people=people, most=most)
        for least, people in self._alike(lambda one: one.get("min_run", 1)):
            if least > 1:
                yield Stretch(id=f"run from {least}", must=True, people=people, least=least)

    def _mixes(self) -> Iterator[Mix]:
        guided = frozenset(shift["kind"] for shift in self._city["shifts"] if shift["lead"])
        guides = frozenset(str(one["id"]) for one in self._people if one["lead"])
        if guided:
            yield Mix(
                id="guide", strength=NO_GUIDE, people=guides, which=Which(programs=guided), least=1, even_empty=True
            )

    def _dislikes(self) -> Iterator[Seating]:
        for weekday in range(DAYS_PER_WEEK):
            which = Which(weekdays=frozenset({weekday}))
            for price, people in self._alike(lambda one: one["dislike_weekday"].get(str(weekday))):  # noqa: B023 - used up at once
                if price:
                    yield Seating(
                        id=f"weekday {weekday} {price}", strength=price, people=people, which=which, wanted=False
                    )
        for band, people in self._alike(lambda one: one["dislike_slot"]):
            if band:
                which = Which(bands=frozenset({ShiftBand(band)}))
                yield Seating(id=f"slot {band}", strength=DISLIKED_SLOT, people=people, which=which, wanted=False)

    def _alike(self, what: Callable[[Plain], T]) -> Iterator[tuple[T, frozenset[str]]]:
        """People by what holds for them, so that they share a condition."""
        found: defaultdict[T, set[str]] = defaultdict(set)
        for one in self._people:
            found[what(one)].add(str(one["id"]))
        for key, people in found.items():
            yield key, frozenset(people)


def _pairs(plain: Sequence[Sequence[int]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(a), str(b)) for a, b in plain)
