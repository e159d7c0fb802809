"""Opening a file of sheets that anyone may have sent: what it is, whether it is fit to be read, and then its rows."""

from __future__ import annotations

import io
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum

from scheduler.files.workbook import biff, package
from scheduler.files.workbook.delimited import read_text
from scheduler.files.workbook.faults import WorkbookFaults
from scheduler.files.workbook.grid import MOST_BYTES, MOST_ROWS, Grid, Source, Survey, Value, damaged, refused
from scheduler.files.workbook.kinds import EVERY_KIND, ONLY_XLSX, FileKind, kind_of
from scheduler.files.workbook.opendocument import read_ods
from scheduler.files.workbook.registration import registration_numbers

__all__ = ["EVERY_KIND", "ONLY_XLSX", "Grid", "Source", "Value", "open_grids"]


def open_grids(source: Source, most_rows: int = MOST_ROWS, kinds: frozenset[FileKind] = ONLY_XLSX) -> list[Grid]:
    """All worksheets, hidden ones too, in order.

    Raises `WorkbookFaults`: with one fault when the file is unfit, with one for each cell that holds what looks like
    a resident registration number, which must not be kept (개인정보 보호법 art. 24-2).
    """
    data = bytes_of(source)
    kind = kind_of(data, kinds)
    if kind is FileKind.TEXT:
        grids = read_text(data, most_rows)
    elif kind is FileKind.ODS:
        grids = read_ods(data, most_rows)
    else:
        surveys = package.look_inside(data, most_rows) if kind is FileKind.XLSX else biff.look_inside(data)
        grids = _read(data, surveys, most_rows)
    found = registration_numbers(grids)
    if found:
        raise WorkbookFaults(found)
    return grids


def _read(data: bytes, surveys: dict[str, Survey], most_rows: int) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        return [_grid(book, name, surveys.get(name, Survey()), most_rows) for name in names]
    except BaseException as error:
        # The reader is native code, and its panics do not derive from Exception.
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        raise damaged() from error


def _grid(book: CalamineWorkbook, name: str, survey: Survey, most_rows: int) -> Grid:
    sheet = book.get_sheet_by_name(name)
    height = sheet.end[0] + 1 if sheet.end is not None else 0
    if height > most_rows:
        return Grid(name, [], height=height)
    rows = sheet.to_python(skip_empty_area=False) if height else []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Grid(name, rows, merged or survey.merged, height, survey.broken, survey.from_1904)


def bytes_of(source: Source) -> bytes:
    """The bytes of a file. Raises WorkbookFaults when it cannot be opened or is too large."""
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise refused(f"파일 {path.name}: 열 수 없습니다.", f"The file {path.name} cannot be opened.") from error
    if len(data) > MOST_BYTES:
        raise refused("파일이 10 MB보다 큽니다.", "The file is larger than 10 MB.")
    return data
