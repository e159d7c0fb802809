"""Hand-made months become history; what is unclear is named by sheet, cell and person."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scheduler.calendar import Month
from scheduler.club.book import HistoryEntry
from scheduler.files.handmade import read_month
from scheduler.files.handmade.codes import lawful_break
from tests.unit.scheduler.files.books import saved
from tests.unit.scheduler.files.handmade.sheets import (
    DAYS,
    SCHOOL_CREWS,
    STORE_ROWS,
    a_grown_sheet,
    club,
    one_store,
    school_days,
    two_schools,
)

APRIL = Month(2027, 4)
TIMES = {"새": (360, 630), "오": (630, 900), "저": (900, 1170), "밤": (1170, 1440)}
NUMBERS = {"김영숙": "101", "박철수": "102", "이정자": "103", "최순자": "104"}


def store_history():
    entries = [
        HistoryEntry(NUMBERS[name], date(2027, 4, day), "G1", code, *TIMES[code], 240)
        for name, codes in STORE_ROWS.items()
        for day, code in codes.items()
        if code in TIMES
    ]
    return sorted(entries, key=lambda entry: (entry.participant, entry.day, entry.start))


def read(data, month=None):
    return read_month(data, club(), month)


def test_a_store_with_title_legend_formulas_and_feet_is_read_whole():
    result = read(one_store())
    assert result.faults == ()
    assert result.warnings == ()
    assert result.month == APRIL
    assert list(result.entries) == store_history()
    assert len(result.entries) == 5 + 4 + 4 + 4  # without 휴, 교, 휴


def test_two_sheets_are_two_sites_and_codes_come_from_the_templates():
    result = read(two_schools(), APRIL)
    assert result.faults == ()
    assert result.month == APRIL
    found = {(e.participant, e.day, e.site, e.start, e.worked_minutes) for e in result.entries}
    numbers = {"정만복": "105", "강옥순": "106", "윤분이": "107", "한상철": "108", "오복례": "109"}
    expected = {
        (numbers[name], day, *(("H1", 630) if school == "새싹초등학교" else ("H2", 640)), 180)
        for school, crews in SCHOOL_CREWS.items()
        for crew, names in crews.items()
        for name in names
        for day in school_days(crew)
    }
    assert found == expected
    assert len(result.entries) == len(expected)


def test_a_sheet_that_grew_over_years_is_read_whole():
    result = read(a_grown_sheet())
    assert result.faults == ()
    assert result.month == APRIL  # from the dates in the header
    cells = [(e.participant, e.day.day, e.code, e.start, e.end, e.worked_minutes) for e in result.entries]
    assert cells == [
        ("102", 1, "저", 900, 1170, 240),  # 15:00 to 19:30, as the template: 30 minutes of break
        ("102", 1, "밤", 1170, 1440, 240),  # not in the legend: the template
        ("102", 30, "오", 600, 900, 270),  # the legend's own break of 30 minutes
        ("103", 2, "새", 360, 600, 240),  # 4 h on site hold less than 4 h of work and a break
        ("103", 3, "오", 600, 900, 270),
        ("110", 1, "새", 360, 600, 240),
        ("110", 1, "오", 600, 900, 270),
        ("110", 5, "새", 360, 600, 240),
        ("110", 9, "새", 360, 600, 240),
    ]


def test_a_total_that_the_cells_do_not_give_is_a_warning():
    warnings = read(a_grown_sheet()).warnings
    assert [(w.row, w.person) for w in warnings] == [(9, "이정자")]
    assert "적힌 합계 3일이(가) 칸을 세어 나온 2일과 다릅니다" in warnings[0].ko
    assert "not the 2" in warnings[0].en


def test_typed_numbers_of_people_are_checked_as_well():
    result = read(one_store(B11=4))
    assert [(w.cell, w.value) for w in result.warnings] == [("B11", "4")]
    assert "1일 배정 인원 4명이 칸을 세어 나온 3명과 다릅니다" in result.warnings[0].ko


def test_typed_totals_may_hold_the_hours_with_or_without_breaks():
    assert read(one_store(AF7=4, AG7=18)).warnings == ()  # 4 × 4 h 30 min
    assert read(one_store(AF7=4, AG7="16시간")).warnings == ()  # 4 × 4 h
    assert [w.cell for w in read(one_store(AF7=4, AG7=17)).warnings] == ["AG7"]


FAULTS = {
    "an unknown code": (one_store(C7="야"), "C7", "박철수", "아는 글자: 새, 오, 저, 밤"),
    "half a known cell": (one_store(C7="새?"), "C7", "박철수", "‘새?’"),
    "a number in a cell": (one_store(C7=4), "C7", "박철수", "‘4’"),
    "a formula without a value": (one_store(C7="=B7"), "C7", "박철수", "수식"),
    "an unknown name": (one_store(A7="박철슈"), "A7", "박철슈", "혹시 ‘박철수’"),
    "a masked name": (one_store(A7="박○○"), "A7", "박○○", "없는 참여자"),
    "a name that two have": (one_store(A6="김영숙"), "A6", "김영숙", "2명입니다(101, 110). 번호를"),
    "a number that neither has": (one_store(A6="김영숙(55)"), "A6", "김영숙(55)", "2명입니다"),
    "one person twice": (one_store(A8="박철수"), "A8", "박철수", "7행에도"),
    "shifts without a name": (one_store(A8=None), "A8", None, "이름이 비어"),
    "an unknown site": (one_store(A3="근무지: 다른점"), None, None, "‘다른점’: 어느 근무지인지"),
    "days of another month": (one_store(A1="2027년 5월 근무표"), None, None, "5월은 31일까지인데 날짜가 30일까지"),
    "weekdays of another year": (one_store(A1="2026년 4월 근무표"), None, None, "1일은 수요일인데 B5 칸에는 ‘목’"),
    "a wrong weekday": (one_store(F5="일"), None, None, "5일은 월요일인데 F5"),
    "no month at all": (one_store("시트", A1="근무표", A3="근무지: 한마음점"), None, None, "어느 달의 근무표인지"),
    "a legend that says two things": (one_store(A13="새=07:00–11:00"), None, None, "‘새’의 시각이 두 가지"),
    "too few days": (one_store(O4="14일째"), None, None, "찾을 수 없습니다"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_unclear_is_named(name):
    data, cell, person, words = FAULTS[name]
    faults = read(data).faults
    assert [(fault.cell, fault.person) for fault in faults] == [(cell, person)]
    assert words in faults[0].ko
    assert faults[0].en


def test_the_rest_of_a_month_with_a_fault_is_still_read():
    result = read(one_store(C7="야"))
    assert len(result.entries) == len(store_history()) - 1


def test_a_month_without_year_takes_the_one_asked_for_or_is_a_fault():
    plain_title = one_store(A1="4월 근무표", A3="근무지: 한마음점")
    assert read(plain_title, APRIL).month == APRIL
    assert "몇 년 4월인지" in read(plain_title).faults[0].ko


def test_another_month_than_asked_for_is_a_fault():
    faults = read(one_store(), Month(2027, 3)).faults
    assert [fault.sheet for fault in faults] == ["4월"]
    assert "2027년 4월의 근무표입니다. 2027년 3월이 필요합니다" in faults[0].ko


def test_a_file_of_several_months_is_read_whole_or_for_the_month_asked_for():
    workbook = load_workbook(BytesIO(one_store()))
    march = workbook.create_sheet("3월")
    march["A1"], march["A2"] = "2027년 3월 근무표", "근무지: 한마음점"
    march["A3"] = "이름"
    for number in range(1, 32):
        march.cell(3, number + 1, number)
    march["A4"], march["B4"] = "박철수", "밤"
    data = saved(workbook)
    first_of_march = HistoryEntry("102", date(2027, 3, 1), "G1", "밤", 1170, 1440, 240)

    everything = read(data)
    assert (everything.faults, everything.month) == ((), APRIL)
    assert set(everything.entries) == {first_of_march, *store_history()}
    assert list(read(data, APRIL).entries) == store_history()
    assert read(data, Month(2027, 3)).entries == (first_of_march,)


def test_a_tab_that_names_no_school_is_a_fault_of_that_sheet_alone():
    result = read(two_schools("둘째 장 4월"), APRIL)
    assert [fault.sheet for fault in result.faults] == ["둘째 장 4월"]
    assert {entry.site for entry in result.entries} == {"H1"}


def test_two_tables_on_one_sheet_are_two_sites():
    workbook = load_workbook(BytesIO(one_store()))
    sheet = workbook["4월"]
    sheet["A20"] = "근무지: 새싹초등학교"
    sheet["A21"] = "이름"
    for day in DAYS:
        sheet.cell(21, day.day + 1, day.day)
    sheet["A22"], sheet["B22"] = "정만복", "급"
    result = read(saved(workbook))
    assert result.faults == ()
    assert [e for e in result.entries if e.site == "H1"] == [
        HistoryEntry("105", date(2027, 4, 1), "H1", "급", 630, 810, 180)
    ]
    assert [e for e in result.entries if e.site == "G1"] == store_history()


def test_what_is_no_workbook_is_one_fault_and_no_history():
    result = read(b"\x89PNG\r\n\x1a\n")
    assert result.entries == ()
    assert "그림(PNG)" in result.faults[0].ko


@pytest.mark.parametrize(
    ("on_site", "rest"), [(180, 0), (269, 0), (270, 30), (360, 30), (539, 30), (540, 60)]
)  # 4 h of work from 270 with the break of 30, 8 h from 540 with 60
def test_the_lawful_break_lies_inside_the_time_on_site(on_site, rest):
    assert lawful_break(on_site) == rest


def test_a_formula_without_a_value_and_an_unknown_code_are_said_as_what_they_are():
    (formula,) = read(one_store(C7="=B7")).faults
    assert "일 칸: 수식이 계산되지 않았거나 오류입니다. 아는 글자: " in formula.ko
    assert " holds an error or a formula without a value. Known codes: " in formula.en
    (unknown,) = read(one_store(C7="뷁")).faults
    assert "일 칸: ‘뷁’이(가) 무슨 뜻인지 알 수 없습니다. 아는 글자: " in unknown.ko
    assert " is unclear (‘뷁’). Known codes: " in unknown.en
