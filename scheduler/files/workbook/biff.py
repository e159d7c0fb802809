"""Looking through an .xls file of Excel 97 to 2003 before the reader sets memory aside for what it claims to hold."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from scheduler.files.workbook.compound import Compound, Damage
from scheduler.files.workbook.grid import MOST_CELLS, MOST_SHEETS, Survey, damaged, far_too_large, locked

_BOF, _EOF, _SHEET, _LOCKED, _TEXTS, _SPAN, _MERGED, _FORMULA, _ERROR = (
    0x809, 0x0A, 0x85, 0x2F, 0xFC, 0x200, 0xE5, 0x06, 0x205,
)  # fmt: skip
_CELLS = {0x06, 0x201, 0x203, 0x204, 0x205, 0xD6, 0xFD, 0x27E}
"""Records of one cell: row and column come first."""
_CELL_RUNS = {0xBD, 0xBE}
"""Records of several cells of one row: the last column stands at their end."""
_BIFF8, _WORKSHEET, _1904 = 0x0600, 0x0010, 0x22
_LEAST_TEXT = 3
"""Bytes of an empty text: length and flags."""


@dataclass(slots=True)
class _Sheet:
    """What one sheet claims to hold."""

    name: str
    rows: int = 0
    columns: int = 0
    survey: Survey = field(default_factory=Survey)

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def look_inside(data: bytes) -> dict[str, Survey]:
    """What is known of every worksheet, by name. Raises WorkbookFaults when the file is unfit."""
    try:
        stream = Compound(data).stream("Workbook")
        sheets = list(_sheets(stream))
    except (Damage, struct.error, IndexError) as error:
        raise damaged() from error
    for sheet in sheets:
        if sheet.rows * sheet.columns > MOST_CELLS:
            raise far_too_large(
                sheet.name,
                f"{sheet.rows:,}행 × {sheet.columns:,}열",
                f"{sheet.rows:,} rows × {sheet.columns:,} columns",
            )
    return {sheet.name: sheet.survey for sheet in sheets}


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Kind and content of every record from a place on. Raises Damage when one is longer than the file."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise Damage("a record is longer than the file")
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[_Sheet]:
    """Every worksheet, looked through."""
    records = _records(stream)
    kind, content = next(records, (0, b""))
    if kind != _BOF or struct.unpack_from("<H", content)[0] != _BIFF8:
        raise Damage("no workbook of Excel 97 or later")
    starts: list[tuple[int, str]] = []
    from_1904 = False
    for kind, content in records:
        if kind == _EOF:
            break
        if kind == _LOCKED:
            raise locked()
        if kind == _1904:
            from_1904 = struct.unpack_from("<H", content)[0] == 1
        elif kind == _TEXTS and struct.unpack_from("<I", content, 4)[0] * _LEAST_TEXT > len(stream):
            raise Damage("more texts than the file has room for")
        elif kind == _SHEET and content[5] == 0:
            starts.append((struct.unpack_from("<I", content)[0], _name(content)))
    if len(starts) > MOST_SHEETS:
        raise Damage("more sheets than a workbook of a club has")
    for start, name in starts:
        sheet = _Sheet(name, survey=Survey(from_1904=from_1904))
        _look_through(stream, start, sheet)
        yield sheet


def _name(content: bytes) -> str:
    length, wide = content[6], content[7] & 1
    return content[8 : 8 + length * 2].decode("utf-16-le") if wide else content[8 : 8 + length].decode("latin-1")


def _look_through(stream: bytes, start: int, sheet: _Sheet) -> None:
    """Note how far a sheet reaches, its merged cells, and the cells whose value nobody knows."""
    depth = 0
    for kind, content in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if kind == _SPAN:
            _, last_row, _, last_column = struct.unpack_from("<IIHH", content)
            sheet.reach(last_row - 1, last_column - 1)
        elif kind == _MERGED:
            sheet.survey.merged += tuple(_merged(content))
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", content)
            sheet.reach(row, column)
            if _is_error(kind, content):
                sheet.survey.broken[row, column] = "error"
        elif kind in _CELL_RUNS:
            sheet.reach(struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, len(content) - 2)[0])


def _merged(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    for at in range(2, len(content) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<4H", content, at)
        yield top, left, bottom, right


def _is_error(kind: int, content: bytes) -> bool:
    if kind == _ERROR:
        return content[7] == 1
    return kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2
