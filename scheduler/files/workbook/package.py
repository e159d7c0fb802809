"""Looking through an .xlsx file before the reader touches it.

A spreadsheet is a zip of XML. Its unpacked size, its number of rows and cells and the far corner of every sheet are
looked at first, because a file of a few kilobytes can otherwise ask for gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from scheduler.files.workbook.faults import WorkbookFaults
from scheduler.files.workbook.grid import (
    MOST_CELLS,
    MOST_SHEETS,
    MOST_UNPACKED_BYTES,
    Survey,
    far_too_large,
    refused,
    too_many_rows,
    too_much_unpacked,
    with_doctype,
)
from scheduler.files.workbook.kinds import ZIP_DAMAGES, damaged_or_locked

MOST_TAGS = 1_600_000
"""About four hundred thousand filled cells in one sheet."""

# Patterns stop at the next tag ([^<>]), so that no text makes them look twice at the same place.
_CELL = rb"<(?:\w+:)?c\s[^<>]*?"
_REFERENCE = rb"r(?<!\wr)\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']"
_ANY_REFERENCE = re.compile(_REFERENCE)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+[\w:]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/>")
_LONG_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]{1000}")
"""A cell's tag says where it stands and how it looks; a longer one is there to keep a reader busy."""
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"\A[^<>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\bt\s*=\s*[\"']e[\"'])[^<>]*?" + _REFERENCE)
_FORMULA = rb"[^<>]*(?<!/)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<]*</(?:\w+:)?f>)"
_UNREAD = re.compile(_CELL + _REFERENCE + _FORMULA + rb"\s*(?:<v\s*/>|<v></v>)?\s*</")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^<>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_QUOTED = {'"': "&quot;", "'": "&apos;"}
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def look_inside(data: bytes, most_rows: int) -> dict[str, Survey]:
    """What is known of every sheet, by name. Raises WorkbookFaults when the file is unfit or unfolds too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise too_much_unpacked()
            titles, from_1904 = _titles(archive)
            if len(titles) > MOST_SHEETS:
                raise refused(f"시트가 {MOST_SHEETS}개보다 많습니다.", f"There are more than {MOST_SHEETS} sheets.")
            surveys = {}
            # One part at a time: together they may be longer than the memory that one upload should take.
            for name, xml in _parts(archive):
                title = titles.get(name, name)
                if name in titles or b"sheetData" in xml:
                    surveys[title] = Survey(broken=_survey(xml, title, most_rows), from_1904=from_1904)
            return surveys
    except WorkbookFaults:
        raise
    except ZIP_DAMAGES as error:
        raise damaged_or_locked() from error


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part with its content, which reading checks against its sum; none may declare entities."""
    for name in archive.namelist():
        content = archive.read(name)
        if any(word in content for word in _DECLARATIONS):
            raise with_doctype()
        yield name, content


def _survey(xml: bytes, sheet: str, most_rows: int) -> dict[tuple[int, int], str]:
    """The cells of a sheet's XML without a value. Raises WorkbookFaults when its used corner is too far out."""
    tags = xml.count(b"<")
    if b"\0" in xml or tags > xml.count(b">") or _LONG_CELL.search(xml):
        raise zipfile.BadZipFile("a sheet is no XML in UTF-8, as Excel writes it")
    if tags > MOST_TAGS:
        rows = len(_ROW.findall(xml))
        if rows > most_rows:
            raise WorkbookFaults([too_many_rows(sheet, rows, most_rows)])
        raise far_too_large(sheet, f"칸 약 {tags // 4:,}개", f"about {tags // 4:,} cells")
    height, width = _used_corner(xml)
    if width * height > MOST_CELLS:
        raise far_too_large(sheet, f"{height:,}행 × {width:,}열", f"{height:,} rows × {width:,} columns")
    broken = {(int(row) - 1, _index_of(letters)): "unread" for letters, row in _UNREAD.findall(xml)}
    broken |= {(int(row) - 1, _index_of(letters)): "error" for letters, row in _ERROR.findall(xml)}
    return broken


def _used_corner(xml: bytes) -> tuple[int, int]:
    """Rows and columns that the filled cells of a sheet span, never fewer than the reader will find."""
    filled = _EMPTY_CELL.sub(b"", xml)
    width = height = cells = 0
    for match in _ANY_REFERENCE.finditer(filled):
        cells += 1
        width, height = max(width, _index_of(match[1]) + 1), max(height, int(match[2]))
    if sum(1 for _ in _ANY_CELL.finditer(filled)) > cells:
        # Cells may leave out where they stand: then they follow one another, in the row that the row's tag says.
        rows = _ROW.split(filled)[1:]
        width = max([width, *(len(_ANY_CELL.findall(row)) for row in rows)])
        height = max([height, len(rows), *(int(found[1]) for row in rows if (found := _ROW_NUMBER.match(row)))])
    return height, width


def _titles(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Sheet names by the part that holds them, and whether days are counted from 1904."""
    parts = {name.casefold(): name for name in archive.namelist()}
    book = archive.read(parts["xl/workbook.xml"]).decode("utf-8", "replace")
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        return {}, False
    found = _RELATION.findall(archive.read(relations).decode("utf-8", "replace"))
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in found}
    titles = {}
    for tag in _SHEET.findall(book):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        path = "xl/" + target.removeprefix("/xl/").removeprefix("xl/")
        titles[parts.get(path.casefold(), path)] = _attribute(tag, "name")
    return titles, _1904.search(book) is not None


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(\"([^\"]*)\"|'([^']*)')", tag)
    return unescape(match[2] or match[3] or "", {v: k for k, v in _QUOTED.items()}) if match else ""


def _index_of(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1
