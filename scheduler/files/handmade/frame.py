"""Finding the table on a sheet that someone drew by hand: where the days run, the names stand and the totals are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from scheduler.calendar import WEEKDAYS_KO, Month
from scheduler.files.workbook.grid import Grid, Value
from scheduler.files.workbook.names import header_key, plain

LEAST_DAYS = 28
LEAST_PART, LEAST_OTHER_PART = 10, 7
"""Days of the first and of each other part of a month that is drawn in parts under each other (1–15, 16–31)."""
_DAY = re.compile(r"(?:\d{1,2}\s*[/.월]\s*)?(\d{1,2})\s*일?(?:\s*\([월화수목금토일]\))?\Z")
_NAME_HEADS = {"이름", "성명", "성함", "참여자", "참여자명", "어르신", "근무자", "성명이름"}
_NUMBER_HEADS = ("참여자번호", "번호", "no", "연번", "순번")
_DAYS_HEADS = {"일수", "근무일수", "출근일수", "근무일", "활동일수"}
_HOURS_HEADS = {"시간", "근무시간", "근로시간", "총시간", "시간계", "활동시간"}
_KOREAN_NAME = re.compile(r"[가-힣]{2,5}")


@dataclass(frozen=True, slots=True)
class Frame:
    """One table of a sheet, or one part of a month drawn in parts; rows and columns are counted from 0."""

    grid: Grid
    title: tuple[int, int]
    """First row that may hold this table's title, and the row after the last."""
    header: int
    end: int
    """The row after the last that belongs to it."""
    days: tuple[int, ...]
    """Column of every day, from `first_day` on."""
    names: int
    month: tuple[int, int]
    """Header of the first part of the month, and the row after the last part; a legend stands between them."""
    first_day: int = 1
    counted: int = 0
    """Days of all parts together."""
    numbers: tuple[int, ...] = ()
    """Columns that may hold the participants' numbers, the likeliest first."""
    totals: dict[str, int] = field(default_factory=dict)
    """Columns of the totals "days" and "hours"."""

    def title_texts(self) -> Iterator[str]:
        """Every text above the days, row by row."""
        for row in range(*self.title):
            yield from (plain(cell) for cell in self.grid.rows[row] if isinstance(cell, str) and cell.strip())

    def weekday_row(self) -> int | None:
        """The row of weekday letters beside the days, or None."""
        for row in (self.header + 1, self.header - 1):
            letters = [plain(str(self.grid.at(row, at))) for at in self.days]
            if _are_weekdays(letters):
                return row
        return None

    def dated(self) -> date | None:
        """The 1st of the month where the header holds whole dates, else None."""
        first = self.grid.at(self.header, self.days[0])
        if isinstance(first, datetime):
            return first.date()
        return first if isinstance(first, date) else None

    def dates(self, month: Month) -> Iterator[tuple[date, int]]:
        """Every day with its column."""
        for step, at in enumerate(self.days):
            yield month.first + timedelta(days=self.first_day - 1 + step), at

    def without_spare_days(self, month: Month) -> Frame:
        """Without the empty columns after the last day of the month: many forms always have 31."""
        surplus = self.counted - month.last.day
        if not 0 < surplus < len(self.days):
            return self
        spare = self.days[-surplus:]
        if any(plain(str(self.grid.at(row, at))) for row in range(self.header + 1, self.end) for at in spare):
            return self
        return replace(self, days=self.days[:-surplus], counted=month.last.day)


@dataclass(slots=True)
class _Header:
    """A row of days: the whole month, or the part from `first_day` on."""

    row: int
    days: tuple[int, ...]
    first_day: int = 1


def find_frames(grid: Grid) -> list[Frame]:
    """The tables of a sheet, top to bottom: every row in which the days of a month run from 1 to 28 or more, and rows
    under each other that do so together.
    """
    months = _months(grid)
    tops = [_top(grid, header) for headers in months for header in headers]
    ends = iter([*tops[1:], len(grid.rows)])
    frames: list[Frame] = []
    above = 0
    for headers in months:
        parts = [(header, next(ends)) for header in headers]
        span = (headers[0].row, parts[-1][1])
        counted = headers[-1].first_day + len(headers[-1].days) - 1
        for header, end in parts:
            frame = _frame(grid, header, end, (above, headers[0].row), span)
            frames.append(replace(frame, first_day=header.first_day, counted=counted))
        above = headers[-1].row + 1
    return frames


def _frame(grid: Grid, header: _Header, end: int, title: tuple[int, int], month: tuple[int, int]) -> Frame:
    """The table under a row of days."""
    days, heads = header.days, _heads(grid, header.row)
    names = next((at for at, head in heads.items() if at < days[0] and head in _NAME_HEADS), None)
    totals = {
        kind: at
        for kind, words in (("days", _DAYS_HEADS), ("hours", _HOURS_HEADS))
        for at in [next((at for at, head in heads.items() if at > days[-1] and head in words), None)]
        if at is not None
    }
    numbers = tuple(at for word in _NUMBER_HEADS for at, head in heads.items() if at < days[0] and head == word)
    if names is None:
        names = _likely_names(grid, header.row, end, days[0])
    return Frame(grid, title, header.row, end, days, names, month, numbers=numbers, totals=totals)


def _months(grid: Grid) -> list[list[_Header]]:
    """The rows of days of each month on the sheet: one, or several parts under each other."""
    months: list[list[_Header]] = []
    parts: list[_Header] = []
    for row, values in enumerate(grid.rows):
        cells = [(at, value) for at, value in enumerate(values) if value != ""]
        if len(cells) < LEAST_OTHER_PART:
            continue
        whole = _run_of_days(cells)
        if whole:
            months.append([_Header(row, tuple(whole))])
            parts = []
            continue
        for first in (parts[-1].first_day + len(parts[-1].days), 1) if parts else (1,):
            run = _run_of_days(cells, first, LEAST_PART if first == 1 else LEAST_OTHER_PART)
            if run and run[0] > 0:
                parts = [*(parts if first > 1 else ()), _Header(row, tuple(run), first)]
                break
        if parts and parts[-1].first_day + len(parts[-1].days) > LEAST_DAYS:
            months.append(parts)
            parts = []
    return months


def _top(grid: Grid, header: _Header) -> int:
    """The first row of a header: the one above the days where it holds their weekdays."""
    above = [plain(str(grid.at(header.row - 1, at))) for at in header.days]
    return header.row - 1 if _are_weekdays(above) else header.row


def _are_weekdays(letters: list[str]) -> bool:
    known = sum(letter != "" and letter[0] in WEEKDAYS_KO for letter in letters)
    return known >= min(LEAST_DAYS, len(letters) - 2)


def _run_of_days(cells: list[tuple[int, Value]], first: int = 1, least: int = LEAST_DAYS) -> list[int]:
    """Columns that count up from a day, so many or more; an empty list when the row holds no such run."""
    columns: list[int] = []
    for at, cell in cells:
        number = _day_number(cell)
        if number == first + len(columns):
            columns.append(at)
        elif number == first and len(columns) < least:
            columns = [at]
    return columns if least <= len(columns) <= 32 - first else []


def _day_number(cell: Value) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 1 <= cell <= 31 else None
    if isinstance(cell, date):
        return cell.day
    match = _DAY.match(plain(cell)) if isinstance(cell, str) else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _heads(grid: Grid, header: int) -> dict[int, str]:
    """The words over every column, in the header row or in the rows beside it (merged cells)."""
    heads: dict[int, str] = {}
    for row in (header, header - 1, header + 1):
        if 0 <= row < len(grid.rows):
            for at, cell in enumerate(grid.rows[row]):
                if isinstance(cell, str) and cell.strip():
                    heads.setdefault(at, header_key(cell))
    return heads


def _likely_names(grid: Grid, header: int, end: int, before: int) -> int:
    """Without a header that says so: the column left of the days with the most words that look like names."""
    counts = [
        sum(
            bool(_KOREAN_NAME.fullmatch(plain(str(grid.at(row, at))).replace(" ", "")))
            for row in range(header + 1, end)
        )
        for at in range(before)
    ]
    return max(range(before), key=lambda at: (counts[at], at)) if counts else 0
