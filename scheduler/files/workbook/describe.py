"""The columns of the workbook as tables for the manual, in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.files.workbook.columns import Column
from scheduler.files.workbook.layout import SHEETS
from scheduler.files.workbook.write import how_to_write

BEGIN, END = "<!-- columns:{} begin -->", "<!-- columns:{} end -->"


def tables(lang: str) -> str:
    """A heading and a table for each sheet."""
    return "\n".join(line for sheet in range(len(SHEETS)) for line in _table(sheet, lang))


def renewed(manual: str) -> str:
    """The manual with its tables, between the marks, made anew. Raises ValueError when a mark is missing."""
    for lang in ("ko", "en"):
        begin, end = BEGIN.format(lang), END.format(lang)
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        parts = pattern.split(manual)
        if len(parts) != 2:
            raise ValueError(f"the manual must hold the marks {begin} and {end} once")
        manual = f"{parts[0]}{begin}\n\n{tables(lang)}\n{end}{parts[1]}"
    return manual


def _table(number: int, lang: str) -> Iterator[str]:
    sheet = SHEETS[number]
    if lang == "ko":
        yield from (f"### {number + 1}. {sheet.name}", "", sheet.help_ko, "", "| 열 | 꼭 적음 | 적는 법 | 설명 |")
    else:
        yield from (f"### {number + 1}. {sheet.name} ({sheet.en})", "", sheet.help_en, "")
        yield "| column | required | how | meaning |"
    yield "|---|---|---|---|"
    for column in sheet.columns:
        yield "| " + " | ".join(_row(column, lang)) + " |"
    yield ""


def _row(column: Column, lang: str) -> tuple[str, str, str, str]:
    if lang == "ko":
        return column.header, "예" if column.required else "", how_to_write(column, "ko"), column.help_ko
    return (
        f"{column.header} ({column.en})",
        "yes" if column.required else "",
        how_to_write(column, "en"),
        column.help_en,
    )
