"""What stands on each paper, as plain values. Minutes are whole minutes, days are dates, names are text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.calendar import Month


class Paper(StrEnum):
    """Paper for the wall, laid on its side."""

    A3 = "a3"
    A4 = "a4"


class DayKind(StrEnum):
    """How a day is coloured and marked: a public holiday counts before the weekend."""

    WEEKDAY = "weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """A day at the head of a column."""

    day: date
    holiday: str = ""
    """Name of the public holiday; empty on all other days."""
    closed: bool = False
    """Nobody is needed at the site."""

    @property
    def kind(self) -> DayKind:
        """How the day is coloured and marked."""
        if self.holiday:
            return DayKind.HOLIDAY
        return {5: DayKind.SATURDAY, 6: DayKind.SUNDAY}.get(self.day.weekday(), DayKind.WEEKDAY)


@dataclass(frozen=True, slots=True)
class Office:
    """Who makes the roster and answers the telephone."""

    organization: str
    coordinator: str
    phone: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """The foot line of every paper: who printed it, when, what for."""

    printed_by: str
    at: datetime
    """With its zone; shown in Korean time."""
    purpose: str
    """In the paper's language."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a code means."""

    code: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WallRow:
    """One participant's month at one site."""

    name: str
    codes: tuple[str, ...]
    """Indexed like the sheet's days; empty where nobody comes."""
    minutes: int
    note: str = ""

    @property
    def count(self) -> int:
        """Days with a shift (일수)."""
        return sum(1 for code in self.codes if code)


@dataclass(frozen=True, slots=True)
class WallSheet:
    """One site's month."""

    program: str
    site: str
    days: tuple[Day, ...]
    rows: tuple[WallRow, ...]
    needed: tuple[int, ...]
    """Seats by day (필요)."""
    filled: tuple[int, ...]
    """People by day (배정)."""
    legend: tuple[LegendEntry, ...]
    draft: bool = False
    """Not published yet: said beside the title, so that nobody goes by it."""
    activity: bool = False
    """Nobody here is an employee: 활동 instead of 근무."""

    def __post_init__(self) -> None:
        width = len(self.days)
        for row in self.rows:
            if len(row.codes) != width:
                raise ValueError(f"the row of {row.name} has {len(row.codes)} cells for {width} days")
        if not len(self.needed) == len(self.filled) == width:
            raise ValueError(f"needed and filled of {self.site} must cover {width} days")


@dataclass(frozen=True, slots=True)
class WallData:
    """Wall rosters of one month, one site after another."""

    month: Month
    paper: Paper
    office: Office
    stamp: Stamp
    made_on: date
    sheets: tuple[WallSheet, ...]
    lang: str = "ko"


@dataclass(frozen=True, slots=True)
class ByDayRow:
    """Who comes on a day: one cell for each entry of the legend."""

    day: Day
    names: tuple[tuple[str, ...], ...]
    """Indexed like the legend."""
    open_seats: tuple[int, ...]
    """Indexed like the legend."""
    running: tuple[bool, ...]
    """Indexed like the legend: whether this shift takes place on the day."""


@dataclass(frozen=True, slots=True)
class ByDayData:
    """The list by day of one site (날짜별 근무표)."""

    month: Month
    paper: Paper
    office: Office
    stamp: Stamp
    program: str
    site: str
    legend: tuple[LegendEntry, ...]
    rows: tuple[ByDayRow, ...]
    draft: bool = False
    activity: bool = False
    lang: str = "ko"


@dataclass(frozen=True, slots=True)
class SlipShift:
    """One line of a personal slip."""

    day: Day
    start: int
    end: int
    place: str
    """Said again on each line only when the participant has more than one place."""


@dataclass(frozen=True, slots=True)
class SlipData:
    """One participant's month in large type (개인 근무표)."""

    month: Month
    office: Office
    stamp: Stamp
    name: str
    shifts: tuple[SlipShift, ...]
    minutes: int
    places: tuple[str, ...]
    bring: str = ""
    link: str = ""
    """Personal link for the QR square; empty leaves the square out."""
    draft: bool = False
    activity: bool = False
    lang: str = "ko"
