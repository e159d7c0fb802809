"""What is written comes back: every sheet, every kind of cell, and texts that look like formulas."""

import io
import time
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from scheduler.calendar import Month
from scheduler.club.book import ClubBook, OrganizationEntry, ParticipantEntry, SiteEntry, TemplateEntry
from scheduler.club.faults import find
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.workbook import WorkbookFaults, read_book, write_blank, write_book
from scheduler.files.workbook.columns import Kind
from scheduler.files.workbook.layout import HELP_SHEET, SHEETS
from tests.unit.scheduler.files.books import as_bytes, small_book, spoiled


def test_the_small_club_is_sound():
    assert find(small_book()) == []


def test_a_book_comes_back_as_it_was():
    assert read_book(as_bytes(small_book())) == small_book()


def test_a_path_is_read_like_bytes(tmp_path):
    write_book(small_book(), tmp_path / "club.xlsx")
    assert read_book(tmp_path / "club.xlsx") == small_book()
    assert read_book(str(tmp_path / "club.xlsx")) == small_book()


def test_a_club_with_nothing_but_its_name_comes_back():
    book = ClubBook(OrganizationEntry("한빛시니어클럽", "031-000-0000", "이담당"))
    assert read_book(as_bytes(book)) == book


def test_every_field_of_the_book_stands_on_a_sheet():
    # Numbers, conditions, exceptions and programme types are set on screens, with their reason and who set them: a
    # workbook that is filled in and sent round has no place for them, and an import leaves them as they are.
    on_screens = {"values", "conditions", "relaxations", "program_types"}
    assert {sheet.collection for sheet in SHEETS} == set(ClubBook.__dataclass_fields__) - on_screens


def test_every_field_of_an_entry_stands_in_a_column():
    for sheet in SHEETS:
        if sheet.collection not in ("organization", "holidays"):
            (entry, *_) = getattr(small_book(), sheet.collection)
            columns = {column.field for column in sheet.columns if column.kind is not Kind.PERSON_NAME}
            assert columns - {"site"} == set(entry.__dataclass_fields__) - {"site"}, sheet.name


def test_a_workbook_from_before_the_newest_columns_still_reads():
    added = {"월 예산 시간", "월 예산 금액", "교육·회의", "야외", "모임", "안전교육일", "교육시간", "격일 희망",
             "선호 근무지", "대체 가능", "시급"}  # fmt: skip

    def older(workbook):
        for sheet in workbook.worksheets:
            for cell in reversed(sheet[1]):
                if cell.value in added:
                    sheet.delete_cols(cell.column)

    plain = small_book()
    people = tuple(
        ParticipantEntry(one.number, one.name, one.phone, one.birth_year, one.night_opt_in, one.novice_until)
        for one in plain.participants
    )
    plain = replace(
        plain,
        programs=tuple(replace(one, budget_minutes=None, budget_won=None) for one in plain.programs),
        templates=tuple(replace(one, event=False, outdoor=False) for one in plain.templates),
        participants=people,
        contracts=tuple(replace(one, hourly_wage=None) for one in plain.contracts),
    )
    assert read_book(spoiled(older)) == plain


def test_text_that_looks_like_a_formula_stays_text():
    risky = ["=1+1", "+82 10", "-조끼", "@home", '=HYPERLINK("http://x")', "'=1"]
    book = small_book()
    more = tuple(SiteEntry(f"X{index}", f"점 {index}", "S1", bring=text) for index, text in enumerate(risky))
    data = as_bytes(replace(book, sites=book.sites + more))
    assert [site.bring for site in read_book(data).sites[2:]] == risky
    cells = [cell for row in load_workbook(io.BytesIO(data))["근무지"] for cell in row if cell.value in risky]
    assert [cell.data_type for cell in cells] == ["s"] * 6


def test_no_cell_of_a_written_workbook_is_a_formula():
    workbook = load_workbook(io.BytesIO(as_bytes(small_book())))
    assert not [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_control_characters_are_left_out():
    book = replace(small_book(), organization=OrganizationEntry("한빛\x07클럽", "031", "이담당"))
    assert read_book(as_bytes(book)).organization.name == "한빛클럽"


def test_shifts_over_midnight_come_back():
    spans = {
        (1080, 1440): "24:00",
        (1320, 1800): "06:00",  # 8 hours over midnight cannot be mistaken
        (1200, 2160): "36:00",  # 16 hours: 12:00 alone would look reversed
        (0, 1440): "24:00",
        (0, 360): "06:00",
    }
    more = tuple(TemplateEntry("G1", str(n), "긴 근무", *span, 60, 1) for n, span in enumerate(spans))
    book = small_book()
    data = as_bytes(replace(book, templates=book.templates + more))
    assert read_book(data).templates[6:] == more
    rows = load_workbook(io.BytesIO(data))["근무 유형"].iter_rows(min_row=9, max_row=13, values_only=True)
    assert [row[4] for row in rows] == list(spans.values())


def test_hours_come_back_to_the_minute():
    minutes = [0, 1, 59, 60, 270, 750, 1399]
    book = small_book()
    history = tuple(replace(book.history[0], worked_minutes=each) for each in minutes)
    book = replace(book, history=history)
    assert [entry.worked_minutes for entry in read_book(as_bytes(book)).history] == minutes


def test_two_sites_of_one_name_are_told_apart_by_code():
    book = small_book()
    twin = SiteEntry("G2", book.sites[0].name, "S1")
    book = replace(book, sites=(*book.sites, twin))
    assert read_book(as_bytes(book)) == book


def test_a_site_name_with_a_comma_comes_back():
    book = small_book()
    sites = (replace(book.sites[0], name="한마음점, 2층"), book.sites[1])
    book = replace(book, sites=sites)
    assert read_book(as_bytes(book)) == book


def test_equal_books_give_equal_bytes(monkeypatch):
    first = as_bytes(small_book())
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert as_bytes(small_book()) == first


def test_numbers_and_telephones_are_text_cells():
    sheet = load_workbook(io.BytesIO(as_bytes(small_book())))["참여자"]
    number, _, phone = (sheet.cell(3, column) for column in (1, 2, 3))
    assert (number.value, number.data_type, number.number_format) == ("101", "s", "@")
    assert (phone.value, phone.data_type) == ("010-0000-0101", "s")
    assert load_workbook(io.BytesIO(as_bytes(small_book())))["계약"].cell(3, 5).value.date() == date(2027, 1, 1)


def test_the_blank_form_has_every_sheet_with_headers_lists_and_remarks(tmp_path):
    write_blank(tmp_path / "blank.xlsx")
    workbook = load_workbook(tmp_path / "blank.xlsx")
    assert workbook.sheetnames == [HELP_SHEET, *(sheet.name for sheet in SHEETS)]
    for sheet in SHEETS:
        worksheet = workbook[sheet.name]
        assert [cell.value for cell in worksheet[1]] == [column.header for column in sheet.columns]
        assert all(cell.comment for cell in worksheet[1])
        assert str(worksheet["A3"].value).startswith("※ 보기")
        assert worksheet.freeze_panes == "A3"
    lists = {v.formula1 for v in workbook["계약"].data_validations.dataValidation}
    assert '"근로자,활동 참여자,자원봉사자"' in lists
    assert "'참여자'!$A$3:$A$1003" in lists


def test_the_blank_form_asks_for_the_organisation_and_nothing_else(tmp_path):
    write_blank(tmp_path / "blank.xlsx")
    with pytest.raises(WorkbookFaults) as caught:
        read_book(tmp_path / "blank.xlsx")
    assert [fault.say() for fault in caught.value.faults] == ["시트 ‘기관’: 기관 이름을 한 줄 적어 주세요."]


def test_the_sample_club_comes_back_as_it_was():
    holidays = korean_holidays(date(2026, 12, 1), date(2027, 7, 31))
    book = sample_book(Month(2027, 5), holidays)
    assert len(book.participants) == 120
    assert read_book(as_bytes(book)) == book
