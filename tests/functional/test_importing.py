"""Workbooks at the desk: looked at first, stored afterwards, refused whole."""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from sqlalchemy import func, select

from models import Base
from models.organizations import AuditEvent
from models.people import Participant, PastShift
from scheduler.files.workbook import write_book
from tests.data import index
from tests.filled import Club
from tests.functional.pages import Pages
from web.services import convert, uploads
from web.services.errors import NotFound

BIRTH_YEAR = select(Participant.birth_year).where(Participant.number == "P0001")
IMPORTERS = select(AuditEvent.actor).where(AuditEvent.action == "data.import").order_by(AuditEvent.id)


def workbook(club: Club, folder: Path) -> Path:
    """The club's present data as a file."""
    path = folder / "club.xlsx"
    with club.session as session:
        write_book(convert.book_of(session, club.organization_id, None), path)
    return path


def people(club: Club) -> int:
    with club.session as session:
        return session.scalar(select(func.count()).select_from(Participant)) or 0


def upload(pages: Pages, content: bytes, status: int = 200, kind: str = "workbook") -> str:
    pages.get("/club")
    page = pages.post(
        "/club/check",
        {"kind": kind, "file": (BytesIO(content), "기관.xlsx")},
        status=status,
        content_type="multipart/form-data",
    )
    return page.main.get_text(" ")


def test_a_file_is_looked_at_before_it_is_stored(pages: Pages, club: Club, tmp_path: Path) -> None:
    path = workbook(club, tmp_path)
    book = load_workbook(path)
    sheet = book["참여자"]
    number = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "P0001")
    assert number.offset(column=3).value == 1955
    number.offset(column=3).value = 1954
    book.save(path)
    words = upload(pages, path.read_bytes())
    assert "아직 저장하지 않았습니다" in words
    with club.session as session:
        assert session.scalars(BIRTH_YEAR).one() == 1955
    hidden = {
        field["name"]: field["value"] for field in pages_form(pages, "/club/store") if field["name"] != "csrf_token"
    }
    assert "파일을 저장했습니다" in pages.follow("/club/store", hidden).get_text()
    with club.session as session:
        assert session.scalars(BIRTH_YEAR).one() == 1954
        assert session.scalars(IMPORTERS).all()[-1] == "coordinator"
    # The kept file is used once.
    pages.get("/club")
    pages.post("/club/store", hidden, status=404)


def pages_form(pages: Pages, action: str) -> list[dict[str, str]]:
    form = BeautifulSoup(pages.html, "html.parser").select_one(f"form[action='{action}']")
    assert form is not None
    return [dict(field.attrs) for field in form.select("input")]


def test_a_broken_file_is_refused_with_every_fault_in_a_table(pages: Pages, club: Club, tmp_path: Path) -> None:
    path, before = workbook(club, tmp_path), people(club)
    book = load_workbook(path)
    sheet = book["참여자"]
    first, second = (
        next(cell for row in sheet.iter_rows() for cell in row if cell.value == number) for number in ("P0001", "P0002")
    )
    second.value = first.value
    book.save(path)
    words = upload(pages, path.read_bytes(), status=422)
    assert "저장하지 않았습니다" in words and "참여자" in words and "P0001" in words
    assert people(club) == before


@pytest.mark.parametrize("kind", ["workbook", "handmade"])
def test_what_is_no_workbook_is_refused(pages: Pages, club: Club, kind: str) -> None:
    assert "저장하지 않았습니다" in upload(pages, b"\x89PNG\r\n\x1a\n" + b"0" * 100, status=422, kind=kind)


def test_a_file_must_be_chosen(pages: Pages) -> None:
    pages.get("/club")
    page = pages.post("/club/check", {"kind": "workbook"}, status=422)
    assert "파일을 골라 주십시오" in page.get_text()


def test_files_above_ten_megabytes_are_refused(pages: Pages) -> None:
    pages.get("/club")
    data = {"csrf_token": pages.token(), "kind": "workbook", "file": (BytesIO(b"0" * (10 * 1024 * 1024 + 1)), "x.xlsx")}
    answer = pages.client.post("/club/check", data=data, content_type="multipart/form-data")
    assert answer.status_code == 413 and "파일이 너무 큽니다" in answer.text


def test_blank_form_and_present_data_come_as_workbooks(pages: Pages, club: Club) -> None:
    pages.get("/club/blank.xlsx")
    blank = load_workbook(BytesIO(pages.response.data))
    assert "참여자" in blank.sheetnames
    pages.get("/club")
    pages.post("/club/present.xlsx", status=200)
    present = load_workbook(BytesIO(pages.response.data))
    numbers = {cell.value for row in present["참여자"].iter_rows() for cell in row}
    assert {"P0001", "P0120"} <= numbers
    with club.session as session:
        assert session.scalars(select(AuditEvent).where(AuditEvent.action == "export.workbook")).one().subject == "all"


def test_kept_files_belong_to_one_organisation(tmp_path: Path) -> None:
    name = uploads.keep(tmp_path / "uploads", 1, b"data")
    for owner, wanted in ((2, name), (1, "../" + name), (1, "0" * 32)):
        with pytest.raises(NotFound):
            uploads.take(tmp_path / "uploads", owner, wanted)
    assert uploads.take(tmp_path / "uploads", 1, name) == b"data"
    assert (tmp_path / "uploads").stat().st_mode & 0o777 == 0o700


ODD = {
    "workbook/bomb.xlsx": "64 MB가 넘는",
    "workbook/rows-400000.xlsx": "400,000줄",
    "workbook/outside-entity.xlsx": "DOCTYPE",
    "workbook/locked.xlsx": "암호가 걸린",
    "workbook/hwp.xlsx": "한글(HWP)",
    "workbook/old.xls": "옛 형식(.xls)",
    "workbook/list-cp949.csv": "글자만 있는 파일",
    "workbook/cut-in-half.xlsx": "손상",
    "workbook/registration-number.xlsx": "주민등록번호로 보이는",
    "workbook/sheet-twice.xlsx": "같은 이름의 시트",
    "workbook/control-character.xlsx": "화면에 보일 수 없는",
    "handmade/store.ods": "손으로 만든 지난달 근무표",
    "handmade/halves.xlsx": "손으로 만든 지난달 근무표",
}


def content(club: Club) -> list[list[str]]:
    """Every row of every table."""
    with club.session as session:
        return [sorted(map(repr, session.execute(select(table)))) for table in Base.metadata.sorted_tables]


def test_odd_files_are_refused_on_the_page_and_nothing_is_kept(pages: Pages, club: Club) -> None:
    before = content(club)
    for name, words in ODD.items():
        page = upload(pages, (index.FOLDER / name).read_bytes(), status=422)
        assert words in page, name
        assert "500302-1234567" not in pages.html
    assert content(club) == before
    assert list((club.settings.instance / "uploads").glob("*")) == []


def test_a_workbook_uploaded_as_a_roster_made_by_hand_is_told_so(pages: Pages, club: Club) -> None:
    sound = (index.FOLDER / "workbook/as-written.xlsx").read_bytes()
    assert "기관 자료 엑셀로 보입니다" in upload(pages, sound, status=422, kind="handmade")


def test_the_month_in_the_name_of_a_file_is_still_known_when_it_is_stored(pages: Pages, club: Club) -> None:
    with club.session as session:
        book = convert.book_of(session, club.organization_id, None)
    site, person = book.sites[0], book.participants[0]
    letter = next(entry.code for entry in book.templates if entry.site == site.code)
    days = ",".join(str(day) for day in range(1, 29))
    text = f"근무표\n근무지: {site.name}\n이름,번호,{days}\n{person.name},{person.number},{letter}\n"
    pages.get("/club")
    pages.post(
        "/club/check",
        {"kind": "handmade", "file": (BytesIO(text.encode("cp949")), "근무표_2027-02.csv")},
        status=200,
        content_type="multipart/form-data",
    )
    hidden = {
        field["name"]: field["value"] for field in pages_form(pages, "/club/store") if field["name"] != "csrf_token"
    }
    assert hidden["file_name"] == "근무표_2027-02.csv"
    assert "파일을 저장했습니다" in pages.follow("/club/store", hidden).get_text()
    with club.session as session:
        days_kept = session.scalars(select(PastShift.day).where(PastShift.day < date(2027, 3, 1))).all()
    assert date(2027, 2, 1) in days_kept


def test_files_that_nobody_confirms_go_after_an_hour(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    old, new = (folder / f"1-{uploads.keep(folder, 1, b'data')}.upload" for _ in range(2))
    os.utime(old, (0, 0))
    uploads.sweep(folder)
    assert [path.name for path in folder.iterdir()] == [new.name]
