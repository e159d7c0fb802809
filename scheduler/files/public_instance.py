"""Reader for the public shift-scheduling instances of Curtois and Qu (schedulingbenchmarks.org/nrp, text format).

It reads an instance whole and strictly: an unknown section, employee or shift, a missing field, a day outside the
horizon is a fault that names its line. Days count from 0, which is a Monday.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.files.plain import FileFault

SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")


@dataclass(frozen=True, slots=True)
class InstanceShift:
    """A kind of shift."""

    id: str
    minutes: int
    not_next: frozenset[str]
    """Shifts that may not be worked on the day after."""


@dataclass(frozen=True, slots=True)
class Employee:
    """A person with the limits of the whole horizon."""

    id: str
    max_shifts: Mapping[str, int]
    """By shift id."""
    max_minutes: int
    min_minutes: int
    max_consecutive_shifts: int
    min_consecutive_shifts: int
    min_consecutive_days_off: int
    max_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """Someone wants, or does not want, a shift on a day; `weight` is what refusing costs."""

    employee: str
    day: int
    shift: str
    weight: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """People wanted on a shift of a day, and what each one below or above costs."""

    day: int
    shift: str
    staff: int
    under_weight: int
    over_weight: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One public instance."""

    days: int
    shifts: Mapping[str, InstanceShift]
    employees: Mapping[str, Employee]
    requests: tuple[Request, ...]
    cover: tuple[Cover, ...]


def read_instance(path: Path) -> Instance:
    """The instance in a file. Raises FileFault with the line and what was expected, and OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFault(f"{path.name} is no text file: {error}") from error
    return _Reader(text).instance()


class _Reader:
    def __init__(self, text: str) -> None:
        self._rows: dict[str, list[tuple[int, list[str]]]] = {}
        self._split(text)
        if tuple(self._rows) != SECTIONS:
            raise FileFault(f"the sections are {', '.join(self._rows) or 'missing'}; expected {', '.join(SECTIONS)}")

    def _split(self, text: str) -> None:
        section = ""
        for number, line in enumerate(map(str.strip, text.splitlines()), 1):
            if not line or line.startswith("#"):
                continue
            if line.startswith("SECTION_"):
                section = line.removeprefix("SECTION_")
                if section not in SECTIONS or section in self._rows:
                    raise FileFault(f"line {number}: the section {section} is unknown or stands twice")
                self._rows[section] = []
            elif not section:
                raise FileFault(f"line {number}: nothing may stand before the first section")
            else:
                self._rows[section].append((number, [field.strip() for field in line.split(",")]))

    def instance(self) -> Instance:
        """Everything, section by section: each knows the ones before it."""
        self._days = self._horizon()
        self._shifts = self._read_shifts()
        self._off = self._days_off()
        self._employees = self._staff()
        for name in self._off:
            if name not in self._employees:
                raise FileFault(f"section DAYS_OFF names the unknown employee {name}")
        requests = (*self._requests("SHIFT_ON_REQUESTS", True), *self._requests("SHIFT_OFF_REQUESTS", False))
        return Instance(self._days, self._shifts, self._employees, requests, tuple(self._cover()))

    def _fields(self, section: str, count: int) -> Iterator[tuple[int, list[str]]]:
        for number, fields in self._rows[section]:
            if len(fields) != count:
                raise FileFault(f"line {number}: {len(fields)} fields; section {section} has {count}")
            yield number, fields

    def _horizon(self) -> int:
        rows = list(self._fields("HORIZON", 1))
        if len(rows) != 1:
            raise FileFault(f"section HORIZON has {len(rows)} lines; expected one")
        number, (days,) = rows[0]
        return _whole(number, days, least=1)

    def _read_shifts(self) -> dict[str, InstanceShift]:
        shifts: dict[str, InstanceShift] = {}
        for number, (name, minutes, not_next) in self._fields("SHIFTS", 3):
            if not name or name in shifts:
                raise FileFault(f"line {number}: the shift {name!r} has no name or stands twice")
            banned = frozenset(filter(None, not_next.split("|")))
            shifts[name] = InstanceShift(name, _whole(number, minutes, least=1), banned)
        for shift in shifts.values():
            unknown = sorted(shift.not_next - shifts.keys())
            if unknown:
                raise FileFault(f"shift {shift.id} may not be followed by the unknown shift {unknown[0]}")
        return shifts

    def _days_off(self) -> dict[str, frozenset[int]]:
        return {
            fields[0]: frozenset(self._day(number, day) for day in fields[1:])
            for number, fields in self._rows["DAYS_OFF"]
        }

    def _staff(self) -> dict[str, Employee]:
        employees: dict[str, Employee] = {}
        for number, (name, shifts, *limits) in self._fields("STAFF", 8):
            if not name or name in employees:
                raise FileFault(f"line {number}: the employee {name!r} has no name or stands twice")
            off = self._off.get(name, frozenset())
            most = self._most(number, shifts)
            minutes, least, row, short_row, rest, weekends = (_whole(number, one) for one in limits)
            employees[name] = Employee(name, most, minutes, least, row, short_row, rest, weekends, off)
        return employees

    def _most(self, number: int, text: str) -> dict[str, int]:
        most: dict[str, int] = {}
        for part in text.split("|"):
            shift, _, count = part.partition("=")
            if shift not in self._shifts or shift in most:
                raise FileFault(f"line {number}: {part!r} names an unknown shift, or one for the second time")
            most[shift] = _whole(number, count)
        missing = sorted(self._shifts.keys() - most.keys())
        if missing:
            raise FileFault(f"line {number}: the most of shift {missing[0]} is missing")
        return most

    def _requests(self, section: str, wanted: bool) -> Iterator[Request]:
        for number, (name, day, shift, weight) in self._fields(section, 4):
            if name not in self._employees:
                raise FileFault(f"line {number}: the employee {name} is unknown")
            yield Request(name, self._day(number, day), self._shift(number, shift), _whole(number, weight), wanted)

    def _cover(self) -> Iterator[Cover]:
        for number, (day, shift, *numbers) in self._fields("COVER", 5):
            staff, under, over = (_whole(number, one) for one in numbers)
            yield Cover(self._day(number, day), self._shift(number, shift), staff, under, over)

    def _day(self, number: int, text: str) -> int:
        day = _whole(number, text)
        if day >= self._days:
            raise FileFault(f"line {number}: day {day} lies outside the horizon of {self._days} days")
        return day

    def _shift(self, number: int, name: str) -> str:
        if name not in self._shifts:
            raise FileFault(f"line {number}: the shift {name} is unknown")
        return name


def _whole(number: int, text: str, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < least:
        raise FileFault(f"line {number}: {text!r} is not a whole number of at least {least}")
    return int(text)
