"""Every page of the desk opens, in both languages, and is in order (the client sees to that)."""

from __future__ import annotations

import re
from datetime import date

import pytest

from scheduler.problem import ProblemError
from tests.functional.pages import Pages
from web.services import month_facts

PATHS = (
    "/",
    "/months/2027-05",
    "/months/2027-05/grid",
    "/months/2027-05/grid?program=store",
    "/months/2027-05/grid?site=store24",
    "/months/2027-05/days",
    "/months/2027-05/sites/store24",
    "/months/2027-05/people/P0001",
    "/months/2027-05/check",
    "/months/2027-05/publish/store",
    "/months/2027-06/publish/store",
    "/months/2027-07",
    "/months/2027-07/grid",
    "/months/2031-01",
    "/participants",
    "/participants?q=P0001",
    "/participants/1",
    "/club",
)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_the_desk_opens(pages: Pages, language: str) -> None:
    for path in PATHS:
        pages.get(f"{path}{'&' if '?' in path else '?'}lang={language}")


def test_english_pages_hold_no_korean_but_names(pages: Pages) -> None:
    page = pages.get("/club?lang=en")
    for switch in page.select("[lang=ko], .who"):
        switch.decompose()
    assert not re.search("[가-힣]", page.main.get_text())


def test_korean_pages_hold_no_english_words(pages: Pages) -> None:
    for path in ("/", "/months/2027-05", "/months/2027-05/check", "/months/2027-06/publish/store", "/participants/1"):
        words = pages.get(path).main.get_text(" ")
        # Abbreviations and logins stay; sentences do not.
        found = [word for word in re.findall(r"[A-Za-z]{3,}", words) if word not in ("PDF", "POS", "YYYY", "tests")]
        assert not found, f"{path}: {found}"


def test_the_grid_shows_everybody_every_day_and_the_hours_left_in_words(pages: Pages) -> None:
    page = pages.get("/months/2027-05/grid")
    rows = [row for row in page.select("table.grid tbody tr") if row.select_one("th.nm a")]
    assert len(rows) == 120
    assert len(page.select("table.grid thead th")) == 1 + 31 + 4
    # 31 days and four totals each
    assert {len(row.select("td")) for row in rows} == {35}
    assert all(re.search("남음|초과|한도 없음", row.select_one("td.t3").get_text()) for row in rows)


def test_the_grid_asks_once_whether_anything_has_changed(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    mark = month_facts.month_mark
    monkeypatch.setattr(month_facts, "month_mark", lambda *which: asked.append(which) or mark(*which))
    pages.get("/months/2027-05/grid")
    assert len(asked) == 1


def test_holidays_and_weekends_are_marked_by_words(pages: Pages) -> None:
    heads = pages.get("/months/2027-05/grid").select("table.grid thead th")[1:32]
    assert heads[4].get_text() == "5월 5일 (수) 어린이날5휴수"
    assert heads[7].get_text() == "5월 8일 (토)8토"


def test_a_cell_says_what_it_means(pages: Pages) -> None:
    cells = pages.get("/months/2027-05/grid?site=store24").select("td.night")
    assert cells and all(re.match(r"(새벽|밤) \d\d:00~\d\d:00", cell["aria-label"]) for cell in cells)


def test_an_open_seat_is_explained_person_by_person(pages: Pages) -> None:
    listed = pages.get("/months/2027-05/check").select_one(".reasons a")
    page = pages.get(listed["href"])
    assert "이 근무지의 다른 참여자" in page.get_text()
    assert len(page.select(".people dt")) >= 7


def test_unknown_things_are_plainly_not_there(pages: Pages) -> None:
    for path in (
        "/months/2027-13", "/months/2027-05/sites/nowhere", "/months/2027-05/people/X", "/participants/99999",
        "/months/2027-05/jobs/99", "/months/2027-05/publish/nothing", "/months/2027-05/grid?job=99", "/nothing",
    ):  # fmt: skip
        assert "없는 화면입니다" in pages.get(path, status=404).get_text()


def test_a_new_month_is_two_clicks_from_the_start(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.views.desk.today", lambda: date(2027, 6, 20))
    start = pages.get("/")
    create = start.find("a", string="2027년 7월 근무표 만들기")
    month = pages.get(create["href"])
    build = month.find("button", string="자동 편성하기")
    assert build.find_parent("form")["action"] == "/months/2027-07/jobs"


def test_a_fault_of_ours_shows_a_plain_page_and_no_trace(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*values: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("web.views.desk.start_view", break_down)
    words = pages.get("/", status=500).get_text()
    assert "프로그램에 문제가 생겼습니다" in words
    assert "secret" not in words and "Traceback" not in words


def test_data_that_contradict_themselves_are_named(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def contradict(*values: object) -> None:
        raise ProblemError("participant kim (P1) has no contract")

    monkeypatch.setattr("web.views.desk.start_view", contradict)
    assert "참여자 kim (P1)의 계약이 없습니다" in pages.get("/", status=409).get_text()


@pytest.mark.parametrize("path", ["/rules/conditions", "/rules/holidays", "/rules/numbers/min_rest_between_shifts"])
def test_the_menu_marks_the_area_of_a_page_below_it(pages: Pages, path: str) -> None:
    (marked,) = pages.get(path).select("header nav [aria-current]")
    assert (marked["href"], marked["aria-current"]) == ("/rules", "true")


def test_the_menu_marks_the_page_itself_and_nothing_on_pages_of_a_month(pages: Pages) -> None:
    (marked,) = pages.get("/rules").select("header nav [aria-current]")
    assert (marked["href"], marked["aria-current"]) == ("/rules", "page")
    assert pages.get("/months/2027-05").select("header nav [aria-current]") == []


def test_the_desk_tells_who_did_it_by_name(pages: Pages) -> None:
    pages.get("/rules/holidays")
    pages.post("/rules/holidays", {"day": "2027-05-17", "name": "임시공휴일"})
    first = pages.get("/").select_one("#events ~ ul li").get_text(" ", strip=True)
    assert "공휴일 추가 · 박은정" in first and "coordinator" not in first
