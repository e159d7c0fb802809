"""A running server on the filled database, and a real Chromium that sees only the project's own fonts."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from models import Participant
from tests import chromium
from tests.filled import MORNING, PASSWORD, Club, filled_club
from web import create_app
from web.limits import limiter
from web.services import links
from web.views import me

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here runs in a browser; without one it is skipped, except where CI is set."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium.find() is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


@pytest.fixture(scope="session")
def club(tmp_path_factory: pytest.TempPathFactory) -> Club:
    """The sample club of May 2027."""
    return filled_club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="session")
def app(club: Club) -> Iterator[Flask]:
    """The web application on it, on the morning of 7 May 2027."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(me, "now", lambda: MORNING)
        patch.setattr(me, "today", MORNING.date)
        yield create_app(club.settings)


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Where the server listens."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests."""
    fonts = chromium.fonts_conf(tmp_path_factory.mktemp("fonts"))
    environment: dict[str, Any] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS), env=environment, chromium_sandbox=False
        )
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _no_limits() -> None:
    limiter.enabled = False  # the tests open more pages a minute than people do


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser profile; addresses may be given without the host. Anything outside the machine is refused."""
    fresh = browser.new_context(base_url=address, locale="ko-KR")
    fresh.route(lambda url: not url.startswith((address, "data:")), lambda route: route.abort())
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page for whoever is not logged in."""
    return context.new_page()


def log_in(page: Page, role: str = "coordinator") -> Page:
    """Log in as the user of that role."""
    page.goto("/login")
    page.fill("input[name=login]", role)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda url: not url.endswith("/login"))
    return page


def link_path(club: Club, participant_id: int) -> str:
    """The path of a participant's personal link."""
    with club.session as session:
        person = session.get_one(Participant, participant_id)
        link = links.link_for(person, "", club.settings.link_key())
        session.commit()
        return link


def open_link(page: Page, club: Club, participant_id: int = 1) -> Page:
    """Open a participant's own page as one does: by the link and the confirming press."""
    page.goto(link_path(club, participant_id))
    page.click("main form button")
    page.wait_for_url("**/me")
    return page
