"""How every file of `tests/data` was made. Each maker registers its files with `made`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

_NEEDLESS = {"docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml"}
_LISTS = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
_NAMED = re.compile(rb"<(?:Override|Relationship)\b[^>]*(?:docProps/|theme/theme1)[^>]*>")
_FRAME = re.compile(rb"<sheetPr>.*?</sheetPr>|<sheetViews>.*?</sheetViews>|<sheetFormatPr[^>]*>|<pageMargins[^>]*>")
_REMARKS = re.compile(
    "(<row [^>]*>)(<c [^>]*><is><t>※)[^<]*(</t></is></c>)".encode() + rb"(?:<c [^>]*><is><t>[^<]*</t></is></c>)*</row>"
)
"""Rows of help under the headers: only their mark is kept, so that the files stay small."""
DAY = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Made:
    """One file, and what is wrong with it in one line."""

    name: str
    """Its folder and name; the folder says what it is used as."""
    wrong: str
    build: Callable[[], bytes]
    also: tuple[str, ...] = ()
    """What else it is used as."""


FILES: dict[str, Made] = {}


def made(name: str, wrong: str, build: Callable[[], bytes], also: tuple[str, ...] = ()) -> None:
    """Register a file."""
    if name in FILES:
        raise ValueError(f"{name} is made twice")
    FILES[name] = Made(name, wrong, build, also)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes] | list[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts with fixed times inside, so that equal parts give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind, compresslevel=9) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = kind
            archive.writestr(info, data)
    return stream.getvalue()


def steady(data: bytes) -> bytes:
    """The same spreadsheet with fixed times inside, and without what is only to look at."""
    parts = parts_of(data)
    for name in _NEEDLESS & parts.keys():
        del parts[name]
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = _FRAME.sub(b"", _REMARKS.sub(rb"\1\2\3</row>", part))
        elif name in _LISTS:
            parts[name] = _NAMED.sub(b"", part)
    return zipped(parts)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The spreadsheet with one part changed, or made where there is none."""
    parts = parts_of(steady(data))
    parts[name] = change(parts.get(name, b""))
    return zipped(parts)
