"""What stands on the papers: every name whole, every code, nothing that does not belong on a wall."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random

import pytest
import segno
from pypdf import PdfReader

from scheduler.calendar import Month
from web.services.paper import (
    ByDayData,
    ByDayRow,
    Day,
    LegendEntry,
    Office,
    Paper,
    SlipData,
    SlipShift,
    Stamp,
    WallData,
    WallRow,
    WallSheet,
    days_pdf,
    slip_pdf,
    slips_pdf,
    wall_pdf,
)
from web.services.paper.press import FONTS
from web.services.paper.slip import qr_svg, slip_values
from web.services.paper.wall import ROWS_PER_PAGE, wall_values

MAY = Month(2027, 5)
HOLIDAYS = {3: "노동절 대체공휴일", 5: "어린이날", 13: "부처님오신날"}
DAYS = tuple(Day(day, HOLIDAYS.get(day.day, ""), closed=day.day == 31) for day in MAY.period.days())
OFFICE = Office("한마음시니어클럽", "박은정", "031-000-0000")
STAMP = Stamp("박은정", datetime(2027, 4, 24, 1, 5, tzinfo=UTC), "근무지 게시용")
LEGEND = (LegendEntry("새", "새벽", 360, 630), LegendEntry("오", "오전", 630, 900))
LONG = "황보빛나래하늘별구름"
EVIL = '#panic("inj")'
LINK = "https://roster.example.kr/m/abcdefghijklmnopqrstuvwxyz"

MM = 72 / 25.4


def _rows(names: list[str]) -> tuple[WallRow, ...]:
    return tuple(
        WallRow(name, tuple("새오"[(number + day) % 2] if (number + day) % 4 == 0 else "" for day in range(31)), 2430)
        for number, name in enumerate(names)
    )


def _sheet(names: list[str], **more: object) -> WallSheet:
    needed, filled = (0,) + (2,) * 30, (0,) + (2,) * 29 + (1,)
    return replace(WallSheet("시니어 동행 편의점", "햇살점", DAYS, _rows(names), needed, filled, LEGEND), **more)  # type: ignore[arg-type] # fields of the sheet


def _wall(*sheets: WallSheet, paper: Paper = Paper.A4) -> WallData:
    return WallData(MAY, paper, OFFICE, STAMP, date(2027, 4, 24), sheets)


def _slip(**more: object) -> SlipData:
    shifts = tuple(SlipShift(DAYS[number], 630, 900, "햇살점") for number in (0, 4, 7))
    made = SlipData(MAY, OFFICE, STAMP, LONG, shifts, 810, ("햇살점",), "앞치마", LINK)
    return replace(made, **more)  # type: ignore[arg-type] # fields of the slip


def _read(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def _size(pdf: bytes, page: int = 0) -> tuple[int, int]:
    box = PdfReader(BytesIO(pdf)).pages[page].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


def _smallest(pdf: bytes) -> float:
    sizes: list[float] = []

    def note(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * matrix[3]))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return min(sizes)


def test_the_wall_roster_names_everybody_and_everything_once() -> None:
    names = [LONG, "김영자", "이순희"]
    (text,) = _read(wall_pdf(_wall(_sheet(names))))
    for name in names:
        assert text.count(name) == 1
    rows = _rows(names)
    written = _count(text, "새", "오")
    # Each legend entry has its code once more and its name 새벽, 오전; the words of the page add none.
    assert written["새"] == sum(row.codes.count("새") for row in rows) + 2
    assert written["오"] >= sum(row.codes.count("오") for row in rows) + 2
    for words in ("2027년 5월 근무표", "시니어 동행 편의점", "햇살점", "2027. 4. 24.", "박은정", "031-000-0000", "결",
                  "팀장", "관장", "일수", "시간", "비고", "필요", "배정", "빈자리", "06:00–10:30", "노동절 대체공휴일",
                  "출력: 박은정 · 2027. 4. 24. 10:05 · 근무지 게시용"):  # fmt: skip
        assert words in text, words
    assert "40.5" in text
    assert "초안" not in text


def _count(text: str, *letters: str) -> dict[str, int]:
    return {letter: text.count(letter) for letter in letters}


def test_days_off_are_marked_by_more_than_colour() -> None:
    (text,) = _read(wall_pdf(_wall(_sheet(["김영자"]))))
    # May 2027 has Sundays on the 2nd, 9th, 16th, 23rd, 30th and Saturdays on the 1st, 8th, 15th, 22nd, 29th.
    # Each mark stands once more in the line that explains it.
    assert {mark: text.count(mark) for mark in "●○◆"} == {"●": 5 + 1, "○": 5 + 1, "◆": 3 + 1}
    assert "휴 쉬는 날" in text


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (297, 210)), (Paper.A3, (420, 297))])
def test_a_full_page_and_one_more_person(paper: Paper, size: tuple[int, int]) -> None:
    most = ROWS_PER_PAGE[paper]
    names = [f"가나다{number:02}" for number in range(most + 1)]
    full, more = wall_pdf(_wall(_sheet(names[:most]), paper=paper)), wall_pdf(_wall(_sheet(names), paper=paper))
    assert _size(full) == size
    assert len(_read(full)) == 1
    first, second = _read(more)
    assert "1/2쪽" in first
    assert "2/2쪽" in second
    for text in (first, second):
        assert "2027년 5월 근무표" in text
        assert "031-000-0000" in text
    assert all((name in first) != (name in second) for name in names)


def test_one_page_a_site() -> None:
    texts = _read(wall_pdf(_wall(_sheet(["김영자"]), _sheet(["이순희"], site="느티나무점", draft=True, activity=True))))
    assert len(texts) == 2
    assert "김영자" in texts[0]
    assert "느티나무점" in texts[1]
    assert "초안 · 아직 게시하지 않았습니다" in texts[1]
    assert "2027년 5월 활동표" in texts[1]


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_on_the_wall_is_smaller_than_9_pt(paper: Paper) -> None:
    names = [f"{LONG[: 2 + number % 9]}{number}" for number in range(ROWS_PER_PAGE[paper])]
    sheet = _sheet(names)
    noted = replace(sheet, rows=tuple(replace(row, note="14일까지 · 다른 곳 3일") for row in sheet.rows))
    assert _smallest(wall_pdf(_wall(noted, paper=paper))) >= 9


@pytest.mark.slow
def test_forty_random_sheets_keep_every_name_and_page() -> None:
    rng, syllables = Random(7), "김이박최정황보남궁선우영자순희말복례가나다라"
    sheets, names = [], []
    for _ in range(40):
        own = ["".join(rng.choices(syllables, k=rng.randint(2, 10))) for _ in range(rng.randint(1, 26))]
        names.append(own)
        sheets.append(_sheet(own))
    texts = _read(wall_pdf(_wall(*sheets)))
    assert len(texts) == 40
    for own, text in zip(names, texts, strict=True):
        lines = text.splitlines()
        assert all(any(name in line for line in lines) for name in own)


def test_a_name_stays_a_name_whatever_it_contains() -> None:
    odd = [EVIL, "#sys.inputs", "*굵게*", "<script>", "$x^2$", '"; rm -rf']
    text = " ".join(_read(wall_pdf(_wall(_sheet(odd)))))
    for name in odd:
        assert name in text or name.replace('"', "”") in text, name
    assert EVIL in _read(slip_pdf(_slip(name=EVIL)))[0]


def test_papers_are_in_korean_and_tagged_for_screen_readers() -> None:
    for pdf in (wall_pdf(_wall(_sheet([LONG]))), slip_pdf(_slip())):
        root = PdfReader(BytesIO(pdf)).trailer["/Root"]
        assert root["/Lang"] == "ko-KR"
        assert root["/MarkInfo"]["/Marked"]
        assert PdfReader(BytesIO(pdf)).metadata.title.startswith("2027년 5월")  # type: ignore[union-attr] # it has one


def test_the_list_by_day_says_who_comes_when() -> None:
    rows = tuple(ByDayRow(day, (("김영자", LONG), ()), (0, 1), (True, day.day.weekday() < 5)) for day in DAYS)
    data = ByDayData(MAY, Paper.A4, OFFICE, STAMP, "시니어 동행 편의점", "햇살점", LEGEND, rows)
    pdf = days_pdf(data)
    (text,) = _read(pdf)
    assert _size(pdf) == (210, 297)
    assert text.count(LONG) == 30, "31 days, of which the last is closed"
    assert text.count("빈자리 1") == 20, "May 2027 has 21 days from Monday to Friday; the 31st is closed"
    assert "쉬는 날" in text
    assert "2027년 5월 날짜별 근무표" in text
    assert _smallest(pdf) >= 9


def test_the_slip_is_complete_without_a_device() -> None:
    pdf = slip_pdf(_slip())
    (text,) = _read(pdf)
    assert _size(pdf) == (148, 210)
    words = ("2027년 5월 근무표", "햇살점", "준비물: 앞치마", "1일 토요일", "오전 10시 30분 ~ 오후 3시", "5일 수요일")
    more = (f"{LONG} 님", "공휴일(어린이날)", "모두 3번, 13시간 30분입니다.", "031-000-0000", "박은정")
    for one in (*words, *more):
        assert one in text, one


def test_what_matters_on_a_slip_is_16_pt_or_larger() -> None:
    small: set[str] = set()

    def note(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip() and abs(size * matrix[3]) < 16:
            small.add(text.strip())

    for page in PdfReader(BytesIO(slip_pdf(_slip()))).pages:
        page.extract_text(visitor_text=note)
    joined = " ".join(small)
    assert "031" not in joined
    assert "오전" not in joined
    assert LONG not in joined


def test_midnight_names_its_evening() -> None:
    shifts = (
        SlipShift(DAYS[0], 0, 360, "햇살점"),
        SlipShift(DAYS[7], 0, 360, "햇살점"),
        SlipShift(DAYS[9], 120, 360, "햇살점"),
    )
    (text,) = _read(slip_pdf(_slip(shifts=shifts)))
    assert "4월 30일 밤 12시 ~ 오전 6시" in text
    assert "7일 밤 12시 ~ 오전 6시" in text
    assert "5월 9일 일요일 밤이 지난 새벽입니다." in text


def test_a_long_month_goes_on_to_a_second_page_with_the_telephone_on_both() -> None:
    shifts = tuple(SlipShift(day, 540, 720, "햇살점") for day in DAYS[:22])
    texts = _read(slip_pdf(_slip(shifts=shifts)))
    assert len(texts) == 2
    assert all("031-000-0000" in text for text in texts)
    assert len(re.findall(r"오전 9시 ~ 낮 12시", "".join(texts))) == 22


def test_many_slips_are_one_file_and_a_slip_may_be_empty() -> None:
    texts = _read(slips_pdf([_slip(), _slip(name="이순희", shifts=(), link="", activity=True)]))
    assert len(texts) == 2
    assert "이번 달에는 활동 일정이 없습니다." in texts[1]
    assert "네모 그림" not in texts[1], "without a link there is no square"
    with pytest.raises(ValueError, match="no slip"):
        slips_pdf([])


def test_the_square_holds_exactly_the_link() -> None:
    expected = segno.make_qr(LINK, error="q", boost_error=False)
    svg = qr_svg(LINK)
    assert _matrix_of(svg, len(expected.matrix)) == [bytes(row) for row in expected.matrix]
    assert slip_values([_slip()])["slips"][0]["qr"] == svg


def _matrix_of(svg: str, size: int) -> list[bytes]:
    """The dark modules of a segno SVG: its path draws runs of them, line by line, inside a border of two."""
    matrix = [bytearray(size) for _ in range(size)]
    path = re.search(r' d="([^"]+)"', svg)
    assert path is not None
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            for column in range(int(values[0])):
                matrix[int(y - 2)][int(x - 2) + column] = 1
            x += values[0]
    return [bytes(row) for row in matrix]


def test_rows_that_do_not_fit_the_days_are_refused() -> None:
    with pytest.raises(ValueError, match="김영자 has 2 cells for 31 days"):
        replace(_sheet([]), rows=(WallRow("김영자", ("새", ""), 270),))
    with pytest.raises(ValueError, match="must cover 31 days"):
        replace(_sheet([]), needed=(1,))


def test_people_are_spread_evenly_over_pages() -> None:
    pages = wall_values(_wall(_sheet([f"가{number}" for number in range(27)])))["pages"]
    assert [len(page["rows"]) for page in pages] == [14, 13]  # 27 people, 26 a page: 14 + 13


def test_the_fonts_are_what_upstream_released() -> None:
    vendor = json.loads((FONTS / "vendor.json").read_text())
    kept = {path.name for path in FONTS.iterdir()} - {"vendor.json"}
    assert kept == set(vendor["sha256"])
    for name, digest in vendor["sha256"].items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
    assert "SIL Open Font License" in (FONTS / "LICENSE.txt").read_text()
