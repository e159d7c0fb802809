"""Two settings, DATABASE_URL and CELERY_BROKER_URL, are all it takes to leave SQLite and the embedded broker."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
import redis
from sqlalchemy import select

from models import Roster, SolveJob, migrations
from models.engine import make_engine, make_sessions
from models.enums import Decision, JobStatus, Role, RosterStatus
from tests import servers
from tests.rows import ACTOR, MAY, stored, tiny_book
from web.services.users import add_user
from web.serving import GRACE_SECONDS, free_port

ROOT = Path(__file__).parents[2]
PASSWORD = "가을 하늘 아래 은행나무"
pytestmark = [pytest.mark.scale, pytest.mark.one_database("the settings of this test are PostgreSQL and Redis")]


class Browser:
    """Follows links and sends forms as a person's browser does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.text = ""

    def get(self, path: str, data: bytes | None = None) -> str:
        """Open the page, follow where it leads, and say where that is."""
        with self._open(f"{self.address}{path}", data, timeout=20) as answer:
            self.text = answer.read().decode()
            return str(answer.url).removeprefix(self.address)

    def send(self, path: str, **fields: str) -> str:
        """Send a form of the page that is open."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.text)
        assert token is not None
        return self.get(path, urlencode({"csrf_token": token[1], **fields}).encode())


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The two settings; the folder and the port only keep this test apart from others."""
    return {
        "DATABASE_URL": servers.postgresql(),
        "CELERY_BROKER_URL": servers.redis_url(),
        "ROSTER_INSTANCE": str(tmp_path),
        "PORT": str(free_port("127.0.0.1", 18600)),
    }


@pytest.fixture
def browser(surroundings: dict[str, str]) -> Iterator[Browser]:
    """A browser in front of `roster serve`, which ends in order."""
    command = [sys.executable, "-m", "web.cli", "serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | surroundings, start_new_session=True)
    try:
        made = Browser(f"http://127.0.0.1:{surroundings['PORT']}")
        until(lambda: _answers(made))
        yield made
        server.send_signal(signal.SIGTERM)
        assert server.wait(GRACE_SECONDS + 5) == 0
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def _answers(browser: Browser) -> bool:
    try:
        browser.get("/login")
    except OSError:
        return False
    return True


@pytest.mark.slow
def test_from_login_to_the_published_roster_on_postgresql_and_redis(
    surroundings: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    engine = make_engine(surroundings["DATABASE_URL"])
    assert migrations.current(engine) == migrations.head()  # the first start made the tables
    sessions = make_sessions(engine)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        add_user(session, owner, login="lee", name="이담당", password=PASSWORD, role=Role.COORDINATOR, actor=ACTOR)

    assert browser.send("/login", login="lee", password=PASSWORD) == "/"
    browser.get(f"/months/{MAY}")
    job = browser.send(f"/months/{MAY}/jobs", seconds="60")
    until(lambda: _job(sessions).status is JobStatus.DONE)
    with redis.Redis.from_url(surroundings["CELERY_BROKER_URL"]) as broker:
        mine = surroundings["CELERY_BROKER_URL"].rpartition("/")[2]
        assert sum(one["db"] == mine for one in broker.client_list()) > 1  # the worker listens, and we ask

    browser.get(job)
    browser.send(f"{job}/accept")
    browser.get(f"/months/{MAY}/publish/store")
    browser.send(f"/months/{MAY}/publish/store")
    browser.get(f"/months/{MAY}/grid")
    assert browser.text.count("김P") >= 3

    assert _job(sessions).decision is Decision.ACCEPTED
    with sessions() as session:
        (roster,) = session.scalars(select(Roster)).all()
        assert (roster.status, len(roster.assignments)) == (RosterStatus.PUBLISHED, 5)  # the Mondays of May 2027
    assert not list(tmp_path.glob("roster.db*")) and not (tmp_path / "broker").exists()


def _job(sessions) -> SolveJob:
    with sessions() as session:
        return session.scalars(select(SolveJob)).one()
