"""Reading an .ods file, as LibreOffice and 한컴오피스 write it: one pass over its XML, with every repetition counted.

A sheet of a few hundred bytes can say that its last row stands there a million times. Rows and cells are therefore
only repeated where something stands in them, and only within the limits that other files keep.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import IO
from xml.parsers import expat

from scheduler.files.workbook.faults import WorkbookFaults
from scheduler.files.workbook.grid import (
    MOST_CELLS,
    MOST_SHEETS,
    MOST_UNPACKED_BYTES,
    Grid,
    Value,
    damaged,
    far_too_large,
    locked,
    refused,
    too_many_rows,
    too_much_unpacked,
    with_doctype,
)
from scheduler.files.workbook.kinds import ZIP_DAMAGES

DEEPEST = 100
"""Tags inside one another. LibreOffice writes about ten."""
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ERRORS = ("#", "Err:", "오류:")
_READ = 2**16
MOST_TAGS = 800_000
"""About two hundred thousand filled cells."""


def read_ods(data: bytes, most_rows: int) -> list[Grid]:
    """All sheets of an .ods file. Raises WorkbookFaults when it is unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise too_much_unpacked()
            with suppress(KeyError):
                if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise locked()
            with archive.open("content.xml") as content:
                return _Reader(most_rows).read(content)
    except WorkbookFaults:
        raise
    except (*ZIP_DAMAGES, expat.ExpatError) as error:
        raise damaged() from error


class _Reader:
    """Follows the tags; what stands in comments and drawings is passed over."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.grids: list[Grid] = []
        self.depth = 0
        self.skipping = 0
        """Depth of the tag whose content is passed over; 0: nothing is."""
        self.sheet: _Sheet | None = None
        self.cell: dict[str, str] = {}
        self.lines: list[str] = []

    def read(self, content: IO[bytes]) -> list[Grid]:
        """Every sheet of the content."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        tags = 0
        while chunk := content.read(_READ):
            tags += chunk.count(b"<")
            if tags > MOST_TAGS:
                raise far_too_large("", f"칸 약 {tags // 4:,}개", f"about {tags // 4:,} cells")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return self.grids

    def _doctype(self, *_: object) -> None:
        raise with_doctype()

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise damaged()
        if self.skipping:
            return
        if tag in ("office:annotation", "table:shapes", "draw:frame", "draw:custom-shape", "table:tracked-changes"):
            self.skipping = self.depth
        elif tag == "table:table":
            if len(self.grids) >= MOST_SHEETS:
                raise refused(f"시트가 {MOST_SHEETS}개보다 많습니다.", f"There are more than {MOST_SHEETS} sheets.")
            self.sheet = _Sheet(attributes.get("table:name", ""), self.most_rows)
        elif self.sheet is not None:
            self._begin_inside(tag, attributes, self.sheet)

    def _begin_inside(self, tag: str, attributes: dict[str, str], sheet: _Sheet) -> None:
        if tag == "table:table-row":
            sheet.begin_row(_count(attributes, "table:number-rows-repeated"))
        elif tag in _CELLS:
            self.cell, self.lines = attributes, []
        elif tag == "text:p":
            self.lines.append("")
        elif tag in ("text:line-break", "text:tab", "text:s"):
            self._text("\n" if tag == "text:line-break" else " " * min(_count(attributes, "text:c"), 100))

    def _text(self, text: str) -> None:
        if not self.skipping and self.lines:
            self.lines[-1] += text

    def _end(self, tag: str) -> None:
        if self.skipping:
            if self.depth == self.skipping:
                self.skipping = 0
        elif self.sheet is not None:
            if tag in _CELLS:
                self.sheet.add(self.cell, "\n".join(self.lines))
                self.lines = []
            elif tag == "table:table-row":
                self.sheet.end_row()
            elif tag == "table:table":
                self.grids.append(self.sheet.grid())
                self.sheet = None
        self.depth -= 1


class _Sheet:
    """One sheet while it is read."""

    def __init__(self, name: str, most_rows: int) -> None:
        self.name, self.most_rows = name, most_rows
        self.rows: list[list[Value]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.broken: dict[tuple[int, int], str] = {}
        self.height = 0
        """Rows so far, those without anything counted too."""
        self.used = 0
        """Rows down to the last in which something stands."""
        self.cells = 0
        self.repeated = 1
        self.row: list[Value] = []
        self.wide = 0

    def begin_row(self, repeated: int) -> None:
        """A row that stands there so many times."""
        self.row, self.wide, self.repeated = [], 0, repeated

    def add(self, attributes: dict[str, str], text: str) -> None:
        """A cell of the row, which may stand there several times."""
        repeated = _count(attributes, "table:number-columns-repeated")
        value, fault = _value(attributes, text)
        at = self.wide
        down, across = (
            _count(attributes, "table:number-rows-spanned"),
            _count(attributes, "table:number-columns-spanned"),
        )
        if down > 1 or across > 1:
            self.merged.append((self.height, at, self.height + down - 1, at + across - 1))
        if value != "" or fault:
            if self.wide + repeated > MOST_CELLS:
                raise far_too_large(self.name, f"{self.wide + repeated:,}열", f"{self.wide + repeated:,} columns")
            self.row += [""] * (at - len(self.row)) + [value] * repeated
            if fault:
                self.broken.update(((self.height, at + step), fault) for step in range(repeated))
        self.wide += repeated

    def end_row(self) -> None:
        """Keep the row as often as it stands there, unless it is empty."""
        first, self.height = self.height, self.height + self.repeated
        if not self.row:
            return
        self.used = self.height
        if self.used > self.most_rows:
            raise WorkbookFaults([too_many_rows(self.name, self.used, self.most_rows)])
        self.cells += len(self.row) * self.repeated
        if self.cells > MOST_CELLS:
            raise far_too_large(self.name, f"칸 {self.cells:,}개", f"{self.cells:,} cells")
        self.rows += [[] for _ in range(first - len(self.rows))]
        self.rows += [list(self.row) for _ in range(self.repeated)]

    def grid(self) -> Grid:
        """What was read."""
        return Grid(self.name, self.rows, tuple(self.merged), self.used, self.broken)


def _count(attributes: dict[str, str], name: str) -> int:
    """How often something stands there. Raises ValueError for what is no number."""
    return max(1, min(int(attributes.get(name, "1")[:9]), 10**7))


def _value(attributes: dict[str, str], text: str) -> tuple[Value, str]:
    """The value of a cell, and why nobody knows it: "error", "unread", or an empty string."""
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error" or (
        "table:formula" in attributes and kind in ("", "string") and text.startswith(_ERRORS)
    ):
        return text, "error"
    if "table:formula" in attributes and not kind:
        return "", "unread"
    read = _VALUES.get(kind)
    if read is None:
        return attributes.get("office:string-value", "") or text, ""
    return read(attributes), ""


def _date_of(text: str) -> date:
    if "T" in text:
        return datetime.fromisoformat(text[:19])
    return date.fromisoformat(text)


def _duration(text: str) -> timedelta:
    """Such as PT06H30M00S. Raises ValueError for anything else."""
    hours, minutes, seconds = text.removeprefix("PT").replace("H", ":").replace("M", ":").removesuffix("S").split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))


_VALUES: dict[str, Callable[[dict[str, str]], Value]] = {
    **dict.fromkeys(("float", "currency", "percentage"), lambda cell: float(cell.get("office:value", "nan"))),
    "date": lambda cell: _date_of(cell.get("office:date-value", "")),
    "time": lambda cell: _duration(cell.get("office:time-value", "")),
    "boolean": lambda cell: cell.get("office:boolean-value") == "true",
}
