"""The Excel month sheet looks as clubs know it, and reads back to the same assignments."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from scheduler.club.book import HistoryEntry
from scheduler.files.handmade import read_month
from scheduler.files.month_sheet import LegendItem, MonthRow, MonthSheet, code_text, write_month, write_months
from tests.unit.scheduler.files.handmade.sheets import STORE, club

DAYS = [date(2027, 5, 1) + timedelta(days=offset) for offset in range(31)]
HOLIDAYS = {date(2027, 5, 3): "노동절 대체공휴일", date(2027, 5, 5): "어린이날", date(2027, 5, 13): "부처님오신날"}
TIMES = {"새": (360, 630), "오": (630, 900), "저": (900, 1170), "밤": (1170, 1440)}
PEOPLE = {
    "101": ("김영숙", {1: "새", 5: "새", 9: "휴"}),
    "110": ("김영숙", {1: "오", 2: "새오"}),
    "102": ("박철수", {31: "밤"}),
}


def month_sheet():
    rows, filled = [], dict.fromkeys(DAYS, 0)
    for number, (name, codes) in PEOPLE.items():
        worked = [(day, letter) for day, text in codes.items() for letter in text if letter in TIMES]
        for day, _ in worked:
            filled[date(2027, 5, day)] += 1
        cells = {date(2027, 5, day): text for day, text in codes.items()}
        rows.append(MonthRow(number, name, cells, len({day for day, _ in worked}), 240 * len(worked)))
    legend = [LegendItem(code, *times) for code, times in TIMES.items()]
    return MonthSheet(
        "2027년 5월 근무표", STORE, DAYS, rows, "시니어 동행 편의점", HOLIDAYS, dict.fromkeys(DAYS, 4), filled,
        [*legend, LegendItem("휴", meaning="희망휴무")], "031-000-0000", "이담당", date(2027, 4, 24),
    )  # fmt: skip


def expected():
    entries = [
        HistoryEntry(number, date(2027, 5, day), "G1", letter, *TIMES[letter], 240)
        for number, (_, codes) in PEOPLE.items()
        for day, text in codes.items()
        for letter in text
        if letter in TIMES
    ]
    return sorted(entries, key=lambda entry: (entry.participant, entry.day, entry.start))


def test_a_written_month_reads_back_to_the_same_assignments(tmp_path):
    write_month(tmp_path / "month.xlsx", month_sheet())
    result = read_month(tmp_path / "month.xlsx", club())
    assert result.faults == ()
    assert result.warnings == ()
    assert str(result.month) == "2027-05"
    assert list(result.entries) == expected()


def test_several_sites_share_a_file_and_all_read_back(tmp_path):
    school = MonthSheet(
        "2027년 5월 근무표", "새싹초등학교", DAYS, [MonthRow("105", "정만복", {DAYS[5]: "급"}, 1, 180)]
    )  # fmt: skip
    write_months(tmp_path / "months.xlsx", [month_sheet(), school], paper="A3")
    result = read_month(tmp_path / "months.xlsx", club())
    assert result.faults == ()
    assert [entry for entry in result.entries if entry.site == "G1"] == expected()
    assert [(e.participant, e.day, e.start) for e in result.entries if e.site == "H1"] == [("105", DAYS[5], 630)]


@pytest.mark.parametrize("name", ["한마음점 / 2층", "GS25: [본점]?", "가" * 40, "근무지: 이상한 이름  작성일: 없음"])
def test_odd_site_names_are_written_and_read_back(tmp_path, name):
    book = club()
    book = replace(book, sites=(replace(book.sites[0], name=name), *book.sites[1:]))
    write_months(tmp_path / "odd.xlsx", [replace(month_sheet(), site_name=name)] * 2)
    result = read_month(tmp_path / "odd.xlsx", book)
    assert result.faults == ()
    assert len(result.entries) == 2 * len(expected())


def test_the_sheet_has_the_form_that_clubs_know(tmp_path):
    write_month(tmp_path / "month.xlsx", month_sheet(), paper="A3")
    sheet = load_workbook(tmp_path / "month.xlsx").worksheets[0]
    assert sheet["A1"].value == "2027년 5월 근무표"
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [word for word in texts if word in ("결재", "담당", "팀장", "관장")] == ["결재", "담당", "팀장", "관장"]
    assert "새=06:00–10:30   오=10:30–15:00   저=15:00–19:30   밤=19:30–24:00   휴=희망휴무" in texts
    assert "※ 못 나오실 때는 꼭 전화: 031-000-0000" in texts
    assert "◆ 공휴일: 3일 노동절 대체공휴일, 5일 어린이날, 13일 부처님오신날" in texts
    assert [sheet.cell(5, column).value for column in (1, 2, 3, 33, 34, 35, 36)] == [
        "번호",
        "이름",
        1,
        31,
        "일수",
        "시간",
        "비고",
    ]
    assert [sheet.cell(8, column).value for column in (1, 2, 3, 4, 34, 35)] == ["110", "김영숙", "오", "새오", 2, 12]
    assert [sheet.cell(row, 1).value for row in (10, 11)] == ["필요", "배정"]
    assert [sheet.cell(11, column).value for column in (3, 4, 5)] == [2, 2, 0]


def test_weekends_and_holidays_are_coloured_and_holidays_marked_too(tmp_path):
    write_month(tmp_path / "month.xlsx", month_sheet())
    sheet = load_workbook(tmp_path / "month.xlsx").worksheets[0]
    letters = [sheet.cell(6, column).value for column in range(3, 34)]
    assert letters[:6] == ["토", "일", "월◆", "화", "수◆", "목"]
    colours = [sheet.cell(5, column).font.color.rgb[-6:] for column in range(3, 8)]
    assert colours == ["1F4FBF", "C00000", "C00000", "000000", "C00000"]


def test_it_prints_one_page_wide_on_the_paper_asked_for(tmp_path):
    for paper, number in (("A3", 8), ("A4", 9)):
        write_month(tmp_path / "month.xlsx", month_sheet(), paper)
        sheet = load_workbook(tmp_path / "month.xlsx").worksheets[0]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", number)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$5:$6"


def test_paper_of_another_size_is_refused(tmp_path):
    with pytest.raises(KeyError):
        write_month(tmp_path / "month.xlsx", month_sheet(), paper="B5")


def test_equal_sheets_give_equal_bytes(tmp_path):
    write_month(tmp_path / "one.xlsx", month_sheet())
    write_month(tmp_path / "two.xlsx", month_sheet())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_names_that_look_like_formulas_stay_text(tmp_path):
    sheet = replace(month_sheet(), rows=[MonthRow("1", "=1+1", {}, 0, 0)])
    write_month(tmp_path / "month.xlsx", sheet)
    cell = load_workbook(tmp_path / "month.xlsx").worksheets[0]["B7"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_two_codes_of_one_day_are_joined_so_that_they_can_be_parted_again():
    assert code_text(["새"]) == "새"
    assert code_text(["새", "오"]) == "새오"
    assert code_text(["새1", "오"]) == "새1/오"
