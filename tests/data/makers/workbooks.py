"""Workbooks that Excel would open without a word, with something odd or wrong in their cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, time

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from tests.data.makers import made, steady, with_part
from tests.unit.scheduler.files.books import FIRST, PEOPLE, put, rename_header, spoiled

Change = Callable[[Workbook], object]
NUMBER, NAME = "참여자 번호", "이름"


def all_of(*changes: Change) -> Change:
    """One change after the other."""

    def change(workbook: Workbook) -> None:
        for one in changes:
            one(workbook)

    return change


def add(sheet: str, *values: object) -> Change:
    """A row at the end of a sheet."""
    return lambda workbook: workbook[sheet].append(values)


def column(sheet: str, header: str, values: list[object]) -> Change:
    """Values down a column, from the first entry on."""
    return all_of(*(put(sheet, header, value, FIRST + index) for index, value in enumerate(values)))


def person(number: object, name: object, *more: object) -> Change:
    """A seventh participant with a contract."""
    return all_of(
        add("참여자", number, name, *more),
        add("계약", number, name, "S1", "근로자", "2027-01-01", "2027-12-31", "G1"),
    )


def emptied(workbook: Workbook) -> None:
    """Every sheet without its entries."""
    for sheet in workbook.worksheets:
        sheet.delete_rows(2, sheet.max_row)


def merged_numbers(workbook: Workbook) -> None:
    """A second contract of 101 under the first, with number and name written once over both rows."""
    sheet = workbook["계약"]
    sheet.insert_rows(FIRST + 1)
    again = (None, None, "S2", "활동 참여자", "2027-01-01", "2027-12-31", "H1")
    for at, value in enumerate(again, start=1):
        sheet.cell(FIRST + 1, at, value)
    for at in (1, 2):
        sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=at, end_column=at)


def merged_header(workbook: Workbook) -> None:
    """A title over all columns and a second one over groups of them, both merged, above the header."""
    sheet = workbook["참여자"]
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["A2"], sheet["D2"] = "2027년 참여자 명단", "기본", "그 밖"
    sheet.merge_cells("A1:F1"), sheet.merge_cells("A2:C2"), sheet.merge_cells("D2:F2")


def header_in_row_3(workbook: Workbook) -> None:
    """Two lines of a letterhead above the header."""
    workbook["근무지"].insert_rows(1, 2)
    workbook["근무지"]["A1"] = "한빛시니어클럽"


def hidden(workbook: Workbook) -> None:
    """Hidden rows, columns and sheets hold entries like any other."""
    workbook["참여자"].row_dimensions[4].hidden = True
    workbook["참여자"].column_dimensions["C"].hidden = True
    workbook["계약"].sheet_state, workbook["자격"].sheet_state = "hidden", "veryHidden"


def filtered(workbook: Workbook) -> None:
    """A filter that hides rows."""
    sheet = workbook["참여자"]
    sheet.auto_filter.ref = "A1:F8"
    sheet.auto_filter.add_filter_column(1, ["김영숙"])
    for row in range(4, 9):
        sheet.row_dimensions[row].hidden = True


def commented(workbook: Workbook) -> None:
    """Notes on cells."""
    workbook["참여자"]["B3"].comment = Comment("형님과 같이 다니심", "이담당")


def validated(workbook: Workbook) -> None:
    """A list of choices from another place."""
    rule = DataValidation(type="list", formula1='"가,나,다"', allow_blank=True)
    workbook["참여자"].add_data_validation(rule)
    rule.add("B3:B8")


def coloured(workbook: Workbook) -> None:
    """Colours that depend on values."""
    red = PatternFill("solid", bgColor="FF0000")
    workbook["계약"].conditional_formatting.add("H3:H8", CellIsRule("greaterThan", ["12"], fill=red))


def from_1904(workbook: Workbook) -> None:
    """Days counted from 1904, as files of old Macs do."""
    workbook.epoch = CALENDAR_MAC_1904
    for sheet, header, values in DATES:
        column(sheet, header, list(values))(workbook)


def serials_1904(workbook: Workbook) -> None:
    """Bare numbers of days from 1904 in cells that are not formatted as dates."""
    workbook.epoch = CALENDAR_MAC_1904
    for sheet, header, values in DATES:
        column(sheet, header, [(day - date(1904, 1, 1)).days for day in values])(workbook)


DATES = (
    ("공휴일", "날짜", (date(2027, 5, 5), date(2027, 5, 13))),
    ("계약", "시작일", (date(2027, 1, 1),) * 4 + (date(2027, 3, 2),) * 2),
)
JANUARY = ["2027-01-01 00:00:00", "2027년1월1일(금)", "2027-1-1", "2027.01.01 금요일"]

SAME: dict[str, tuple[str, Change]] = {
    "merged-header": ("titles merged over the header", merged_header),
    "merged-numbers": ("number and name merged over two contracts", merged_numbers),
    "header-in-row-3": ("a letterhead above the header", header_in_row_3),
    "extra-columns": ("columns that are not ours", lambda w: [w["참여자"].cell(r, 20, "메모") for r in range(1, 9)]),
    "hidden": ("hidden rows, columns and sheets", hidden),
    "filtered": ("rows hidden by a filter", filtered),
    "comments": ("notes on cells", commented),
    "validations": ("a list of choices that the cells do not follow", validated),
    "conditional-colours": ("colours that depend on values", coloured),
    "days-from-1904": ("dates counted from 1904", from_1904),
    "serials-from-1904": ("bare numbers of days counted from 1904", serials_1904),
    "serials": ("dates as bare numbers of days", column("공휴일", "날짜", [46512, 46520])),
    "date-spellings": (
        "eight spellings of dates as text",
        all_of(
            column("계약", "시작일", [*JANUARY, "2027. 03. 02.", "2027/3/2"]),
            column("공휴일", "날짜", ["2027년 5월 5일", "20270513"]),
        ),
    ),
    "time-spellings": (
        "times as text, as parts of a day, in words",
        column("근무 유형", "시작", ["오전 6시", 10.5 / 24, "15:00:00", "오후 7시 30분", time(10, 30)]),
    ),
    "decomposed-names": (
        "names in decomposed letters, as a Mac writes them",
        column("참여자", NAME, [unicodedata.normalize("NFD", name) for name in PEOPLE]),
    ),
    "full-width-digits": (
        "full-width digits and letters",
        all_of(
            column("참여자", NUMBER, ["１０１", "１０２"]),
            put("근무 유형", "시작", "０６：００"),
            put("계약", "사업단", "Ｓ１"),
        ),
    ),
    "odd-spaces": (
        "no-break, ideographic and invisible spaces",
        all_of(
            put("참여자", NAME, "\u00a0김영숙\u3000"),
            put("참여자", NAME, "박철수\u200b", 4),
            put("계약", NUMBER, "\ufeff101"),
            put("근무 유형", "근무지", "시니어\u00a0동행  편의점 한마음점"),
        ),
    ),
    "phone-as-number": (
        "telephone numbers that Excel took for numbers",
        column("참여자", "전화번호", [1000000101 + n for n in range(6)]),
    ),
    "numbers-as-numbers": (
        "participants' numbers as numbers",
        all_of(column("참여자", NUMBER, [101 + n for n in range(6)]), column("계약", NUMBER, [101.0, 102.0])),
    ),
    "empty-formatted-rows": (
        "5,000 empty rows with a format",
        lambda w: [setattr(w["공휴일"].cell(r, 1), "number_format", "yyyy-mm-dd") for r in range(5, 5005)],
    ),
    "rows-of-remarks": (
        "empty rows and remarks between entries",
        lambda w: (w["참여자"].insert_rows(5, 3), w["참여자"].cell(6, 1, "※ 아래는 3월부터")),
    ),
    "booleans": ("true and false instead of words", column("참여자", "야간 동의", [True, False])),
    "names-without-numbers": ("contracts found by name alone", column("계약", NUMBER, [None] * 6)),
    "sheet-order": (
        "sheets in another order, with sheets that are not ours",
        lambda w: (w.move_sheet("공휴일", -10), w.create_sheet("메모")),
    ),
}

READ: dict[str, tuple[str, Change]] = {
    "emoji-name": ("an emoji in a name", person("107", "윤분이😊")),
    "hanja-name": ("a name in Chinese characters", person("107", "金英淑")),
    "name-at-sum": ("a name that would be a formula elsewhere", person("107", "@SUM(A1)")),
    "name-minus": ("a name that begins with a minus", person("107", "-김말순")),
    "phone-plus-82": ("a telephone number that begins with +82", put("참여자", "전화번호", "+82-10-0000-0101")),
    "same-name-twice": ("two people of one name with two numbers", person("107", "김영숙")),
    "number-with-zeros": ("a number that begins with zeros", person("0107", "윤분이")),
    "no-seats": ("a shift that needs nobody", put("근무 유형", "필요 인원", 0)),
    "wish-in-another-year": ("a wish for a day long ago", put("희망", "날짜", "2019-05-08")),
    "contract-long-over": (
        "a contract that ended years ago",
        all_of(put("계약", "시작일", "2019-01-01"), put("계약", "종료일", "2019-12-31")),
    ),
    "name-with-line-break": ("a line break inside a name", person("107", "윤분이\n(반장)")),
    "end-next-day": ("a shift that ends at 25:00", put("근무 유형", "끝", "25:00", 6)),
    "only-what-must-be": (
        "only a programme, a site, a template, a person and a contract",
        lambda w: [
            w[name].delete_rows(FIRST, 50)
            for name in ("휴업일", "자격", "근무 불가", "희망", "평소 근무", "짝", "지난 근무")
        ],
    ),
}

BAD: dict[str, tuple[str, Change]] = {
    "formula-never-computed": (
        "formulas without values",
        all_of(put("근무 유형", "필요 인원", "=1+1"), put("참여자", NAME, '=HYPERLINK("http://x","김영숙")', 4)),
    ),
    "formula-errors": (
        "cells that hold #REF! and #DIV/0!",
        all_of(put("근무 유형", "필요 인원", "#REF!"), put("계약", "시작일", "#DIV/0!", 4)),
    ),
    "sheet-twice": (
        "two sheets whose names differ by a space",
        lambda w: setattr(w.create_sheet("x"), "title", "참여자 "),
    ),
    "sheet-missing": ("a sheet deleted", lambda w: w.remove(w["짝"])),
    "sheet-misnamed": ("a sheet under another name", lambda w: setattr(w["희망"], "title", "희망 사항")),
    "header-misnamed": ("a column under another name", rename_header("참여자", "야간 동의", "야간동의함")),
    "header-twice": ("a column twice", lambda w: w["공휴일"].cell(1, 3, "날짜")),
    "header-missing": ("a sheet without its header", lambda w: w["공휴일"].delete_rows(1, 2)),
    "nothing-filled-in": ("the form without any entry", emptied),
    "number-twice": ("two people with one number", person("105", "윤분이")),
    "person-without-name": ("a person without a name", put("참여자", NAME, None, 5)),
    "number-and-name-differ": ("number and name of two people", put("계약", NAME, "박철수")),
    "zeros-lost": (
        "a number that lost its zeros in one sheet",
        all_of(person("0107", "윤분이"), put("계약", NUMBER, 107, 9), put("계약", NAME, None, 9)),
    ),
    "formula-as-name": ("a formula error where a name belongs", put("참여자", NAME, "#NAME?")),
    "long-cell": ("a cell with 32,767 characters", put("근무지", "준비물", "가" * 32_767)),
    "long-name": ("a name of 60 letters", person("107", "가" * 60)),
    "turned-around": ("a character that turns the line around", put("참여자", NAME, "김\u202e숙영")),
    "private-letters": ("letters that only one font knows, as HWP makes them", put("참여자", NAME, "김\ue0bc숙")),
    "lost-letters": ("letters lost by a wrong encoding", put("근무지", "근무지 이름", "한마음\ufffd\ufffd")),
    "negative-seats": ("a negative number of people", put("근무 유형", "필요 인원", -1)),
    "half-a-seat": ("half a person", put("근무 유형", "필요 인원", 1.5)),
    "huge-number": ("a number with three hundred digits", put("계약", "주 소정근로시간", 1e308)),
    "huge-seats": ("a million people needed", put("근무 유형", "필요 인원", 1_000_000)),
    "minutes-as-hours": ("minutes where hours belong", put("계약", "주 시간 한도", 840)),
    "birth-date": (
        "a date of birth where only the year belongs",
        all_of(put("참여자", "출생 연도", date(1950, 3, 2)), put("참여자", "출생 연도", "510302", 4)),
    ),
    "registration-number": (
        "a resident registration number as the participant's number",
        all_of(put("참여자", NUMBER, "500302-1234567"), put("계약", NUMBER, "500302-1234567")),
    ),
    "registration-number-aside": (
        "resident registration numbers in columns that are not read",
        all_of(put("참여자", "전화번호", 5003021234567, 4), lambda w: w["참여자"].cell(5, 9, "(510405 - 2******)")),
    ),
    "contract-reversed": ("a contract that ends before it begins", put("계약", "종료일", "2026-12-31", 6)),
    "contracts-overlap": (
        "two contracts at one time",
        add("계약", "101", "김영숙", "S1", "근로자", "2027-06-01", "2027-07-31", "G1"),
    ),
    "unknown-programme": ("a programme that does not exist", put("근무지", "사업단", "S9")),
    "unknown-site": ("a site that does not exist", put("계약", "근무지", "G9", 4)),
    "unknown-template": ("a template that does not exist", put("희망", "근무 유형", "야", 5)),
    "unknown-person": ("a participant who does not exist", all_of(put("자격", NUMBER, "999"), put("자격", NAME, None))),
    "end-before-start": (
        "a shift that ends before it starts",
        all_of(put("근무 유형", "시작", "15:00"), put("근무 유형", "끝", "10:30")),
    ),
    "zero-length-shift": ("a shift without length", put("근무 유형", "끝", "06:00")),
    "two-day-shift": ("a shift of 36 hours", put("근무 유형", "끝", "42:00")),
    "break-too-long": ("a break longer than its shift", put("근무 유형", "휴게(분)", 300)),
    "letter-twice": ("a letter twice at one site", put("근무 유형", "코드", "새", 5)),
    "no-clock-time": (
        "words and numbers that are no clock time",
        column("근무 유형", "시작", ["아침", "6", 630, "25시 70분"]),
    ),
    "no-date": (
        "words and numbers that are no date",
        all_of(column("계약", "시작일", ["내일", "27.5.3", "2027-02-29", "5월 3일", 3, "03/05/2027"])),
    ),
    "closure-reversed": ("a closure that ends before it begins", put("휴업일", "마지막 날", "2027-05-03")),
    "holiday-twice": ("a holiday twice", put("공휴일", "날짜", "2027-05-05", 4)),
    "pair-with-oneself": ("a pair of one person", all_of(put("짝", "참여자 번호 2", "101"), put("짝", "이름 2", None))),
    "pair-both-ways": ("two people both together and apart", add("짝", "102", "박철수", "101", "김영숙", "함께")),
    "two-organisations": ("two organisations", add("기관", "다른클럽", "031-1", "김담당")),
    "five-hundred-faults": (
        "more faults than anyone reads",
        lambda w: [w["공휴일"].append([f"x{n}", "이름"]) for n in range(520)],
    ),
    "choice-misspelt": ("a word that cannot be chosen", put("계약", "고용 형태", "알바")),
    "text-in-number": ("words where a number belongs", put("근무 유형", "필요 인원", "두 명")),
    "date-in-text": ("a date where a name belongs", put("기관", "담당자", date(2027, 5, 3))),
    "too-many-rows": ("more rows than a sheet may have", lambda w: w["공휴일"].cell(10_001, 1, "2027-05-05")),
}

for _name, (_wrong, _change) in {**SAME, **READ, **BAD}.items():
    made(f"workbook/{_name}.xlsx", _wrong, lambda change=_change: steady(spoiled(change)))  # type: ignore[misc]


def _number(text: str) -> bytes:
    """The sound workbook with this text as the number in a cell, as no spreadsheet program writes it."""
    return with_part(
        spoiled(put("근무 유형", "필요 인원", 777)),
        "xl/worksheets/sheet4.xml",
        lambda xml: xml.replace(b"<v>777</v>", f"<v>{text}</v>".encode()),
    )


made("workbook/not-a-number.xlsx", "NaN as a number", lambda: _number("NaN"))
made("workbook/infinite.xlsx", "infinity as a number", lambda: _number("inf"))
made(
    "workbook/control-character.xlsx",
    "a bell in a name, written as _x0007_",
    lambda: with_part(
        spoiled(put("참여자", NAME, "김벨숙")),
        "xl/worksheets/sheet6.xml",
        lambda xml: xml.replace("김벨숙".encode(), "김_x0007_숙".encode()),
    ),
)
made(
    "workbook/formulas-with-values.xlsx",
    "formulas that Excel has computed",
    lambda: with_part(
        spoiled(column("참여자", "출생 연도", [8001, 8002])),
        "xl/worksheets/sheet6.xml",
        lambda xml: xml.replace(b"<v>8001</v>", b"<f>1949+1</f><v>1950</v>").replace(
            b"<v>8002</v>", b'<f t="shared" ref="D4" si="0">D3+1</f><v>1951</v>'
        ),
    ),
)
