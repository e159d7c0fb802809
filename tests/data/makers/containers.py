"""Old Office containers, .xls, .ods and text files, written here byte by byte: no program at hand writes them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from html import escape

from tests.data.makers import zipped

END, FREE, TABLE = 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD
SECTOR = 512
Cells = dict[tuple[int, int], object]


def compound(streams: dict[str, bytes], loop: bool = False) -> bytes:
    """An OLE container of these streams; with `loop` the first one's chain turns back on itself."""
    padded = {name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    count = sum(len(data) for data in padded.values()) // SECTOR
    directory_sectors = -(-(len(padded) + 1) // 4)
    table_sectors = -(-(count + directory_sectors + 4) // 128)
    table, content, entries = [TABLE] * table_sectors, b"", [_entry("Root Entry", 5, END, 0, child=1)]
    table += [len(table) + step + 1 for step in range(directory_sectors - 1)] + [END]
    for index, (name, data) in enumerate(padded.items(), start=1):
        first, length = len(table), len(data) // SECTOR
        table += [first + step + 1 for step in range(length - 1)] + [first if loop else END]
        right = index + 1 if index < len(padded) else FREE
        entries.append(_entry(name, 2, first, len(data), right=right))
        content += data
    listed = struct.pack(f"<{table_sectors * 128}I", *table, *[FREE] * (table_sectors * 128 - len(table)))
    head = struct.pack("<8s16sHHHHH6s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"")
    head += struct.pack("<IIIIIIIIII", 0, table_sectors, table_sectors, 0, 4096, END, 0, END, 0, 0)[:36]
    head += struct.pack("<109I", *range(table_sectors), *[FREE] * (109 - table_sectors))
    return head + listed + b"".join(entries).ljust(directory_sectors * SECTOR, b"\0") + content


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sI8s8sII4s", wide, len(wide), kind, 1, FREE, right, child, b"", 0, b"", b"", start, size, b""
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(sheets: dict[str, Cells], *, more: bytes = b"", sheet_more: bytes = b"", rows: int | None = None) -> bytes:
    """An .xls of Excel 97 with texts, numbers and errors; `more` are other records, `rows` a lie about its size."""
    bodies = [_sheet(cells, sheet_more, rows) for cells in sheets.values()]
    front = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 0)) + more
    bounds = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(front) + sum(4 + 6 + len(bound) for bound in bounds) + 4
    for bound, body in zip(bounds, bodies, strict=True):
        front += record(0x85, struct.pack("<IBB", at, 0, 0) + bound)
        at += len(body)
    return compound({"Workbook": front + record(0x0A) + b"".join(bodies)})


def _sheet(cells: Cells, more: bytes, rows: int | None) -> bytes:
    height = max((row for row, _ in cells), default=-1) + 1 if rows is None else rows
    width = max((column for _, column in cells), default=-1) + 1
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 0))
    body += record(0x200, struct.pack("<IIHHH", 0, height, 0, width, 0)) + more
    for (row, column), value in sorted(cells.items()):
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str) and value.startswith("#"):
            body += record(0x205, place + b"\x2a\x01")
        elif isinstance(value, str):
            body += record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        else:
            body += record(0x203, place + struct.pack("<d", value))
    return body + record(0x0A)


ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "drawing")
)


def ods(sheets: dict[str, Cells], *, last: str = "", head: str = "", manifest: str = "") -> bytes:
    """An .ods as LibreOffice writes it; `last` ends each table, `head` stands before the document."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{_ods_rows(cells)}{last}</table:table>'
        for name, cells in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content{_NAMESPACES} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = f'<manifest:manifest xmlns:manifest="{space}">{manifest}</manifest:manifest>'
    return zipped(
        [("mimetype", ODS_MIMETYPE), ("content.xml", content.encode()), ("META-INF/manifest.xml", listed.encode())]
    )


def _ods_rows(cells: Cells) -> str:
    rows = ""
    for row in range(max((row for row, _ in cells), default=-1) + 1):
        wide = max((column for at, column in cells if at == row), default=-1) + 1
        rows += f"<table:table-row>{''.join(_ods_cell(cells.get((row, at))) for at in range(wide))}</table:table-row>"
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    return rows + f'<table:table-row table:number-rows-repeated="1048500">{empty}</table:table-row>'


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    number = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"


def csv_of(cells: Cells, mark: str = ",") -> str:
    """The cells as text, parted by the mark."""
    return "\r\n".join(mark.join(_quoted(cell, mark) for cell in row) for row in rows_of(cells)) + "\r\n"


def _quoted(text: str, mark: str) -> str:
    return f'"{text}"' if mark in text or "\n" in text else text


def rows_of(cells: Cells) -> Iterable[list[str]]:
    """The cells row by row as texts."""
    for row in range(max(row for row, _ in cells) + 1):
        wide = max((column for at, column in cells if at == row), default=-1) + 1
        values = (cells.get((row, column), "") for column in range(wide))
        yield [str(int(value)) if isinstance(value, float) else str(value) for value in values]
