"""Every page of every role in a real browser, in every theme and at every zoom."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests import chromium
from tests.browser.looking import THEMES, ZOOMS, Eyes, Look, every_look, short_walk, visitors
from tests.everypage import Examples, examples
from tests.faults.suite import Figure, suite
from tests.filled import MORNING, filled_club
from web import create_app
from web.limits import limiter
from web.views import me

PROMISE = "No page has an axe fault, scrolls sideways or cuts text, in any theme at any zoom"


@suite("pages")
def run(quick: bool) -> Iterator[Figure]:
    """Every page × role × theme × zoom; the quick version opens each route once a theme."""
    with _eyes() as (app, known, eyes):
        pages = visitors(app, known)
        looks = list(short_walk(pages) if quick else [*every_look(pages), *_whole_grid(known)])
        wrong = 0
        first = ""
        for look in looks:
            faults = list(eyes.faults(look))
            wrong += bool(faults)
            first = first or (faults[0] if faults else "")
    count = len({(look.who, look.path) for look in looks})
    what = f"{count} pages of {len(pages)} kinds of visitors, {len(THEMES)} themes, {len(ZOOMS)} zooms, axe-core"
    yield Figure(PROMISE, len(looks), wrong, f"{what}; first: {first}" if first else what)


def _whole_grid(known: Examples) -> Iterator[Look]:
    """The grid of 120 people once in each theme: elsewhere one programme of it stands for all."""
    for theme in THEMES:
        yield Look("coordinator", f"/months/{known.usual['month']}/grid", theme, 100)


@contextmanager
def _eyes() -> Iterator[tuple[Flask, Examples, Eyes]]:
    """A server on the filled club, on the morning of 7 May 2027, and a browser that looks at it."""
    with (
        tempfile.TemporaryDirectory() as name,
        patch.object(me, "now", lambda: MORNING),
        patch.object(me, "today", MORNING.date),
        patch.object(limiter, "enabled", False),
        sync_playwright() as playwright,
    ):
        club = filled_club(Path(name))
        app, known = create_app(club.settings), examples(club)
        limiter.enabled = False
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment: dict[str, Any] = {**os.environ, "FONTCONFIG_FILE": str(chromium.fonts_conf(Path(name)))}
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS), env=environment, chromium_sandbox=False
        )
        eyes = Eyes(browser, f"http://127.0.0.1:{server.port}", known)
        try:
            yield app, known, eyes
        finally:
            eyes.close()
            browser.close()
            server.shutdown()
