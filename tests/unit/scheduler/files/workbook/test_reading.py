"""What a coordinator may do to the file without harm."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from openpyxl.utils import get_column_letter

from scheduler.files.workbook import read_book
from scheduler.files.workbook.cells import CellProblem, date_of, hours_of, time_of, weekdays_of, whole_of
from scheduler.files.workbook.names import nearest
from tests.unit.scheduler.files.books import as_bytes, put, rename_header, small_book, spoiled


def test_columns_may_stand_in_any_order_with_others_between():
    def change(workbook):
        sheet = workbook["참여자"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append([row[5], "메모", row[1], row[0], None, *row[2:5], *row[6:]])

    assert read_book(spoiled(change)) == small_book()


def test_sheets_may_stand_in_any_order_with_others_between():
    def change(workbook):
        workbook.move_sheet("공휴일", -10)
        workbook.create_sheet("메모")["A1"] = "아무 말"

    assert read_book(spoiled(change)) == small_book()


def test_titles_above_the_header_empty_rows_and_remarks_are_skipped():
    def change(workbook):
        sheet = workbook["참여자"]
        sheet.insert_rows(5)
        sheet.insert_rows(5)
        sheet["A5"] = "※ 아래는 여름부터"
        sheet.insert_rows(1, 2)
        sheet["A1"] = "2027년 참여자 명단"

    assert read_book(spoiled(change)) == small_book()


def test_hidden_rows_and_hidden_sheets_are_read():
    def change(workbook):
        workbook["참여자"].row_dimensions[4].hidden = True
        workbook["계약"].sheet_state = "hidden"

    assert read_book(spoiled(change)) == small_book()


def test_names_from_a_mac_extra_spaces_and_full_width_digits_are_understood():
    def change(workbook):
        put("참여자", "이름", unicodedata.normalize("NFD", " 김영숙  "))(workbook)
        put("참여자", "참여자 번호", "１０１ ")(workbook)
        put("근무 유형", "근무지", unicodedata.normalize("NFD", "시니어  동행 편의점 한마음점 "))(workbook)
        put("근무 유형", "시작", "０６:００")(workbook)

    assert read_book(spoiled(change)) == small_book()


def test_numbers_that_excel_took_for_numbers_are_understood():
    def change(workbook):
        put("참여자", "참여자 번호", 101)(workbook)
        put("참여자", "전화번호", 1000000101)(workbook)
        put("계약", "참여자 번호", 101)(workbook)

    book = read_book(spoiled(change))
    assert book.participants[0].number == "101"
    assert book.participants[0].phone == "01000000101"
    assert book.contracts == small_book().contracts


def test_a_name_alone_says_who_where_only_one_has_it():
    assert read_book(spoiled(put("계약", "참여자 번호", None))) == small_book()


def test_the_name_columns_may_be_left_out():
    def change(workbook):
        for sheet in ("계약", "자격", "근무 불가"):
            workbook[sheet].delete_cols(2)

    assert read_book(spoiled(change)) == small_book()


def test_other_usual_headers_are_understood():
    def change(workbook):
        rename_header("참여자", "전화번호", "연락처")(workbook)
        rename_header("참여자", "이름", "성 명 *")(workbook)
        rename_header("계약", "주 소정근로시간", "주 소정근로시간(시간)")(workbook)

    assert read_book(spoiled(change)) == small_book()


def test_sites_and_programmes_are_found_by_code_too():
    def change(workbook):
        put("근무지", "사업단", "s1")(workbook)
        put("계약", "근무지", "G1")(workbook)

    assert read_book(spoiled(change)) == small_book()


def test_an_earlier_shift_takes_its_times_from_the_template():
    def change(workbook):
        for header in ("시작", "끝", "근로시간"):
            put("지난 근무", header, None)(workbook)

    assert read_book(spoiled(change)) == small_book()


def test_empty_cells_mean_the_written_defaults():
    def change(workbook):
        for header in ("공휴일", "최소 동시 인원", "휴게시간 유급"):
            put("근무지", header, None)(workbook)
        for header in ("요일", "운영 시기", "시간대", "우선순위", "외부 인력"):
            put("근무 유형", header, None)(workbook)
        put("희망", "세기", None, 4)(workbook)

    assert read_book(spoiled(change)) == small_book()


def test_a_stray_format_far_below_does_no_harm():
    def change(workbook):
        workbook["참여자"].cell(1_048_576, 300).number_format = "@"
        workbook["참여자"].column_dimensions[get_column_letter(16_000)].width = 3

    assert read_book(spoiled(change)) == small_book()


@pytest.mark.parametrize(
    "value",
    ["2027-05-03", "2027.5.3", "2027. 5. 3.", "2027/05/03", "2027년 5월 3일", "2027년5월3일 (월)", "20270503",
     20270503.0, "２０２７-０５-０３", 46510.0, date(2027, 5, 3), datetime.combine(date(2027, 5, 3), time(14, 30))],
)  # fmt: skip
def test_dates_are_understood(value):
    assert date_of(value) == date(2027, 5, 3)


@pytest.mark.parametrize(
    "value", ["", "내일", "2027-02-29", "27.5.3", "2027-5", 5.5, 3.0, True, "0000-01-01", "2027-00-01"]
)
def test_other_things_are_no_dates(value):
    with pytest.raises(CellProblem):
        date_of(value)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("06:00", 360), ("6:00", 360), ("24:00", 1440), ("30:00", 1800), ("06:00:00", 360), ("오전 6시", 360),
     ("오후 3시 30분", 930), ("오전 12:00", 0), ("PM 1:05", 785), ("19시30분", 1170), (time(6, 0), 360), (0.25, 360),
     (1.0, 1440), (0.0, 0), (datetime.combine(date(1900, 1, 1), time()), 1440), (date(1900, 1, 1), 1440),
     (6.5 / 24, 390)],
)  # fmt: skip
def test_clock_times_are_understood(value, minutes):
    assert time_of(value) == minutes


@pytest.mark.parametrize(
    "value", ["", "6", 6.0, "25시 70분", "오후 15:00", "48:00", time(6, 0, 30), -0.5, True, "06-10"]
)
def test_other_things_are_no_clock_times(value):
    with pytest.raises(CellProblem):
        time_of(value)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [(14.0, 840), (12.5, 750), ("12.5", 750), ("12:30", 750), ("12시간 30분", 750), ("12시간", 720), ("90분", 90),
     (time(12, 30), 750), (59.98, 3599)],
)  # fmt: skip
def test_amounts_of_hours_are_understood(value, minutes):
    assert hours_of(value, 0, 10_080) == minutes


@pytest.mark.parametrize(("value", "days"), [
    ("매일", "0123456"), ("평일", "01234"), ("주말", "56"), ("월수금", "024"), ("월, 수, 금", "024"),
    ("월~금", "01234"),
    ("토~월", "056"), ("월·목", "03"), ("화요일", "1"), ("(일)", "6"), ("Mon", "0"),
])  # fmt: skip
def test_weekdays_are_understood(value, days):
    assert weekdays_of(value) == frozenset(map(int, days))


@pytest.mark.parametrize(
    ("value", "number"), [(3.0, 3), ("3", 3), ("3명", 3), ("1,200", 1200), ("１２", 12), ("1953년", 1953)]
)
def test_whole_numbers_are_understood(value, number):
    assert whole_of(value) == number


@pytest.mark.parametrize("value", ["세 명", "1.5", True, time(1, 0), "", "1e9", "--3"])
def test_other_things_are_no_whole_numbers(value):
    with pytest.raises(CellProblem):
        whole_of(value)


def test_the_nearest_word_is_like_the_word_or_the_only_one_that_holds_it():
    sites = ["시니어 동행 편의점 한마음점", "새싹초등학교", "푸른초등학교"]
    assert nearest("새싹초등핵교", sites) == "새싹초등학교"
    assert nearest("한마음", sites) == "시니어 동행 편의점 한마음점"
    assert nearest("초등", sites) is None
    assert nearest("카페", sites) is None


def test_a_programme_type_of_the_clubs_own_is_kept_as_its_code():
    book = small_book()
    own = replace(book.programs[0], type="own-3")
    read = read_book(as_bytes(replace(book, programs=(own, *book.programs[1:]))))
    assert [program.type for program in read.programs] == ["own-3", "public"]
