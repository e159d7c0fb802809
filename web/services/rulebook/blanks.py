"""What may stand in a sentence's blank: its kind, unit and range, and what a hand may type into it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from scheduler.calendar import Month
from scheduler.files.plain import FIRST_YEAR, LAST_YEAR

Plain = Any
MOST_WON = 1_000_000_000
MOST_MINUTES = 60 * 744
"""Every minute of a month of 31 days; sums over many people have a limit of their own."""
PAY_MONTHS = 60
"""Pay periods are written out for five years."""
_DURATION = re.compile(r"(\d{1,6})(?:\s*(?::|시간|h)\s*(?:(\d{1,2})\s*(?:분|min)?)?)?\Z")
_NUMBER = re.compile(r"\d{1,3}(?:,?\d{3})*|\d{1,12}")


class BlankKind(StrEnum):
    """What is written into a blank."""

    MINUTES = "minutes"
    DAYS = "days"
    TIMES = "times"
    PLACES = "places"
    PEOPLE = "people"
    WON = "won"
    EVERY = "every"
    """A week or a month."""
    SHIFTS = "shifts"
    """One kind of shift: a part of the day, a letter, or a template."""
    SITES = "sites"
    PROGRAMS = "programs"
    WEEKDAYS = "weekdays"
    DAY = "day"
    CUT = "cut"
    """Day of the month on which a pay period begins."""
    OTHERS = "others"
    """Further people: by group or by name."""


COUNTS = frozenset(
    (BlankKind.MINUTES, BlankKind.DAYS, BlankKind.TIMES, BlankKind.PLACES, BlankKind.PEOPLE, BlankKind.WON)
)
MANY = frozenset((BlankKind.SITES, BlankKind.PROGRAMS, BlankKind.WEEKDAYS, BlankKind.OTHERS))
"""Kinds of which several may be chosen."""
EVERIES = ("week", "month")
BANDS = ("am", "pm", "night")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a sentence."""

    name: str
    """As it stands in the sentence's braces."""
    kind: BlankKind
    paths: tuple[Path, ...]
    """Where its value stands in the condition's fields; the first is read, all are written."""
    label: str
    """What is asked for; English msgid."""
    least: int = 1
    most: int = 100
    """Range of a number, in the unit of the condition (minutes, days, won)."""
    needed: bool = True
    """False: may stay empty, which asks for nothing."""


@dataclass(frozen=True, slots=True)
class Club:
    """What a club has that can be chosen in a blank: names by code."""

    programs: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    """Names of shift templates by letter; a letter of several sites has the names of all."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Site and name by template id."""
    groups: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    """Names by the club's number."""


class BlankFault(ValueError):  # noqa: N818 - the typed value has a fault, the program has none
    """A blank that was not filled well. `message` is an English msgid with `%(name)s` for the facts."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.facts = facts


def minutes_typed(text: str) -> int | None:
    """Minutes of `14`, `14:30`, `14시간 30분` or `14 h 30 min`; None for anything else."""
    match = _DURATION.match(text.strip())
    if not match or int(match[2] or 0) > 59:
        return None
    return int(match[1]) * 60 + int(match[2] or 0)


def minutes_shown(minutes: int) -> str:
    """14 for 840 and 14:30 for 870: what `minutes_typed` reads."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if rest else str(hours)


def day_typed(text: str) -> date | None:
    """A day YYYY-MM-DD of the years a problem may have; None for anything else."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def number_typed(text: str) -> int | None:
    """A whole number, thousands with or without commas; None for anything else."""
    text = text.strip()
    return int(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def read(blank: Blank, typed: Sequence[str], club: Club, start: date) -> Plain:
    """The typed values as the condition has them; None for an empty blank that may be empty.

    `start` is the day from which the condition holds: pay periods are counted from it. Raises BlankFault.
    """
    given = [one.strip() for one in typed if one.strip()]
    if not given:
        if blank.needed:
            raise BlankFault("Please choose at least one." if blank.kind in MANY else "Please fill in this blank.")
        return None
    if blank.kind in COUNTS:
        return _count(blank, given[0])
    if blank.kind is BlankKind.CUT:
        return pay_periods(_count(blank, given[0]), start)
    if blank.kind is BlankKind.DAY:
        day = day_typed(given[0])
        if day is None:
            raise BlankFault("Please write a date, such as 2027-05-01.")
        return day.isoformat()
    return _chosen(blank, given, club)


def _count(blank: Blank, text: str) -> int:
    if blank.kind is BlankKind.MINUTES:
        number = minutes_typed(text)
        if number is None:
            raise BlankFault("Please write hours, or hours and minutes, such as 14 or 14:30.")
        bounds = minutes_shown(blank.least), minutes_shown(blank.most)
    else:
        number = number_typed(text)
        if number is None:
            raise BlankFault("Please write a whole number.")
        bounds = f"{blank.least:,}", f"{blank.most:,}"
    if not blank.least <= number <= blank.most:
        raise BlankFault("From %(least)s to %(most)s is possible.", least=bounds[0], most=bounds[1])
    return number


def _chosen(blank: Blank, given: Sequence[str], club: Club) -> Plain:
    """One of what there is, or several of it."""
    values = sorted(set(given))
    if not set(values) <= choices(blank.kind, club):
        raise BlankFault("This is no longer there. Please choose anew.")
    if blank.kind is BlankKind.EVERY:
        return values[0]
    if blank.kind is BlankKind.WEEKDAYS:
        return [int(one) for one in values]
    if blank.kind is BlankKind.SHIFTS:
        kind, _, name = values[0].partition("=")
        return {kind: [name]}
    if blank.kind is BlankKind.OTHERS:
        return scope_of(values)
    return values


def choices(kind: BlankKind, club: Club) -> frozenset[str]:
    """The values that may be sent for a blank of this kind."""
    if kind is BlankKind.EVERY:
        return frozenset(EVERIES)
    if kind is BlankKind.WEEKDAYS:
        return frozenset("0123456")
    if kind is BlankKind.SHIFTS:
        named = (("bands", BANDS), ("codes", club.codes), ("templates", club.templates))
        return frozenset(f"{part}={one}" for part, names in named for one in names)
    if kind is BlankKind.OTHERS:
        return frozenset([*(f"groups={one}" for one in club.groups), *(f"participants={one}" for one in club.people)])
    return frozenset(club.sites if kind is BlankKind.SITES else club.programs)


def scope_of(values: Sequence[str]) -> dict[str, list[str]]:
    """`groups=A조` and `participants=P1` as a scope: {"groups": ["A조"], "participants": ["P1"]}."""
    scope: dict[str, list[str]] = {}
    for one in values:
        part, _, name = one.partition("=")
        scope.setdefault(part, []).append(name)
    return scope


def shown(blank: Blank, value: Plain) -> list[str]:
    """What stands in the form for a stored value: `read` makes the value of it again."""
    if value is None:
        return []
    if blank.kind is BlankKind.MINUTES:
        return [minutes_shown(value)]
    if blank.kind is BlankKind.CUT:
        return [str(cut_of(value))] if value else []
    if blank.kind in (BlankKind.SHIFTS, BlankKind.OTHERS):
        return [f"{part}={one}" for part, names in value.items() for one in names]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def pay_periods(cut: int, start: date) -> list[list[str]]:
    """The pay periods of five years, each from day `cut` of a month to the day before it in the next."""
    month = Month.of(start) if start.day >= cut else Month.of(start).previous()
    firsts = [month.plus(step).first.replace(day=cut) for step in range(PAY_MONTHS + 1)]
    return [
        [first.isoformat(), date.fromordinal(after.toordinal() - 1).isoformat()] for first, after in pairwise(firsts)
    ]


def cut_of(dates: Sequence[Sequence[str]]) -> int:
    """The day of the month on which the pay periods begin."""
    return date.fromisoformat(dates[0][0]).day


def value_at(fields: Plain, path: Path) -> Plain:
    """What stands there; None when nothing does."""
    for step in path:
        if fields is None:
            return None
        fields = fields.get(step) if isinstance(step, str) else fields[step]
    return fields


def put(fields: Plain, path: Path, value: Plain) -> None:
    """Write a value into fields; a dictionary is merged into what stands there."""
    *way, last = path
    for step in way:
        fields = fields.setdefault(step, {}) if isinstance(step, str) else fields[step]
    if isinstance(value, dict) and isinstance(last, str) and isinstance(fields.get(last), dict):
        fields[last].update(value)
    else:
        fields[last] = dict(value) if isinstance(value, dict) else value
