"""Months, weeks and clock times: all date arithmetic of the program.

Time is kept in whole minutes, days in `datetime.date`; both mean Korean wall-clock time. A week runs from Monday to
Sunday, and a shift belongs to the day it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

KST = ZoneInfo("Asia/Seoul")
MINUTES_PER_DAY = 1440
DAYS_PER_WEEK = 7
SATURDAY = 5
WEEKDAYS_KO = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Consecutive days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        for offset in range(len(self)):
            yield self.first + timedelta(days=offset)

    def weeks(self) -> list[Period]:
        """The Monday-to-Sunday weeks that touch the period, whole: the first and last may reach beyond it."""
        monday = monday_of(self.first)
        weeks = []
        while monday <= self.last:
            weeks.append(Period(monday, monday + timedelta(days=6)))
            monday += timedelta(days=DAYS_PER_WEEK)
        return weeks

    def four_weeks_ending_inside(self) -> list[Period]:
        """Every four consecutive weeks whose last Sunday lies in the period (근로기준법 art. 18(3))."""
        return [Period(week.first - timedelta(days=21), week.last) for week in self.weeks() if week.last in self]


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; written YYYY-MM."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 9998:
            raise ValueError(f"there is no month {self.number} of the year {self.year}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `YYYY-MM`. Raises ValueError with the text when it is anything else."""
        match = _MONTH.match(text)
        if not match:
            raise ValueError(f"a month is written YYYY-MM, not {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that holds the day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def period(self) -> Period:
        """The month's first to last day."""
        first = date(self.year, self.number, 1)
        return Period(first, self.next().first - timedelta(days=1))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.period.last

    def next(self) -> Month:
        """The month after."""
        return self.plus(1)

    def previous(self) -> Month:
        """The month before."""
        return self.plus(-1)

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)


def monday_of(day: date) -> date:
    """The Monday of the week that holds the day."""
    return day - timedelta(days=day.weekday())


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def today() -> date:
    """Today in Korea, wherever the machine stands."""
    return datetime.now(KST).date()


def minutes_of(text: str) -> int:
    """Minutes since midnight of `HH:MM`; 24:00 and later hours (up to 47:59) reach into the next day.

    Raises ValueError with the text when it is no such time.
    """
    match = re.match(r"(\d{1,2}):([0-5]\d)\Z", text)
    if not match or int(match[1]) > 47:
        raise ValueError(f"a time is written HH:MM, not {text!r}")
    return int(match[1]) * 60 + int(match[2])


def clock(minutes: int) -> str:
    """`HH:MM` of minutes since midnight; 1440 is 24:00, later minutes wrap to the next morning."""
    if minutes > MINUTES_PER_DAY:
        minutes -= MINUTES_PER_DAY
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
