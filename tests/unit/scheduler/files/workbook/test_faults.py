"""Spoiled workbooks, each with the one fault that it must be refused for."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from scheduler.files.workbook import WorkbookFaults, read_book
from tests.unit.scheduler.files.books import FIRST, put, rename_header, spoiled


def faults_of(data):
    with pytest.raises(WorkbookFaults) as caught:
        read_book(data)
    return caught.value.faults


def twice(first, second):
    def change(workbook):
        first(workbook)
        second(workbook)

    return change


def row(sheet, at, *values):
    def change(workbook):
        for column, value in enumerate(values, start=1):
            workbook[sheet].cell(at, column).value = value

    return change


# Each: the change, then sheet, row, column, person, and words of the Korean and of the English sentence.
SPOILED = {
    "a sheet is missing": (lambda w: w.remove(w["짝"]), "짝", None, None, None, "시트가 없습니다", "missing"),
    "a sheet is misnamed": (
        lambda w: setattr(w["희망"], "title", "희망 사항"), "희망", None, None, None, "‘희망 사항’ 시트의 이름",
        "희망 사항",
    ),
    "a column is missing": (
        lambda w: w["참여자"].delete_cols(1), "참여자", 1, "참여자 번호", None, "열이 없습니다", "missing",
    ),
    "a column is misnamed": (
        rename_header("참여자", "야간 동의", "야간동의함"), "참여자", 1, "야간 동의", None,
        "‘야간동의함’ 열의 제목", "야간동의함",
    ),
    "a column stands twice": (
        lambda w: w["공휴일"].cell(1, 3, "날짜"), "공휴일", 1, "날짜", None, "두 개입니다", "two columns",
    ),
    "there is no header": (
        lambda w: w["공휴일"].delete_rows(1, 2), "공휴일", None, None, None, "제목 줄을 찾을 수 없습니다", "No header",
    ),
    "the organisation is missing": (
        lambda w: w["기관"].delete_rows(FIRST), "기관", None, None, None, "기관 이름을", "organisation",
    ),
    "there are two organisations": (
        row("기관", 4, "다른클럽", "031-1", "김담당"), "기관", 4, None, None, "한 줄만", "one row",
    ),
    "an unknown programme": (
        put("근무지", "사업단", "시니어 동행 편의잠"), "근무지", 3, "사업단", None, "혹시 ‘시니어 동행 편의점’",
        "Did you mean",
    ),
    "an unknown site": (
        put("근무 유형", "근무지", "두리점"), "근무 유형", 3, "근무지", None, "‘두리점’: 없는 근무지", "no such site",
    ),
    "an unknown site in a contract": (
        put("계약", "근무지", "새싹초등학교, 두리점", 4), "계약", 4, "근무지", "박철수(102)", "‘두리점’: 없는",
        "no such site",
    ),
    "an unknown preferred site": (
        put("참여자", "선호 근무지", "한마음점, 두리점", 4), "참여자", 4, "선호 근무지", "박철수(102)", "없는 근무지",
        "no such site",
    ),
    "a training that needs people": (
        put("근무 유형", "필요 인원", 3, 8), "근무 유형", 8, "필요 인원", None, "교육·회의의 필요 인원은 0명",
        "needs nobody",
    ),
    "a training filled from outside": (
        put("근무 유형", "외부 인력", "예", 8), "근무 유형", 8, "외부 인력", None, "외부 인력이 맡는", "from outside",
    ),
    "a wage that is no amount": (
        put("계약", "시급", "만원"), "계약", 3, "시급", "김영숙(101)", "숫자를 적어야", "A number is wanted",
    ),
    "a budget below nothing": (
        put("사업단", "월 예산 시간", -5), "사업단", 3, "월 예산 시간", None, "0시간", "0",
    ),
    "a group with a long name": (
        put("참여자", "모임", "A조, " + "가" * 25), "참여자", 3, "모임", "김영숙(101)", "24자까지", "24 characters",
    ),
    "a site of another programme": (
        put("계약", "근무지", "새싹초등학교", 4), "계약", 4, "근무지", "박철수(102)", "다른 사업단",
        "another programme",
    ),
    "an unknown participant": (
        twice(put("자격", "참여자 번호", "999"), put("자격", "이름", None)), "자격", 3, "참여자 번호", "999",
        "999번이 없습니다", "no participant 999",
    ),
    "an unknown name without a number": (
        twice(put("근무 불가", "참여자 번호", None), put("근무 불가", "이름", "박철슈")),
        "근무 불가", 3, "참여자 번호", "박철슈", "혹시 ‘박철수’", "Did you mean ‘박철수’",
    ),
    "number and name of two people": (
        put("희망", "이름", "박철수"), "희망", 3, "참여자 번호", "박철수(101)",
        "101번은 김영숙 님인데 이름 칸에는 ‘박철수’라고", "is 김영숙",
    ),
    "an unknown template": (
        put("희망", "근무 유형", "야", 5), "희망", 5, "근무 유형", "이정자(103)", "있는 것: 새, 오, 저, 밤",
        "has no shift template",
    ),
    "a template without its site": (
        put("희망", "근무지", None, 5), "희망", 5, "근무 유형", "이정자(103)", "근무지도", "the site",
    ),
    "two people with one number": (
        row("참여자", 9, "105", "윤분이"), "참여자", 9, "참여자 번호", "윤분이(105)", "두 번 나옵니다", "two entries",
    ),
    "a name missing": (
        put("참여자", "이름", None, 5), "참여자", 5, "이름", "103", "비어 있습니다", "empty",
    ),
    "an impossible date as text": (
        put("계약", "시작일", "2027-02-30"), "계약", 3, "시작일", "김영숙(101)", "2027년 2월은 28일까지", "ends on 28",
    ),
    "a month that does not exist": (
        put("공휴일", "날짜", "2027.13.1"), "공휴일", 3, "날짜", None, "13월은 없습니다", "no month 13",
    ),
    "a date without a year": (
        put("공휴일", "날짜", "5월 3일"), "공휴일", 3, "날짜", None, "2027-05-03처럼", "like 2027-05-03",
    ),
    "a date of another age": (
        put("공휴일", "날짜", datetime.combine(date(1905, 1, 1), time())), "공휴일", 3, "날짜", None,
        "연도가 이상합니다", "odd",
    ),
    "a number that is no date": (
        put("공휴일", "날짜", "27"), "공휴일", 3, "날짜", None, "날짜가 아닙니다: ‘27’", "no date",
    ),
    "a contract that ends before it begins": (
        put("계약", "종료일", date(2026, 12, 31), 6), "계약", 6, "종료일", "최순자(104)", "보다 빠릅니다", "before",
    ),
    "a closure that ends before it begins": (
        put("휴업일", "마지막 날", date(2027, 5, 3)), "휴업일", 3, "마지막 날", None, "보다 빠릅니다", "before",
    ),
    "text in a number": (
        put("근무 유형", "필요 인원", "두 명"), "근무 유형", 3, "필요 인원", None,
        "숫자를 적어야 합니다. 지금은 ‘두 명’", "A number is wanted",
    ),
    "half a person": (
        put("근무 유형", "필요 인원", 1.5), "근무 유형", 3, "필요 인원", None, "정수", "whole number",
    ),
    "a negative number": (
        put("근무 유형", "휴게(분)", -30), "근무 유형", 3, "휴게(분)", None, "0부터 600까지", "outside 0 to 600",
    ),
    "minutes where hours belong": (
        put("계약", "주 시간 한도", 840), "계약", 3, "주 시간 한도", "김영숙(101)", "0시간부터 168시간까지", "outside",
    ),
    "an unknown choice": (
        put("계약", "고용 형태", "알바"), "계약", 3, "고용 형태", "김영숙(101)", "근로자, 활동 참여자, 자원봉사자",
        "possible words",
    ),
    "neither yes nor no": (
        put("참여자", "야간 동의", "글쎄요"), "참여자", 3, "야간 동의", "김영숙(101)", "예, 아니요", "possible words",
    ),
    "no clock time": (
        put("근무 유형", "시작", "아침"), "근무 유형", 3, "시작", None, "06:00처럼", "no clock time",
    ),
    "an hour that does not exist": (
        put("근무 유형", "끝", "72:00"), "근무 유형", 3, "끝", None, "시각이 아닙니다", "no clock time",
    ),
    "times reversed": (
        twice(put("근무 유형", "시작", "15:00"), put("근무 유형", "끝", "10:30")),
        "근무 유형", 3, "끝", None, "다음 날이면 34:30", "write 34:30",
    ),
    "no weekday": (
        put("평소 근무", "요일", "워"), "평소 근무", 3, "요일", "김영숙(101)", "요일이 아닙니다", "no weekday",
    ),
    "two weekdays in one row": (
        put("평소 근무", "요일", "월수"), "평소 근무", 3, "요일", "김영숙(101)", "한 줄에 하나", "One weekday",
    ),
    "a letter twice at one site": (
        put("근무 유형", "코드", "새", 5), "근무 유형", 5, "코드", None, "두 번 나옵니다", "two shift templates",
    ),
    "a participant without a contract": (
        row("참여자", 9, "107", "윤분이"), "참여자", 9, "참여자 번호", "윤분이(107)", "계약이 없습니다", "no contract",
    ),
    "two contracts at one time": (
        row("계약", 9, "101", "김영숙", "S1", "근로자", "2027-06-01", "2027-07-31", "G1"),
        "계약", 9, "시작일", "김영숙(101)", "겹칩니다", "at the same time",
    ),
    "a pair of one person": (
        twice(put("짝", "참여자 번호 2", "101"), put("짝", "이름 2", None)),
        "짝", 3, "참여자 번호 2", "김영숙(101), 김영숙(101)", "같습니다", "twice",
    ),
    "an unavailability that says nothing": (
        put("근무 불가", "요일", None), "근무 불가", 3, "첫날", "박철수(102)", "요일도 날짜도", "neither",
    ),
    "a wish that says nothing": (
        put("희망", "날짜", None), "희망", 3, "날짜", "김영숙(101)", "희망에", "does not say",
    ),
    "a credential nobody needs": (
        put("자격", "종류", "보건중"), "자격", 3, "종류", "김영숙(101)", "어느 근무 유형에서도",
        "no shift template needs it",
    ),
    "a credential nobody has": (
        put("근무 유형", "필요 자격", "지게차", 4), "근무 유형", 4, "필요 자격", None, "아무도 갖고 있지 않은",
        "nobody has it",
    ),
    "a holiday twice": (
        put("공휴일", "날짜", "2027-05-05", 4), "공휴일", 4, "날짜", None, "두 번", "twice",
    ),
    "an earlier shift without times": (
        twice(put("지난 근무", "시작", None), put("지난 근무", "코드", "낮")),
        "지난 근무", 3, "시작", "김영숙(101)", "근무 유형 ‘낮’도 없습니다", "no shift template",
    ),
    "a date where text belongs": (
        put("기관", "담당자", datetime.combine(date(2027, 5, 3), time())), "기관", 3, "담당자", None,
        "글자를 적을 칸에", "Text is wanted",
    ),
    "a text without end": (
        put("근무지", "준비물", "가" * 501), "근무지", 3, "준비물", None, "501자", "501 characters",
    ),
    "a formula that was never computed": (
        put("근무 유형", "필요 인원", "=1+1"), "근무 유형", 3, "필요 인원", None, "계산되지 않은 수식",
        "formula without a value",
    ),
    "a formula error": (
        put("근무 유형", "필요 인원", "#N/A"), "근무 유형", 3, "필요 인원", None, "수식 오류", "formula error",
    ),
    "too many rows": (
        lambda w: w["공휴일"].cell(20_001, 1, "2027-05-05"), "공휴일", None, None, None, "20,001줄", "20,001",
    ),
    "a cell far from everything": (
        lambda w: w["공휴일"].cell(1_048_576, 16_384, "끝"), "공휴일", None, None, None, "1,048,576행",
        "16,384 columns",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_workbook_is_refused_for_its_fault_alone(name):
    change, sheet, row_number, column, person, ko, en = SPOILED[name]
    faults = faults_of(spoiled(change))
    assert [(f.sheet, f.row, f.column, f.person) for f in faults] == [(sheet, row_number, column, person)]
    assert ko in faults[0].ko
    assert en in faults[0].en


def test_every_fault_of_a_file_is_named_in_order():
    def change(workbook):
        put("공휴일", "날짜", "내일")(workbook)
        put("참여자", "출생 연도", "쉰", 4)(workbook)
        put("참여자", "야간 동의", "글쎄", 4)(workbook)
        put("계약", "시작일", "2027-02-30", 5)(workbook)
        put("근무지", "사업단", "없음")(workbook)

    places = [(f.sheet, f.cell, f.person) for f in faults_of(spoiled(change))]
    assert places == [
        ("근무지", "C3", None),
        ("참여자", "D4", "박철수(102)"),
        ("참여자", "E4", "박철수(102)"),
        ("계약", "E5", "이정자(103)"),
        ("공휴일", "A3", None),
    ]


def test_a_fault_says_its_place_in_both_languages():
    fault = faults_of(spoiled(put("계약", "시작일", "2027-02-30", 5)))[0]
    assert fault.say().startswith("시트 ‘계약’ 5행 ‘시작일’(E5), 이정자(103): 없는 날짜입니다: ‘2027-02-30’.")
    assert fault.say("en").startswith("sheet ‘계약’ row 5 ‘시작일’(E5), 이정자(103): ‘2027-02-30’ does not exist")
    assert fault.value == "2027-02-30"


def test_a_broken_contract_does_not_make_its_person_look_uncontracted():
    assert len(faults_of(spoiled(put("계약", "참여자 번호", "777", 5)))) == 1


def test_thousands_of_faults_are_counted_after_the_first_five_hundred():
    def change(workbook):
        for number in range(700):
            workbook["공휴일"].append([f"x{number}", "이름"])

    faults = faults_of(spoiled(change))
    assert len(faults) == 501
    assert "200곳" in faults[-1].ko


def _zip(*members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def _bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(3):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as member:
                for _ in range(70):
                    member.write(bytes(2**20))
    return stream.getvalue()


NO_WORKBOOK = {
    "nothing at all": (b"", "빈 파일"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "그림(PNG)"),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(100), "사진(JPEG)"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "the beginning of an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "손상"),
    "a table of text": ("이름,번호\n김영숙,1".encode("cp949"), "글자만 있는 파일(CSV 등)"),
    "more than 10 MB": (b"PK" + bytes(10 * 2**20), "10 MB"),
    "a zip of something else": (_zip(("a.txt", "hello")), "엑셀(.xlsx) 파일이 아닙니다"),
    "a zip bomb": (_bomb(), "64 MB"),
    "half a file": (spoiled(lambda w: None)[:5000], "손상"),
    "a workbook of rubbish": (_zip(("xl/workbook.xml", "<not xml")), "손상"),
    "a Word document": (_zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), "워드 문서"),
}


@pytest.mark.parametrize("name", NO_WORKBOOK)
def test_what_is_no_workbook_is_refused_in_one_sentence(name):
    data, words = NO_WORKBOOK[name]
    faults = faults_of(data)
    assert len(faults) == 1
    assert words in faults[0].ko
    assert faults[0].sheet is None


def test_a_part_whose_checksum_is_wrong_is_damage():
    data = bytearray(spoiled(lambda w: None))
    at = data.index(b"xl/worksheets/sheet2.xml") + 200
    data[at] ^= 0xFF
    assert "손상" in faults_of(bytes(data))[0].ko


def test_a_missing_file_is_named(tmp_path):
    assert "nowhere.xlsx" in faults_of(tmp_path / "nowhere.xlsx")[0].ko


def test_entities_in_the_xml_are_never_expanded():
    sheet = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    source = zipfile.ZipFile(io.BytesIO(spoiled(lambda w: None)))
    members = [(n, sheet if n == "xl/worksheets/sheet2.xml" else source.read(n)) for n in source.namelist()]
    assert all("root:" not in fault.say("en") for fault in faults_of(_zip(*members)))
