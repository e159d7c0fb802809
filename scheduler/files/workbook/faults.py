"""What is wrong in a spreadsheet, and where: sheet, row, column, person, and one sentence in each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def column_letters(index: int) -> str:
    """The letters over a column: 0 is A, 26 is AA."""
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault of a spreadsheet."""

    ko: str
    en: str
    sheet: str | None = None
    """None: the file as a whole."""
    row: int | None = None
    """As Excel counts, from 1; None: the sheet as a whole."""
    column: str | None = None
    """The column's header."""
    letters: str | None = None
    """The letters over the column, such as C."""
    person: str | None = None
    """Name, number, or both, of the participant the row is about."""
    value: str = ""
    """What stands in the cell."""

    @property
    def cell(self) -> str | None:
        """The cell's address, such as C7."""
        return f"{self.letters}{self.row}" if self.letters and self.row else None

    def place(self, lang: str = "ko") -> str:
        """Where: 시트 ‘참여자’ 7행 ‘전화번호’(C7), 김영숙."""
        parts = []
        if self.sheet:
            parts.append(f"sheet ‘{self.sheet}’" if lang == "en" else f"시트 ‘{self.sheet}’")
        if self.row:
            parts.append(f"row {self.row}" if lang == "en" else f"{self.row}행")
        if self.column:
            parts.append(f"‘{self.column}’")
        where = " ".join(parts) + (f"({self.cell})" if self.cell else "")
        return ", ".join(part for part in (where, self.person) if part)

    def say(self, lang: str = "ko") -> str:
        """The place and the sentence on one line."""
        place, sentence = self.place(lang), self.en if lang == "en" else self.ko
        return f"{place}: {sentence}" if place else sentence


MOST_FAULTS = 500
"""A file with more is no file of ours; the rest is counted, not listed."""


def counted_after(faults: list[CellFault], most: int) -> list[CellFault]:
    """The first of the faults; of the others only how many they are."""
    more = len(faults) - most
    if more <= 0:
        return faults
    return [*faults[:most], CellFault(f"이 밖에도 {more:,}곳이 더 있습니다.", f"There are {more:,} more.")]


class WorkbookFaults(ValueError):  # noqa: N818 - it carries a list of faults, and says so
    """A spreadsheet that is refused whole; nothing of it is used."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(fault.say("en") for fault in self.faults))
