"""The participant's page as a phone shows it: sizes, contrast, weight, words, zoom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import link_path, open_link
from tests.filled import Club

PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 256}
"""1280 × 1024 at 400 % zoom."""
BANNED = (
    "로그인",
    "세션",
    "동기화",
    "구독",
    "클릭",
    "캘린더",
    "링크",
    "알바",
    "노인네",
    "인력",
    "QR",
    "URL",
    "패스워드",
)

MEASURE = """
() => {
  const lin = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const lum = ([r, g, b]) => 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
  const rgba = text => text.match(/[\\d.]+/g).map(Number);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), box = walker.currentNode.parentElement;
    if (!text || !box.getClientRects().length) continue;
    const style = getComputedStyle(box), a = lum(rgba(style.color)), b = lum(ground(box));
    texts.push({ text, size: parseFloat(style.fontSize), contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05),
      leading: parseFloat(style.lineHeight) / parseFloat(style.fontSize) });
  }
  const targets = [...document.querySelectorAll('a, button, input:not([type=hidden])')].map(one => {
    const box = one.getBoundingClientRect();
    return { text: one.textContent.trim(), height: box.height, width: box.width, main: one.matches('.main-button') };
  });
  return { texts, targets, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
}
"""


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, address: str, theme: str) -> Iterator[BrowserContext]:
    fresh = browser.new_context(base_url=address, viewport=PHONE, color_scheme=theme, java_script_enabled=True)
    yield fresh
    fresh.close()


def _pages(page: Page, club: Club) -> Iterator[str]:
    """Every page a participant can meet, one after another."""
    for path in ("/me", "/m", "/m/" + "a" * 26, link_path(club, 1)):
        page.goto(path)
        yield path
    open_link(page, club)
    for path in ("/me", "/me?size=3", "/me?size=1", "/me?lang=en", "/me?lang=ko"):
        page.goto(path)
        yield path


def test_letters_targets_and_contrast_hold_on_every_page(phone: BrowserContext, club: Club) -> None:
    page, seen = phone.new_page(), 0
    for path in _pages(page, club):
        found = page.evaluate(MEASURE)
        seen += len(found["texts"])
        assert found["wide"] <= 0, f"{path} scrolls sideways"
        for text in found["texts"]:
            assert text["size"] >= 18, (path, text)
            assert text["contrast"] >= 7, (path, text)
        for target in found["targets"]:
            assert target["height"] >= (96 if target["main"] else 64), (path, target)
    assert seen > 200


def test_the_next_shift_stands_first_in_40_pixels_and_the_body_in_20(phone: BrowserContext, club: Club) -> None:
    page = open_link(phone.new_page(), club)
    sizes = page.eval_on_selector_all(".when", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert sizes == [40, 40]
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 20
    # The first screen of a small phone shows day and time without scrolling.
    assert page.locator(".when").nth(1).bounding_box()["y"] < PHONE["height"] / 2  # type: ignore[index] # it is visible


def test_the_telephone_is_at_the_same_place_on_every_page(phone: BrowserContext, club: Club) -> None:
    page, places = phone.new_page(), set()
    for _path in _pages(page, club):
        call = page.locator("a[href^='tel:']")
        assert call.count() == 1
        if "size=3" in page.url or "lang=en" in page.url:
            continue
        box = call.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]
        places.add((round(box["x"]), round(box["y"]), round(box["width"]), "박은정" in call.inner_text()))
    assert len(places) == 1


def test_nothing_is_cut_at_400_percent(browser: Browser, address: str, club: Club) -> None:
    context = browser.new_context(base_url=address, viewport=NARROWEST)
    page = context.new_page()
    for path in _pages(page, club):
        assert page.evaluate(MEASURE)["wide"] <= 0, path
        cut = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1 "
            "&& getComputedStyle(one).display !== 'inline').map(one => one.outerHTML.slice(0, 80))"
        )
        assert cut == [], path
    context.close()


def test_text_spacing_by_the_reader_cuts_nothing(browser: Browser, address: str, club: Club) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = open_link(context.new_page(), club)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )
    assert page.evaluate(MEASURE)["wide"] <= 0
    context.close()


def test_two_requests_and_at_most_40_kilobytes(
    browser: Browser, address: str, club: Club, record_property: Callable[[str, object], None]
) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE)
    page = open_link(context.new_page(), club)
    page.close()
    page = context.new_page()
    # A profile that has the key but nothing in its cache.
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, float] = {}
    client.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    urls: list[str] = []
    client.on("Network.requestWillBeSent", lambda event: urls.append(event["request"]["url"]))
    page.goto("/me", wait_until="networkidle")
    real = [url for url in urls if not url.startswith("data:")]
    record_property("requests and bytes of the participant's page", f"{len(real)}, {sum(sizes.values()):.0f}")
    assert len(real) <= 2, real
    assert 0 < sum(sizes.values()) <= 40_000
    context.close()


def test_everything_works_without_scripts(browser: Browser, address: str, club: Club) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False)
    page = open_link(context.new_page(), club)
    assert page.locator(".when").first.inner_text() == "5월 8일 토요일"
    page.click("text=더 크게 보기")
    assert page.locator("html.size-3").count() == 1
    page.goto("/me")
    assert page.locator("html.size-3").count() == 1, "the size is remembered"
    page.click("text=English")
    assert page.locator("h1").inner_text().endswith("your next shift")
    page.click("text=한국어")
    page.click("text=이 전화기에서 지우기")
    assert page.url.endswith("/m")
    assert page.goto("/me").status == 401  # type: ignore[union-attr] # a page always answers
    context.close()


def test_words_are_plain_and_sentences_short(phone: BrowserContext, club: Club) -> None:
    page = phone.new_page()
    for path in _pages(page, club):
        if "lang=en" in path:
            continue
        for line in page.locator("main").inner_text().splitlines():
            assert not [word for word in BANNED if word in line], (path, line)
            for sentence in re.split(r"(?<=[.?])\s", line):
                assert len(sentence) <= 40, (path, sentence)
                if sentence.endswith("."):
                    assert re.search(r"(니다|십시오)\.$", sentence), (path, sentence)


def test_a_link_preview_changes_nothing(page: Page, club: Club) -> None:
    path = link_path(club, 2)
    page.goto(path)
    assert "님이 맞습니까?" in page.locator("h1").inner_text()
    assert page.goto("/me").status == 401  # type: ignore[union-attr] # a page always answers
    page.goto(path)
    page.click("main form button")
    assert page.url.endswith("/me"), "the address no longer holds the key"
