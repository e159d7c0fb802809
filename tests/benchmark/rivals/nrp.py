"""The public shift-scheduling instances: a reader of their text, the plain rows, and a roster as text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmark.rivals.model import Model

WEEK = 7


@dataclass(frozen=True)
class Staff:
    """One employee with the limits of the whole horizon."""

    id: str
    max_shifts: dict[str, int]
    max_minutes: int
    min_minutes: int
    max_run: int
    min_run: int
    min_off: int
    max_weekends: int
    days_off: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Instance:
    """A file as it stands."""

    days: int
    minutes: dict[str, int]
    """By shift."""
    not_next: dict[str, set[str]]
    staff: dict[str, Staff]
    wishes: list[tuple[str, int, str, int, bool]]
    """Employee, day, shift, price, whether it is wanted."""
    cover: list[tuple[int, str, int, int, int]]
    """Day, shift, people, price of each one missing, of each one too many."""


Cells = dict[tuple[str, int], str]
"""Who works which shift on which day."""


def read(path: Path) -> Instance:
    """Read an instance; what is no instance fails somewhere, since rivals are only given files that were judged."""
    parts: dict[str, list[list[str]]] = defaultdict(list)
    name = ""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        text = line.strip()
        if text.startswith("SECTION_"):
            name = text
        elif text and not text.startswith("#"):
            parts[name].append(text.split(","))
    staff: dict[str, Staff] = {}
    for one, most, *limits in parts["SECTION_STAFF"]:
        shifts = {shift: int(count) for shift, count in (pair.split("=") for pair in most.split("|"))}
        minutes, least, run, short, off, weekends = map(int, limits)
        staff[one] = Staff(one, shifts, minutes, least, run, short, off, weekends)
    for one, *days in parts["SECTION_DAYS_OFF"]:
        staff[one].days_off.update(map(int, days))
    return Instance(
        days=int(parts["SECTION_HORIZON"][0][0]),
        minutes={shift: int(length) for shift, length, _ in parts["SECTION_SHIFTS"]},
        not_next={shift: set(filter(None, after.split("|"))) for shift, _, after in parts["SECTION_SHIFTS"]},
        staff=staff,
        wishes=[
            (one, int(day), shift, int(price), wanted)
            for wanted, section in ((True, "SECTION_SHIFT_ON_REQUESTS"), (False, "SECTION_SHIFT_OFF_REQUESTS"))
            for one, day, shift, price in parts[section]
        ],
        cover=[(int(day), shift, *map(int, rest)) for day, shift, *rest in parts["SECTION_COVER"]],  # type: ignore[misc] # three numbers
    )


def text_of(instance: Instance, cells: Cells) -> str:
    """The roster as the public judge reads it."""
    return "".join(
        "\t".join([one, *(cells.get((one, day), "-") for day in range(instance.days))]) + "\n" for one in instance.staff
    )


@dataclass
class Rows:
    """The model with what its variables mean."""

    model: Model
    works: dict[tuple[str, int, str], int]
    """1 where the employee works the shift on the day."""

    def cells(self, point: list[int]) -> Cells:
        """What a point says."""
        return {(one, day): shift for (one, day, shift), variable in self.works.items() if point[variable]}


def rows_of(instance: Instance) -> Rows:
    """All rows. Before and after the horizon everybody is off for `max_run`, and nothing is too short at its ends."""
    model = Model()
    works = {
        (one.id, day, shift): model.variable()
        for one in instance.staff.values()
        for day in range(instance.days)
        if day not in one.days_off
        for shift in instance.minutes
        if one.max_shifts[shift]
    }
    for one in instance.staff.values():
        _staff(model, instance, one, works)
    for number, shift, need, under, over in instance.cover:
        terms = [(works[one, number, shift], 1) for one in instance.staff if (one, number, shift) in works]
        missing, surplus = model.variable(need, under), model.variable(max(0, len(terms) - need), over)
        model.row([*terms, (missing, 1), (surplus, -1)], need, need)
    prices = model.levels[0]
    for name, day, shift, price, wanted in instance.wishes:
        variable = works.get((name, day, shift))
        prices.constant += price if wanted else 0
        if variable is not None:
            prices.terms[variable] = prices.terms.get(variable, 0) + (-price if wanted else price)
    return Rows(model, works)


def _staff(model: Model, instance: Instance, one: Staff, works: dict[tuple[str, int, str], int]) -> None:
    days, on = range(instance.days), []
    for day in days:
        here = [(works[one.id, day, shift], 1) for shift in instance.minutes if (one.id, day, shift) in works]
        on.append(model.variable(1 if here else 0))
        model.row([*here, (on[day], -1)], 0, 0)
        for shift, after in instance.not_next.items():
            for other in after:
                first, second = works.get((one.id, day, shift)), works.get((one.id, day + 1, other))
                if first is not None and second is not None:
                    model.at_most([first, second], 1)
    for shift, most in one.max_shifts.items():
        model.at_most([works[one.id, day, shift] for day in days if (one.id, day, shift) in works], most)
    terms = [
        (works[one.id, day, shift], minutes)
        for day in days
        for shift, minutes in instance.minutes.items()
        if (one.id, day, shift) in works
    ]
    model.row(terms, one.min_minutes, one.max_minutes)
    for day in days[: -one.max_run]:
        model.at_most(on[day : day + one.max_run + 1], one.max_run)
    _no_short_runs(model, on, one.min_run, working=True)
    _no_short_runs(model, on, one.min_off, working=False)
    weekends = []
    for saturday in days[5::WEEK]:
        weekends.append(model.variable())
        for day in (saturday, saturday + 1):
            if day < instance.days:
                model.row([(on[day], 1), (weekends[-1], -1)], high=0)
    model.at_most(weekends, one.max_weekends)


def _no_short_runs(model: Model, on: list[int], least: int, working: bool) -> None:
    """No run of fewer days, on or off, that lies wholly inside: one row for each length and place."""
    for length in range(1, least):
        for start in range(1, len(on) - length):
            inner, outer = on[start : start + length], (on[start - 1], on[start + length])
            # On: inner days all worked and both neighbours free is forbidden. Off: the other way round.
            sign = 1 if working else -1
            terms = [*((day, sign) for day in inner), *((day, -sign) for day in outer)]
            model.row(terms, high=length - 1 if working else 1)
