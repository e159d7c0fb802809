"""Finding a sheet's table in the grid: the header row, which column is which, and the rows to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scheduler.files.workbook.cells import is_empty
from scheduler.files.workbook.columns import Column, Sheet
from scheduler.files.workbook.faults import CellFault, column_letters
from scheduler.files.workbook.grid import Grid, Value, too_many_rows
from scheduler.files.workbook.layout import REMARK
from scheduler.files.workbook.names import header_key, nearest, plain

HEADER_SOUGHT_IN = 15
"""Rows at the top in which the header may stand, under a title or a letterhead."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header found."""

    sheet: Sheet
    grid: Grid
    header_row: int
    positions: dict[str, int]
    """Column index by field."""
    tops: dict[tuple[int, int], int] = field(default_factory=dict)
    """For each cell (row, column) under the first of cells merged down a column: the row of the first."""

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell; what is merged down several rows stands in each of them."""
        return self.grid.at(self.tops.get((row, column), row), column)

    def body(self) -> Iterator[int]:
        """Indices of the rows to read: neither empty nor remarks."""
        for index in range(self.header_row + 1, len(self.grid.rows)):
            filled = [self.grid.rows[index][at] for at in sorted(self.positions.values())]
            first = next((cell for cell in self.grid.rows[index] if not is_empty(cell)), None)
            if isinstance(first, str) and first.strip().startswith(REMARK):
                continue
            broken = any((index, at) in self.grid.broken for at in self.positions.values())
            if broken or not all(is_empty(cell) for cell in filled):
                yield index


def find_table(sheet: Sheet, grid: Grid) -> tuple[Table | None, list[CellFault]]:
    """The table of a sheet, or None with what is missing."""
    if grid.height > sheet.most_rows:
        return None, [too_many_rows(grid.name, grid.height, sheet.most_rows)]
    best = 0
    found: dict[str, int] = {}
    for index in range(min(HEADER_SOUGHT_IN, len(grid.rows))):
        positions = _positions(sheet, grid, index)
        if len(positions) > len(found):
            best, found = index, positions
    if len(found) < min(2, len(sheet.columns)):
        headers = ", ".join(column.header for column in sheet.columns if column.required)
        return None, [
            CellFault(
                f"제목 줄을 찾을 수 없습니다. 있어야 할 열: {headers}.",
                f"No header row was found. Columns: {headers}.",
                grid.name,
            )
        ]
    missing = [column for column in sheet.columns if column.field not in found and not column.may_miss]
    if missing:
        taken = set(found.values())
        strangers = [
            plain(str(cell)) for at, cell in enumerate(grid.rows[best]) if at not in taken and not is_empty(cell)
        ]
        return None, [_missing(column, grid, best, strangers) for column in missing]
    twins = _twins(sheet, grid, best)
    return (None if twins else Table(sheet, grid, best, found, _tops(grid, best))), twins


def _tops(grid: Grid, header_row: int) -> dict[tuple[int, int], int]:
    """Cells merged down one column, below the header: a number written once for several rows of one person."""
    return {
        (row, left): top
        for top, left, bottom, right in grid.merged
        if left == right and top > header_row
        for row in range(top + 1, min(bottom + 1, len(grid.rows)))
    }


def _positions(sheet: Sheet, grid: Grid, index: int) -> dict[str, int]:
    """Where the columns stand if this were the header row; a column's own header goes before its other names."""
    heads: dict[str, int] = {}
    for at, cell in enumerate(grid.rows[index]):
        if isinstance(cell, str) and cell.strip():
            heads.setdefault(header_key(cell), at)
    found: dict[str, int] = {}
    for own_header in (True, False):
        for column in sheet.columns:
            for name in (column.header,) if own_header else column.also:
                place = heads.get(header_key(name))
                if place is not None and place not in found.values():
                    found.setdefault(column.field, place)
    return found


def _missing(column: Column, grid: Grid, row: int, strangers: list[str]) -> CellFault:
    near = nearest(column.header, strangers)
    hint = (f" ‘{near}’ 열의 제목을 고쳐 주세요.", f" Please rename the column ‘{near}’.") if near else ("", "")
    return CellFault(
        f"‘{column.header}’ 열이 없습니다.{hint[0]}",
        f"The column ‘{column.header}’ ({column.en}) is missing.{hint[1]}",
        grid.name, row + 1, column.header,
    )  # fmt: skip


def _twins(sheet: Sheet, grid: Grid, row: int) -> list[CellFault]:
    """Two columns with one of our headers: nobody can say which is meant."""
    heads = [header_key(cell) if isinstance(cell, str) else "" for cell in grid.rows[row]]
    faults = []
    for column in sheet.columns:
        places = [at for at, head in enumerate(heads) if head == header_key(column.header)]
        if len(places) > 1:
            ko, en = f"‘{column.header}’ 열이 두 개입니다.", f"There are two columns ‘{column.header}’."
            faults.append(CellFault(ko, en, grid.name, row + 1, column.header, column_letters(places[1])))
    return faults
