"""A file that was uploaded as the other of the two kinds: then one sentence says so, instead of a hundred faults."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.files.handmade.frame import find_frames
from scheduler.files.handmade.read import MOST_ROWS
from scheduler.files.workbook.faults import CellFault, WorkbookFaults
from scheduler.files.workbook.grid import Grid, Source
from scheduler.files.workbook.grids import open_grids
from scheduler.files.workbook.kinds import EVERY_KIND, ONLY_XLSX
from scheduler.files.workbook.layout import SHEETS
from scheduler.files.workbook.names import key

LEAST_SHEETS = 3
"""So many sheets with our names make a workbook of ours, even where others are missing."""


def handmade_instead(source: Source, faults: Iterable[CellFault]) -> CellFault | None:
    """What to say of a hand-made month that was uploaded as the club's workbook, and refused for these faults.

    None when it is none.
    """
    if all(fault.row for fault in faults):
        return None
    try:
        grids = open_grids(source, MOST_ROWS, EVERY_KIND)
    except WorkbookFaults:
        return None
    if _is_workbook(grids) or not any(find_frames(grid) for grid in grids):
        return None
    return CellFault(
        "손으로 만든 월 근무표로 보입니다. ‘손으로 만든 지난달 근무표’를 고르고 다시 올려 주세요.",
        "It looks like a roster made by hand. Please choose “last month's roster, made by hand” and upload it again.",
    )


def workbook_instead(source: Source) -> CellFault | None:
    """What to say of the club's workbook that was uploaded as a hand-made month; None when it is none."""
    try:
        if not _is_workbook(open_grids(source, MOST_ROWS, ONLY_XLSX)):
            return None
    except WorkbookFaults:
        return None
    return CellFault(
        "기관 자료 엑셀로 보입니다. ‘기관 자료 엑셀’을 고르고 다시 올려 주세요.",
        "It looks like the club's workbook. Please choose “the club's workbook” and upload it again.",
    )


def _is_workbook(grids: list[Grid]) -> bool:
    ours = {key(sheet.name) for sheet in SHEETS}
    return len(ours & {key(grid.name) for grid in grids}) >= LEAST_SHEETS
