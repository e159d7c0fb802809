"""What a file is, by what stands in it and never by its name, and what to do with one that is none of ours."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum

from scheduler.files.workbook import compound
from scheduler.files.workbook.faults import WorkbookFaults
from scheduler.files.workbook.grid import damaged, locked, refused

MOST_MEMBERS = 1_000
"""Parts inside a zip. Excel writes a few for each sheet."""


class FileKind(StrEnum):
    """Kinds of files that can be read."""

    XLSX = "xlsx"
    """With or without macros, which are never looked at."""
    XLS = "xls"
    """Excel 97 to 2003."""
    ODS = "ods"
    TEXT = "text"
    """CSV, or parted by tabs or semicolons."""


ONLY_XLSX = frozenset({FileKind.XLSX})
EVERY_KIND = frozenset(FileKind)

# A damaged table of contents makes zipfile seek before the beginning, which is a ValueError.
ZIP_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    OSError,
)

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_HANGUL = (
    "한글(HWP) 문서입니다. 표를 엑셀로 옮긴 다음,",
    "It is a Hangul (HWP) document. Copy its table into Excel first.",
)
_WORD = ("워드 문서입니다. 표를 엑셀로 옮긴 다음,", "It is a Word document. Copy its table into Excel first.")
_SLIDES = (
    "파워포인트 문서입니다. 표를 엑셀로 옮긴 다음,",
    "It is a PowerPoint document. Copy its table into Excel first.",
)
_ARCHIVE = ("압축 파일입니다. 압축을 풀어 주세요.", "It is an archive. Unpack it first.")
_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "그림(PNG) 파일입니다.", "It is a picture (PNG)."),
    (b"\xff\xd8\xff", "사진(JPEG) 파일입니다.", "It is a photograph (JPEG)."),
    (b"GIF8", "그림(GIF) 파일입니다.", "It is a picture (GIF)."),
    (b"%PDF", "PDF 파일입니다.", "It is a PDF."),
    (b"HWP Document File", *_HANGUL),
    (b"Rar!", *_ARCHIVE),
    (b"7z\xbc\xaf", *_ARCHIVE),
    (b"\x1f\x8b", *_ARCHIVE),
)
_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "엑셀 바이너리(.xlsb) 파일입니다.", "It is a binary workbook (.xlsb)."),
    ("word/", *_WORD),
    ("ppt/", *_SLIDES),
    ("contents/content.hpf", *_HANGUL),
)
_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("HwpSummaryInformation", *_HANGUL),
    ("WordDocument", *_WORD),
    ("PowerPoint Document", *_SLIDES),
    ("Book", "엑셀 95나 그보다 오래된 파일입니다.", "It is a workbook of Excel 95 or older."),
)
_MARKUP: tuple[tuple[bytes, str, str], ...] = (
    (b'progid="excel.sheet"', "XML로 저장한 엑셀 파일입니다.", "It is a workbook saved as XML."),
    (b"<html", "웹 페이지(HTML)를 엑셀 이름으로 저장한 파일입니다.", "It is a web page (HTML) under an Excel name."),
    (b"<table", "웹 페이지(HTML)를 엑셀 이름으로 저장한 파일입니다.", "It is a web page (HTML) under an Excel name."),
)
_SAID = {
    FileKind.XLS: ("옛 형식(.xls)의 파일입니다.", "It is an old .xls file."),
    FileKind.ODS: ("오픈도큐먼트(.ods) 파일입니다.", "It is an OpenDocument file (.ods)."),
    FileKind.TEXT: ("글자만 있는 파일(CSV 등)입니다.", "It is a file of plain text (such as CSV)."),
}


def kind_of(data: bytes, wanted: frozenset[FileKind]) -> FileKind:
    """The kind of a file. Raises WorkbookFaults, with what it is instead, when it is none of those wanted."""
    if not data:
        raise refused("빈 파일입니다(0바이트). 다른 파일을 골라 주세요.", "The file is empty (0 bytes).")
    if data.startswith(b"PK"):
        found = _of_zip(data)
    elif data.startswith(compound.SIGNATURE):
        found = _of_compound(data)
    else:
        found = _of_bytes(data)
    if found not in wanted:
        raise unwanted(*_SAID[found])
    return found


def unwanted(ko: str, en: str) -> WorkbookFaults:
    """The file is something else; the sentence says what to do."""
    return refused(
        f"{ko} 엑셀에서 .xlsx 형식으로 저장한 파일을 골라 주세요.",
        f"{en} Please choose an Excel file saved as .xlsx.",
    )


def _no_workbook() -> WorkbookFaults:
    return unwanted("엑셀(.xlsx) 파일이 아닙니다.", "It is no Excel (.xlsx) file.")


def _of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.casefold().replace("\\", "/") for name in archive.namelist()]
            kind = _of_members(names)
            if kind is None and "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                kind = FileKind.ODS if archive.read("mimetype").strip() == _ODS_TYPE else None
    except WorkbookFaults:
        raise
    except ZIP_DAMAGES as error:
        raise damaged_or_locked() from error
    if kind is not None:
        return kind
    if any(name.endswith((".xlsx", ".xls", ".ods", ".csv")) for name in names):
        raise unwanted(*_ARCHIVE)
    raise _no_workbook()


def _of_members(names: list[str]) -> FileKind | None:
    """What a zip is by its parts. Raises WorkbookFaults for what cannot be read or would be read in two ways."""
    if len(names) > MOST_MEMBERS:
        raise refused(
            f"파일 안에 든 조각이 {len(names):,}개라 열지 않았습니다. 엑셀에서 새 파일로 저장해 주세요.",
            f"The file holds {len(names):,} parts and was not opened. Please save it as a new file in Excel.",
        )
    if len(set(names)) < len(names):
        # Two programs may see two different files in it.
        raise damaged()
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    for start, ko, en in _MEMBERS:
        if any(name.startswith(start) for name in names):
            raise unwanted(ko, en)
    return None


def damaged_or_locked() -> WorkbookFaults:
    """A zip that cannot be opened: most often half a download, now and then one with a password."""
    return refused(
        "파일이 손상되었거나 암호가 걸려 있어 읽을 수 없습니다. 엑셀에서 열어 암호 없이 다시 저장해 주세요.",
        "The file is damaged or locked with a password. Please open it in Excel and save it again without one.",
    )


def _of_compound(data: bytes) -> FileKind:
    try:
        names = compound.Compound(data).names
    except compound.Damage as error:
        raise damaged() from error
    if "EncryptedPackage" in names:
        raise locked()
    if "Workbook" in names:
        return FileKind.XLS
    for name, ko, en in _STREAMS:
        if any(one.endswith(name) for one in names):
            raise unwanted(ko, en)
    raise _no_workbook()


def _of_bytes(data: bytes) -> FileKind:
    for start, ko, en in _STARTS:
        if data.startswith(start):
            raise unwanted(ko, en)
    head = data[:4096].lower()
    for mark, ko, en in _MARKUP:
        if mark in head:
            raise unwanted(ko, en)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_workbook()
    return FileKind.TEXT
