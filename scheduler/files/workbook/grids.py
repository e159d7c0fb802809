"""Opening an .xlsx file that anyone may have sent: the checks before reading, and its sheets as plain rows.

A spreadsheet is a zip of XML. Before the reader touches it, its size, its unpacked size and the far corner of every
sheet are looked at, because a file of a few kilobytes can otherwise ask for gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.sax.saxutils import unescape

from python_calamine import CalamineWorkbook, SheetTypeEnum

from scheduler.files.workbook.faults import CellFault, WorkbookFaults

MOST_BYTES = 10 * 2**20
MOST_UNPACKED_BYTES = 200 * 2**20
MOST_CELLS = 5_000_000
"""Rows times columns of the used corner of one sheet: the reader keeps a place for every one of them."""
MOST_ROWS = 20_000
MOST_SHEETS = 100

Value = str | float | bool | date | datetime | time | timedelta
Source = str | Path | bytes

_ATTRIBUTES = rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*?"
_FILLED = re.compile(_ATTRIBUTES + rb"(?<!/)>\s*<")
_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*[\"']e[\"'])[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_FORMULA = rb"(?<!/)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^<]*</(?:\w+:)?f>)"
_UNREAD = re.compile(_ATTRIBUTES + _FORMULA + rb"\s*(?:<v\s*/>|<v></v>)?\s*</")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_QUOTED = {'"': "&quot;", "'": "&apos;"}


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as rows of values; empty cells are empty strings."""

    name: str
    rows: list[list[Value]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells as (first row, first column, last row, last column), counted from 0."""
    height: int = 0
    """Used rows; `rows` is empty when there are more than may be read."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row, column from 0) whose value nobody knows: "error" such as #N/A; "unread", a formula never computed."""

    def at(self, row: int, column: int) -> Value:
        """The value, or an empty string outside the used part."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


def open_grids(source: Source, most_rows: int = MOST_ROWS) -> list[Grid]:
    """All worksheets, hidden ones too, in order. Raises `WorkbookFaults` with one fault when the file is unfit."""
    data = _bytes_of(source)
    corners = _look_inside(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        return [_grid(book, name, corners.get(name, {}), most_rows) for name in names]
    except BaseException as error:
        # The reader is native code, and its panics do not derive from Exception.
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        raise _refused(
            "파일이 손상되어 읽을 수 없습니다. 엑셀에서 열어 다시 저장해 주세요.",
            "The file is damaged and cannot be read. Please open it in Excel and save it again.",
        ) from error


def _grid(book: CalamineWorkbook, name: str, broken: dict[tuple[int, int], str], most_rows: int) -> Grid:
    sheet = book.get_sheet_by_name(name)
    height = sheet.end[0] + 1 if sheet.end is not None else 0
    if height > most_rows:
        return Grid(name, [], height=height)
    rows = sheet.to_python(skip_empty_area=False) if height else []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Grid(name, rows, merged, height, broken)


def _bytes_of(source: Source) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise _refused(f"파일 {path.name}: 열 수 없습니다.", f"The file {path.name} cannot be opened.") from error
    if len(data) > MOST_BYTES:
        raise _refused("파일이 10 MB보다 큽니다.", "The file is larger than 10 MB.")
    return data


def _look_inside(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse what is no .xlsx or unfolds too far; else the cells without a value, by sheet name."""
    if not data.startswith(b"PK"):
        raise _no_xlsx(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise _too_much()
            if archive.testzip() is not None:
                raise zipfile.BadZipFile("a part does not match its checksum")
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                raise _no_xlsx()
            titles = _titles(archive)
            if len(titles) > MOST_SHEETS:
                raise _refused(f"시트가 {MOST_SHEETS}개보다 많습니다.", f"There are more than {MOST_SHEETS} sheets.")
            parts = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return {titles.get(part, part): _survey(archive.read(part), titles.get(part, part)) for part in parts}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError) as error:
        raise _refused(
            "파일이 손상되었거나 암호가 걸려 있어 읽을 수 없습니다. 엑셀에서 열어 암호 없이 다시 저장해 주세요.",
            "The file is damaged or locked with a password. Please open it in Excel and save it again without one.",
        ) from error


def _survey(xml: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Measure the used corner of a sheet's XML; Raises `WorkbookFaults` when it is too far out."""
    width = height = 0
    for letters, digits in set(_FILLED.findall(xml)):
        width, height = max(width, _index_of(letters) + 1), max(height, int(digits))
    if width * height > MOST_CELLS:
        raise WorkbookFaults([
            CellFault(
                f"너무 큽니다({height:,}행 × {width:,}열). 표에서 멀리 떨어진 칸에 적힌 내용을 지워 주세요.",
                f"It is too large ({height:,} rows × {width:,} columns). Please clear what stands far from the table.",
                sheet=sheet,
            )
        ])  # fmt: skip
    broken = {(int(row) - 1, _index_of(letters)): "unread" for letters, row in _UNREAD.findall(xml)}
    broken |= {(int(row) - 1, _index_of(letters)): "error" for letters, row in _ERROR.findall(xml)}
    return broken


def _titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names by the part that holds them."""
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)}
    titles = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        titles["xl/" + target.removeprefix("/xl/").removeprefix("xl/")] = _attribute(tag, "name")
    return titles


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(\"([^\"]*)\"|'([^']*)')", tag)
    return unescape(match[2] or match[3] or "", {v: k for k, v in _QUOTED.items()}) if match else ""


def _index_of(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


_OTHER_FILES = (
    (b"\x89PNG", "그림(PNG) 파일입니다", "It is a picture (PNG)"),
    (b"\xff\xd8", "사진(JPEG) 파일입니다", "It is a photograph (JPEG)"),
    (b"%PDF", "PDF 파일입니다", "It is a PDF"),
    (
        b"\xd0\xcf\x11\xe0",
        "옛 형식(.xls)이거나 암호가 걸린 파일입니다",
        "It is an old .xls file, or locked with a password",
    ),
    (b"", "엑셀(.xlsx) 파일이 아닙니다", "It is no Excel (.xlsx) file"),
)


def _no_xlsx(data: bytes = b"") -> WorkbookFaults:
    ko, en = next((ko, en) for start, ko, en in _OTHER_FILES if data.startswith(start))
    return _refused(
        f"{ko}. 엑셀에서 .xlsx 형식으로 저장한 파일을 골라 주세요.",
        f"{en}. Please choose an Excel file saved as .xlsx.",
    )


def _too_much() -> WorkbookFaults:
    return _refused(
        "압축을 풀면 200 MB가 넘는 파일이라 열지 않았습니다.",
        "The file unpacks to more than 200 MB and was not opened.",
    )


def _refused(ko: str, en: str) -> WorkbookFaults:
    return WorkbookFaults([CellFault(ko, en)])
