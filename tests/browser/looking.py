"""Every page in a real browser, once in each theme and at each zoom: axe, sideways scroll, cut text.

400 % on a screen 1280 CSS pixels wide leaves 320: a narrow window stands for the zoom, as WCAG 1.4.10 has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from models.enums import Role
from tests.everypage import Examples
from tests.filled import PASSWORD

Theme = Literal["light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = ("light", "dark", "contrast")
ZOOMS = {100: (1280, 800), 200: (640, 400), 400: (320, 256)}
"""Window sizes in CSS pixels that a window of 1280 by 800 has at the zoom, in per cent."""
_SCROLLS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth + 1) return '';
  const wide = [...document.querySelectorAll('body *')].find(
    one => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll, .gridbox, .sr'));
  return 'the page scrolls sideways: ' + (wide ? wide.outerHTML.slice(0, 160) : root.scrollWidth);
}"""
_CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, summary, label, dt, dd, li, legend')]
  .filter(one => {
    const style = getComputedStyle(one);
    return one.clientWidth > 0 && !one.closest('.sr, .gridbox') && style.overflowX !== 'visible'
      && one.scrollWidth > one.clientWidth + 1;
  }).slice(0, 3).map(one => 'text is cut: ' + one.outerHTML.slice(0, 160))"""


@dataclass(frozen=True)
class Look:
    """One page as somebody sees it."""

    who: str
    path: str
    theme: Theme
    zoom: int

    def __str__(self) -> str:
        return f"{self.who} {self.path} {self.theme} {self.zoom} %"


def visitors(app: Flask, known: Examples) -> dict[str, list[str]]:
    """Who can open what: every role, the participant, and anybody."""
    pages = {role.value: known.of_role(app, role, narrow=True) for role in Role}
    pages["participant"] = known.own(app)
    pages["anybody"] = [*known.public(app), "/m/" + "a" * 26, "/no/such/page"]
    return pages


class Eyes:
    """A browser that goes where it is told and says what is wrong there."""

    def __init__(self, browser: Browser, address: str, known: Examples) -> None:
        self._browser, self._address, self._known = browser, address, known
        self._pages: dict[str, Page] = {}
        self._open: dict[str, str] = {}
        self._script = Axe().axe_script

    def close(self) -> None:
        """End every profile."""
        for page in self._pages.values():
            page.context.close()

    def faults(self, look: Look) -> Iterator[str]:
        """What is wrong on the page. One that is open already only changes its colours and its width."""
        page = self._page(look.who)
        width, height = ZOOMS[look.zoom]
        page.set_viewport_size({"width": width, "height": height})
        by_system = look.theme != "contrast"
        # No preference must be said: what was emulated before stays otherwise.
        page.emulate_media(
            color_scheme=look.theme if by_system else "light", contrast="no-preference" if by_system else "more"
        )
        if self._open.get(look.who) != look.path:
            page.goto(self._address + look.path)
            page.evaluate(self._script)
            self._open[look.who] = look.path
        yield from (f"{look}: {one}" for one in (*self._axe(page, look.theme), *self._box(page)))

    @staticmethod
    def _axe(page: Page, theme: Theme) -> Iterator[str]:
        rules = {"color-contrast-enhanced": {"enabled": theme == "contrast"}}
        options = {"resultTypes": ["violations"], "rules": rules}
        for one in page.evaluate("options => axe.run(options)", options)["violations"]:
            yield f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})"

    @staticmethod
    def _box(page: Page) -> Iterator[str]:
        if sideways := page.evaluate(_SCROLLS):
            yield sideways
        yield from page.evaluate(_CUT)

    def _page(self, who: str) -> Page:
        if who not in self._pages:
            page = self._browser.new_context(locale="ko-KR").new_page()
            if who == "participant":
                page.goto(f"{self._address}/m/{self._known.usual['token']}")
                page.click("main form button")
                page.wait_for_url("**/me")
            elif who != "anybody":
                page.goto(f"{self._address}/login")
                page.fill("input[name=login]", who)
                page.fill("input[name=password]", PASSWORD)
                page.click("main form button")
                page.wait_for_url(lambda url: not url.endswith("/login"))
            self._pages[who] = page
        return self._pages[who]


def every_look(pages: dict[str, list[str]]) -> Iterator[Look]:
    """Every page in every theme at every zoom."""
    for who, paths in pages.items():
        for path in paths:
            for theme in THEMES:
                yield from (Look(who, path, theme, zoom) for zoom in ZOOMS)


def short_walk(pages: dict[str, list[str]]) -> Iterator[Look]:
    """Every route in every theme, the zoom going round; of roles that see the same page the first one looks."""
    seen: set[str] = set()
    count = 0
    for who, paths in pages.items():
        for path in paths:
            if path in seen:
                continue
            seen.add(path)
            for number, theme in enumerate(THEMES):
                yield Look(who, path, theme, tuple(ZOOMS)[(count + number) % 3])
            count += 1
