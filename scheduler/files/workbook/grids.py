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
MOST_TAGS = 4_000_000
"""About a million filled cells in one sheet."""
MOST_ROWS = 20_000
MOST_SHEETS = 100

Value = str | float | bool | date | datetime | time | timedelta
Source = str | Path | bytes

# Patterns stop at the next tag ([^<>]), so that no text makes them look twice at the same place.
_CELL = rb"<(?:\w+:)?c\s[^<>]*?"
_REFERENCE = rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']"
_ANY_REFERENCE = re.compile(_REFERENCE)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+[\w:]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/>")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"\A[^<>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\bt\s*=\s*[\"']e[\"'])[^<>]*?" + _REFERENCE)
_FORMULA = rb"[^<>]*(?<!/)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<]*</(?:\w+:)?f>)"
_UNREAD = re.compile(_CELL + _REFERENCE + _FORMULA + rb"\s*(?:<v\s*/>|<v></v>)?\s*</")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
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


# A damaged table of contents makes zipfile seek before the beginning, which is a ValueError.
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)


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
            parts = {name: archive.read(name) for name in names}
            sheets = {name: xml for name, xml in parts.items() if name in titles or b"sheetData" in xml}
            return {titles.get(name, name): _survey(xml, titles.get(name, name)) for name, xml in sheets.items()}
    except WorkbookFaults:
        raise
    except _DAMAGES as error:
        raise _refused(
            "파일이 손상되었거나 암호가 걸려 있어 읽을 수 없습니다. 엑셀에서 열어 암호 없이 다시 저장해 주세요.",
            "The file is damaged or locked with a password. Please open it in Excel and save it again without one.",
        ) from error


def _survey(xml: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet's XML without a value. Raises WorkbookFaults when its used corner is too far out."""
    tags = xml.count(b"<")
    if b"\0" in xml or tags > xml.count(b">"):
        raise zipfile.BadZipFile("a sheet is no XML in UTF-8, as Excel writes it")
    if tags > MOST_TAGS:
        raise _far_too_large(sheet, f"칸 약 {tags // 4:,}개", f"about {tags // 4:,} cells")
    height, width = _used_corner(xml)
    if width * height > MOST_CELLS:
        raise _far_too_large(sheet, f"{height:,}행 × {width:,}열", f"{height:,} rows × {width:,} columns")
    broken = {(int(row) - 1, _index_of(letters)): "unread" for letters, row in _UNREAD.findall(xml)}
    broken |= {(int(row) - 1, _index_of(letters)): "error" for letters, row in _ERROR.findall(xml)}
    return broken


def _far_too_large(sheet: str, ko: str, en: str) -> WorkbookFaults:
    ko = f"너무 큽니다({ko}). 표에서 멀리 떨어진 칸에 적힌 내용을 지워 주세요."
    return WorkbookFaults([
        CellFault(ko, f"It is too large ({en}). Please clear what stands far from the table.", sheet=sheet)
    ])  # fmt: skip


def _used_corner(xml: bytes) -> tuple[int, int]:
    """Rows and columns that the filled cells of a sheet span, never fewer than the reader will find."""
    filled = _EMPTY_CELL.sub(b"", xml)
    references = _ANY_REFERENCE.findall(filled)
    width = max((_index_of(letters) + 1 for letters in {letters for letters, _ in references}), default=0)
    height = max((int(digits) for digits in {digits for _, digits in references}), default=0)
    if len(_ANY_CELL.findall(filled)) > len(references):
        # Cells may leave out where they stand: then they follow one another, in the row that the row's tag says.
        rows = _ROW.split(filled)[1:]
        width = max([width, *(len(_ANY_CELL.findall(row)) for row in rows)])
        height = max([height, len(rows), *(int(match[1]) for row in rows if (match := _ROW_NUMBER.match(row)))])
    return height, width


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
