"""A club's book as an Excel workbook, and the blank form to fill in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.calendar import WEEKDAYS_KO
from scheduler.club.book import ClubBook
from scheduler.files.workbook import cells
from scheduler.files.workbook.columns import KIND_WORDS, Column, Kind, Sheet
from scheduler.files.workbook.entries import entries_of, values_of
from scheduler.files.workbook.faults import column_letters
from scheduler.files.workbook.known import Known
from scheduler.files.workbook.layout import HELP_SHEET, REMARK, SHEETS

FIRST_ROW = 3
"""Under the header and the remarks."""
ROOM = 1000
"""Rows beyond the last entry that still offer the lists to choose from."""
_EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment, so that the same book gives the same file
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_LISTED = {Kind.PROGRAM: ("사업단", "name"), Kind.SITE: ("근무지", "name"), Kind.PERSON: ("참여자", "number")}

_HEAD_FONT = Font(name="맑은 고딕", size=11, bold=True, color="FFFFFF")
_BODY_FONT = Font(name="맑은 고딕", size=11)
_HINT_FONT = Font(name="맑은 고딕", size=9, color="595959")
_REQUIRED_FILL = PatternFill("solid", fgColor="1F4E79")
_OPTIONAL_FILL = PatternFill("solid", fgColor="5B6B7B")
_HINT_FILL = PatternFill("solid", fgColor="F2F2F2")
_EXAMPLE_FILL = PatternFill("solid", fgColor="FFF7DB")
_LINE = Border(bottom=Side(style="thin", color="BFBFBF"))


def write_book(book: ClubBook, path: str | Path) -> None:
    """Write the whole book; equal books give equal bytes. Raises OSError when the file cannot be written."""
    workbook = _workbook()
    known = Known.of(book)
    for sheet in SHEETS:
        rows = [values_of(sheet, entry, known) for entry in entries_of(book, sheet)]
        _write_sheet(workbook.create_sheet(sheet.name), sheet, rows, known)
    save_steadily(workbook, path)


def write_blank(path: str | Path) -> None:
    """Write the blank form (빈 양식): all sheets with headers, remarks, lists, and an example row that is not read."""
    workbook = _workbook()
    for sheet in SHEETS:
        worksheet = workbook.create_sheet(sheet.name)
        _write_sheet(worksheet, sheet, [], Known(), blank=True)
    save_steadily(workbook, path)


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Put text into a cell as text, whatever it begins with: Excel never takes it for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True


def save_steadily(workbook: Workbook, path: str | Path) -> None:
    """Save with fixed times inside, so that equal content gives equal bytes."""
    workbook.properties.creator = "senior-roster"
    workbook.properties.created = _EPOCH
    draft = io.BytesIO()
    workbook.save(draft)
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = stamp.sub(rb"\g<1>2020-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(info.filename, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _workbook() -> Workbook:
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = HELP_SHEET
    _write_help(worksheet)
    return workbook


def _write_help(worksheet: Worksheet) -> None:
    """The first sheet: how to fill in the form, and every column in Korean and English. It is not read."""
    lines = [
        ("근무표 프로그램 자료 양식", "Workbook of the roster program"),
        (
            "시트마다 한 줄에 하나씩 적습니다. 진한 제목은 꼭 적는 칸입니다.",
            "One row for each entry. Dark headers are required.",
        ),
        (
            f"‘{REMARK}’로 시작하는 줄과 빈 줄은 읽지 않습니다.",
            f"Empty rows, and rows that begin with {REMARK}, are not read.",
        ),
        (
            "시트와 열의 제목은 바꾸지 마세요. 순서는 바꾸어도 됩니다.",
            "Keep the names of sheets and columns; their order may change.",
        ),
        (
            "주민등록번호, 건강 정보, 사유는 적지 마세요.",
            "Never write resident registration numbers, health data or reasons.",
        ),
    ]
    for ko, en in lines:
        worksheet.append([ko, None, None, None, en])
    worksheet.append([])
    worksheet.append(["시트", "열", "꼭 적음", "적는 법", "설명", "보기", "sheet", "column", "how", "meaning"])
    for cell in worksheet[worksheet.max_row]:
        cell.font, cell.fill = _HEAD_FONT, _REQUIRED_FILL
    for sheet in SHEETS:
        for column in sheet.columns:
            worksheet.append([
                sheet.name, column.header, "예" if column.required else "", how_to_write(column, "ko"), column.help_ko,
                column.example, sheet.en, column.en, how_to_write(column, "en"), column.help_en,
            ])  # fmt: skip
    worksheet["A1"].font = Font(name="맑은 고딕", size=16, bold=True)
    for index, width in enumerate((12, 17, 9, 34, 58, 20, 18, 24, 34, 60)):
        worksheet.column_dimensions[column_letters(index)].width = width


def how_to_write(column: Column, lang: str) -> str:
    """What a cell of the column takes, in words."""
    if column.choices and column.kind in (Kind.CHOICE, Kind.YES_NO):
        if lang == "en":
            return " / ".join(f"{choice.ko} ({choice.en})" for choice in column.choices)
        return " / ".join(choice.ko for choice in column.choices)
    return KIND_WORDS[column.kind][lang == "en"]


def _write_sheet(
    worksheet: Worksheet, sheet: Sheet, rows: list[dict[str, Any]], known: Known, blank: bool = False
) -> None:
    for index, column in enumerate(sheet.columns):
        _write_header(worksheet, index, column)
    if blank:
        _write_example(worksheet, sheet)
    first = FIRST_ROW + blank
    styles = [_style_of(worksheet.cell(first, index + 1), column) for index, column in enumerate(sheet.columns)]
    for row, values in enumerate(rows, start=first):
        for index, column in enumerate(sheet.columns):
            _write_value(worksheet.cell(row, index + 1), styles[index], _shown(column, values[column.field], known))
    last = first + len(rows) + ROOM
    if len(rows) < ROOM:
        _format_room(worksheet, sheet, first + len(rows), first + max(len(rows), 40))
    _offer_lists(worksheet, sheet, first, last)
    worksheet.freeze_panes = f"A{FIRST_ROW}"
    worksheet.auto_filter.ref = f"A1:{column_letters(len(sheet.columns) - 1)}{max(first, first + len(rows) - 1)}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"


def _write_header(worksheet: Worksheet, index: int, column: Column) -> None:
    head, hint = worksheet.cell(1, index + 1, column.header), worksheet.cell(2, index + 1)
    head.font, head.fill = _HEAD_FONT, _REQUIRED_FILL if column.required else _OPTIONAL_FILL
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    need = "꼭 적습니다." if column.required else "비워도 됩니다."
    comment = Comment(f"{column.help_ko}\n{how_to_write(column, 'ko')}\n{need}", "senior-roster", height=110, width=260)
    head.comment = comment
    write_text(hint, f"{REMARK} {column.help_ko}")
    hint.font, hint.fill, hint.alignment = _HINT_FONT, _HINT_FILL, Alignment(vertical="top", wrap_text=True)
    worksheet.column_dimensions[column_letters(index)].width = column.width
    worksheet.row_dimensions[1].height, worksheet.row_dimensions[2].height = 24, 62


def _write_example(worksheet: Worksheet, sheet: Sheet) -> None:
    for index, column in enumerate(sheet.columns):
        cell = worksheet.cell(FIRST_ROW, index + 1)
        write_text(cell, f"{REMARK} 보기: {column.example}" if index == 0 else column.example)
        cell.font, cell.fill = _HINT_FONT, _EXAMPLE_FILL


def _format_room(worksheet: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    """Format the empty cells where someone will type: codes and times stay text, dates become dates."""
    for index, column in enumerate(sheet.columns):
        number_format = _format_of(column)
        if number_format:
            for row in range(first, last + 1):
                worksheet.cell(row, index + 1).number_format = number_format


def _format_of(column: Column) -> str | None:
    if column.kind in (Kind.CODE, Kind.PERSON, Kind.TIME, Kind.TEMPLATE):
        return "@"
    return "yyyy-mm-dd" if column.kind is Kind.DATE else None


def _style_of(cell: Any, column: Column) -> StyleArray:
    """The style of a column's cells, made once: styling every cell afresh takes as long as all the rest."""
    cell.number_format = _format_of(column) or "General"
    cell.font, cell.border = _BODY_FONT, _LINE
    style: StyleArray = copy(cell._style)
    return style


def _write_value(cell: Any, style: StyleArray, shown: Any) -> None:
    """Put a value and its style into a cell; a date would otherwise bring a style of its own."""
    if shown is not None and not isinstance(shown, str):
        cell.value = shown
    cell._style = copy(style)
    if isinstance(shown, str) and shown:
        write_text(cell, shown)


_SHOW: dict[Kind, Callable[[Any, Column, Known], Any]] = {
    Kind.CHOICE: lambda value, column, _: cells.show_choice(value, column.choices),
    Kind.YES_NO: lambda value, column, _: cells.show_choice(value, column.choices),
    Kind.CREDENTIAL: lambda value, column, _: cells.show_choice(value, column.choices),
    Kind.CREDENTIALS: lambda value, column, _: ", ".join(cells.show_choice(k, column.choices) for k in sorted(value)),
    Kind.WORDS: lambda value, *_: ", ".join(sorted(value)),
    Kind.WEEKDAY: lambda value, *_: WEEKDAYS_KO[value] if 0 <= value <= 6 else str(value),
    Kind.WEEKDAYS: lambda value, *_: cells.show_weekdays(value),
    Kind.HOURS: lambda value, *_: cells.show_hours(value),
    Kind.TIME: lambda value, *_: value if isinstance(value, str) else cells.show_time(value),
    Kind.PROGRAM: lambda value, _, known: known.programs.label(value),
    Kind.SITE: lambda value, _, known: known.sites.label(value),
    Kind.SITES: lambda value, _, known: ", ".join(known.sites.label(site) for site in sorted(value)),
}
"""How a value of the book is written; other kinds of cells hold it as it is."""


def _shown(column: Column, value: Any, known: Known) -> Any:
    """What stands in the cell for a value of the book; None for an empty cell."""
    show = _SHOW.get(column.kind)
    return value if value is None or show is None else show(value, column, known)


def _offer_lists(worksheet: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    """Lists to choose from, as Excel's data validation; they advise and never forbid."""
    for index, column in enumerate(sheet.columns):
        formula = _list_of(column)
        if formula is None:
            continue
        validation = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning")
        validation.errorTitle, validation.error = "목록에 없는 값", "목록에서 고르거나, 그대로 두려면 ‘예’를 누르세요."
        validation.showErrorMessage = column.kind in (Kind.CHOICE, Kind.YES_NO)
        letters = column_letters(index)
        validation.add(f"{letters}{first}:{letters}{last}")
        worksheet.add_data_validation(validation)


def _list_of(column: Column) -> str | None:
    if column.kind in (Kind.CHOICE, Kind.YES_NO, Kind.CREDENTIAL):
        return '"' + ",".join(choice.ko for choice in column.choices) + '"'
    if column.kind is Kind.WEEKDAY:
        return '"' + ",".join(WEEKDAYS_KO) + '"'
    if column.kind in _LISTED:
        name, field = _LISTED[column.kind]
        target = next(sheet for sheet in SHEETS if sheet.name == name)
        letters = column_letters(target.columns.index(target.column(field)))
        return f"'{name}'!${letters}${FIRST_ROW}:${letters}${FIRST_ROW + ROOM}"
    return None
