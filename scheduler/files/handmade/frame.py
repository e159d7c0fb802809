"""Finding the table on a sheet that someone drew by hand: where the days run, the names stand and the totals are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.calendar import WEEKDAYS_KO
from scheduler.files.workbook.grids import Grid, Value
from scheduler.files.workbook.names import header_key, plain

LEAST_DAYS = 28
_DAY = re.compile(r"(?:\d{1,2}\s*[/.월]\s*)?(\d{1,2})\s*일?(?:\s*\([월화수목금토일]\))?\Z")
_NAME_HEADS = {"이름", "성명", "성함", "참여자", "참여자명", "어르신", "근무자", "성명이름"}
_NUMBER_HEADS = ("참여자번호", "번호", "no", "연번", "순번")
_DAYS_HEADS = {"일수", "근무일수", "출근일수", "근무일", "활동일수"}
_HOURS_HEADS = {"시간", "근무시간", "근로시간", "총시간", "시간계", "활동시간"}
_KOREAN_NAME = re.compile(r"[가-힣]{2,5}")


@dataclass(frozen=True, slots=True)
class Frame:
    """One table of a sheet; rows and columns are counted from 0."""

    grid: Grid
    above: int
    """First row that may hold this table's title."""
    header: int
    end: int
    """The row after the last that belongs to it."""
    days: tuple[int, ...]
    """Column of every day, from the 1st on."""
    names: int
    numbers: tuple[int, ...] = ()
    """Columns that may hold the participants' numbers, the likeliest first."""
    totals: dict[str, int] = field(default_factory=dict)
    """Columns of the totals "days" and "hours"."""

    def title_texts(self) -> Iterator[str]:
        """Every text above the days, row by row."""
        for row in range(self.above, self.header):
            yield from (plain(cell) for cell in self.grid.rows[row] if isinstance(cell, str) and cell.strip())

    def weekday_row(self) -> int | None:
        """The row of weekday letters beside the days, or None."""
        for row in (self.header + 1, self.header - 1):
            letters = [plain(str(self.grid.at(row, at))) for at in self.days]
            if sum(letter[:1] in WEEKDAYS_KO and letter != "" for letter in letters) >= LEAST_DAYS:
                return row
        return None

    def dated(self) -> date | None:
        """The 1st of the month where the header holds whole dates, else None."""
        first = self.grid.at(self.header, self.days[0])
        if isinstance(first, datetime):
            return first.date()
        return first if isinstance(first, date) else None


def find_frames(grid: Grid) -> list[Frame]:
    """The tables of a sheet, top to bottom: every row in which the days of a month run from 1 to 28 or more."""
    headers = [(row, days) for row in range(len(grid.rows)) if (days := _run_of_days(grid.rows[row]))]
    frames = []
    above = 0
    for index, (header, days) in enumerate(headers):
        end = headers[index + 1][0] if index + 1 < len(headers) else len(grid.rows)
        heads = _heads(grid, header)
        names = next((at for at, head in heads.items() if at < days[0] and head in _NAME_HEADS), None)
        totals = {
            kind: at
            for kind, words in (("days", _DAYS_HEADS), ("hours", _HOURS_HEADS))
            for at in [next((at for at, head in heads.items() if at > days[-1] and head in words), None)]
            if at is not None
        }
        numbers = tuple(at for word in _NUMBER_HEADS for at, head in heads.items() if at < days[0] and head == word)
        if names is None:
            names = _likely_names(grid, header, end, days[0])
        frames.append(Frame(grid, above, header, end, tuple(days), names, numbers, totals))
        above = header + 1
    return frames


def _run_of_days(cells: list[Value]) -> list[int]:
    """Columns that count 1, 2, 3 … up to 28 or more; an empty list when the row holds no such run."""
    columns: list[int] = []
    for at, cell in enumerate(cells):
        number = _day_number(cell)
        if number == len(columns) + 1:
            columns.append(at)
        elif number == 1 and len(columns) < LEAST_DAYS:
            columns = [at]
    return columns if LEAST_DAYS <= len(columns) <= 31 else []


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
