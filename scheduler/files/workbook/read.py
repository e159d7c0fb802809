"""A filled-in workbook as a club's book: read whole, or refused whole with every fault named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from scheduler.club import faults as book_faults
from scheduler.club.book import ClubBook
from scheduler.files.workbook import cells
from scheduler.files.workbook.cells import CellProblem
from scheduler.files.workbook.choices import CREDENTIAL_KINDS
from scheduler.files.workbook.columns import Column, Kind, Sheet
from scheduler.files.workbook.entries import Values, entry_of, make_book, stand_in
from scheduler.files.workbook.faults import CellFault, WorkbookFaults, column_letters
from scheduler.files.workbook.grids import Grid, Source, Value, open_grids
from scheduler.files.workbook.known import Known, credential_of
from scheduler.files.workbook.layout import CONTRACTS, HELP_SHEET, ORGANIZATION, SHEETS
from scheduler.files.workbook.names import key, nearest
from scheduler.files.workbook.tables import Table, find_table

MOST_FAULTS = 500
"""A file with more is no workbook of ours; the rest is counted, not listed."""
_REFERENCES = {Kind.PERSON, Kind.PROGRAM, Kind.SITE, Kind.SITES, Kind.TEMPLATE}


def read_book(source: Source) -> ClubBook:
    """The book in a workbook, given as a path or as the file's bytes.

    Raises WorkbookFaults with every fault, each named by sheet, row, column and person; nothing is half read.
    """
    grids = open_grids(source, max(sheet.most_rows for sheet in SHEETS) + 100)
    reader = _Reader(grids)
    book = reader.read()
    if reader.faults or book is None:
        raise WorkbookFaults(_in_order(reader.faults))
    return book


class _Reader:
    """Reads sheet by sheet; a sheet refers only to sheets before it."""

    def __init__(self, grids: list[Grid]) -> None:
        self.grids = {key(grid.name): grid for grid in grids}
        self.sheet_names = [grid.name for grid in grids if grid.name != HELP_SHEET]
        self.faults: list[CellFault] = []
        self.known = Known()
        self.collected: dict[str, list[Any]] = defaultdict(list)
        self.rows: dict[str, list[_Row]] = defaultdict(list)
        """The row of every collected entry."""
        self.held_credentials: set[str] = set()
        self.structure_is_sound = True

    def read(self) -> ClubBook | None:
        """The book, or None when the file does not even have its sheets; faults are in `faults`."""
        for sheet in SHEETS:
            table = self._table(sheet)
            if table is None:
                self.structure_is_sound = False
                self.known.doubt(sheet.collection)
                continue
            for index in table.body():
                self._read_row(table, index)
            self.known.learn(self.collected[sheet.collection], sheet.collection)
        self._check_organization()
        if not self.structure_is_sound or not self.collected["organization"]:
            return None
        self._check_holidays()
        self._check_own_credentials()
        book = make_book({sheet.collection: self.collected[sheet.collection] for sheet in SHEETS})
        self._find_faults_of(book)
        return book

    def _table(self, sheet: Sheet) -> Table | None:
        grid = self.grids.get(key(sheet.name))
        if grid is None:
            ours = {key(one.name) for one in SHEETS}
            near = nearest(sheet.name, [name for name in self.sheet_names if key(name) not in ours])
            hint = (f" ‘{near}’ 시트의 이름을 고쳐 주세요.", f" Please rename the sheet ‘{near}’.") if near else (
                " 내용이 없더라도 빈 시트로 두어 주세요.", " Keep it, even if it is empty."
            )  # fmt: skip
            self.faults.append(
                CellFault(
                    f"‘{sheet.name}’ 시트가 없습니다.{hint[0]}",
                    f"The sheet ‘{sheet.name}’ is missing.{hint[1]}",
                    sheet.name,
                )
            )
            return None
        table, faults = find_table(sheet, grid)
        self.faults += faults
        return table

    def _read_row(self, table: Table, index: int) -> None:
        row = _Row(table, index, self.known)
        values = row.values()
        if table.sheet.collection == "credentials" and values["kind"]:
            self.held_credentials.add(values["kind"])
        try:
            entry = entry_of(table.sheet, values, self.known)
        except CellProblem as problem:
            if not row.faults:
                row.add(problem, problem.field)
            entry = entry_of(table.sheet, values | {"start": 0, "end": 1, "worked_minutes": 0}, self.known)
        self.collected[table.sheet.collection].append(entry)
        self.rows[table.sheet.collection].append(row)
        self.faults += row.faults
        names = {column.header for column in table.sheet.columns if column.field in ("code", "name", "number", "site")}
        if any(fault.column in names for fault in row.faults):
            self.known.doubt(table.sheet.collection)

    def _check_organization(self) -> None:
        rows = self.rows["organization"]
        for row in rows[1:]:
            row.add(CellProblem("기관은 한 줄만 적습니다.", "There is one row for the organisation."), None)
            self.faults += row.faults[-1:]
        if not rows and not any(fault.sheet == ORGANIZATION.name for fault in self.faults):
            self.faults.append(
                CellFault("기관 이름을 한 줄 적어 주세요.", "Please fill in the organisation.", ORGANIZATION.name)
            )

    def _check_holidays(self) -> None:
        seen: set[date] = set()
        for (day, _), row in zip(self.collected["holidays"], self.rows["holidays"], strict=True):
            if day in seen and not row.faults:
                row.add(CellProblem(f"{day}이(가) 두 번 나옵니다.", f"{day} stands twice."), "day")
                self.faults += row.faults[-1:]
            seen.add(day)

    def _check_own_credentials(self) -> None:
        """A credential of the club's own must stand on both sides: a typing mistake on one side is caught so."""
        for template, row in zip(self.collected["templates"], self.rows["templates"], strict=True):
            for kind in sorted(template.credentials):
                if not credential_of(kind)[1] and kind not in self.held_credentials:
                    row.add(_odd_credential(kind, "아무도 갖고 있지 않은", "nobody has it"), "credentials")
                    self.faults += row.faults[-1:]

    def _find_faults_of(self, book: ClubBook) -> None:
        """Ask the book itself. What only follows from a cell that could not be read is left out."""
        numbers: Counter[object] = Counter(entry.number for entry in self.collected["participants"])
        # Who has no contract can be told only when every contract could be read.
        contracts_lost = any(fault.sheet == CONTRACTS.name for fault in self.faults)
        any_lost = bool(self.faults)
        for fault in book_faults.find(book):
            row = self.rows[fault.entity][fault.index]
            lacks_contract = fault.entity == "participants" and fault.field == "number" and numbers[fault.value] == 1
            refers = row.table.sheet.column(fault.field).kind in _REFERENCES
            if not (row.faults or (lacks_contract and contracts_lost) or (refers and any_lost)):
                self.faults.append(row.fault(fault.ko, fault.en, fault.field))


class _Row:
    """One row of a sheet: its cells read one by one, each fault with its place."""

    def __init__(self, table: Table, index: int, known: Known) -> None:
        self.table, self.index, self.known = table, index, known
        self.faults: list[CellFault] = []
        self.person = self._person()

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
        return "" if position is None else self.table.grid.at(self.index, position)

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

    def _person(self) -> str | None:
        """Who the row is about, as it says itself."""
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
        parse = _PARSE.get(column.kind)
        if parse is not None:
            return parse(value, column)
        if column.kind is Kind.TEMPLATE:
            if not values[column.of]:
                raise CellProblem("근무지도 적어 주세요.", "Please write the site, too.")
            return self.known.template_letter(values[column.of], value)
        return _FIND[column.kind](value, self.known)


def _code(value: Value, column: Column) -> str:
    return cells.phone_of(value) if column.field == "phone" else cells.code_of(value)


def _credential(value: Value, known: Known) -> str:
    kind, is_common = credential_of(cells.text_of(value))
    if not is_common and kind not in known.own_credentials:
        raise _odd_credential(kind, "어느 근무 유형에서도 쓰지 않는", "no shift template needs it")
    return kind


def _credentials(value: Value, known: Known) -> frozenset[str]:
    kinds = frozenset(credential_of(part)[0] for part in cells.parts_of(value))
    known.own_credentials |= kinds
    return kinds


_PARSE: dict[Kind, Callable[[Value, Column], Any]] = {
    Kind.TEXT: lambda value, _: cells.text_of(value),
    Kind.CODE: _code,
    Kind.WHOLE: lambda value, column: cells.whole_of(value, column.low, column.high),
    Kind.HOURS: lambda value, column: cells.hours_of(value, column.low, column.high),
    Kind.DATE: lambda value, _: cells.date_of(value),
    Kind.TIME: lambda value, _: cells.time_of(value),
    Kind.YES_NO: lambda value, column: cells.choice_of(value, column.choices),
    Kind.CHOICE: lambda value, column: cells.choice_of(value, column.choices),
    Kind.WEEKDAY: lambda value, _: cells.weekday_of(value),
    Kind.WEEKDAYS: lambda value, _: cells.weekdays_of(value),
}
_FIND: dict[Kind, Callable[[Value, Known], Any]] = {
    Kind.PROGRAM: lambda value, known: known.programs.find(cells.text_of(value)),
    Kind.SITE: lambda value, known: known.sites.find(cells.text_of(value)),
    Kind.SITES: lambda value, known: known.sites_of(value),
    Kind.CREDENTIAL: _credential,
    Kind.CREDENTIALS: _credentials,
}


def _odd_credential(kind: str, ko: str, en: str) -> CellProblem:
    known = ", ".join(choice.ko for choice in CREDENTIAL_KINDS)
    return CellProblem(
        f"‘{kind}’은(는) {ko} 자격입니다. 쓸 수 있는 말: {known}.",
        f"‘{kind}’ is no known credential, and {en}. Possible words: {known}.",
    )


def _called(number: str, name: str) -> str:
    """김영숙(101), or what there is of it."""
    return f"{name}({number})" if name and number else name or number


def _in_order(faults: list[CellFault]) -> list[CellFault]:
    """The faults as someone walks through the file, at most so many of them."""
    places = {sheet.name: index for index, sheet in enumerate(SHEETS)}
    ordered = sorted(
        dict.fromkeys(faults),
        key=lambda fault: (
            places.get(fault.sheet or "", -1), fault.row or 0, len(fault.letters or ""), fault.letters or ""
        ),
    )  # fmt: skip
    if len(ordered) <= MOST_FAULTS:
        return ordered
    more = len(ordered) - MOST_FAULTS
    rest = CellFault(f"이 밖에도 {more:,}곳이 더 있습니다.", f"There are {more:,} more.")
    return [*ordered[:MOST_FAULTS], rest]
