"""Files of plain text as one sheet: columns parted by commas, tabs or semicolons, in the encodings Excel writes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from datetime import date
from itertools import islice

from scheduler.files.workbook.grid import MOST_CELLS, Grid, Value, damaged, far_too_large, refused

SEPARATORS = (",", "\t", ";")
_LOOKED_AT = 10_000
"""Letters that decide how the columns are parted."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?\Z")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?\Z")


def read_text(data: bytes, most_rows: int) -> list[Grid]:
    """The only sheet of a file of text. Raises WorkbookFaults when it cannot be read."""
    text = _decoded(data)
    head = text[:_LOOKED_AT]
    separator = max(SEPARATORS, key=head.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), most_rows + 1))
    except csv.Error as error:
        raise damaged() from error
    if len(rows) > most_rows:
        return [Grid("", [], height=max(len(rows), text.count("\n")))]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if sum(map(len, rows)) > MOST_CELLS:
        raise far_too_large("", f"{len(rows):,}행", f"{len(rows):,} rows")
    return [Grid("", [[_value(cell) for cell in row] for row in rows], height=len(rows))]


def _decoded(data: bytes) -> str:
    """The text: with a mark at its beginning what the mark says, else UTF-8 or the Korean code page (CP949)."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(
        "글자를 읽을 수 없는 파일입니다. 엑셀에서 열어 .xlsx 형식으로 저장해 주세요.",
        "The letters of the file cannot be read. Please open it in Excel and save it as .xlsx.",
    )


def _value(cell: str) -> Value:
    """A number or date where the cell says so beyond doubt; a number that begins with 0 is a code."""
    word = cell.strip()
    if _NUMBER.match(word):
        return float(word)
    found = _DATE.match(word)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return cell
    return cell
