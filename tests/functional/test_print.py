"""Printing through the application: who may, what stands on the paper, what the record says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from models import AuditEvent, Participant
from scheduler.files.handmade import read_month
from tests.filled import JUNE, MAY, PASSWORD, Club
from web.services import convert


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return _logged_in(app, "coordinator")


def _logged_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    found = re.search(r'name="csrf_token" [^>]*value="([^"]+)"', client.get("/login").text)
    assert found is not None
    form = {"login": role, "password": PASSWORD, "csrf_token": found[1]}
    assert client.post("/login", data=form).status_code == 303
    return client


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def _people(club: Club, site: str) -> list[Participant]:
    with club.session as session:
        problem = convert.problem_of(session, club.organization_id, MAY)
        numbers = [one.id for one in problem.participants if any(site in term.sites for term in one.contracts)]
        return list(session.scalars(select(Participant).where(Participant.number.in_(numbers))))


def test_the_wall_has_everyone_of_the_site_and_nobody_s_telephone_or_year_of_birth(
    client: FlaskClient, club: Club
) -> None:
    answer = client.get("/print/2027-05/wall.pdf?site=store24&paper=a3")
    assert answer.mimetype == "application/pdf"
    (text,) = _texts(answer.data)
    people = _people(club, "store24")
    assert len(people) == 14
    for person in people:
        assert person.name in text
        assert not person.phone or person.phone not in text
        assert person.birth_year is None or str(person.birth_year) not in text
    assert "시니어 동행 편의점 한마음점" in text
    assert "초안" not in text, "May is published"
    page = PdfReader(BytesIO(answer.data)).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [420, 297]


@pytest.mark.one_database("it reads paper, whatever that was made from")
def test_all_sites_are_one_file_and_drafts_say_so(client: FlaskClient) -> None:
    texts = _texts(client.get("/print/2027-06/wall.pdf").data)
    assert len(texts) == 11, "eleven sites, none of them with more people than a page holds"
    assert all("초안 · 아직 게시하지 않았습니다" in text for text in texts)


@pytest.mark.one_database("it reads paper, whatever that was made from")
def test_the_list_by_day_and_the_slips(client: FlaskClient, club: Club) -> None:
    (day_text,) = _texts(client.get("/print/2027-05/days.pdf?site=cafe").data)
    assert "2027년 5월 날짜별" in day_text
    slips = _texts(client.get("/print/2027-05/slips.pdf?site=store24").data)
    everything = "\n".join(slips)
    for person in _people(club, "store24"):
        assert f"{person.name} 님" in everything
        assert not person.phone or person.phone not in everything
    one = _texts(client.get("/print/2027-05/slip/1.pdf").data)
    assert "네모 그림을 전화기로 찍으면" in one[0]


def test_a_printed_link_opens(client: FlaskClient, app: Flask, club: Club) -> None:
    def kept() -> str | None:
        with club.session as session:
            return session.get_one(Participant, 7).link_hash

    assert kept() is None
    client.get("/print/2027-05/slip/7.pdf")
    assert kept() is not None


def test_excel_reads_back_as_the_same_assignments(client: FlaskClient, club: Club, tmp_path: Path) -> None:
    answer = client.get("/print/2027-05/month.xlsx?site=store24")
    assert "attachment" in answer.headers["Content-Disposition"]
    path = tmp_path / "month.xlsx"
    path.write_bytes(answer.data)
    with club.session as session:
        roster = convert.roster_of(session, club.organization_id, MAY)
        read = read_month(path, convert.book_of(session, club.organization_id, MAY), MAY)
    stored = {(who, *shift.split(":")) for who, shift in roster if shift.startswith("store24:")}
    assert read.faults == ()
    assert len(stored) > 100
    assert {(one.participant, one.site, one.code, str(one.day)) for one in read.entries} == stored


@pytest.mark.parametrize(
    "path",
    [
        "/print/2027-05/wall.pdf?site=nowhere",
        "/print/2027-05/wall.pdf?paper=a0",
        "/print/2027-05/days.pdf",
        "/print/2027-05/slips.pdf?site=nowhere",
        "/print/2027-05/slip/99999.pdf",
        "/print/2027-05/month.xlsx?program=nowhere",
        "/print/2027-13/wall.pdf",
    ],
)
def test_what_is_not_there_is_no_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_printing_is_recorded(client: FlaskClient, club: Club) -> None:
    def count() -> int:
        with club.session as session:
            return len(session.scalars(select(AuditEvent).where(AuditEvent.action == "roster.print")).all())

    before = count()
    for path in ("wall.pdf", "days.pdf?site=cafe", "slip/1.pdf", "slips.pdf?site=cafe", "month.xlsx"):
        client.get(f"/print/{MAY}/{path}")
    assert count() == before + 5
    with club.session as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None
    assert (last.actor, last.details["what"], last.details["month"]) == ("coordinator", "excel", "2027-05")


def test_readers_print_slips_without_the_key_and_strangers_nothing(app: Flask) -> None:
    viewer = _logged_in(app, "viewer")
    texts = _texts(viewer.get(f"/print/{MAY}/slip/9.pdf").data)
    assert texts
    assert not [text for text in texts if "네모 그림" in text]
    stranger = app.test_client().get(f"/print/{JUNE}/wall.pdf")
    assert stranger.status_code == 303
    assert "/login" in stranger.location


def test_the_overview_offers_every_paper_of_every_site(client: FlaskClient) -> None:
    text = client.get(f"/print/{MAY}").text
    assert text.count("/wall.pdf?site=") == 22, "eleven sites on two papers"
    assert text.count("/slips.pdf?site=") == 11
