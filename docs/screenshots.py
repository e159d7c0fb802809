"""Take the pictures in docs/pictures from the running program: `make screenshots`.

The sample club's May 2027 is built in a folder of its own and shown as it would be on the morning of 7 May 2027.
"""

from __future__ import annotations

import os
import tempfile
import threading
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from models import migrations
from models.base import now
from models.engine import make_engine, make_sessions
from models.enums import Role
from scheduler.calendar import KST, Month
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.search.solve import SolveParams, solve
from tests import chromium
from web import create_app
from web.config import Settings
from web.services import convert, demo, importer, prints, publishing, users
from web.services.paper import Paper
from web.services.paper.press import set_png
from web.services.paper.wall import wall_values
from web.services.prints import Printing
from web.views import desk, me, months, participants

PICTURES = Path(__file__).parent / "pictures"
MONTH = Month(2027, 5)
MORNING = datetime(2027, 5, 7, 8, 0, tzinfo=KST)
PASSWORD = "pictures of the sample club"  # noqa: S105 - of an account in a folder that is thrown away
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PAGES = {
    "start": "/",
    "build": "/months/2027-05",
    "month": "/months/2027-05/grid",
    "site": "/months/2027-05/sites/cafe",
    "open": "/months/2027-05/check",
    "participants": "/participants",
}


def main() -> None:
    """Build, serve, photograph."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), database=None, broker=None, public=None)
        link_of = _build(settings)
        with _that_morning():
            server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.port}"
            environment = {**os.environ, "FONTCONFIG_FILE": str(chromium.fonts_conf(Path(folder)))}
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.find(), args=list(chromium.FLAGS), env=environment, chromium_sandbox=False
                )
                _desk(browser, address)
                _participant(browser, address, link_of)
            server.shutdown()


def _that_morning() -> ExitStack:
    """Pages take 7 May 2027 for today."""
    stack = ExitStack()
    stack.enter_context(patch.object(me, "now", lambda: MORNING))
    for view in (me, desk, months, participants):
        stack.enter_context(patch.object(view, "today", MORNING.date))
    return stack


def _build(settings: Settings) -> str:
    """Import, solve, publish, print; the path of one participant's link."""
    engine = make_engine(settings.database_url)
    migrations.upgrade(engine)
    with make_sessions(engine)() as session:
        book = sample_book(MONTH, korean_holidays(date(2027, 1, 1), date(2028, 12, 31)))
        owner = importer.import_book(session, None, book, demo.ACTOR).organization_id
        users.add_user(
            session, owner, login="demo", name="박은정", password=PASSWORD, role=Role.COORDINATOR, actor=demo.ACTOR
        )
        result = solve(convert.problem_of(session, owner, MONTH), SolveParams(seconds=30, workers=os.cpu_count() or 1))
        drafts = convert.store_roster(session, owner, MONTH, result.roster)
        session.commit()
        for draft in drafts:
            publishing.publish(session, owner, draft.program_id, MONTH, demo.ACTOR)
        printing = Printing(demo.ACTOR, "박은정", now())
        sheet = prints.wall(session, owner, MONTH, printing, paper=Paper.A4, site="store18")
        (PICTURES / "wall.png").write_bytes(set_png("wall.typ", wall_values(sheet), 110)[0])
        _, link = demo.somebodys_link(session, demo.Demo(owner, MONTH, None), "", settings.link_key())
    engine.dispose()
    return link


def _desk(browser: Browser, address: str) -> None:
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page = browser.new_page(viewport=size, base_url=address, locale="ko-KR")
        page.goto("/login")
        page.fill("[name=login]", "demo")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
        for picture, path in PAGES.items():
            page.goto(path)
            page.screenshot(path=PICTURES / f"{picture}-{name}.png")
        page.close()


def _participant(browser: Browser, address: str, link: str) -> None:
    page = browser.new_page(viewport=PHONE, base_url=address, locale="ko-KR")
    page.goto(link)
    page.click("main button")
    page.wait_for_url("**/me")
    page.screenshot(path=PICTURES / "me-phone.png")
    page.close()


if __name__ == "__main__":
    main()
