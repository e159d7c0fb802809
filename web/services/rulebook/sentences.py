"""Sentences with blanks to fill: everything that a club can add to the rules without a word of code.

Each is filled into one condition of `scheduler.conditions`; what the hand does not choose stands in `fixed`. The texts
are English msgids; `{whom}` is whom the condition is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from web.services.rulebook.blanks import MOST_MINUTES, MOST_WON, Blank, BlankKind, Path, Plain, put, value_at

K = BlankKind


class Whom(StrEnum):
    """Whom a sentence may be about."""

    ANYBODY = "anybody"
    """Everybody, or those who are named."""
    NAMED = "named"
    """Somebody must be named: a programme, a kind of contract, a group or people."""
    NOBODY = "nobody"
    """It is about shifts and names nobody."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with blanks."""

    id: str
    kind: str
    """The field of the scheduler's `Conditions`."""
    group: str
    """Heading under which it is offered; English msgid."""
    text: str
    """English msgid with the blanks in braces."""
    blanks: tuple[Blank, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the condition that the sentence says itself."""
    whom: Whom = Whom.ANYBODY
    touches_shifts: bool = False
    """Whether it is told how many shifts it touches, rather than how many people."""

    def kinds(self) -> dict[str, str]:
        """What is written into each blank, by its name."""
        return {blank.name: blank.kind.value for blank in self.blanks}

    def fields(self, values: Mapping[str, Plain]) -> dict[str, Any]:
        """The condition's fields with the blanks filled."""
        made: dict[str, Any] = deepcopy(dict(self.fixed))
        for blank in self.blanks:
            value = values.get(blank.name)
            if value is not None:
                for path in blank.paths:
                    put(made, path, deepcopy(value))
        return made

    def values(self, fields: Mapping[str, Any]) -> dict[str, Plain]:
        """What stands in the blanks, read back from the condition's fields."""
        return {blank.name: self._value(blank, fields) for blank in self.blanks}

    def _value(self, blank: Blank, fields: Mapping[str, Any]) -> Plain:
        value = value_at(fields, blank.paths[0])
        if blank.kind is K.SHIFTS and isinstance(value, dict):
            value = {part: value[part] for part in ("bands", "codes", "templates") if value.get(part)}
        return value or None if blank.kind not in _NUMBERS else value


_NUMBERS = frozenset((K.MINUTES, K.DAYS, K.TIMES, K.PLACES, K.PEOPLE, K.WON))
_HALF_HOUR = 30


def _least(kind: BlankKind, most: int, label: str = "at least") -> Blank:
    return Blank("least", kind, (("least",),), label, 1, most)


def _most(kind: BlankKind, most: int, label: str = "at most", least: int = 1) -> Blank:
    return Blank("most", kind, (("most",),), label, least, most)


def _shifts(name: str = "shifts", path: Path = ("which",), label: str = "kind of shift") -> Blank:
    return Blank(name, K.SHIFTS, (path,), label)


def _step(name: str, at: int, label: str) -> Blank:
    return _shifts(name, ("steps", at, "which"), label)


_EVERY = Blank("every", K.EVERY, (("every",),), "how often it is counted")
_WINDOW = Blank("days", K.DAYS, (("days",),), "length in days", 2, 62)
_CUT = Blank("cut", K.CUT, (("dates",),), "day of the month on which it begins", 1, 28)
_START = Blank("start", K.DAY, (("start",),), "first day of the cycle")
_OTHERS = Blank("others", K.OTHERS, (("others",),), "the others")
_SITES = Blank("sites", K.SITES, (("which", "sites"),), "sites")
_PROGRAMS = Blank("programs", K.PROGRAMS, (("which", "programs"),), "programmes", needed=False)
_WEEKDAYS = Blank("weekdays", K.WEEKDAYS, (("which", "weekdays"),), "weekdays")

_HOURS = {"measure": "minutes", "step": _HALF_HOUR}
_DAYS = {"measure": "days"}
_COUNT = {"measure": "shifts"}
_ROLLING = {"every": "rolling"}
_PAY = {"every": "dates"}


def _weeks(*names: str) -> tuple[Blank, ...]:
    """One blank for each week of a cycle, written for all of its seven days."""
    return tuple(
        Blank(name, K.SHIFTS, tuple(("cycle", 7 * week + day) for day in range(7)), "kind of shift")
        for week, name in enumerate(names)
    )


def _turns(*names: str) -> tuple[Blank, ...]:
    """One blank for each day of a cycle."""
    return tuple(Blank(name, K.SHIFTS, (("cycle", at),), "kind of shift") for at, name in enumerate(names))


def _cycle(days: int) -> dict[str, Any]:
    return {"cycle": [{} for _ in range(days)]}


_AMOUNTS: tuple[tuple[str, str, str, tuple[Blank, ...], dict[str, Any]], ...] = (
    ("hours-most", "Hours", "{whom}: at most {most} {every}.", (_EVERY, _most(K.MINUTES, MOST_MINUTES)), _HOURS),
    ("hours-least", "Hours", "{whom}: at least {least} {every}.", (_EVERY, _least(K.MINUTES, MOST_MINUTES)), _HOURS),
    (
        "hours-between", "Hours", "{whom}: from {least} to {most} {every}.",
        (_EVERY, _least(K.MINUTES, MOST_MINUTES), _most(K.MINUTES, MOST_MINUTES)), _HOURS,
    ),
    (
        "hours-rolling", "Hours", "{whom}: at most {most} in any {days} in a row.",
        (_WINDOW, _most(K.MINUTES, MOST_MINUTES)), _HOURS | _ROLLING,
    ),
    (
        "hours-pay-most", "Hours", "{whom}: at most {most} in each pay period from {cut}.",
        (_CUT, _most(K.MINUTES, MOST_MINUTES)), _HOURS | _PAY,
    ),
    (
        "hours-pay-least", "Hours", "{whom}: at least {least} in each pay period from {cut}.",
        (_CUT, _least(K.MINUTES, MOST_MINUTES)), _HOURS | _PAY,
    ),
    ("days-most", "Days and shifts", "{whom}: work on at most {most} {every}.", (_EVERY, _most(K.DAYS, 31)), _DAYS),
    ("days-least", "Days and shifts", "{whom}: work on at least {least} {every}.", (_EVERY, _least(K.DAYS, 31)), _DAYS),
    (
        "days-between", "Days and shifts", "{whom}: work on {least} to {most} {every}.",
        (_EVERY, _least(K.DAYS, 31), _most(K.DAYS, 31)), _DAYS,
    ),
    (
        "days-rolling", "Days and shifts", "{whom}: work on at most {most} of any {days} in a row.",
        (_WINDOW, _most(K.DAYS, 62)), _DAYS | _ROLLING,
    ),
    (
        "days-pay-most", "Days and shifts", "{whom}: work on at most {most} of each pay period from {cut}.",
        (_CUT, _most(K.DAYS, 31)), _DAYS | _PAY,
    ),
    (
        "shifts-most", "Days and shifts", "{whom}: at most {most} {every} on shift.",
        (_EVERY, _most(K.TIMES, 62)), _COUNT,
    ),
    (
        "everybody-once", "Days and shifts", "{whom}: on shift at least {least} in the month.",
        (_least(K.TIMES, 31),), _COUNT | {"every": "period"},
    ),
    (
        "shifts-rolling", "Days and shifts", "{whom}: at most {most} on shift in any {days} in a row.",
        (_WINDOW, _most(K.TIMES, 62)), _COUNT | _ROLLING,
    ),
    (
        "kind-most", "Days and shifts", "{whom}: {shifts} at most {most} {every}.",
        (_shifts(), _EVERY, _most(K.TIMES, 31, least=0)), _COUNT,
    ),
    (
        "kind-least", "Days and shifts", "{whom}: {shifts} at least {least} {every}.",
        (_shifts(), _EVERY, _least(K.TIMES, 31)), _COUNT,
    ),
    (
        "rest-days-most", "Weekends and holidays", "{whom}: at most {most} on weekends and public holidays {every}.",
        (_EVERY, _most(K.DAYS, 31, least=0)), _DAYS | {"which": {"rest_days": True}},
    ),
    (
        "sites-most", "Days and shifts", "{whom}: at most {most} to go to {every}.",
        (_EVERY, _most(K.PLACES, 20)), {"measure": "sites"},
    ),
    (
        "weekends-most", "Weekends and holidays", "{whom}: weekend work at most {most} a month.",
        (_most(K.TIMES, 6, least=0),), {"measure": "weekends", "every": "month"},
    ),
    (
        "weekends-least", "Weekends and holidays", "{whom}: weekend work at least {least} a month.",
        (_least(K.TIMES, 6),), {"measure": "weekends", "every": "month"},
    ),
)  # fmt: skip

_Row = tuple[str, str, tuple[Blank, ...], dict[str, Any]]
_RUNS: tuple[_Row, ...] = (
    ("run-most", "{whom}: at most {most} of work in a row.", (_most(K.DAYS, 31),), {}),
    ("run-least", "{whom}: once begun, at least {least} of work in a row.", (_least(K.DAYS, 31),), {}),
    ("kind-run-most", "{whom}: {shifts} on at most {most} in a row.", (_shifts(), _most(K.DAYS, 31)), {}),
    ("off-run-least", "{whom}: at least {least} off in a row.", (_least(K.DAYS, 31),), {"off": True}),
    ("off-run-most", "{whom}: at most {most} off in a row.", (_most(K.DAYS, 31),), {"off": True}),
)

_OFF = {"which": {}, "off": True}
_TWO: dict[str, Any] = {"steps": [{"which": {}}, {"which": {}}]}
_ORDERS: tuple[_Row, ...] = (
    (
        "not-next-day", "{whom}: no {second} on the day after {first}.",
        (_step("first", 0, "first day"), _step("second", 1, "next day")), _TWO,
    ),
    (
        "wanted-next-day", "{whom}: {second} on the day after {first}.",
        (_step("first", 0, "first day"), _step("second", 1, "next day")), _TWO | {"wanted": True},
    ),
    (
        "off-after", "{whom}: a day off after {first}.",
        (_step("first", 0, "first day"),), {"steps": [{"which": {}}, _OFF], "wanted": True},
    ),
    (
        "not-three-days", "{whom}: no {first}, {second} and {third} on three days running.",
        (_step("first", 0, "first day"), _step("second", 1, "next day"), _step("third", 2, "third day")),
        {"steps": [{"which": {}}, {"which": {}}, {"which": {}}]},
    ),
    (
        "not-same-day", "{whom}: no {second} after {first} on one day.",
        (_step("first", 0, "first shift"), _step("second", 1, "second shift")), _TWO | {"same_day": True},
    ),
    (
        "wanted-same-day", "{whom}: {second} after {first} on the same day.",
        (_step("first", 0, "first shift"), _step("second", 1, "second shift")),
        _TWO | {"same_day": True, "wanted": True},
    ),
)  # fmt: skip

_ROTATIONS: tuple[_Row, ...] = (
    ("every-other-day", "{whom}: every other day from {start}.", (_START,), {"cycle": [{}, None]}),
    ("every-other-week", "{whom}: every other week from {start}.", (_START,), {"cycle": [{}] * 7 + [None] * 7}),
    ("two-weeks", "{whom}: from {start} {one} in the first week and {two} in the second, in turn.",
     (_START, *_weeks("one", "two")), _cycle(14)),
    ("three-weeks", "{whom}: from {start} {one}, {two} and {three} in turn, a week each.",
     (_START, *_weeks("one", "two", "three")), _cycle(21)),
    ("three-days", "{whom}: from {start} {one}, {two} and {three} in turn, a day each.",
     (_START, *_turns("one", "two", "three")), _cycle(3)),
    ("two-days-one-off", "{whom}: from {start} {one}, {two} and a day off in turn.",
     (_START, *_turns("one", "two")), {"cycle": [{}, {}, None]}),
)  # fmt: skip


def _seat(id: str, text: str, blank: Blank, *, wanted: bool) -> Sentence:
    return Sentence(id, "seatings", "Who where", text, (blank,), {"wanted": wanted}, Whom.NAMED)


SENTENCES: tuple[Sentence, ...] = (
    *(Sentence(id, "amounts", group, text, blanks, fixed) for id, group, text, blanks, fixed in _AMOUNTS),
    *(Sentence(id, "stretches", "Runs of days", text, blanks, fixed) for id, text, blanks, fixed in _RUNS),
    Sentence(
        "weekend-whole", "weekends", "Weekends and holidays",
        "{whom}: on a weekend both days or none.", (), {"whole": True},
    ),
    Sentence(
        "weekends-in-row", "weekends", "Weekends and holidays", "{whom}: weekend work at most {most} running.",
        (Blank("most", K.TIMES, (("most_in_row",),), "at most", 1, 5),),
    ),
    *(Sentence(id, "sequences", "Order of shifts", text, blanks, fixed) for id, text, blanks, fixed in _ORDERS),
    Sentence(
        "together", "pairings", "Who with whom", "{whom}: only together with one of {others}.",
        (_OTHERS,), {"together": True}, Whom.NAMED,
    ),
    Sentence(
        "apart", "pairings", "Who with whom", "{whom}: not on one shift with {others}.",
        (_OTHERS,), {"together": False}, Whom.NAMED,
    ),
    Sentence(
        "mix-least", "mixes", "Who with whom", "On each shift of {shifts} at least {least} of {whom}.",
        (_shifts(), _least(K.PEOPLE, 50)), {}, Whom.NAMED, touches_shifts=True,
    ),
    Sentence(
        "mix-most", "mixes", "Who with whom", "On each shift of {shifts} at most {most} of {whom}.",
        (_shifts(), _most(K.PEOPLE, 50, least=0)), {}, Whom.NAMED, touches_shifts=True,
    ),
    Sentence(
        "mix-sites", "mixes", "Who with whom", "On each shift at {sites} at least {least} of {whom}.",
        (_SITES, _least(K.PEOPLE, 50)), {}, Whom.NAMED, touches_shifts=True,
    ),
    _seat("shift-wanted", "{whom}: {shifts}.", _shifts(), wanted=True),
    _seat("shift-unwanted", "{whom}: not {shifts}.", _shifts(), wanted=False),
    _seat("site-unwanted", "{whom}: not at {sites}.", _SITES, wanted=False),
    _seat("weekday-unwanted", "{whom}: not on {weekdays}.", _WEEKDAYS, wanted=False),
    *(
        Sentence(id, "rotations", "Rotations", text, blanks, fixed, Whom.NAMED)
        for id, text, blanks, fixed in _ROTATIONS
    ),
    Sentence(
        "starts-close", "steadies", "Start times", "{whom}: start times at most {most} apart {every}.",
        (_EVERY, _most(K.MINUTES, 1440)),
    ),
    Sentence(
        "budget-hours", "budgets", "Budgets", "All shifts of {programs} together: at most {most} {every}.",
        (_PROGRAMS, _EVERY, _most(K.MINUTES, MOST_WON)), {"coin": "minutes", "step": 60}, Whom.NOBODY,
        touches_shifts=True,
    ),
    Sentence(
        "budget-won", "budgets", "Budgets", "Wages of all shifts of {programs} together: at most {most} {every}.",
        (_PROGRAMS, _EVERY, _most(K.WON, MOST_WON)), {"coin": "won", "step": 10_000}, Whom.NOBODY,
        touches_shifts=True,
    ),
)  # fmt: skip
"""All sentences, in the order in which they are offered."""

BY_ID: Mapping[str, Sentence] = {one.id: one for one in SENTENCES}


def offered() -> dict[str, list[Sentence]]:
    """The sentences by heading."""
    found: dict[str, list[Sentence]] = {}
    for one in SENTENCES:
        found.setdefault(one.group, []).append(one)
    return found
