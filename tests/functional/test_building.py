"""Automatic rostering at the desk: ask, watch, stop, look, accept or discard."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base import now
from models.enums import Decision, JobStatus
from models.queries import cells
from models.rosters import SolveJob
from scheduler.files.result_json import plain_result
from scheduler.result import LevelOutcome, Result, Status
from scheduler.roster import Roster
from tests.filled import JUNE, Club
from tests.functional.pages import Pages
from web.services import convert, jobs


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)


def started(pages: Pages) -> str:
    """The address of a search that was just asked for."""
    pages.get("/months/2027-06")
    pages.post("/months/2027-06/jobs", {"seconds": "60"})
    return pages.location


def one_less(club: Club) -> Roster:
    """The stored roster without one of its cells: with many open seats a page would be long in explaining them."""
    with club.session as session:
        stored = convert.roster_of(session, club.organization_id, JUNE)
    return stored.minus(*next(iter(stored)))


def finished(club: Club, roster: Roster) -> None:
    """Bring the one search to its end with this roster, as a worker does."""
    with club.session as session:
        job = session.scalars(select(SolveJob)).one()
        problem = convert.problem_of(session, club.organization_id, JUNE)
        seats = sum(shift.seats for shift in problem.shifts)
        levels = (LevelOutcome("open_seats", 40, 40), LevelOutcome("quality", 1000, 996))
        left = seats - len(roster)
        result = Result(Status.FEASIBLE, roster, levels, seats, left, left, 58.0)
        job.result = json.dumps(plain_result(result))
        job.base_edit_id = cells.newest_edit_id(session, club.organization_id, str(JUNE))
        job.status, job.finished_at = JobStatus.DONE, now()
        session.commit()


def test_three_clicks_from_start_to_the_proposal(pages: Pages, club: Club) -> None:
    address = started(pages)
    assert "지금 근무표를 만들고 있습니다" in pages.get(address).get_text()
    finished(club, one_less(club))
    words = pages.get(address).get_text(" ")
    assert "가장 좋은 근무표와의 차이가 0.4% 이하입니다" in words  # (1000 - 996) / 1000
    assert "근무 0개가 늘고 1개가 빠지며, 1명이 바뀝니다" in words
    grid = pages.get(f"/months/2027-06/grid?job={address.rsplit('/', 1)[1]}")
    assert "아직 근무표가 아니라 제안입니다" in grid.get_text()


def test_progress_is_told_in_words(pages: Pages, club: Club) -> None:
    address = started(pages)
    with club.session as session:
        job = session.scalars(select(SolveJob)).one()
        job.status = JobStatus.RUNNING
        job.progress = {"seconds": 12.4, "open_seats": 3, "penalty": 500, "bound": 480, "gap": 0.04}
        session.commit()
    page = pages.get(f"{address}/progress")
    assert "12초 지남 (길어도 60초)" in page.get_text()
    assert "빈자리 3개" in page.get_text() and "4.0% 이하" in page.get_text()
    # Without scripts the page renews itself.
    assert pages.get(address).select_one("noscript meta[http-equiv=refresh]")


def test_a_search_is_cancelled_and_the_roster_stays(pages: Pages, club: Club) -> None:
    address = started(pages)
    assert "그만두었습니다" in pages.follow(f"{address}/cancel").get_text()
    with club.session as session:
        assert session.scalars(select(SolveJob)).one().status is JobStatus.CANCELLED


def test_a_running_search_is_stopped_early(pages: Pages, club: Club) -> None:
    address = started(pages)
    with club.session as session:
        session.scalars(select(SolveJob)).one().status = JobStatus.RUNNING
        session.commit()
    pages.follow(f"{address}/stop")
    with club.session as session:
        assert session.scalars(select(SolveJob)).one().stop_requested


def test_a_second_search_leads_to_the_first(pages: Pages) -> None:
    assert started(pages) == started(pages)


@pytest.mark.slow
def test_a_proposal_is_accepted_or_discarded(pages: Pages, club: Club) -> None:
    address = started(pages)
    finished(club, Roster())
    pages.get(address)
    assert "제안을 버렸습니다" in pages.follow(f"{address}/discard").get_text()
    again = started(pages)
    with club.session as session:
        job = session.scalars(select(SolveJob).order_by(SolveJob.id.desc())).first()
        first = session.get_one(SolveJob, 1)
        job.result, job.base_edit_id = first.result, first.base_edit_id
        job.status = JobStatus.DONE
        session.commit()
    assert "초안으로 받아들였습니다" in pages.follow(f"{again}/accept").get_text()
    with club.session as session:
        assert len(convert.roster_of(session, club.organization_id, JUNE)) == 0
        assert [one.decision for one in session.scalars(select(SolveJob).order_by(SolveJob.id))] == [
            Decision.DISCARDED,
            Decision.ACCEPTED,
        ]


def test_a_failed_search_says_why(pages: Pages, club: Club) -> None:
    address = started(pages)
    with club.session as session:
        job = session.scalars(select(SolveJob)).one()
        job.status, job.error = JobStatus.FAILED, "No roster was found in the time allowed."
        session.commit()
    assert "근무표를 만들지 못했습니다" in pages.get(address).get_text()


def test_only_the_offered_waiting_times_are_taken(pages: Pages) -> None:
    pages.get("/months/2027-06")
    pages.post("/months/2027-06/jobs", {"seconds": "86400"}, status=400)


def told(pages: Pages, club: Club, address: str, status: JobStatus, **facts: object) -> str:
    """What the page says of the one search in this state."""
    with club.session as session:
        job = session.scalars(select(SolveJob)).one()
        job.status = status
        for name, value in facts.items():
            setattr(job, name, value)
        session.commit()
    return pages.get(f"{address}/progress").get_text(" ", strip=True)


def test_the_page_tells_what_befell_the_search_and_that_it_goes_on(pages: Pages, club: Club) -> None:
    address, soon, past = started(pages), now() + timedelta(seconds=30), now() - timedelta(seconds=1)
    lost, kept = {"lost": 1, "spent": 20.0}, {"result": "{}", "attempt": 2}
    words = told(pages, club, address, JobStatus.RUNNING, progress=lost, lease_until=soon, **kept)
    assert "일하던 프로그램이 멈추어 다시 시작했습니다 (2번째 시도)." in words
    assert "그때까지 찾은 가장 좋은 근무표에서 이어 갑니다." in words
    words = told(pages, club, address, JobStatus.RUNNING, lease_until=past)
    assert "소식이 없습니다. 1분 안에 다른 프로그램이 이어받습니다." in words
    words = told(pages, club, address, JobStatus.QUEUED, lease_until=None)
    assert "곧 다시 시작합니다 (3번째 시도)." in words and "차례를 기다리고 있습니다." in words
    words = told(pages, club, address, JobStatus.QUEUED, progress={"returned": 1})
    assert "프로그램을 다시 켜는 동안 쉬었다가 이어서 찾습니다 (3번째 시도)." in words
    words = told(pages, club, address, JobStatus.RUNNING, progress={}, lease_until=soon, cancel_requested=True)
    assert "그만두는 중입니다." in words
    words = told(pages, club, address, JobStatus.RUNNING, cancel_requested=False, stop_requested=True)
    assert "지금까지 가장 좋은 근무표로 마무리하는 중입니다." in words


def test_the_page_tells_whom_to_ask_when_nobody_works(pages: Pages, club: Club) -> None:
    address = started(pages)
    assert "꺼져 있는 것" not in told(pages, club, address, JobStatus.QUEUED)
    words = told(pages, club, address, JobStatus.QUEUED, created_at=now() - timedelta(seconds=30))
    assert "프로그램이 꺼져 있는 것 같습니다. 프로그램을 관리하는 분께 알려 주십시오 (편성 번호 1)." in words
    words = told(pages, club, address, JobStatus.FAILED, error="The solver ended unexpectedly. Please try again.")
    assert "프로그램을 관리하는 분께 알려 주십시오 (편성 번호 1)" in pages.get(address).get_text(" ", strip=True)


def test_the_page_tells_that_a_proposal_is_what_three_lost_workers_left(pages: Pages, club: Club) -> None:
    address = started(pages)
    finished(club, one_less(club))
    told(pages, club, address, JobStatus.DONE, progress={"lost": 3})
    assert "편성이 세 번 중단되어, 그때까지 찾은 가장 좋은 근무표를 보여 드립니다." in pages.get(address).get_text(" ")
