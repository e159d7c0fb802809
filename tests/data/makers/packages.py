"""Files that are no sound .xlsx: other kinds under its name, damaged ones, and those made to harm."""

from __future__ import annotations

import base64
import re
import zipfile

from tests.data.makers import made, parts_of, steady, with_part, zipped
from tests.data.makers.containers import compound, csv_of, ods, xls
from tests.unit.scheduler.files.books import as_bytes, small_book, spoiled

SOUND = steady(spoiled(lambda workbook: None))
PEOPLE_PART, LAST_PART = "xl/worksheets/sheet6.xml", "xl/worksheets/sheet14.xml"
BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
LIST = {(0, 0): "참여자 번호", (0, 1): "이름", (1, 0): "101", (1, 1): "김영숙"}


def last_sheet(rows: bytes, head: bytes = b"") -> bytes:
    """The sound workbook with other rows on the sheet 공휴일."""
    return with_part(SOUND, LAST_PART, lambda _: head + BEGIN + rows + END)


def with_entities(head: bytes) -> bytes:
    """A sheet that declares entities and uses the last one as a name."""
    return with_part(
        SOUND, PEOPLE_PART, lambda xml: head + re.sub(rb"<\?xml.*?\?>", b"", xml).replace("김영숙".encode(), b"&last;")
    )


def laughs() -> bytes:
    """Ten entities, each ten times the one before."""
    lines = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE x [<!ENTITY e0 "haha">' + lines + b'<!ENTITY last "&e9;">]>'


def bomb() -> bytes:
    """Sixty-five megabytes of blanks beside a sound workbook."""
    return zipped({**parts_of(SOUND), "xl/media/image1.png": b" " * (65 * 2**20)})


def lying() -> bytes:
    """A part that unfolds to far more than the table of contents says."""
    data = bytearray(zipped({**parts_of(SOUND), "xl/media/image1.png": b" " * (2 * 2**20)}))
    size = (2 * 2**20).to_bytes(4, "little")
    at = data.rindex(size)
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def wrong_sum() -> bytes:
    """A part that does not match its sum."""
    at = SOUND.index(b"sheet2.xml") + 300
    return SOUND[:at] + bytes([SOUND[at] ^ 255]) + SOUND[at + 1 :]


def doubled() -> bytes:
    """One part twice, with two contents: two programs may see two workbooks."""
    return zipped([*parts_of(SOUND).items(), (PEOPLE_PART.replace("sheet6", "Sheet6"), b"<worksheet/>")])


def shared_texts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A cell that points to a table of shared texts that is not there."""
    xml = parts[PEOPLE_PART]
    parts[PEOPLE_PART] = re.sub(rb'<c r="B3"[^>]*>.*?</c>', b'<c r="B3" t="s"><v>7</v></c>', xml)
    return parts


def strange_types() -> bytes:
    """Every part declared as a picture."""
    return with_part(
        SOUND,
        "[Content_Types].xml",
        lambda xml: re.sub(rb'ContentType="application/vnd[^"]*"', b'ContentType="image/png"', xml),
    )


def macros() -> bytes:
    """A workbook with macros, which nobody runs."""
    return with_part(
        with_part(SOUND, "xl/vbaProject.bin", lambda _: compound({"VBA": b"Sub Auto_Open()"})),
        "[Content_Types].xml",
        lambda xml: xml.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    )


def external_links() -> bytes:
    """A link to a workbook on another machine."""
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    rels = (
        b'<Relationships><Relationship Id="rId1" Type="externalLinkPath" Target="file://server/x.xlsx" '
        b'TargetMode="External"/></Relationships>'
    )
    parts = parts_of(SOUND) | {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
    }
    return zipped(parts)


ROWS = b"<row><c><v>1</v></c></row>"
FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
WIDE = b'<row r="1"><c r="A1" t="str"><v>x</v></c>' + b"<c><v>1</v></c>" * 16_383 + b"</row>"
XLSB = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\x83\x01\x00"), ("xl/worksheets/sheet1.bin", b"")]
DOCX = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")]
PPTX = [("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<presentation/>")]
HWPX = [("mimetype", b"application/hwp+zip"), ("Contents/content.hpf", b"<package/>")]
HTML = "<html><head><meta charset='utf-8'></head><table><tr><td>이름</td></tr></table></html>".encode()
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Worksheet/></Workbook>'

made("workbook/empty.xlsx", "no byte at all", lambda: b"", ("handmade",))
made("workbook/one-byte.xlsx", "one byte", lambda: b"P", ("handmade",))
made("workbook/png.xlsx", "a picture renamed", lambda: PIXEL, ("handmade",))
made("workbook/photo.xlsx", "a photograph renamed", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(200))
made("workbook/pdf.xlsx", "a PDF renamed", lambda: b"%PDF-1.7\n%%EOF\n", ("handmade",))
made("workbook/docx.xlsx", "a Word document renamed", lambda: zipped(DOCX), ("handmade",))
made("workbook/pptx.xlsx", "slides renamed", lambda: zipped(PPTX))
made(
    "workbook/hwp.xlsx",
    "a Hangul document renamed",
    lambda: compound({"FileHeader": b"HWP Document File", "\x05HwpSummaryInformation": b""}),
    ("handmade",),
)
made("workbook/hwpx.xlsx", "a newer Hangul document renamed", lambda: zipped(HWPX))
made("workbook/doc.xls", "an old Word document renamed", lambda: compound({"WordDocument": b""}))
made("workbook/web-page.xls", "a web page saved under an Excel name", lambda: HTML, ("handmade",))
made("workbook/xml-2003.xls", "a workbook saved as XML", lambda: XML_2003)
made(
    "workbook/locked.xlsx",
    "a workbook with a password",
    lambda: compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(600)}),
    ("handmade",),
)
made("workbook/old.xls", "a list of people as .xls", lambda: xls({"참여자": LIST}))
made(
    "workbook/excel-95.xls",
    "a workbook of Excel 95",
    lambda: compound({"Book": b"\x09\x08\x08\0\0\5\5\0"}),
    ("handmade",),
)
made("workbook/list.ods", "a list of people as .ods", lambda: ods({"참여자": LIST}))
made("workbook/binary.xlsb", "a binary workbook", lambda: zipped(XLSB), ("handmade",))
made("workbook/list-cp949.csv", "a list of people as CSV in the Korean code page", lambda: csv_of(LIST).encode("cp949"))
made("workbook/list-utf8.csv", "a list of people as CSV in UTF-8 with a mark", lambda: csv_of(LIST).encode("utf-8-sig"))
made(
    "workbook/list-utf16.txt",
    "a list of people as text in UTF-16",
    lambda: b"\xff\xfe" + csv_of(LIST, "\t").encode("utf-16-le"),
)
made("workbook/archive.zip", "a workbook inside an archive", lambda: zipped([("자료.xlsx", SOUND)]), ("handmade",))
made("workbook/gzip.xlsx", "a packed file", lambda: b"\x1f\x8b\x08" + bytes(60))
made("workbook/cut-at-100.xlsx", "the first 100 bytes", lambda: SOUND[:100])
made("workbook/cut-in-half.xlsx", "the first half", lambda: SOUND[: len(SOUND) // 2], ("handmade",))
made("workbook/cut-at-the-end.xlsx", "the last 30 bytes missing", lambda: SOUND[:-30])
made("workbook/wrong-sum.xlsx", "a byte changed inside a part", wrong_sum)
made("workbook/bomb.xlsx", "65 MB of blanks, packed", bomb, ("handmade",))
made("workbook/lying-size.xlsx", "a part longer than the table of contents says", lying)
made(
    "workbook/parts-1100.xlsx",
    "more than a thousand parts",
    lambda: zipped([*parts_of(SOUND).items(), *((f"{n}", b"") for n in range(1100))], zipfile.ZIP_STORED),
)
made("workbook/part-twice.xlsx", "one part twice, differing in capitals", doubled)
made("workbook/rows-400000.xlsx", "400,000 rows", lambda: last_sheet(ROWS * 400_000), ("handmade",))
made("workbook/columns-16384.xlsx", "16,384 columns", lambda: last_sheet(WIDE))
made(
    "workbook/far-corner.xlsx",
    "a cell in the last row and column that Excel has",
    lambda: last_sheet(FAR),
    ("handmade",),
)
made(
    "workbook/false-dimension.xlsx",
    "a sheet that says it is as large as can be",
    lambda: with_part(
        SOUND, LAST_PART, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)
    ),
)
made("workbook/deep.xlsx", "100,000 tags inside one another", lambda: last_sheet(b"<a>" * 100_000 + b"</a>" * 100_000))
made(
    "workbook/outside-entity.xlsx",
    "an entity that names a file of this machine",
    lambda: with_entities(b'<!DOCTYPE x [<!ENTITY last SYSTEM "file:///etc/passwd">]>'),
)
made("workbook/billion-laughs.xlsx", "entities that unfold to gigabytes", lambda: with_entities(laughs()))
made(
    "workbook/utf16-sheet.xlsx",
    "a sheet in another encoding",
    lambda: with_part(SOUND, LAST_PART, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
)
made("workbook/strange-types.xlsx", "parts declared as pictures", strange_types)
made(
    "workbook/shared-texts-missing.xlsx",
    "a text that stands in a part that is missing",
    lambda: zipped(shared_texts(parts_of(SOUND))),
)
made(
    "workbook/part-missing.xlsx",
    "a sheet whose part is missing",
    lambda: zipped({name: data for name, data in parts_of(SOUND).items() if name != PEOPLE_PART}),
)
made(
    "workbook/no-relations.xlsx",
    "a workbook that does not say where its sheets are",
    lambda: zipped({name: data for name, data in parts_of(SOUND).items() if "workbook.xml.rels" not in name}),
)
made(
    "workbook/rubbish.xlsx",
    "a workbook that is no XML",
    lambda: with_part(SOUND, "xl/workbook.xml", lambda _: b"<not xml"),
)
made(
    "workbook/sheets-101.xlsx",
    "a hundred and more sheets",
    lambda: steady(spoiled(lambda w: [w.create_sheet(f"x{n}") for n in range(90)])),
)
made("workbook/macros.xlsm", "macros", macros)
made("workbook/external-links.xlsx", "a link to another workbook", external_links)
made(
    "workbook/as-written.xlsx",
    "nothing: as the program writes it, with help, choices and colours",
    lambda: as_bytes(small_book()),
)
