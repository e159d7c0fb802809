"""A small club, its workbook, and ways to spoil it: every file is built here, none is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from scheduler.club.book import (
    ClosureEntry,
    ClosureKind,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    HistoryEntry,
    HolidayPolicy,
    OrganizationEntry,
    PairEntry,
    PairKind,
    ParticipantEntry,
    ProgramEntry,
    Season,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.files.workbook import write_book
from scheduler.problem import EmploymentKind, ShiftBand, WishKind

FIRST = 3
"""The first row of entries, under the header and the remarks."""

PEOPLE = ("김영숙", "박철수", "이정자", "최순자", "정만복", "강옥순")


def small_book() -> ClubBook:
    """Two programmes, two sites, six people (101 to 106) and one entry or more on every sheet."""
    numbers = [str(101 + index) for index in range(len(PEOPLE))]
    return ClubBook(
        organization=OrganizationEntry("한빛시니어클럽", "031-000-0000", "이담당", "고양시"),
        programs=(ProgramEntry("S1", "시니어 동행 편의점", budget_minutes=150_001, budget_won=21_400_000),
        ProgramEntry("S2", "학교 급식 도우미", "public")),
        sites=(
            SiteEntry("G1", "시니어 동행 편의점 한마음점", "S1", address="고양시 ○○로 1", bring="조끼",
            require_experienced=True),
            SiteEntry("H1", "새싹초등학교", "S2", "새싹초등학교", holiday_policy=HolidayPolicy.CLOSED, pair_min=2),
        ),
        templates=(
            TemplateEntry("G1", "새", "새벽", 360, 630, 30, 1, credentials=frozenset({"pos", "safety"})),
            TemplateEntry("G1", "오", "오전", 630, 900, 30, 1),
            TemplateEntry("G1", "저", "저녁", 900, 1170, 30, 1, band=ShiftBand.PM),
            TemplateEntry("G1", "밤", "밤", 1170, 1440, 30, 1, band=ShiftBand.NIGHT, priority=2),
            TemplateEntry(
                "H1", "급", "급식", 630, 810, 0, 3, frozenset(range(5)), Season.TERM,
                credentials=frozenset({"health_cert"}), outdoor=True
            ),
            TemplateEntry("G1", "교", "교육·회의", 840, 960, 0, 0, frozenset(range(5)), band=ShiftBand.PM, event=True),
        ),
        closures=(
            ClosureEntry("H1", date(2027, 5, 4), date(2027, 5, 4), name="재량휴업일"),
            ClosureEntry("H1", date(2027, 7, 20), date(2027, 8, 18), ClosureKind.VACATION, "여름방학"),
        ),
        participants=tuple(
            ParticipantEntry(
                number, name, f"010-0000-{number:0>4}", 1950 + index, night_opt_in=index == 0,
                novice_until=date(2027, 6, 30) if index == 5 else None,
                groups=frozenset({"A조", "나들이"} if index == 0 else {"B조"} if index == 1 else ()),
                safety_trained_on=date(2027, 1, 8) if index < 4 else None,
                training_minutes=90 * index, prefers_alternate=index == 2,
                preferred_sites=frozenset({"G1", "H1"} if index == 3 else ()), stand_by=index == 1,
            )
            for index, (number, name) in enumerate(zip(numbers, PEOPLE, strict=True))
        ),
        contracts=(
            *(
                ContractEntry(
                    number, "S1", EmploymentKind.EMPLOYEE, date(2027, 1, 1), date(2027, 12, 31), frozenset({"G1"}),
                    750, 840, hourly_wage=11_000 if number == "102" else None
                )
                for number in numbers[:4]
            ),
            *(
                ContractEntry(
                    number, "S2", EmploymentKind.ACTIVITY, date(2027, 3, 2), date(2027, 12, 31), frozenset({"H1"}),
                    None, None, 1800,
                )
                for number in numbers[4:]
            ),
        ),
        credentials=(
            CredentialEntry("101", "pos"),
            CredentialEntry("105", "health_cert", date(2026, 11, 16), date(2027, 5, 15)),
        ),
        unavailable=(
            UnavailableEntry("102", weekday=2),
            UnavailableEntry("103", first=date(2027, 5, 10), last=date(2027, 5, 12), start=780, end=1440),
        ),
        wishes=(
            WishEntry("101", WishKind.DAY_OFF, day=date(2027, 5, 8), strength=3),
            WishEntry("102", WishKind.WEEKDAY, weekday=0),
            WishEntry("103", WishKind.TEMPLATE, template="G1:오", strength=2),
        ),
        usuals=(UsualEntry("101", 0, "G1:새"), UsualEntry("102", 1, "G1:오")),
        pairs=(PairEntry("101", "102", PairKind.APART), PairEntry("105", "106", PairKind.TOGETHER)),
        history=(
            HistoryEntry("101", date(2027, 4, 30), "G1", "새", 360, 630, 240),
            HistoryEntry("102", date(2027, 4, 30), "G1", "밤", 1320, 1800, 450),
        ),
        holidays={date(2027, 5, 5): "어린이날", date(2027, 5, 13): "부처님오신날"},
    )  # fmt: skip


def as_bytes(book: ClubBook) -> bytes:
    """The book's workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "club.xlsx")
        write_book(book, path)
        return path.read_bytes()


def saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _plain(data: bytes) -> bytes:
    """The same entries without help, remarks in the margin and prepared rows, so that a hundred changes stay quick."""
    source, target = load_workbook(io.BytesIO(data), read_only=True), Workbook()
    target.remove(target.worksheets[0])
    for sheet in source.worksheets[1:]:
        copy = target.create_sheet(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            if any(value is not None for value in row):
                copy.append(row)
    return saved(target)


_SOUND = _plain(as_bytes(small_book()))


def spoiled(change: Callable[[Workbook], object]) -> bytes:
    """The small club's workbook after a change."""
    workbook = load_workbook(io.BytesIO(_SOUND))
    change(workbook)
    return saved(workbook)


def put(sheet: str, header: str, value: object, row: int = FIRST) -> Callable[[Workbook], object]:
    """A change: this value in the row, under the header."""

    def change(workbook: Workbook) -> None:
        worksheet = workbook[sheet]
        column = next(cell.column for cell in worksheet[1] if cell.value == header)
        worksheet.cell(row, column).value = value

    return change


def rename_header(sheet: str, header: str, new: str) -> Callable[[Workbook], object]:
    """A change: another word in the header row."""
    return put(sheet, header, new, row=1)
