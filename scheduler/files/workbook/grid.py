"""A sheet as plain rows of values, whatever kind of file it came from, and the limits that every kind keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from scheduler.files.workbook.faults import CellFault, WorkbookFaults

MOST_BYTES = 10 * 2**20
MOST_UNPACKED_BYTES = 64 * 2**20
MOST_CELLS = 1_000_000
"""Rows times columns of the used corner of one sheet: a reader keeps a place for every one of them."""
MOST_ROWS = 10_000
MOST_SHEETS = 100

Value = str | float | bool | date | datetime | time | timedelta
Source = str | Path | bytes
Merged = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as rows of values; empty cells are empty strings."""

    name: str
    """Empty for a file of text, which has no sheets."""
    rows: list[list[Value]]
    merged: Merged = ()
    """Merged cells as (first row, first column, last row, last column), counted from 0."""
    height: int = 0
    """Used rows; `rows` is empty when there are more than may be read."""
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row, column from 0) whose value nobody knows: "error" such as #N/A; "unread", a formula never computed."""
    from_1904: bool = False
    """Whether bare numbers count days from 1904, as files of old Macs do; cells formatted as dates are dates anyway."""

    def at(self, row: int, column: int) -> Value:
        """The value, or an empty string outside the used part."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(slots=True)
class Survey:
    """What is known of a sheet before its values are read."""

    merged: Merged = ()
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    from_1904: bool = False


def refused(ko: str, en: str, sheet: str | None = None) -> WorkbookFaults:
    """The file, or a sheet of it, is refused as a whole for one reason."""
    return WorkbookFaults([CellFault(ko, en, sheet)])


def far_too_large(sheet: str, ko: str, en: str) -> WorkbookFaults:
    """A sheet asks for more places than a roster can need."""
    return refused(
        f"너무 큽니다({ko}). 표에서 멀리 떨어진 칸에 적힌 내용을 지워 주세요.",
        f"It is too large ({en}). Please clear what stands far from the table.",
        sheet,
    )


def too_many_rows(sheet: str, rows: int, most: int) -> CellFault:
    """A sheet has more rows than are read."""
    return CellFault(
        f"줄이 너무 많습니다({rows:,}줄). {most:,}줄까지 읽을 수 있습니다.",
        f"It has too many rows ({rows:,}); {most:,} can be read.",
        sheet or None,
    )


def too_much_unpacked() -> WorkbookFaults:
    """The file is small only because it is packed."""
    most = MOST_UNPACKED_BYTES // 2**20
    return refused(
        f"압축을 풀면 {most} MB가 넘는 파일이라 열지 않았습니다. 필요한 시트만 새 파일로 저장해 주세요.",
        f"The file unpacks to more than {most} MB and was not opened. Please save the sheets you need as a new file.",
    )


def damaged() -> WorkbookFaults:
    """Nobody can say what the file holds."""
    return refused(
        "파일이 손상되어 읽을 수 없습니다. 엑셀에서 열어 다시 저장해 주세요.",
        "The file is damaged and cannot be read. Please open it in Excel and save it again.",
    )


def locked() -> WorkbookFaults:
    """The file cannot be opened without its password."""
    return refused(
        "암호가 걸린 파일입니다. 엑셀에서 열어 암호를 풀고 다시 저장해 주세요.",
        "The file is locked with a password. Please open it in Excel and save it again without one.",
    )


def with_doctype() -> WorkbookFaults:
    """The XML declares entities or a document type, which no office program writes."""
    return refused(
        "엑셀이 쓰지 않는 위험한 내용(DOCTYPE)이 들어 있어 열지 않았습니다. 엑셀에서 새 파일로 저장해 주세요.",
        "The file holds a DOCTYPE, which Excel never writes, and was not opened. Please save it as a new file.",
    )
