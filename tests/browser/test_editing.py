"""The grid is edited by hand, by keyboard and by two people at once; nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.browser.conftest import log_in
from tests.filled import PASSWORD

GRID = "/months/2027-06/grid?site=store24"
SAVED = re.compile("저장됨 오[전후] [0-9]+:[0-9]{2}")
EXPECTED_REFUSALS = re.compile("409|net::ERR_INTERNET_DISCONNECTED")
SMALL = """[...document.querySelectorAll('#dock.open button, #dock.open summary, #dock.open input, #dock.open a')]
    .filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 24).map(([html]) => html)"""


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """The coordinator's grid of one site; whatever the page complains about fails the test."""
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: told.append(str(one)))
    page.set_viewport_size({"width": 1366, "height": 768})
    log_in(page).goto(GRID)
    yield page
    assert [one for one in told if not EXPECTED_REFUSALS.search(one)] == []


def cell(page: Page, person: int, day: int) -> Locator:
    """The cell of the n-th person of the site, from 1, on a day of June."""
    return page.locator("tr[data-number]").nth(person - 1).locator("td").nth(day - 1)


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_text(SAVED)


def test_a_click_opens_the_cell_and_a_choice_is_told_and_saved(desk: Page) -> None:
    one = cell(desk, 1, 4)
    expect(one).to_have_text("낮")
    one.click()
    expect(desk.locator("#cell-title")).to_have_text("노성호 6월 4일 (금)")
    pick = desk.locator(".pick[data-shift='store24:오']")
    expect(pick).to_contain_text("제약 위반")
    assert desk.evaluate(SMALL) == []
    pick.click()
    expect(one).to_have_text("오", timeout=300)  # before the server has answered anything
    expect(desk.locator("#save-state")).to_have_text("저장 중…")
    expect(desk.locator("#dock-said")).to_contain_text("정원은 1명입니다.")
    saved(desk)
    expect(desk.locator("[data-sum=filled]")).to_have_text("1268/1302")
    expect(desk.locator("tbody .cv").first.locator("td").nth(3)).to_have_text("3/4")
    undo = desk.locator("#undo")
    expect(undo).to_have_attribute("title", "노성호, 6월 4일 (금)")
    undo.click()
    expect(one).to_have_text("낮")
    expect(desk.locator("[data-sum=filled]")).to_have_text("1269/1302")
    desk.keyboard.press("Escape")
    expect(desk.locator("#dock")).not_to_have_class(re.compile("open"))


def test_a_training_at_another_site_is_typed_by_its_letter(desk: Page) -> None:
    expect(desk.locator("[data-id='store2:교']")).to_have_text("교")
    cell(desk, 1, 4).click()
    desk.keyboard.insert_text("교")
    desk.keyboard.press("Enter")
    saved(desk)
    expect(cell(desk, 1, 4)).to_have_text("교")
    expect(cell(desk, 1, 4)).to_have_attribute("title", re.compile("교육·회의 14:00~16:00"))


def test_a_month_is_built_from_the_keyboard(desk: Page) -> None:
    for _ in range(40):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.closest('td') !== null"):
            break
    expect(cell(desk, 1, 1).locator("input")).to_be_focused()
    for key in ("PageDown", "Home", "ArrowDown", "ArrowRight"):
        desk.keyboard.press(key)
    expect(cell(desk, 12, 2).locator("input")).to_be_focused()
    # A Korean letter as an input method makes it: jamo by jamo, and Enter while it is still being put together.
    ime = desk.context.new_cdp_session(desk)
    for part in ("ㅇ", "오"):
        ime.send("Input.imeSetComposition", {"text": part, "selectionStart": 1, "selectionEnd": 1})
    ime.send("Input.insertText", {"text": "오"})
    expect(cell(desk, 12, 2)).to_have_class(re.compile("typing"))
    desk.keyboard.press("Enter")
    expect(cell(desk, 12, 2)).to_have_text("오")
    expect(cell(desk, 13, 2).locator("input")).to_be_focused()
    desk.keyboard.press("1")  # the first shift of the site
    expect(cell(desk, 13, 2)).to_have_text("새")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.type("갸")
    desk.keyboard.press("Tab")
    expect(desk.locator("#dock-told")).to_have_text("‘갸’ 근무는 없습니다. 이 근무지의 근무: 새, 오, 낮, 밤, 교")
    saved(desk)
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("l")
    expect(cell(desk, 13, 2)).to_have_class(re.compile(r"\blk\b"))
    desk.keyboard.press("Delete")
    expect(desk.locator("#dock-told")).to_contain_text("고정된 칸입니다")
    desk.keyboard.insert_text("ㅣ")  # the same key with the Korean layout
    expect(cell(desk, 13, 2)).not_to_have_class(re.compile(r"\blk\b"))
    desk.keyboard.press("Delete")
    expect(cell(desk, 13, 2)).to_have_text("")
    desk.keyboard.press("n")
    expect(desk.locator("[data-note]")).to_be_focused()
    desk.keyboard.type("병원")
    desk.keyboard.press("Enter")
    saved(desk)
    expect(cell(desk, 13, 2)).to_have_attribute("title", "메모 ‘병원’")
    expect(cell(desk, 13, 2).locator("input")).to_be_focused()
    desk.keyboard.press("Control+z")
    expect(cell(desk, 13, 2)).not_to_have_attribute("title", "메모 ‘병원’")
    desk.keyboard.press("Control+Shift+z")
    expect(cell(desk, 13, 2)).to_have_attribute("title", "메모 ‘병원’")
    desk.keyboard.press("?")
    expect(desk.locator("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("Enter")
    expect(desk.locator(".pick").first).to_be_focused()
    desk.keyboard.press("Escape")
    expect(cell(desk, 13, 2).locator("input")).to_be_focused()


def test_a_whole_line_is_locked_from_its_heading(desk: Page) -> None:
    desk.locator("th[data-day='2027-06-30']").click()
    expect(desk.locator("#cell-title")).to_have_text("6월 30일 (수)")
    desk.click("text=줄 전체 고정하기")
    saved(desk)
    expect(desk.locator("td.lk")).to_have_count(14)
    desk.click("#undo")
    expect(desk.locator("td.lk")).to_have_count(0)
    cell(desk, 2, 1).click()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("tr[data-number] .nm a").nth(1)).to_be_focused()
    desk.keyboard.press("l")
    desk.keyboard.press("Enter")
    expect(desk.locator("td.lk")).to_have_count(30)
    desk.click("#undo")
    expect(desk.locator("td.lk")).to_have_count(0)


def test_two_people_who_change_one_cell_choose(desk: Page, browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="ko-KR")
    other = log_in(context.new_page(), "admin")
    other.goto(GRID)
    for page, key in ((other, "2"), (desk, "4")):
        cell(page, 3, 12).click()
        page.keyboard.press(key)
        if page is other:
            saved(page)
    cell(desk, 4, 12).click()
    desk.keyboard.press("Delete")
    clash = desk.locator("#dock-trouble")
    expect(clash).to_contain_text("박은정 님이 오")
    expect(clash).to_contain_text("‘오’. 내가 고른 것: ‘밤’")
    expect(cell(desk, 3, 12)).to_have_text("오")
    assert desk.evaluate(SMALL) == []
    clash.get_by_text("내 것으로 바꾸기").click()
    saved(desk)
    expect(cell(desk, 3, 12)).to_have_text(re.compile("밤"))
    expect(clash).to_be_empty()
    # The other one learns of it without doing anything, and keeps what stands after a clash of their own.
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(cell(other, 3, 12)).to_have_text(re.compile("밤"))
    expect(cell(other, 4, 12)).to_have_text("")
    context.close()


def test_nothing_is_lost_when_the_server_is_away_or_the_session_has_ended(desk: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.context.set_offline(True)
    cell(desk, 5, 20).click()
    desk.keyboard.press("1")
    expect(desk.locator("#dock-trouble")).to_contain_text("서버에 연결되지 않습니다")
    expect(desk.locator("#save-state")).to_have_text("저장하지 못했습니다")
    desk.evaluate("location.reload()")
    desk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    desk.context.set_offline(False)
    desk.context.clear_cookies(name="roster-user")
    desk.click("text=다시 저장하기")
    expect(desk.locator("#dock-trouble")).to_contain_text("로그인 시간이 끝났습니다")
    desk.click("text=다시 로그인하기")
    desk.fill("input[name=login]", "coordinator")
    desk.fill("input[name=password]", PASSWORD)
    desk.click("main form button")
    desk.wait_for_url("**" + GRID)
    expect(desk.locator("#dock-trouble")).to_contain_text("아직 저장하지 못한 내용: 1건")
    expect(cell(desk, 5, 20)).to_have_text("새")
    desk.click("text=다시 저장하기")
    saved(desk)
    desk.goto(GRID)
    expect(cell(desk, 5, 20)).to_have_text(re.compile("새"))
    assert asked == ["beforeunload"]


def test_a_published_month_says_how_to_open_it(desk: Page) -> None:
    desk.goto(GRID.replace("06", "05"))
    cell(desk, 1, 4).click()
    expect(desk.locator("#dock-told")).to_contain_text("게시되었거나 확정된 근무표입니다")
    expect(desk.locator("#dock-told a")).to_have_attribute("href", "/months/2027-05/publish/store")
    before = cell(desk, 1, 4).inner_text()
    desk.keyboard.press("Delete")
    assert cell(desk, 1, 4).inner_text() == before


@pytest.mark.parametrize(("theme", "width"), [("light", 1366), ("dark", 360)])
def test_axe_finds_nothing_with_the_cell_open(desk: Page, theme: Literal["light", "dark"], width: int) -> None:
    desk.emulate_media(color_scheme=theme)
    desk.set_viewport_size({"width": width, "height": 740})
    one = cell(desk, 9, 6)
    one.click()
    expect(desk.locator("#cell-title")).to_be_visible()
    box, dock = one.bounding_box(), desk.locator("#dock").bounding_box()
    assert box and dock and box["y"] + box["height"] <= dock["y"], "the dock covers the cell that it is about"
    desk.keyboard.press("3")
    saved(desk)
    desk.click("#undo")
    found = Axe().run(desk, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert desk.evaluate(SMALL) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
