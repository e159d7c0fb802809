"""Hand-made rosters of April 2027 as clubs draw them: three real habits, each built here cell by cell.

April 2027 has 30 days and begins on a Thursday.
"""

from __future__ import annotations

from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from scheduler.calendar import WEEKDAYS_KO
from scheduler.club.book import ClubBook, OrganizationEntry, ParticipantEntry, ProgramEntry, SiteEntry, TemplateEntry
from scheduler.problem import ShiftBand
from tests.unit.scheduler.files.books import saved

DAYS = [date(2027, 4, 1) + timedelta(days=offset) for offset in range(30)]
RED, BLUE = Font(color="C00000", bold=True), Font(color="1F4FBF", bold=True)
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

STORE = "시니어 동행 편의점 한마음점"
STORE_ROWS = {
    "김영숙": {1: "새", 3: "새", 6: "새", 8: "새", 12: "휴", 20: "오"},
    "박철수": {1: "오", 2: "새", 5: "오", 10: "저", 15: "교"},
    "이정자": {1: "저", 4: "저", 7: "저", 30: "밤"},
    "최순자": {2: "밤", 9: "밤", 16: "밤", 23: "밤", 29: "휴"},
}


def club() -> ClubBook:
    """A store with four templates, two schools with one each; two people are called 김영숙."""
    names = ["김영숙", "박철수", "이정자", "최순자", "정만복", "강옥순", "윤분이", "한상철", "오복례"]
    people = [ParticipantEntry(str(101 + index), name) for index, name in enumerate(names)]
    return ClubBook(
        organization=OrganizationEntry("한빛시니어클럽", "031-000-0000", "이담당"),
        programs=(ProgramEntry("S1", "시니어 동행 편의점"), ProgramEntry("S2", "학교 급식 도우미")),
        sites=(
            SiteEntry("G1", STORE, "S1"),
            SiteEntry("H1", "새싹초등학교", "S2"),
            SiteEntry("H2", "푸른초등학교", "S2"),
        ),
        templates=(
            TemplateEntry("G1", "새", "새벽", 360, 630, 30, 1),
            TemplateEntry("G1", "오", "오전", 630, 900, 30, 1),
            TemplateEntry("G1", "저", "저녁", 900, 1170, 30, 1, band=ShiftBand.PM),
            TemplateEntry("G1", "밤", "밤", 1170, 1440, 30, 1, band=ShiftBand.NIGHT),
            TemplateEntry("H1", "급", "급식", 630, 810, 0, 2),
            TemplateEntry("H2", "급", "급식", 640, 820, 0, 2),
        ),
        participants=(*people, ParticipantEntry("110", "김영숙")),
    )


def one_store(tab: str = "4월", **spoil: object) -> bytes:
    """One sheet with everything on it: title, 결재, legend, coloured weekends, totals as formulas, 필요 and 배정.

    `spoil` puts other values into cells, by address.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = tab
    sheet["A1"] = "2027년 4월 근무표"
    sheet["A1"].font, sheet["A1"].alignment = Font(size=20, bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A1:W2")
    sheet["X1"] = "결재"
    sheet.merge_cells("X1:X2")
    for at, word in (("Y1", "담당"), ("AB1", "팀장"), ("AE1", "관장")):
        sheet[at] = word
    sheet["A3"] = f"사업단: 시니어 동행 편의점   근무지: {STORE}   작성일: 2027.3.24.   담당자: 이담당 031-000-0000"
    sheet.merge_cells("A3:AG3")
    sheet["A4"] = "이름"
    sheet.merge_cells("A4:A5")
    _days(sheet, 4, 2)
    sheet["AF4"], sheet["AG4"], sheet["AH4"] = "일수", "시간", "비고"
    for row, (name, codes) in enumerate(STORE_ROWS.items(), start=6):
        sheet.cell(row, 1, f"{name}(101)" if name == "김영숙" else name)
        for number, code in codes.items():
            sheet.cell(row, number + 1, code).border = BOX
        sheet.cell(row, 32, f'=COUNTA(B{row}:AE{row})-COUNTIF(B{row}:AE{row},"휴")')
        sheet.cell(row, 33, f"=AF{row}*4.5")
    for row, word in ((10, "필요"), (11, "배정")):
        sheet.cell(row, 1, word)
        for column in range(2, 32):
            letter = get_column_letter(column)
            sheet.cell(row, column, 4 if word == "필요" else f"=COUNTA({letter}6:{letter}9)")
    sheet["A12"] = "새=06:00–10:30  오=10:30–15:00  저=15:00–19:30  밤=19:30–24:00   휴=희망휴무  교=교육"
    sheet.merge_cells("A12:AG12")
    sheet["A13"] = "※ 못 나오실 때는 꼭 전화: 031-000-0000"
    for address, value in spoil.items():
        sheet[address] = value
    return saved(workbook)


def _days(sheet, row, first):
    for column, day in enumerate(DAYS, start=first):
        letter = WEEKDAYS_KO[day.weekday()]
        sheet.cell(row, column, day.day), sheet.cell(row + 1, column, letter)
        if letter in "토일":
            sheet.cell(row, column).font = sheet.cell(row + 1, column).font = BLUE if letter == "토" else RED
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="EEEEEE")


SCHOOL_CREWS = {
    "새싹초등학교": {"1조": ["정만복", "강옥순"], "2조": ["윤분이"]},
    "푸른초교": {"1조": ["한상철"], "2조": ["오복례"]},
}


def school_days(crew: str) -> list[date]:
    """Meal days of a crew: 1조 on Monday, Wednesday and Friday, 2조 on Tuesday and Thursday."""
    return [day for day in DAYS if day.weekday() in ((0, 2, 4) if crew == "1조" else (1, 3))]


def two_schools(second_name: str = "푸른초등학교 4월") -> bytes:
    """A sheet for each school, named by its tab: no legend, no year, crews merged at the left, weekdays above days."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for school, crews in SCHOOL_CREWS.items():
        sheet = workbook.create_sheet("새싹초등학교" if school == "새싹초등학교" else second_name)
        sheet["B2"] = "4월 학교 급식 도우미 활동표"
        sheet.merge_cells("B2:AF2")
        sheet["B5"], sheet["C5"] = "조", "성명"
        for column, day in enumerate(DAYS, start=4):
            sheet.cell(4, column, WEEKDAYS_KO[day.weekday()])
            sheet.cell(5, column, f"{day.day}일")
        sheet.cell(5, 34, "계")
        row = 6
        for crew, names in crews.items():
            sheet.cell(row, 2, crew)
            if len(names) > 1:
                sheet.merge_cells(start_row=row, end_row=row + len(names) - 1, start_column=2, end_column=2)
            for name in names:
                sheet.cell(row, 3, f" {name} 님")
                for day in school_days(crew):
                    sheet.cell(row, day.day + 3, "급")
                row += 1
        sheet.cell(row + 1, 3, "합계")
        sheet.cell(row + 3, 2, "기타: 앞치마와 위생모를 꼭 챙겨 주세요.")
    return saved(workbook)


def a_grown_sheet(**spoil: object) -> bytes:
    """A sheet that grew over years: dates as days, weekly sums between the days, two rows for each name, two codes
    in a cell, the legend spread over cells, numbers beside names, totals typed by hand, a row of notes below.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Sheet1"
    sheet["C1"] = "한마음점 근무표"
    sheet["A2"], sheet["B2"] = "근무지", "한마음점"
    sheet["A4"], sheet["B4"], sheet["C4"] = "연번", "참여자 번호", "이름"
    column, columns = 4, {}
    for day in DAYS:
        sheet.cell(4, column, day).number_format = "d"
        columns[day.day] = column
        column += 1
        if day.weekday() == 6:
            sheet.cell(4, column, "주계")
            column += 1
    sheet.cell(4, column, "근무일수"), sheet.cell(4, column + 1, "근무시간")
    people = [("110", "김 영 숙", {1: "새오", 5: "새"}, {9: "새"}), ("102", "박철수", {1: "저/밤", 30: "오"}, {})]
    for index, (number, name, upper, lower) in enumerate(people):
        row = 5 + 2 * index
        sheet.cell(row, 1, index + 1), sheet.cell(row, 2, number), sheet.cell(row, 3, name)
        for at in (1, 2, 3):
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)
        for line, codes in ((row, upper), (row + 1, lower)):
            for day, code in codes.items():
                sheet.cell(line, columns[day], code)
    sheet.cell(9, 1, 3), sheet.cell(9, 2, "103"), sheet.cell(9, 3, "이정자")
    sheet.cell(9, columns[2], "새"), sheet.cell(9, columns[3], "오")
    sheet.cell(9, column, 3), sheet.cell(9, column + 1, 9)  # two days were worked; 9 h is 2 × 4 h 30 min
    for index, (code, times) in enumerate(
        (("새", "06:00 ~ 10:00"), ("오", "10:00~15:00 (휴게 30분)"), ("저", "15시~19시 30분"))
    ):
        sheet.cell(12, 3 + 3 * index, code), sheet.cell(12, 4 + 3 * index, times)
    sheet["C14"] = "비고"
    sheet["D14"] = "4월 15일 위생 점검"
    for address, value in spoil.items():
        sheet[address] = value
    return saved(workbook)
