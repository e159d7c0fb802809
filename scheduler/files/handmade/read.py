"""A hand-made month as history: who worked which shift on which day; everything unclear is named by its cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.calendar import Month
from scheduler.club.book import ClubBook, HistoryEntry
from scheduler.files.handmade.codes import Codes, Slot, codes_of
from scheduler.files.handmade.frame import Frame, find_frames
from scheduler.files.handmade.titles import check_days, month_of, site_of
from scheduler.files.workbook.cells import CellProblem, hours_of, shown
from scheduler.files.workbook.faults import MOST_FAULTS, CellFault, WorkbookFaults, column_letters, counted_after
from scheduler.files.workbook.grid import Source, Value, too_many_rows
from scheduler.files.workbook.grids import open_grids
from scheduler.files.workbook.kinds import EVERY_KIND
from scheduler.files.workbook.known import Known
from scheduler.files.workbook.names import key, plain

MOST_ROWS = 2_000
LONGEST_CELL = 6
"""A longer text under the days is a note, not a shift."""
_FEET = ("필요", "배정", "정원", "합계", "소계", "총계", "인원", "빈자리", "부족")
_FOOT = re.compile(r"(?:\d+조)?(?:" + "|".join(_FEET) + r")(?:인원)?(?:\(.*\))?")
_IN_BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")
_NOT_A_NAME = re.compile(r"[=※:：]|.{13,}")


@dataclass(frozen=True, slots=True)
class HandmadeMonth:
    """What could be read of a hand-made month."""

    entries: tuple[HistoryEntry, ...]
    faults: tuple[CellFault, ...]
    """What is unclear; a month with faults should not be used before someone has looked."""
    month: Month | None
    """The latest month in the file; None when no sheet says which."""
    warnings: tuple[CellFault, ...] = ()
    """Totals on the sheet that do not match the cells: the cells were believed."""


def read_month(source: Source, book: ClubBook, month: Month | None = None, file_name: str = "") -> HandmadeMonth:
    """Read the rosters of a file (.xlsx, .xls, .ods or .csv), one table for each site, into entries of history.

    A file may hold several months; with `month` only that one is read, and titles may leave it out. `file_name` is
    asked for month and site where nothing in the file says them; a path is asked for its own.
    Codes mean what the sheet's legend says, else what the book's templates of that site say.
    """
    try:
        grids = open_grids(source, MOST_ROWS, EVERY_KIND)
    except WorkbookFaults as refused:
        return HandmadeMonth((), tuple(refused.faults), month)
    reader = _Reader(Known.of(book), month, file_name or ("" if isinstance(source, bytes) else Path(source).name))
    for grid in grids:
        if grid.height > MOST_ROWS:
            reader.faults.append(too_many_rows(grid.name, grid.height, MOST_ROWS))
        for frame in find_frames(grid):
            reader.read(frame)
    reader.name_other_months()
    if not reader.tables and not reader.faults:
        reader.faults.append(
            CellFault(
                "1일부터 말일까지 날짜가 한 줄에 적힌 근무표를 찾을 수 없습니다.",
                "No roster was found: a row with the days of the month from 1 on.",
            )
        )
    entries = sorted(reader.entries, key=lambda entry: (entry.participant, entry.day, entry.start))
    faults, warnings = (counted_after(found, MOST_FAULTS) for found in (reader.faults, reader.warnings))
    return HandmadeMonth(tuple(entries), tuple(faults), reader.month or month, tuple(warnings))


class _Reader:
    """Collects the entries of all tables of a file."""

    def __init__(self, known: Known, asked: Month | None, file_name: str) -> None:
        self.known, self.asked, self.file_name = known, asked, file_name
        self.month: Month | None = None
        self.tables = 0
        self.others: list[tuple[Frame, Month]] = []
        """Tables of other months than the one asked for."""
        self.entries: list[HistoryEntry] = []
        self.faults: list[CellFault] = []
        self.warnings: list[CellFault] = []
        self.last: _Table | None = None
        """The part before, of a month that is drawn in parts."""
        self.refused: Frame | None = None
        """The last table of which nobody can say what it is about; its other parts need not be told again."""

    def read(self, frame: Frame) -> None:
        """Read one table, or one part of a month."""
        self.tables += 1
        if self.refused and (self.refused.grid, self.refused.month) == (frame.grid, frame.month):
            return
        try:
            month = month_of(frame, self.asked or self.month, self.file_name)
            if self.asked not in (None, month):
                self.others.append((frame, month))
                return
            frame = frame.without_spare_days(month)
            check_days(frame, month)
            site = site_of(frame, self.known, self.file_name)
        except CellProblem as problem:
            self.faults.append(CellFault(problem.ko, problem.en, frame.grid.name or None, frame.header + 1))
            self.refused = frame
            return
        self.month = max(self.month or month, month)
        codes, twice = codes_of(frame, site, self.known)
        for code in twice if frame.first_day == 1 else ():
            ko, en = f"범례에 ‘{code}’의 시각이 두 가지입니다.", f"The legend gives two times for ‘{code}’."
            self.faults.append(CellFault(ko, en, frame.grid.name or None))
        table = _Table(frame, month, site, codes, self.known)
        if frame.first_day > 1 and self.last is not None:
            table.worked = self.last.worked
        table.read()
        self.last = table
        self.entries += table.entries
        self.faults += table.faults
        self.warnings += table.warnings

    def name_other_months(self) -> None:
        """Where nothing of the month asked for is there, what is there instead is a fault."""
        if self.asked is None or self.tables > len(self.others):
            return
        for frame, month in self.others:
            asked = f"{self.asked.year}년 {self.asked.number}월"
            ko = f"{month.year}년 {month.number}월의 근무표입니다. {asked}이 필요합니다."
            en = f"It is the roster of {month}; {self.asked} was asked for."
            self.faults.append(CellFault(ko, en, frame.grid.name, frame.header + 1))


class _Table:
    """The people of one table, row by row."""

    def __init__(self, frame: Frame, month: Month, site: str, codes: Codes, known: Known) -> None:
        self.frame, self.month, self.site, self.codes, self.known = frame, month, site, codes, known
        self.entries: list[HistoryEntry] = []
        self.faults: list[CellFault] = []
        self.warnings: list[CellFault] = []
        self.seen: dict[str, int] = {}
        self.worked: dict[str, list[tuple[date, Slot]]] = {}
        """What each has worked, in the parts of the month before too: totals may count either."""

    def read(self) -> None:
        """Read all rows under the days."""
        below_foot, person, name = False, None, ""
        for row in range(self.frame.header + 1, self.frame.end):
            if self._is_foot(row):
                below_foot = True
                self._check_foot(row)
                continue
            name = self._name(row)
            if name and self._is_about_someone(row, name, below_foot):
                person = self._person(row, name)
                self._read_cells(row, person, name)
            elif not name and person and self._belongs_to_row_above(row):
                self._read_cells(row, person, self.known.people.names[person])
            elif not name and self.seen and not below_foot and self._has_codes(row):
                self._fault(
                    row,
                    self.frame.names,
                    "이름이 비어 있는 줄에 근무가 적혀 있습니다.",
                    "There are shifts without a name.",
                )

    def _cell(self, row: int, column: int) -> Value:
        return self.frame.grid.at(row, column)

    def _is_foot(self, row: int) -> bool:
        """Whether the row counts people (필요, 배정) instead of naming one."""
        left = (key(str(self._cell(row, at))) for at in range(self.frame.days[0]))
        return any(_FOOT.fullmatch(word) for word in left if word)

    def _name(self, row: int) -> str:
        """What stands in the name column, if it can be a name at all."""
        text = plain(shown(self._cell(row, self.frame.names)))
        if row == self.frame.weekday_row() or not text or text.replace(" ", "").isdigit():
            return ""
        return text if self.known.people.named(text) or not _NOT_A_NAME.search(text) else ""

    def _is_about_someone(self, row: int, name: str, below_foot: bool) -> bool:
        """Whether a row with something in the name column is a person's, not a heading or a line of the foot."""
        if self.known.people.named(name):
            return not below_foot or self._has_codes(row)
        if self.codes.read(name):
            return False  # a legend spread over cells: 새 | 06:00–10:30 | 오 | …
        if self._has_codes(row):
            return True
        cells = [shown(self._cell(row, at)) for at in self.frame.days]
        return not below_foot and any(cells) and all(len(text) <= LONGEST_CELL for text in cells)

    def _has_codes(self, row: int) -> bool:
        return any(self.codes.read(shown(self._cell(row, at))) for at in self.frame.days)

    def _belongs_to_row_above(self, row: int) -> bool:
        """Whether the name is one merged cell over this row and the row above."""
        at = self.frame.names
        return any(
            top < row <= bottom and left <= at <= right for top, left, bottom, right in self.frame.grid.merged
        )  # fmt: skip

    def _person(self, row: int, text: str) -> str | None:
        """The number of the participant a row names, or None with a fault."""
        try:
            number = self._resolve(row, text)
        except CellProblem as problem:
            self._fault(row, self.frame.names, problem.ko, problem.en, text)
            return None
        first = self.seen.setdefault(number, row)
        if first != row:
            ko = f"같은 사람이 {first + 1}행에도 있습니다."
            self._fault(row, self.frame.names, ko, f"The same person stands in row {first + 1}, too.", text)
            return None
        return number

    def _resolve(self, row: int, text: str) -> str:
        """By name; where several have it, by the number beside it or in brackets."""
        people = self.known.people
        name = text if people.named(text) else _IN_BRACKETS.sub("", text).strip().removesuffix("님").strip()
        same = people.named(name)
        if len(same) > 1:
            beside = (shown(self._cell(row, at)) for at in self.frame.numbers)
            for hint in (*_IN_BRACKETS.findall(text), *beside):
                number = people.numbered(plain(hint))
                if number in same:
                    return str(number)
        return people.find("", name)

    def _read_cells(self, row: int, person: str | None, name: str) -> None:
        """Every day of a row; a row whose person is unknown has been named and is left out."""
        worked: list[tuple[date, Slot]] = []
        sound = person is not None
        for day, at in self.frame.dates(self.month):
            slots = self._slots(row, at, day, name)
            sound = sound and slots is not None
            worked += [(day, slot) for slot in slots or ()]
        if person is None:
            return
        self.entries += [_entry(person, day, self.site, slot) for day, slot in worked]
        before = self.worked.get(person, [])
        self.worked[person] = before + worked
        if sound and not self._spans_rows(row):
            self._check_totals(row, [worked, before + worked], name)

    def _spans_rows(self, row: int) -> bool:
        at = self.frame.names
        return any(
            top <= row <= bottom and bottom > top and left <= at <= right
            for top, left, bottom, right in self.frame.grid.merged
        )

    def _slots(self, row: int, at: int, day: date, name: str) -> list[Slot] | None:
        value = self._cell(row, at)
        broken = self.frame.grid.broken.get((row, at))
        slots = None if broken else self.codes.read(value if isinstance(value, str) else shown(value))
        if slots is None:
            known = ", ".join(self.codes.working) or "–"
            unknown = f"‘{shown(value)}’이(가) 무슨 뜻인지 알 수 없습니다"
            ko = "수식이 계산되지 않았거나 오류입니다" if broken else unknown
            en = "holds an error or a formula without a value" if broken else f"is unclear (‘{shown(value)}’)"
            self._fault(
                row, at,
                f"{day.day}일 칸: {ko}. 아는 글자: {known}.",
                f"The cell of day {day.day} {en}. Known codes: {known}.", name,
            )  # fmt: skip
        return slots

    def _check_totals(self, row: int, possible: list[list[tuple[date, Slot]]], name: str) -> None:
        """Compare the written totals, of this part or of the month so far; hours with or without the breaks."""
        days = {count for worked in possible for count in (len(worked), len({day for day, _ in worked}))}
        minutes = {sum(slot.worked_minutes for _, slot in worked) for worked in possible}
        minutes |= {sum(slot.end - slot.start for _, slot in worked) for worked in possible}
        for kind, right in (("days", days), ("hours", minutes)):
            written = self._total(row, kind)
            if written is not None and written not in right:
                least = min(right)
                unit, amount = ("일", f"{least}") if kind == "days" else ("시간", f"{least / 60:g}")
                at = self.frame.totals[kind]
                ko = f"적힌 합계 {shown(self._cell(row, at))}{unit}이(가) 칸을 세어 나온 {amount}{unit}과 다릅니다."
                en = f"The written total {shown(self._cell(row, at))} is not the {amount} that the cells give."
                self.warnings.append(self._at(row, at, ko, en, name))

    def _total(self, row: int, kind: str) -> int | None:
        """A written total as days or minutes; None where there is none or it is no number."""
        at = self.frame.totals.get(kind)
        if at is None or (row, at) in self.frame.grid.broken:
            return None
        value = self._cell(row, at)
        try:
            if value == "":
                return None
            return hours_of(value) if kind == "hours" else round(hours_of(value) / 60)
        except CellProblem:
            return None

    def _check_foot(self, row: int) -> None:
        """The row 배정 must count what stands above it."""
        left = {key(str(self._cell(row, at))) for at in range(self.frame.days[0])}
        if not any(word.startswith("배정") for word in left) or self.faults:
            return
        counted = Counter(entry.day for entry in self.entries)
        for day, at in self.frame.dates(self.month):
            value = self._cell(row, at)
            if isinstance(value, float) and (row, at) not in self.frame.grid.broken and value != counted[day]:
                ko = f"{day.day}일 배정 인원 {shown(value)}명이 칸을 세어 나온 {counted[day]}명과 다릅니다."
                en = f"Day {day.day} says {shown(value)} people, but the cells give {counted[day]}."
                self.warnings.append(self._at(row, at, ko, en))

    def _fault(self, row: int, at: int, ko: str, en: str, person: str | None = None) -> None:
        self.faults.append(self._at(row, at, ko, en, person))

    def _at(self, row: int, at: int, ko: str, en: str, person: str | None = None) -> CellFault:
        return CellFault(
            ko, en, self.frame.grid.name or None, row + 1, None, column_letters(at), person, shown(self._cell(row, at))
        )  # fmt: skip


def _entry(person: str, day: date, site: str, slot: Slot) -> HistoryEntry:
    return HistoryEntry(person, day, site, slot.code, slot.start, slot.end, slot.worked_minutes)
