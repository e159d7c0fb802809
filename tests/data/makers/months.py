"""Rosters drawn by hand, as clubs keep them, in every kind of file, and with what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.calendar import WEEKDAYS_KO
from tests.data.makers import made, steady
from tests.data.makers.containers import Cells, compound, csv_of, ods, record, xls
from tests.unit.scheduler.files.books import saved
from tests.unit.scheduler.files.handmade.sheets import (
    DAYS,
    STORE,
    STORE_ROWS,
    a_grown_sheet,
    one_store,
    two_schools,
)

SITE = f"근무지: {STORE}"
TITLE = "2027년 4월 근무표"
LEGEND = "새=06:00–10:30  오=10:30–15:00  저=15:00–19:30  밤=19:30–24:00   휴=희망휴무  교=교육"


def changed(change: Callable[[Worksheet], object], data: bytes | None = None) -> Callable[[], bytes]:
    """The store's month after a change of its sheet."""

    def build() -> bytes:
        workbook = load_workbook(BytesIO(data or one_store()))
        change(workbook.worksheets[0])
        return steady(saved(workbook))

    return build


def with_cells(**spoil: object) -> Callable[[], bytes]:
    """The store's month with other values in some cells."""
    return lambda: steady(one_store(**spoil))


def store_cells(title: str = TITLE, site: str = SITE, legend: str = LEGEND) -> Cells:
    """The store's month as plain cells: title, site, days, weekdays, names, legend."""
    cells: Cells = {(0, 0): title, (1, 0): site, (2, 0): "이름", (9, 0): legend}
    for day in DAYS:
        cells[2, day.day], cells[3, day.day] = float(day.day), WEEKDAYS_KO[day.weekday()]
    for row, (name, codes) in enumerate(STORE_ROWS.items(), start=4):
        cells[row, 0] = f"{name}(101)" if name == "김영숙" else name
        cells.update({(row, day): code for day, code in codes.items()})
    return cells


def in_parts(*starts: int, end: int = 31, totals: bool = False, gap: bool = False) -> Callable[[], bytes]:
    """The store's month in parts under each other, that begin on these days; with `gap` a day is left out."""

    def build() -> bytes:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet["A1"], sheet["A2"], row = TITLE, SITE, 4
        for first, after in zip(starts, (*starts[1:], end), strict=True):
            last = after - 2 if gap and after < end else after - 1
            sheet.cell(row, 1, "이름")
            for day in range(first, last + 1):
                sheet.cell(row, day - first + 2, day)
                sheet.cell(row + 1, day - first + 2, WEEKDAYS_KO[DAYS[day - 1].weekday()])
            if totals and after == 31:
                sheet.cell(row, 20, "일수")
            row += 2
            for name, codes in STORE_ROWS.items():
                sheet.cell(row, 1, f"{name}(101)" if name == "김영숙" else name)
                for day in range(first, last + 1):
                    sheet.cell(row, day - first + 2, codes.get(day))
                if totals and after == 31:
                    sheet.cell(row, 20, sum(code not in "휴교" for code in codes.values()))
                row += 1
            row += 1
        sheet.cell(row, 1, LEGEND)
        return steady(saved(workbook))

    return build


def wide_names(sheet: Worksheet) -> None:
    """Names merged over two rows, the second of which holds more shifts."""
    sheet.insert_rows(8)
    sheet.merge_cells("A7:A8")
    sheet["T8"] = "새"


def spare_day(sheet: Worksheet, *, filled: bool) -> None:
    """A 31st column in a month of thirty days."""
    sheet.insert_cols(32)
    sheet["AF4"] = 31
    if filled:
        sheet["AF7"] = "새"


def crowd(sheet: Worksheet) -> None:
    """Three thousand rows below the table."""
    for row in range(20, 3020):
        sheet.cell(row, 1, "※ 참고")


def error_in(address: str) -> Callable[[Worksheet], object]:
    """A formula error in a cell."""
    return lambda sheet: setattr(sheet[address], "value", "#REF!")


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "store": ("nothing: title, boxes to sign in, legend, formulas, feet", with_cells()),
    "footnotes": (
        "footnotes with times and names",
        with_cells(A14="* 김영숙 님 10:30–15:00 변경 가능", A15="1) 문의: 담당자"),
    ),
    "halves": ("the month in two halves under each other", in_parts(1, 16)),
    "thirds": ("the month in three parts under each other", in_parts(1, 11, 21)),
    "halves-with-totals": ("two halves, with the month's total in the second", in_parts(1, 16, totals=True)),
    "no-legend": ("no legend: the site's templates say what codes mean", with_cells(A12=None)),
    "merged-names": ("names merged over two rows", changed(wide_names)),
    "spare-day": ("a 31st column, empty, in a month of thirty days", changed(lambda s: spare_day(s, filled=False))),
    "wrong-totals": ("totals that the cells do not give", with_cells(AF7=9, AG7=99, B11=5)),
    "broken-totals": ("totals that hold errors", changed(error_in("AF7"))),
    "hidden-row": ("a hidden row", changed(lambda s: setattr(s.row_dimensions[7], "hidden", True))),
    "hidden-sheet": (
        "a hidden sheet",
        changed(lambda s: (s.parent.create_sheet("빈"), setattr(s, "sheet_state", "hidden"))),
    ),
    "spaced-names": ("names with spaces and 님", with_cells(A7="박 철 수", A8=" 이정자 님")),
    "site-in-title": ("the site in the title only", with_cells(A1=f"2027년 4월 {STORE} 근무표", A3=None)),
    "dashes": ("dashes and points in free days", with_cells(D7="-", E7="·", F7="–")),
    "two-in-a-cell": ("two shifts in one cell", with_cells(D7="새/저", E7="새저")),
    "date-header": (
        "the days as whole dates, without a title",
        changed(
            lambda s: [
                setattr(s["A1"], "value", None),
                *(setattr(s.cell(4, day.day + 1), "value", day) for day in DAYS),
            ]
        ),
    ),
    "days-with-weekdays": (
        "days written 1일(목)",
        changed(
            lambda s: [
                setattr(s.cell(4, day.day + 1), "value", f"{day.day}일({WEEKDAYS_KO[day.weekday()]})") for day in DAYS
            ]
        ),
    ),
}

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "unknown-code": ("a code that nothing explains", with_cells(C7="야")),
    "legend-says-two": ("a legend with two times for one code", with_cells(A13="새=07:00–11:00")),
    "no-codes-known": (
        "no legend, at a site whose templates have other letters",
        with_cells(A12=None, A3="근무지: 새싹초등학교"),
    ),
    "wrong-month": ("the title of another month", with_cells(A1="2027년 5월 근무표")),
    "wrong-year": ("weekdays of another year", with_cells(A1="2026년 4월 근무표")),
    "wrong-weekday": ("one weekday that contradicts its day", with_cells(F5="일")),
    "spare-day-worked": ("a shift on the 31st of a month of thirty days", changed(lambda s: spare_day(s, filled=True))),
    "half-a-month": ("only the first half of the month", in_parts(1, end=16)),
    "halves-with-a-gap": ("two halves between which a day is missing", in_parts(1, 16, gap=True)),
    "no-month": ("neither title nor sheet says the month", lambda: steady(one_store("Sheet1", A1="근무표", A3=SITE))),
    "month-without-year": ("a month without its year", with_cells(A1="4월 근무표", A3=SITE)),
    "no-site": ("a site that does not exist", with_cells(A3="근무지: 다른점")),
    "same-name": ("a name that two people have", with_cells(A6="김영숙")),
    "person-twice": ("one person in two rows", with_cells(A8="박철수")),
    "misspelt-name": ("a name misspelt", with_cells(A7="박철슈")),
    "masked-name": ("a name with letters hidden", with_cells(A7="박○○")),
    "no-name": ("shifts in a row without a name", with_cells(A8=None)),
    "formula-as-code": ("codes that are formulas never computed", with_cells(C7="=B7")),
    "error-as-code": ("a formula error among the codes", changed(error_in("C7"))),
    "number-as-code": ("hours where codes belong", with_cells(C7=4.5)),
    "registration-number": ("a resident registration number beside a name", with_cells(A7="박철수 510405-1234567")),
    "too-many-rows": ("three thousand rows", changed(crowd)),
    "days-down": ("days down and names across", changed(lambda s: s.delete_rows(4, 10))),
    "blank-sheet": ("an empty sheet", lambda: steady(saved(Workbook()))),
    "control-character": ("a character that turns the line around in a name", with_cells(A7="박\u202e수철")),
}

for _name, (_wrong, _build) in {**READ, **BAD}.items():
    made(f"handmade/{_name}.xlsx", _wrong, _build, ("workbook",) if _name in ("store", "halves") else ())

made(
    "handmade/grown.xlsx", "a sheet that grew over years: weekly sums, two rows a name", lambda: steady(a_grown_sheet())
)
made("handmade/schools.xlsx", "two sheets named by their schools, no year", lambda: steady(two_schools()))

CSV = csv_of(store_cells())
MERGED = record(0xE5, b"\1\0\5\0\6\0\0\0\0\0")
ERROR_CELL = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
)
UNREAD_CELL = '<table:table-cell table:formula="of:=[.B5]"/>'
NOTED_CELL = (
    '<table:table-cell office:value-type="string"><office:annotation><text:p>메모</text:p></office:annotation>'
    "<text:p>새</text:p></table:table-cell>"
)
LAST_ROWS = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell></table:table-row>'
)


def spoilt(**cells: object) -> Cells:
    """The plain month with other values, by r and c: r4c1="새"."""
    places = {tuple(map(int, name[1:].split("c"))): value for name, value in cells.items()}
    return {**store_cells(), **places}  # type: ignore[dict-item]


made("handmade/store.xls", "an .xls of Excel 97", lambda: xls({"4월": store_cells()}), ("workbook",))
made(
    "handmade/merged.xls",
    "an .xls with names merged over two rows",
    lambda: xls(
        {"4월": {place: value for place, value in spoilt(r6c9="오").items() if place != (6, 0)}}, sheet_more=MERGED
    ),
)
made("handmade/error.xls", "an .xls with an error among the codes", lambda: xls({"4월": spoilt(r5c2="#REF!")}))
made(
    "handmade/huge.xls",
    "an .xls that says it has four billion rows",
    lambda: xls({"4월": store_cells()}, rows=2**32 - 1),
)
made(
    "handmade/texts.xls",
    "an .xls that says it has two billion texts",
    lambda: xls({"4월": store_cells()}, more=record(0xFC, b"\xff\xff\xff\x7f" * 2)),
)
made("handmade/far.xls", "an .xls with a cell in its last row and column", lambda: xls({"4월": spoilt(r65535c255="x")}))
made("handmade/locked.xls", "an .xls with a password", lambda: xls({"4월": store_cells()}, more=record(0x2F, bytes(6))))
made("handmade/cut.xls", "half of an .xls", lambda: xls({"4월": store_cells()})[:3000])
made(
    "handmade/loop.xls",
    "an .xls whose sectors turn back on themselves",
    lambda: compound({"Workbook": bytes(9000)}, loop=True),
)
made("handmade/store.ods", "an .ods of LibreOffice", lambda: ods({"4월": store_cells()}), ("workbook",))
made("handmade/notes.ods", "an .ods with a note on a cell", lambda: ods({"4월": spoilt(r5c2=NOTED_CELL)}))
made(
    "handmade/errors.ods",
    "an .ods with an error and a formula without a value",
    lambda: ods({"4월": spoilt(r5c2=ERROR_CELL, r5c3=UNREAD_CELL)}),
)
made(
    "handmade/rows.ods",
    "an .ods whose last row stands there a million times",
    lambda: ods({"4월": store_cells()}, last=LAST_ROWS.format(1_000_000, 1)),
)
made(
    "handmade/columns.ods",
    "an .ods whose last cell stands there a billion times",
    lambda: ods({"4월": store_cells()}, last=LAST_ROWS.format(1, 999_999_999)),
)
made(
    "handmade/entity.ods",
    "an .ods that declares an entity",
    lambda: ods({"4월": store_cells()}, head='<!DOCTYPE x [<!ENTITY e "x">]>'),
)
made(
    "handmade/deep.ods",
    "an .ods with 100,000 tags inside one another",
    lambda: ods({"4월": store_cells()}, last="<text:a>" * 100_000 + "</text:a>" * 100_000),
)
made(
    "handmade/locked.ods",
    "an .ods with a password",
    lambda: ods({"4월": store_cells()}, manifest="<manifest:encryption-data/>"),
)
made("handmade/utf8.csv", "text in UTF-8", CSV.encode)
made(
    "handmade/utf8-sig.csv",
    "text in UTF-8 with a mark, as newer Excel writes it",
    lambda: CSV.encode("utf-8-sig"),
    ("workbook",),
)
made(
    "handmade/cp949.csv",
    "text in the Korean code page, as older Excel writes it",
    lambda: CSV.replace("–", "~").encode("cp949"),
)
made(
    "handmade/utf16.txt",
    "text in UTF-16, parted by tabs, as Excel's Unicode text",
    lambda: b"\xff\xfe" + csv_of(store_cells(), "\t").encode("utf-16-le"),
)
made(
    "handmade/utf16-big.txt",
    "text in UTF-16, the other way round",
    lambda: b"\xfe\xff" + csv_of(store_cells(), "\t").encode("utf-16-be"),
)
made("handmade/semicolons.csv", "text parted by semicolons", lambda: csv_of(store_cells(), ";").encode("utf-8-sig"))
made(
    "handmade/근무표_2027-04_한마음점.csv",
    "the month only in the file's name",
    lambda: csv_of(store_cells("근무표")).encode("utf-8-sig"),
)
made("handmade/latin.csv", "text in an encoding that is none of ours", lambda: b"caf\xe9 \xff\xfe\x81\n" * 5)
made("handmade/quote-open.csv", "a quotation mark that never closes", (CSV + '"박철수,새').encode)
made("handmade/utf16-odd.txt", "text in UTF-16 cut inside a letter", lambda: b"\xff\xfe" + CSV.encode("utf-16-le")[:-1])
