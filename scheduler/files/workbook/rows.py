"""One row of a workbook's sheet: its cells read one by one, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from scheduler.files.workbook import cells
from scheduler.files.workbook.cells import CellProblem
from scheduler.files.workbook.choices import CREDENTIAL_KINDS
from scheduler.files.workbook.columns import Column, Kind
from scheduler.files.workbook.entries import Values, stand_in
from scheduler.files.workbook.faults import CellFault, column_letters
from scheduler.files.workbook.grids import Value
from scheduler.files.workbook.known import Known, credential_of
from scheduler.files.workbook.lengths import LONGEST, LONGEST_WORD, MOST_WORDS
from scheduler.files.workbook.tables import Table

DAYS_1904 = 1462
"""Days from Excel's usual epoch to that of old Macs."""
_SERIALS = (16_802, 89_851)
"""Bare numbers that are days of the years 1950 to 2149, counted from 1904."""
_BIRTH_DATE = re.compile(
    r"(?:19|20)?\d{2}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}|(?:19|20)?\d{2}(?:0[1-9]|1[0-2])[0-3]\d\Z"
)


class Row:
    """One row of a sheet: its cells read one by one, each fault with its place."""

    def __init__(self, table: Table, index: int, known: Known) -> None:
        self.table, self.index, self.known = table, index, known
        self.faults: list[CellFault] = []

    def values(self) -> Values:
        """A value for every column; a cell with a fault gets a stand-in."""
        values: Values = {}
        for column in self.table.sheet.columns:
            try:
                values[column.field] = self._value(column, values)
            except CellProblem as problem:
                self.add(problem, column.field)
                values[column.field] = stand_in(column)
        bad = {fault.column for fault in self.faults}
        dates = [column for column in self.table.sheet.columns if column.kind is Kind.DATE]
        if any(column.header in bad for column in dates):
            # A span with one unreadable end says nothing about the other rows.
            values |= {column.field: date.max for column in dates}
        return values

    def raw(self, field: str) -> Value:
        """The cell of a field as it stands; an empty string where the sheet has no such column."""
        position = self.table.positions.get(field)
        return "" if position is None else self.table.value(self.index, position)

    def add(self, problem: CellProblem, field: str | None) -> None:
        """Note a fault of the row."""
        self.faults.append(self.fault(problem.ko, problem.en, field))

    def fault(self, ko: str, en: str, field: str | None) -> CellFault:
        """A fault of the row, with its place."""
        position = self.table.positions.get(field or "")
        return CellFault(
            ko, en, self.table.grid.name, self.index + 1,
            self.table.sheet.column(field).header if field and position is not None else None,
            None if position is None else column_letters(position),
            self.person, cells.shown(self.raw(field)) if field else "",
        )  # fmt: skip

    @cached_property
    def person(self) -> str | None:
        """Who the row is about, as it says itself; asked for only where there is a fault."""
        sheet = self.table.sheet
        if sheet.collection == "participants":
            return _called(self._words("number"), self._words("name")) or None
        people = [
            _called(self._words(column.of), self._words(column.field) or self._name_of(column.of))
            for column in sheet.columns
            if column.kind is Kind.PERSON_NAME
        ]
        return ", ".join(filter(None, people)) or None

    def _words(self, field: str) -> str:
        return cells.shown(self.raw(field))

    def _name_of(self, field: str) -> str:
        number = self.known.people.numbered(self._words(field))
        return self.known.people.names.get(number or "", "")

    def _value(self, column: Column, values: Values) -> Any:
        value = self.raw(column.field)
        if column.kind is Kind.PERSON_NAME:
            return cells.text_of(value)
        self._refuse_broken(column)
        name = self._name_beside(column) if column.kind is Kind.PERSON else ""
        if cells.is_empty(value) and not name:
            if column.required:
                raise CellProblem("비어 있습니다. 꼭 적어야 합니다.", "It is empty, and must be filled in.")
            return column.default
        if column.kind is Kind.PERSON:
            return self.known.people.find(cells.code_of(value), name)
        return self._parsed(column, value, values)

    def _refuse_broken(self, column: Column) -> None:
        position = self.table.positions.get(column.field, -1)
        match self.table.grid.broken.get((self.index, position)):
            case "error":
                raise CellProblem("수식 오류(#N/A 등)가 들어 있습니다.", "It holds a formula error such as #N/A.")
            case "unread":
                raise CellProblem(
                    "계산되지 않은 수식입니다. 엑셀에서 열어 저장하거나 값을 직접 적어 주세요.",
                    "It is a formula without a value. Open and save the file in Excel, or write the value itself.",
                )

    def _name_beside(self, column: Column) -> str:
        field = next(one.field for one in self.table.sheet.columns if one.of == column.field)
        return cells.text_of(self.raw(field))

    def _parsed(self, column: Column, value: Value, values: Values) -> Any:
        """The value of a filled cell."""
        if column.kind is Kind.DATE and self.table.grid.from_1904 and isinstance(value, float):
            value += DAYS_1904 if _SERIALS[0] <= value <= _SERIALS[1] else 0
        parse = _PARSE.get(column.kind)
        if parse is not None:
            return self._kept(parse(value, column), column)
        if column.kind is Kind.TEMPLATE:
            if not values[column.of]:
                raise CellProblem("근무지도 적어 주세요.", "Please write the site, too.")
            return self.known.template_letter(values[column.of], value)
        return self._kept(_FIND[column.kind](value, self.known), column)

    def _kept(self, value: Any, column: Column) -> Any:
        """The value. Raises CellProblem for a text that is longer than what can be kept."""
        longest = LONGEST.get((self.table.sheet.collection, column.field))
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise CellProblem(
                f"{len(value):,}자입니다. {longest}자까지 적을 수 있습니다.",
                f"It has {len(value):,} characters; {longest} are possible.",
            )
        return value


def _text(value: Value, column: Column) -> str:
    text = cells.text_of(value)
    return " ".join(text.split()) if column.field == "name" else text


def _code(value: Value, column: Column) -> str:
    return cells.phone_of(value) if column.field == "phone" else cells.code_of(value)


def _credential(value: Value, known: Known) -> str:
    kind, is_common = credential_of(cells.text_of(value))
    if not is_common and kind not in known.own_credentials:
        raise odd_credential(kind, "어느 근무 유형에서도 쓰지 않는", "no shift template needs it")
    return kind


def _credentials(value: Value, known: Known) -> frozenset[str]:
    kinds = frozenset(credential_of(part)[0] for part in cells.parts_of(value))
    known.own_credentials |= kinds
    return kinds


def _whole(value: Value, column: Column) -> int:
    if column.field == "birth_year" and (isinstance(value, date | datetime) or _BIRTH_DATE.match(cells.shown(value))):
        raise CellProblem(
            "출생 연도 네 자리만 적어 주세요. 생년월일은 보관하지 않습니다.",
            "Write only the year of birth; the date of birth is not kept.",
        )
    return cells.whole_of(value, column.low, column.high)


def _words(value: Value, _: Column) -> frozenset[str]:
    """Words of the club's own. Raises CellProblem for too many, or for one that is longer than what can be kept."""
    words = frozenset(" ".join(part.split()) for part in cells.parts_of(value))
    longest = max(words, key=len, default="")
    if len(words) > MOST_WORDS or len(longest) > LONGEST_WORD:
        raise CellProblem(
            f"쉼표로 나누어 {MOST_WORDS}개까지, 하나에 {LONGEST_WORD}자까지 적을 수 있습니다.",
            f"Up to {MOST_WORDS} words of {LONGEST_WORD} characters are possible, separated by commas.",
        )
    return words


_PARSE: dict[Kind, Callable[[Value, Column], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.WHOLE: _whole,
    Kind.HOURS: lambda value, column: cells.hours_of(value, column.low, column.high),
    Kind.DATE: lambda value, _: cells.date_of(value),
    Kind.TIME: lambda value, _: cells.time_of(value),
    Kind.YES_NO: lambda value, column: cells.choice_of(value, column.choices),
    Kind.CHOICE: lambda value, column: cells.choice_of(value, column.choices, column.own),
    Kind.WEEKDAY: lambda value, _: cells.weekday_of(value),
    Kind.WEEKDAYS: lambda value, _: cells.weekdays_of(value),
    Kind.WORDS: _words,
}
_FIND: dict[Kind, Callable[[Value, Known], Any]] = {
    Kind.PROGRAM: lambda value, known: known.programs.find(cells.text_of(value)),
    Kind.SITE: lambda value, known: known.sites.find(cells.text_of(value)),
    Kind.SITES: lambda value, known: known.sites_of(value),
    Kind.CREDENTIAL: _credential,
    Kind.CREDENTIALS: _credentials,
}


def odd_credential(kind: str, ko: str, en: str) -> CellProblem:
    """A credential that stands on one side only, of the templates that need it and of the people who have it."""
    known = ", ".join(choice.ko for choice in CREDENTIAL_KINDS)
    return CellProblem(
        f"‘{kind}’은(는) {ko} 자격입니다. 쓸 수 있는 말: {known}.",
        f"‘{kind}’ is no known credential, and {en}. Possible words: {known}.",
    )


def _called(number: str, name: str) -> str:
    """김영숙(101), or what there is of it."""
    return f"{name}({number})" if name and number else name or number
