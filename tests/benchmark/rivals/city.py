"""The synthetic city month: the plain rows of its JSON, and a roster as text. Prices are those its judge states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.benchmark.rivals.model import Model

OPEN, NO_GUIDE, DISLIKED_HALF, OTHER_SITE, BUDDY, HALF_HOUR = 1000, 50, 3, 1, 2, 30
NOON, WEEK, SATURDAY = 720, 7, 5
Plain = Mapping[str, Any]
Pair = tuple[int, int]


@dataclass(frozen=True)
class City:
    """The file, with who may work which shift and at what price."""

    plain: Plain
    price: dict[Pair, int]
    """By (person, shift): everybody who may work it."""
    by_day: dict[int, dict[int, list[int]]]
    """Shifts that a person may work, by day."""

    @property
    def first_weekday(self) -> int:
        """Of day 0; Monday is 0."""
        return date.fromisoformat(self.plain["first"]).weekday()

    def week(self, day: int) -> int:
        """Which week, from Monday, a day is in."""
        return (self.first_weekday + day) // WEEK

    def minutes(self, shift: int) -> int:
        """Its length."""
        one = self.plain["shifts"][shift]
        return int(one["end"] - one["start"])


def read(plain: Plain) -> City:
    """Who may work what: own sites, and neither a weekday nor a date off."""
    by_site = defaultdict(list)
    for shift in plain["shifts"]:
        by_site[shift["site"]].append(shift)
    first = date.fromisoformat(plain["first"]).weekday()
    price: dict[Pair, int] = {}
    by_day: dict[int, dict[int, list[int]]] = {}
    for one in plain["people"]:
        days: dict[int, list[int]] = defaultdict(list)
        dates, weekdays = set(one["off_days"]), set(one["off_weekdays"])
        for shift in (shift for site in one["sites"] for shift in by_site[site]):
            weekday = (first + shift["day"]) % WEEK
            if shift["day"] in dates or weekday in weekdays:
                continue
            half = "am" if shift["start"] < NOON else "pm"
            price[one["id"], shift["id"]] = (
                one["dislike_weekday"].get(str(weekday), 0)
                + (OTHER_SITE if shift["site"] != one["fav_site"] else 0)
                + (DISLIKED_HALF if one["dislike_slot"] == half else 0)
            )
            days[shift["day"]].append(shift["id"])
        by_day[one["id"]] = dict(sorted(days.items()))
    return City(plain, price, by_day)


def text_of(pairs: Iterable[Pair]) -> str:
    """The roster as the city's judge reads it."""
    return "".join(f"{person} {shift}\n" for person, shift in sorted(pairs))


@dataclass
class Rows:
    """The model with what its variables mean."""

    model: Model
    works: dict[Pair, int]

    def pairs(self, point: list[int]) -> list[Pair]:
        """What a point says."""
        return [pair for pair, variable in self.works.items() if point[variable]]


def rows_of(city: City) -> Rows:
    """All rows."""
    model = Model()
    works = {pair: model.variable(price=price) for pair, price in city.price.items()}
    rows = Rows(model, works)
    for one in city.plain["people"]:
        _person(rows, city, one)
    by_shift = defaultdict(list)
    for (person, shift), variable in works.items():
        by_shift[shift].append((person, variable))
    for shift in city.plain["shifts"]:
        missing = model.variable(shift["need"], OPEN)
        there = by_shift[shift["id"]]
        model.row([*((variable, 1) for _, variable in there), (missing, 1)], shift["need"], shift["need"])
        if shift["lead"]:
            guides = [variable for person, variable in there if city.plain["people"][person]["lead"]]
            model.row([*((variable, 1) for variable in guides), (model.variable(price=NO_GUIDE), 1)], low=1)
    for a, b in city.plain["avoid"]:
        for shift in _shared(city, a, b):
            model.at_most([works[a, shift], works[b, shift]], 1)
    for a, b in city.plain.get("buddies", ()):
        for shift in _shared(city, a, b):
            apart = model.variable(price=BUDDY)
            model.row([(works[a, shift], 1), (works[b, shift], -1), (apart, -1)], high=0)
            model.row([(works[b, shift], 1), (works[a, shift], -1), (apart, -1)], high=0)
    return rows


def _shared(city: City, a: int, b: int) -> Iterator[int]:
    """Shifts that both may work."""
    return (shift for person, shift in city.price if person == a and (b, shift) in city.price)


def _person(rows: Rows, city: City, one: Plain) -> None:
    model, days = rows.model, city.by_day[one["id"]]
    on: dict[int, int] = {}
    for day, shifts in days.items():
        # One shift a day, and a word for "works on this day" that the rules about days can use.
        on[day] = model.variable()
        model.row([*((rows.works[one["id"], shift], 1) for shift in shifts), (on[day], -1)], 0, 0)
    minutes = [(rows.works[one["id"], shift], city.minutes(shift)) for shifts in days.values() for shift in shifts]
    model.row(minutes, high=one["cap"])
    for week in {city.week(day) for day in days}:
        here = {day for day in days if city.week(day) == week}
        model.row(
            ((rows.works[one["id"], shift], city.minutes(shift)) for day in here for shift in days[day]),
            high=one["week_cap"],
        )
        model.at_most((on[day] for day in here), one["max_days_week"])
    for first in range(city.plain["days"] - one["max_run"]):
        window = range(first, first + one["max_run"] + 1)
        model.at_most((on[day] for day in window if day in on), one["max_run"])
    _target(model, minutes, one["target"])
    _hard(model, city, one, on)


def _target(model: Model, minutes: list[tuple[int, int]], target: int) -> None:
    """One for each half hour below or above; all lengths and targets are whole half hours."""
    halves = target // HALF_HOUR
    below, above = model.variable(halves, 1), model.variable(sum(length for _, length in minutes) // HALF_HOUR, 1)
    terms = [*((variable, length // HALF_HOUR) for variable, length in minutes), (below, 1), (above, -1)]
    model.row(terms, halves, halves)


def _hard(model: Model, city: City, one: Plain, on: dict[int, int]) -> None:
    """No single working day inside the month, and so many weekends at most, where the city asks for that."""
    if one.get("min_run", 1) > 1:
        for day, works in on.items():
            if 0 < day < city.plain["days"] - 1:
                beside = [on[other] for other in (day - 1, day + 1) if other in on]
                model.row([(works, 1), *((other, -1) for other in beside)], high=0)
    if "max_weekends" in one:
        weekends: dict[int, int] = {}
        for day, works in on.items():
            if (city.first_weekday + day) % WEEK >= SATURDAY:
                week = city.week(day)
                weekends[week] = weekends[week] if week in weekends else model.variable()
                model.row([(works, 1), (weekends[week], -1)], high=0)
        model.at_most(weekends.values(), one["max_weekends"])
