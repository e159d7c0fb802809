"""The press: a Typst document of `web/paper` and its values make a PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).resolve().parents[2] / "paper"
FONTS = FOLDER / "fonts"


class PaperError(Exception):
    """A document could not be set; the message says why."""


def set_pdf(document: str, values: dict[str, Any]) -> bytes:
    """The PDF of a document (`wall.typ`, …), tagged for screen readers (PDF/UA-1).

    Raises:
        PaperError: Typst refused the document.
    """
    pdf: bytes = _set(document, values, format="pdf", pdf_standards=["ua-1"])
    return pdf


def set_png(document: str, values: dict[str, Any], ppi: float = 80) -> list[bytes]:
    """The pages of a document as pictures, one for each page.

    Raises:
        PaperError: Typst refused the document.
    """
    pages = _set(document, values, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _set(document: str, values: dict[str, Any], **options: Any) -> Any:
    try:
        return typst.compile(
            str(FOLDER / document),
            root=str(FOLDER),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
            **options,
        )
    except typst.TypstError as error:
        raise PaperError(str(error)) from error
