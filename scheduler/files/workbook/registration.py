"""Resident registration numbers (주민등록번호) in a file: it is refused before anything of it is kept or shown.

The club needs no such number for a roster, and may not keep one without a law that says so (개인정보 보호법 art. 24-2).
The sentence names the cell and never repeats what stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from scheduler.files.workbook.faults import CellFault, column_letters, counted_after
from scheduler.files.workbook.grid import Grid, Value

MOST_NAMED = 100
"""A list of members may hold thousands; the first hundred cells show where they stand."""
_SHORTEST = 13
_NUMBER = re.compile(
    r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s*[-–—]\s*[1-8](?:\d{6}|[*●○xX]{6})|[1-8]\d{6})(?![\d-])"
)
"""Six digits of a birth date and seven more, the last six of which may be hidden; also those of foreigners."""
_KO = "주민등록번호로 보이는 값이 있습니다. 저장하면 안 되는 정보이니 파일에서 지우고 다시 올려 주세요."
_EN = (
    "It looks like a resident registration number, which must not be kept. Please delete it and upload the file again."
)


def registration_numbers(grids: Iterable[Grid]) -> list[CellFault]:
    """A fault for each cell that holds such a number, without the number."""
    return counted_after(list(_found(grids)), MOST_NAMED)


def _found(grids: Iterable[Grid]) -> Iterator[CellFault]:
    for grid in grids:
        for row, cells in enumerate(grid.rows):
            for at, value in enumerate(cells):
                if _holds_one(value):
                    yield CellFault(_KO, _EN, grid.name or None, row + 1, None, column_letters(at))


def _holds_one(value: Value) -> bool:
    if isinstance(value, float):
        return 1e11 <= value < 1e13 and _NUMBER.search(f"{value:013.0f}") is not None
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return False
    return _NUMBER.search(value if value.isascii() else unicodedata.normalize("NFKC", value)) is not None
