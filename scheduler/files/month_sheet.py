"""A month's roster of one site as an Excel sheet for the wall: the form that clubs know, and that reads back.

`scheduler.files.handmade.read_month` finds the same assignments in what `write_month` wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.calendar import SATURDAY, WEEKDAYS_EN, WEEKDAYS_KO, clock
from scheduler.files.workbook.write import save_steadily, write_text

PAPER = {"A3": 8, "A4": 9}
HOLIDAY_MARK = "◆"
"""Beside the weekday of a public holiday, so that colour is not the only sign."""
TITLE_ROW, INFO_ROW, DAYS_ROW, WEEKDAYS_ROW = 1, 4, 5, 6
FIRST_DAY_COLUMN = 3
WORDS = {
    "ko": {
        "roster": "근무표", "approval": "결재", "approvers": "담당|팀장|관장", "programme": "사업단", "site": "근무지",
        "made_on": "작성일", "coordinator": "담당자", "number": "번호", "name": "이름", "days": "일수", "hours": "시간",
        "note": "비고", "needed": "필요", "assigned": "배정", "holidays": "공휴일", "day": "{}일",
        "call": "못 나오실 때는 꼭 전화",
    },
    "en": {
        "roster": "Roster", "approval": "Approval", "approvers": "Coordinator|Team leader|Director",
        "programme": "Programme", "site": "Site", "made_on": "Made on", "coordinator": "Coordinator",
        "number": "Number", "name": "Name", "days": "Days", "hours": "Hours", "note": "Remarks", "needed": "Needed",
        "assigned": "Assigned", "holidays": "Public holidays", "day": "{}",
        "call": "Cannot come? Please be sure to call",
    },
}  # fmt: skip
"""What stands on the sheet beside the club's own words. Only the Korean form reads back."""

_FACE = "맑은 고딕"
_RED, _BLUE, _BLACK = "C00000", "1F4FBF", "000000"
_THIN = Side(style="thin", color="7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center")
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_FILLS = {_RED: PatternFill("solid", fgColor="FBE9E7"), _BLUE: PatternFill("solid", fgColor="E8EEFB")}
_HEAD_FILL = PatternFill("solid", fgColor="EDEDED")
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A code and what it means: its times in minutes since midnight, or words (휴=희망휴무)."""

    code: str
    start: int | None = None
    end: int | None = None
    meaning: str = ""

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return f"{self.code}={self.meaning}"
        return f"{self.code}={clock(self.start)}–{clock(self.end)}"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One participant's month."""

    number: str
    name: str
    codes: Mapping[date, str]
    """What stands in the cell of a day; days without work are left out. `code_text` joins two codes of one day."""
    days: int
    """Days worked."""
    minutes: int
    """Minutes worked."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """Everything that stands on the sheet."""

    title: str
    """Such as 2027년 5월 근무표; the year and month in it are what reading back goes by."""
    site_name: str
    days: Sequence[date]
    """Every day of the month."""
    rows: Sequence[MonthRow]
    program_name: str = ""
    holidays: Mapping[date, str] = field(default_factory=dict)
    needed: Mapping[date, int] = field(default_factory=dict)
    """People needed a day (필요)."""
    filled: Mapping[date, int] = field(default_factory=dict)
    """People assigned a day (배정)."""
    legend: Sequence[LegendItem] = ()
    phone: str = ""
    """Whom to call when someone cannot come."""
    coordinator: str = ""
    made_on: date | None = None
    """작성일."""
    lang: str = "ko"
    """ko, or en: of the headings, not of the club's own words."""


def code_text(codes: Iterable[str]) -> str:
    """The codes of one day as one cell: 새오, or with a stroke between codes of several letters."""
    codes = list(codes)
    return ("" if all(len(code) == 1 for code in codes) else "/").join(codes)


def write_month(path: str | Path, sheet: MonthSheet, paper: str = "A4") -> None:
    """Write one site's month on A4 or A3. Raises KeyError for other paper, OSError when the file cannot be written."""
    write_months(path, [sheet], paper)


def write_months(path: str | Path, sheets: Sequence[MonthSheet], paper: str = "A4") -> None:
    """Write several sites' months as sheets of one file, in the order given."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _Page(workbook.create_sheet(_tab_name(sheet, workbook.sheetnames)), sheet).draw(PAPER[paper])
    save_steadily(workbook, path)


def _tab_name(sheet: MonthSheet, taken: Sequence[str]) -> str:
    """A name that Excel accepts for a sheet and that no other sheet has."""
    base = _BAD_IN_TITLE.sub(" ", sheet.site_name).strip("' ")[:31] or WORDS[sheet.lang]["roster"]
    name, number = base, 2
    while name.casefold() in {one.casefold() for one in taken}:
        ending = f" ({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    return name


class _Page:
    """One sheet while it is drawn."""

    def __init__(self, worksheet: Worksheet, sheet: MonthSheet) -> None:
        self.worksheet, self.sheet, self.words = worksheet, sheet, WORDS[sheet.lang]
        self.weekdays = WEEKDAYS_EN if sheet.lang == "en" else WEEKDAYS_KO
        self.after_days = FIRST_DAY_COLUMN + len(sheet.days)
        self.last_column = self.after_days + 2
        self.row = WEEKDAYS_ROW + 1

    def draw(self, paper: int) -> None:
        self._title()
        self._approval_box()
        self._info()
        self._header()
        for person in self.sheet.rows:
            self._person(person)
        self._counts(self.words["needed"], self.sheet.needed)
        self._counts(self.words["assigned"], self.sheet.filled)
        self._foot()
        self._set_up(paper)

    def _put(
        self, row: int, column: int, value: object, colour: str = _BLACK, *, bold: bool = False, size: int = 11
    ) -> None:
        """A boxed cell in the middle."""
        cell = self.worksheet.cell(row, column)
        if isinstance(value, str):
            write_text(cell, value)
        elif isinstance(value, (int, float)):
            cell.value = value
        cell.font = Font(name=_FACE, size=size, bold=bold, color=colour)
        cell.alignment, cell.border = _CENTRE, _BOX

    def _line(self, row: int, text: str, *, size: int, bold: bool = False, height: float = 20) -> None:
        """A text over merged columns from the left edge."""
        cell = self.worksheet.cell(row, 1)
        write_text(cell, text)
        cell.font, cell.alignment = Font(name=_FACE, size=size, bold=bold), _LEFT
        self.worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=self.last_column)
        self.worksheet.row_dimensions[row].height = height

    def _title(self) -> None:
        cell = self.worksheet.cell(TITLE_ROW, 1)
        write_text(cell, self.sheet.title)
        cell.font, cell.alignment = Font(name=_FACE, size=22, bold=True), _CENTRE
        self.worksheet.merge_cells(start_row=1, end_row=3, start_column=1, end_column=self.last_column - 11)

    def _approval_box(self) -> None:
        """결재: three boxes to sign in, over the last columns."""
        first = self.last_column - 9
        for row in (1, 2, 3):
            for column in range(first, self.last_column + 1):
                self.worksheet.cell(row, column).border = _BOX
        self._put(1, first, self.words["approval"], bold=True)
        self.worksheet.merge_cells(start_row=1, end_row=3, start_column=first, end_column=first)
        for index, approver in enumerate(self.words["approvers"].split("|")):
            column = first + 1 + index * 3
            self._put(1, column, approver)
            self.worksheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 2)
            self.worksheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column + 2)

    def _info(self) -> None:
        """사업단, 근무지, 작성일 and 담당자, each in its own merged cell."""
        made_on = f"{self.sheet.made_on:%Y.%m.%d}." if self.sheet.made_on else ""
        third = self.last_column // 3
        for index, (label, value) in enumerate((
            (self.words["programme"], self.sheet.program_name),
            (self.words["site"], self.sheet.site_name),
            (self.words["made_on"], f"{made_on}   {self.words['coordinator']}: {self.sheet.coordinator}"),
        )):  # fmt: skip
            first, last = 1 + index * third, self.last_column if index == 2 else (index + 1) * third
            cell = self.worksheet.cell(INFO_ROW, first)
            write_text(cell, f"{label}: {value}")
            cell.font, cell.alignment = Font(name=_FACE, size=12), Alignment(vertical="center")
            self.worksheet.merge_cells(start_row=INFO_ROW, end_row=INFO_ROW, start_column=first, end_column=last)
        self.worksheet.row_dimensions[INFO_ROW].height = 24

    def _header(self) -> None:
        columns = (1, 2, self.after_days, self.after_days + 1, self.last_column)
        for column, word in zip(columns, ("number", "name", "days", "hours", "note"), strict=True):
            self._put(DAYS_ROW, column, self.words[word], bold=True)
            self._put(WEEKDAYS_ROW, column, None)
            self.worksheet.cell(DAYS_ROW, column).fill = _HEAD_FILL
            self.worksheet.merge_cells(
                start_row=DAYS_ROW, end_row=WEEKDAYS_ROW, start_column=column, end_column=column
            )  # fmt: skip
        for column, day in enumerate(self.sheet.days, start=FIRST_DAY_COLUMN):
            colour = self._colour(day)
            mark = HOLIDAY_MARK if day in self.sheet.holidays else ""
            self._put(DAYS_ROW, column, day.day, colour, bold=True)
            self._put(WEEKDAYS_ROW, column, self.weekdays[day.weekday()] + mark, colour, size=9)
            for row in (DAYS_ROW, WEEKDAYS_ROW):
                self.worksheet.cell(row, column).fill = _FILLS.get(colour, _HEAD_FILL)

    def _colour(self, day: date) -> str:
        if day in self.sheet.holidays or day.weekday() > SATURDAY:
            return _RED
        return _BLUE if day.weekday() == SATURDAY else _BLACK

    def _person(self, person: MonthRow) -> None:
        self._put(self.row, 1, person.number, size=9)
        self._put(self.row, 2, person.name, bold=True)
        for column, day in enumerate(self.sheet.days, start=FIRST_DAY_COLUMN):
            colour = self._colour(day)
            self._put(self.row, column, person.codes.get(day), size=11)
            if colour in _FILLS:
                self.worksheet.cell(self.row, column).fill = _FILLS[colour]
        self._put(self.row, self.after_days, person.days)
        self._put(self.row, self.after_days + 1, round(person.minutes / 60, 2))
        self._put(self.row, self.last_column, person.note, size=9)
        self.worksheet.row_dimensions[self.row].height = 20
        self.row += 1

    def _counts(self, label: str, counts: Mapping[date, int]) -> None:
        """A row that counts people a day; where fewer are assigned than needed the number is bold and red."""
        self._put(self.row, 1, label, bold=True)
        self._put(self.row, 2, None)
        self.worksheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=2)
        for column, day in enumerate(self.sheet.days, start=FIRST_DAY_COLUMN):
            short = counts is self.sheet.filled and counts.get(day, 0) < self.sheet.needed.get(day, 0)
            self._put(self.row, column, counts.get(day, 0), _RED if short else _BLACK, bold=short, size=9)
        for column in range(self.after_days, self.last_column + 1):
            self._put(self.row, column, None)
        self.row += 1

    def _foot(self) -> None:
        legend = "   ".join(map(str, self.sheet.legend))
        if legend:
            self._line(self.row, legend, size=12, height=24)
            self.row += 1
        here = [(day, name) for day, name in sorted(self.sheet.holidays.items()) if day in self.sheet.days]
        named = ", ".join(f"{self.words['day'].format(day.day)} {name}" for day, name in here)
        if named:
            self._line(self.row, f"{HOLIDAY_MARK} {self.words['holidays']}: {named}", size=11)
            self.row += 1
        if self.sheet.phone:
            text = f"※ {self.words['call']}: {self.sheet.phone}"
            self._line(self.row, text, size=18, bold=True, height=34)
            self.row += 1

    def _set_up(self, paper: int) -> None:
        """Paper, margins, repeated header rows and widths: one page wide, as many tall as the people need."""
        page = self.worksheet
        page.page_setup.paperSize = paper
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.4)
        page.print_options.horizontalCentered = True
        page.print_title_rows = f"{DAYS_ROW}:{WEEKDAYS_ROW}"
        page.print_area = f"A1:{get_column_letter(self.last_column)}{self.row - 1}"
        page.freeze_panes = f"{get_column_letter(FIRST_DAY_COLUMN)}{WEEKDAYS_ROW + 1}"
        widths = {1: 7.0, 2: 11.0, self.after_days: 6.0, self.after_days + 1: 7.0, self.last_column: 12.0}
        for column in range(1, self.last_column + 1):
            page.column_dimensions[get_column_letter(column)].width = widths.get(column, 4.4)
