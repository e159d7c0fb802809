"""A filled-in workbook as a club's book: read whole, or refused whole with every fault named."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from scheduler.club import faults as book_faults
from scheduler.club.book import ClubBook
from scheduler.files.workbook.cells import CellProblem
from scheduler.files.workbook.columns import Kind, Sheet
from scheduler.files.workbook.entries import entry_of, make_book
from scheduler.files.workbook.faults import MOST_FAULTS, CellFault, WorkbookFaults, counted_after
from scheduler.files.workbook.grid import Grid, Source, refused
from scheduler.files.workbook.grids import open_grids
from scheduler.files.workbook.known import Known, credential_of
from scheduler.files.workbook.layout import CONTRACTS, HELP_SHEET, ORGANIZATION, SHEETS
from scheduler.files.workbook.names import key, nearest
from scheduler.files.workbook.rows import Row, odd_credential
from scheduler.files.workbook.tables import Table, find_table

MOST_ENTRIES = 30_000
"""Rows of all sheets together."""
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
        self.grids: dict[str, list[Grid]] = defaultdict(list)
        for grid in grids:
            self.grids[key(grid.name)].append(grid)
        self.sheet_names = [grid.name for grid in grids if grid.name != HELP_SHEET]
        self.faults: list[CellFault] = []
        self.known = Known()
        self.collected: dict[str, list[Any]] = defaultdict(list)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        """The row of every collected entry."""
        self.held_credentials: set[str] = set()
        self.structure_is_sound = True
        self.entries = 0
        """Rows read so far."""

    def read(self) -> ClubBook | None:
        """The book, or None when the file does not even have its sheets; faults are in `faults`."""
        for sheet in SHEETS:
            table = self._table(sheet)
            if table is None:
                self.structure_is_sound = False
                self.known.doubt(sheet.collection)
                continue
            rows = list(table.body())
            self.entries += len(rows)
            if self.entries > MOST_ENTRIES:
                raise refused(
                    f"모든 시트의 줄을 더하면 {MOST_ENTRIES:,}줄이 넘습니다. 오래된 지난 근무를 지워 주세요.",
                    f"All sheets together have more than {MOST_ENTRIES:,} rows. Please delete old earlier shifts.",
                )
            for index in rows:
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
        grids = self.grids.get(key(sheet.name), [])
        if len(grids) > 1:
            names = ", ".join(f"‘{grid.name}’" for grid in grids)
            self.faults.append(
                CellFault(
                    f"같은 이름의 시트가 여럿입니다: {names}. 하나만 남겨 주세요.",
                    f"Several sheets have one name: {names}. Please keep one of them.",
                    sheet.name,
                )
            )
            return None
        if not grids:
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
        table, faults = find_table(sheet, grids[0])
        self.faults += faults
        return table

    def _read_row(self, table: Table, index: int) -> None:
        row = Row(table, index, self.known)
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
                    row.add(odd_credential(kind, "아무도 갖고 있지 않은", "nobody has it"), "credentials")
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


def _in_order(faults: list[CellFault]) -> list[CellFault]:
    """The faults as someone walks through the file."""
    places = {sheet.name: index for index, sheet in enumerate(SHEETS)}
    ordered = sorted(
        dict.fromkeys(faults),
        key=lambda fault: (
            places.get(fault.sheet or "", -1), fault.row or 0, len(fault.letters or ""), fault.letters or ""
        ),
    )  # fmt: skip
    return counted_after(ordered, MOST_FAULTS)
