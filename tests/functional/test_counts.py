"""The city officer's counts and the operator's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models import Participant, Site
from models.base import now
from models.enums import JobStatus
from models.rosters import SolveJob
from tests.filled import MAY, Club
from tests.functional.pages import Pages
from web.services import doctor
from web.services.counts import month_counts


@pytest.fixture
def officer(app: Flask) -> Pages:
    return Pages(app).log_in("officer")


@pytest.fixture
def operator(app: Flask) -> Pages:
    return Pages(app).log_in("operator")


def test_a_month_is_counted_programme_by_programme(club: Club, officer: Pages) -> None:
    with club.session as session:
        found = month_counts(session, club.organization_id, MAY)
    # The sample club has 120 contracts and 1,170 seats in May; the plain roster leaves the last seat open.
    assert [one.people for one in found.programs] == [46, 14, 32, 16, 12]
    assert (found.total.people, found.total.needed, found.total.filled, found.total.open) == (120, 1170, 1169, 1)
    page = officer.get("/months/2027-05/counts")
    cells = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert cells[0][1:5] == ["46", "496", "495", "1"] and cells[0][6] == "게시"
    assert [cell.get_text(strip=True) for cell in page.select("tfoot td")][:4] == ["120", "1170", "1169", "1"]
    assert "필요한 1170자리 가운데 1169자리가 찼고 1자리가 비어 있습니다." in officer.text


def test_a_draft_is_counted_and_called_so(officer: Pages) -> None:
    assert "초안" in officer.get("/months/2027-06/counts").select_one("tbody").get_text()


def test_a_month_without_any_roster_shows_open_seats_only(officer: Pages) -> None:
    rows = officer.get("/months/2027-07/counts").select("tbody tr")
    for row in rows:
        people, needed, filled, left, hours, state = (cell.get_text(strip=True) for cell in row.select("td"))
        assert (filled, left, hours, state) == ("0", needed, "0시간", "근무표 없음") and int(people) >= 0


def test_the_counts_name_nobody_and_no_place(club: Club, officer: Pages) -> None:
    officer.get("/months/2027-05/counts")
    with club.session as session:
        names = session.scalars(select(Participant.name)).all() + session.scalars(select(Site.name)).all()
    assert [name for name in names if name in officer.text] == []


def test_the_form_leads_to_the_month_and_nonsense_to_the_present_one(officer: Pages) -> None:
    officer.get("/counts?month=2027-06", status=302)
    assert officer.location == "/months/2027-06/counts"
    for query in ("", "?month=nonsense", "?month=2027-13"):
        officer.get(f"/counts{query}", status=302)
        assert officer.location.startswith("/months/20") and officer.location.endswith("/counts")


def test_officer_and_operator_begin_where_they_may_be(officer: Pages, operator: Pages) -> None:
    for pages, start, shown in ((officer, "/counts", ["집계"]), (operator, "/system", ["설치 상태"])):
        pages.get("/", status=302)
        assert pages.location == start
        pages.get("/participants", status=403)
        page = pages.get("/nowhere", status=404)
        assert [one.get_text(strip=True) for one in page.select("header nav a")] == shown
        assert page.select_one("main a.button")["href"] == start


def test_the_operator_sees_the_installation(club: Club, operator: Pages) -> None:
    renewed = now()
    with club.session as session:
        mine = {"organization_id": club.organization_id}
        session.add(SolveJob(month="2027-07", status=JobStatus.QUEUED, **mine))
        session.add(SolveJob(month="2027-08", status=JobStatus.QUEUED, **mine))
        running = SolveJob(month="2027-09", status=JobStatus.RUNNING, worker="w", **mine)
        running.lease_until = renewed + timedelta(seconds=30)
        session.add(running)
        session.commit()
    page = operator.get("/system")
    facts = {one.dt.get_text(strip=True): one.dd.get_text(" ", strip=True) for one in page.select("dl.facts > div")}
    assert facts["데이터베이스"] in ("SQLite", "PostgreSQL")
    assert (facts["기다리는 작업"], facts["진행 중인 작업"]) == ("2", "1")
    assert facts["작업 프로그램이 마지막으로 움직인 때"] != "아직 없음"


def test_the_operator_reads_what_the_doctor_found(operator: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "findings", lambda settings, engine: [])
    assert "점검한 0가지에 모두 문제가 없습니다." in operator.get("/system").get_text()
    monkeypatch.undo()
    page = operator.get("/system")
    told = [one.get_text(strip=True) for one in page.select("section[aria-labelledby=findings] li strong")]
    # The worst comes first.
    assert told == sorted(told, key=lambda one: one != "바로 고칠 일") and told
