"""The desk in a real browser: the grid fits the screen of an office, a running search lives, nothing is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import delete

from models.enums import Decision, JobStatus
from models.rosters import SolveJob
from scheduler.files.result_json import plain_result
from scheduler.result import LevelOutcome, Result, Status
from tests.browser.conftest import log_in
from tests.filled import JUNE, Club
from web.services import convert

ROWS_IN_VIEW = """(() => {
    const head = document.querySelector('.grid thead').getBoundingClientRect().bottom;
    const end = Math.min(document.querySelector('.gridbox').getBoundingClientRect().bottom, innerHeight);
    const boxes = [...document.querySelectorAll('.grid tbody tr')].map(row => row.getBoundingClientRect());
    return boxes.filter(box => box.top >= head - 1 && box.bottom <= end + 1).length;
})()"""
TOO_WIDE = "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.gridbox'))"
STICKING_OUT = """[...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll > *, .top-end .sr'))
    .map(one => one.outerHTML.slice(0, 120))"""
OFFICE = {"width": 1366, "height": 768}


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """The coordinator's browser; whatever the content policy refuses fails the test."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.set_viewport_size(OFFICE)
    yield log_in(page)
    assert refused == []


@pytest.fixture
def job(club: Club) -> Iterator[int]:
    """A search of June that is running; one that another test left waiting for its turn makes way."""
    with club.session as session:
        session.execute(delete(SolveJob).where(SolveJob.month == str(JUNE)))
        row = SolveJob(
            organization_id=club.organization_id,
            month=str(JUNE),
            status=JobStatus.RUNNING,
            progress={"seconds": 7.2, "open_seats": 3, "penalty": 500, "bound": 480, "gap": 0.04},
        )
        session.add(row)
        session.commit()
        number = row.id
    yield number
    with club.session as session:
        session.execute(delete(SolveJob).where(SolveJob.id == number))
        session.commit()


def test_a_month_of_31_days_needs_no_sideways_scroll_and_shows_twenty_people(desk: Page) -> None:
    desk.goto("/months/2027-05/grid")
    assert desk.evaluate(TOO_WIDE) == 0
    assert desk.evaluate("document.documentElement.scrollWidth") <= OFFICE["width"]
    seen = desk.evaluate(ROWS_IN_VIEW)
    assert seen >= 20


def test_names_dates_and_totals_stay_while_the_grid_scrolls(desk: Page) -> None:
    desk.goto("/months/2027-05/grid")
    before = desk.locator(".grid thead .nm").bounding_box()
    desk.evaluate("document.querySelector('.gridbox').scrollTop = 1500")
    assert desk.locator(".grid thead .nm").bounding_box() == before
    desk.set_viewport_size({"width": 1000, "height": 768})
    desk.evaluate("document.querySelector('.gridbox').scrollLeft = 200")
    names, totals, box = (desk.locator(one).first.bounding_box() for one in ("th.nm", "thead .t4", ".gridbox"))
    assert names and totals and box
    assert abs(names["x"] - box["x"]) <= 2
    assert abs(totals["x"] + totals["width"] - box["x"] - box["width"]) <= 18  # the scroll bar


@pytest.mark.parametrize("path", ["/", "/months/2027-05", "/months/2027-05/days", "/participants", "/club"])
def test_no_page_is_wider_than_a_telephone(desk: Page, path: str) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(path)
    assert desk.evaluate(STICKING_OUT) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_running_search_shows_its_progress_live_and_ends_by_itself(desk: Page, club: Club, job: int) -> None:
    desk.goto(f"/months/2027-06/jobs/{job}")
    assert "빈자리 3개" in desk.inner_text("#progress")
    assert not Axe().run(desk).response["violations"]
    with club.session as session:
        row = session.get_one(SolveJob, job)
        row.progress = {**row.progress, "seconds": 9.0, "open_seats": 1}
        session.commit()
    desk.wait_for_selector("#progress :text('빈자리 1개')", timeout=8000)
    with club.session as session:
        row, roster = session.get_one(SolveJob, job), convert.roster_of(session, club.organization_id, JUNE)
        levels = (LevelOutcome("open_seats", 1, 1), LevelOutcome("quality", 100, 98))
        row.result = json.dumps(plain_result(Result(Status.FEASIBLE, roster, levels, 900, 1, 1, 9.0)))
        row.status, row.decision = JobStatus.DONE, Decision.OPEN
        session.commit()
    desk.wait_for_selector("text=초안으로 받아들이기", timeout=8000)
    assert not Axe().run(desk).response["violations"]


def test_the_page_looks_often_only_until_there_is_a_roster(desk: Page, club: Club, job: int) -> None:
    def reach(progress: dict[str, object]) -> None:
        with club.session as session:
            session.get_one(SolveJob, job).progress = progress
            session.commit()

    looks: list[str] = []
    desk.on("request", lambda request: looks.append(request.url) if request.url.endswith("/progress") else None)
    reach({"seconds": 0.2})
    desk.goto(f"/months/2027-06/jobs/{job}")
    desk.wait_for_function("document.querySelector('#progress [hx-trigger]')")
    desk.wait_for_timeout(2500)
    assert len(looks) >= 3  # every two seconds it would have been one
    reach({"seconds": 3.0, "open_seats": 3})
    desk.wait_for_selector("#progress :text('빈자리 3개')", timeout=8000)
    looks.clear()
    desk.wait_for_timeout(2500)
    assert len(looks) <= 2


def test_the_way_to_a_roster_works_without_scripts(browser: Browser, address: str, job: int) -> None:
    quiet = browser.new_context(base_url=address, java_script_enabled=False, locale="ko-KR")
    page = log_in(quiet.new_page())
    page.goto("/months/2027-06")
    page.click("text=진행 보기")
    assert "빈자리 3개" in page.inner_text("#progress")
    page.click("text=그만두기")
    assert "그만두었습니다" in page.inner_text(".notes")
    quiet.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_telephone_the_head_takes_two_lines_and_its_fold_opens_without_scripts(
    browser: Browser, address: str, scripts: bool
) -> None:
    context = browser.new_context(
        base_url=address, locale="ko-KR", viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    page = log_in(context.new_page(), "admin")  # whose menu has most entries
    head = page.locator("header.top").bounding_box()
    assert head is not None
    assert head["height"] <= 2 * 48  # 44 px to press in each line, and the lines between
    leave = page.get_by_role("button", name="로그아웃")
    assert not leave.is_visible()
    page.click(".more > summary")
    assert leave.is_visible()
    leave.click()
    page.wait_for_url("**/login*")
    context.close()


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (320, "ko"), (360, "en")])
def test_two_lines_are_enough_in_both_languages_where_400_percent_leaves_320_pixels(
    browser: Browser, address: str, width: int, language: str
) -> None:
    context = browser.new_context(base_url=address, locale="ko-KR", viewport={"width": width, "height": 740})
    page = log_in(context.new_page(), "admin")
    page.goto(f"/?lang={language}")
    head = page.locator("header.top").bounding_box()
    assert head is not None
    assert head["height"] <= 2 * 48
    assert page.get_by_role("link", name="Rosters" if language == "en" else "근무표").first.is_visible()
    context.close()


def test_on_a_wide_screen_the_head_shows_everything_in_one_line(desk: Page) -> None:
    head = desk.locator("header.top").bounding_box()
    assert head is not None
    assert head["height"] <= 52
    assert desk.get_by_role("button", name="로그아웃").is_visible()
    assert not desk.locator(".more > summary").is_visible()


def test_the_head_of_the_grid_leaves_the_months_beside_its_tabs(desk: Page) -> None:
    desk.goto("/months/2027-11/grid")
    tabs, steps = (desk.locator(one).bounding_box() for one in (".month-head .tabs", ".month-steps"))
    assert tabs is not None and steps is not None
    assert tabs["y"] <= steps["y"] + steps["height"] / 2 <= tabs["y"] + tabs["height"]
