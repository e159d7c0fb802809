"""axe finds nothing on any page, in light, dark and high contrast, at 100, 200 and 400 %; nothing is cut.

The short walk: each route once in each theme, the zoom going round. `tests/faults/pages.py` opens every page of every
role in every theme at every zoom. axe sees about half of what can go wrong; the other half needs people.
"""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.conftest import open_link
from tests.browser.looking import Eyes, Look, short_walk, visitors
from tests.everypage import Examples, examples
from tests.figures import note
from tests.filled import Club

PROMISE = "axe finds nothing, nothing scrolls sideways and no text is cut: pages × themes, the zoom going round"


@pytest.fixture(scope="module")
def known(club: Club) -> Examples:
    return examples(club)


@pytest.fixture(scope="module")
def eyes(browser: Browser, address: str, known: Examples) -> Eyes:
    made = Eyes(browser, address, known)
    yield made
    made.close()


@pytest.mark.slow
def test_every_page_in_every_theme(app: Flask, eyes: Eyes, known: Examples) -> None:
    looks = list(short_walk(visitors(app, known)))
    found = {str(look): list(eyes.faults(look)) for look in looks}
    wrong = [fault for faults in found.values() for fault in faults]
    note(PROMISE, len(looks), sum(bool(faults) for faults in found.values()))
    assert not wrong, "\n" + "\n".join(wrong)
    assert len({look.path for look in looks}) >= 20


@pytest.mark.parametrize("query", ["size=3", "lang=en", "look=contrast", "look=dark"])
def test_the_participants_page_as_chosen(eyes: Eyes, query: str) -> None:
    assert not list(eyes.faults(Look("participant", f"/me?{query}", "light", 400)))


def test_the_choice_of_the_reader_wins_over_the_system(page: Page, club: Club) -> None:
    page.emulate_media(color_scheme="dark")
    open_link(page, club)
    shade = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(shade) == "rgb(20, 23, 26)"
    page.goto("/me?look=light")
    assert page.evaluate(shade) == "rgb(255, 255, 255)"
    page.goto("/me")
    assert page.evaluate(shade) == "rgb(255, 255, 255)"  # kept
    page.emulate_media(color_scheme="light")
    page.goto("/me?look=dark")
    assert page.evaluate(shade) == "rgb(20, 23, 26)"


def test_the_system_may_take_all_colours(page: Page, club: Club) -> None:
    page.emulate_media(forced_colors="active")
    open_link(page, club)
    assert page.evaluate("() => getComputedStyle(document.querySelector('.call-button')).borderTopStyle") == "solid"
    page.goto("/login")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.primary')).borderTopStyle") == "solid"
