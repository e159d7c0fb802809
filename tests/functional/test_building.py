"""Automatic rostering at the desk: ask, watch, stop, look, accept or discard."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.base import now
from models.enums import Decision, JobStatus
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
        job.status, job.finished_at = JobStatus.DONE, now()
        session.commit()


def test_three_clicks_from_start_to_the_proposal(pages: Pages, club: Club) -> None:
    address = started(pages)
    assert "지금 근무표를 만들고 있습니다" in pages.get(address).get_text()
    with club.session as session:
        stored = convert.roster_of(session, club.organization_id, JUNE)
    person, shift = next(iter(stored))
    finished(club, stored.minus(person, shift))
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


def test_a_proposal_is_accepted_or_discarded(pages: Pages, club: Club) -> None:
    address = started(pages)
    finished(club, Roster())
    pages.get(address)
    assert "제안을 버렸습니다" in pages.follow(f"{address}/discard").get_text()
    again = started(pages)
    with club.session as session:
        job = session.scalars(select(SolveJob).order_by(SolveJob.id.desc())).first()
        job.result = session.get_one(SolveJob, 1).result
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
