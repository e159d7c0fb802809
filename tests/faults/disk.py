"""No room, no writing, no database: what would be stored is refused in plain words, reading and printing go on."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import psycopg
from sqlalchemy import Engine, event, func, select
from werkzeug.test import TestResponse

from models import AuditEvent, Participant, WebSession
from models.base import now
from models.engine import make_engine, make_sessions
from scheduler.calendar import KST
from tests import servers
from tests.faults.acts import CLUB, JULY, JUNE, MAY, SEPTEMBER, content, fill, sound, template
from tests.faults.kills import TOKEN, _workbook
from tests.faults.suite import Figure, suite
from tests.rows import TEMPLATE
from web import create_app
from web.config import Settings
from web.limits import limiter
from web.services import links
from web.sessions import hash_of
from web.views import me

PHONE = "a-web-session-of-a-participant"
MORNING = datetime(2027, 7, 6, 8, 0, tzinfo=KST)
SAID = {
    "full": "디스크가 가득 차 저장하지 못했습니다",
    "read only": "지금은 저장할 수 없습니다",
    "busy": "지금 다른 저장이 오래 걸리고 있습니다",
    "away": "지금 데이터베이스에 연결할 수 없습니다",
}
TO_PARTICIPANTS = "지금은 화면을 볼 수 없습니다"
READ = (
    "/", f"/months/{MAY}", f"/months/{MAY}/grid", f"/months/{MAY}/days", f"/months/{MAY}/check", "/participants",
    f"/months/{MAY}/people/P1", "/participants/2", f"/months/{JULY}/publish/store", f"/print/{MAY}", "/club", "/me",
)  # fmt: skip
PRINTED = (
    f"/print/{MAY}/wall.pdf", f"/print/{MAY}/days.pdf?site=shop", f"/print/{MAY}/slips.pdf?site=shop",
    f"/print/{MAY}/slip/2.pdf", f"/me/{JULY}.pdf",
)  # fmt: skip
SHEET = f"/print/{MAY}/month.xlsx"
"""Writing a spreadsheet needs room for files in between, whatever the database can do."""


class Desk:
    """The filled club, its app, and a coordinator and a participant who are logged in."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        settings = Settings(instance=folder, database=url, broker=None, public=None, secret="s" * 64, link="l" * 64)
        if url:
            fill(url, folder)
        else:
            shutil.copy(template(), folder / "roster.db")
        self.settings, self.own = settings, make_engine(settings.database_url)
        lasting = now() + timedelta(days=400)
        with make_sessions(self.own)() as session:
            for row in (WebSession(user_id=1, token_hash=hash_of(TOKEN)),
                        WebSession(participant_id=2, token_hash=hash_of(PHONE), link_generation=1)):  # fmt: skip
                row.organization_id, row.expires_at = CLUB, lasting
                session.add(row)
            link = links.link_for(session.get_one(Participant, 3), "", settings.link_key())
            for number in (1, 2):
                links.link_for(session.get_one(Participant, number), "", settings.link_key())
            session.commit()
        self.app = create_app(settings)
        self.client = self.app.test_client()
        self.client.set_cookie("roster-user", TOKEN)
        self.client.set_cookie("roster-participant", PHONE)
        page = self.client.get("/participants/2").get_data(as_text=True)
        self.token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        self.link, self.workbook = link, _workbook()
        for path in (*READ, *PRINTED):
            self.client.get(path)

    @property
    def engine(self) -> Engine:
        """The app's."""
        engine: Engine = self.app.extensions["engine"]
        return engine

    def writes(self) -> dict[str, Callable[[], TestResponse]]:
        """Requests that store something, by name."""
        cell = {"number": "P1", "day": "2027-05-31", "seen": 1000, "shifts": [TEMPLATE], "note": "디스크"}
        form = {
            "publish": f"/months/{MAY}/publish/store",
            "confirm": f"/months/{MAY}/confirm/store",
            "reopen": f"/months/{JULY}/reopen/store",
            "undo": f"/months/{MAY}/edits/undo",
            "redo": f"/months/{MAY}/edits/redo",
            "renew a link": "/participants/2/link/new",
            "accept": f"/months/{JUNE}/jobs/1/accept",
            "discard": f"/months/{JUNE}/jobs/1/discard",
            "build": f"/months/{SEPTEMBER}/jobs",
            "present data": "/club/present.xlsx",
            "log out": "/logout",
            "open a card": self.link,
            "leave a phone": "/me/leave",
        }
        asked = {name: lambda path=path: self.form(path, seconds="60") for name, path in form.items()}
        asked["edit"] = lambda: self.client.post(
            f"/months/{MAY}/edits", json={"changes": [cell]}, headers=self._headers | {"Accept": "application/json"}
        )
        asked["lock"] = lambda: self.form(f"/months/{MAY}/edits/lock", line_number="P1", locked="1")
        asked["import"] = self._import()
        return asked

    def form(self, path: str, **fields: str) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data=fields, headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-CSRFToken": self.token}

    def _import(self) -> Callable[[], TestResponse]:
        """The second step of an import; the first is done now."""
        with (self.settings.instance / "club.xlsx").open("wb") as file:
            file.write(self.workbook)
        with (self.settings.instance / "club.xlsx").open("rb") as file:
            page = self.client.post("/club/check", data={"kind": "workbook", "file": file}, headers=self._headers)
        name = page.get_data(as_text=True).partition('name="name"')[2].partition('value="')[2].partition('"')[0]
        return lambda: self.form("/club/store", name=name, kind="workbook")


Outage = Callable[[Desk], "contextmanager[None]"]


@contextmanager
def _pragma(desk: Desk, statement: str, name: str) -> Iterator[str]:
    def set_it(connection: object, record: object) -> None:
        connection.execute(statement)  # type: ignore[attr-defined] # of the driver

    desk.engine.dispose()
    event.listen(desk.engine, "connect", set_it)
    try:
        yield name
    finally:
        event.remove(desk.engine, "connect", set_it)
        desk.engine.dispose()


@contextmanager
def no_growing_files(desk: Desk) -> Iterator[str]:
    """No file may grow at all."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield "full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def only_reading(desk: Desk) -> Iterator[str]:
    """The database lets itself be read only."""
    with _pragma(desk, "PRAGMA query_only = ON", "read only"):
        yield "read only"


@contextmanager
def somebody_writes(desk: Desk) -> Iterator[str]:
    """Another process holds the lock for writing and does not end."""
    with _pragma(desk, "PRAGMA busy_timeout = 20", "busy"), desk.own.connect() as connection:
        connection.begin()
        yield "busy"


@contextmanager
def server_only_reads(desk: Desk) -> Iterator[str]:
    """The PostgreSQL database takes no writing."""
    with _altered(desk, "SET default_transaction_read_only = on", "RESET default_transaction_read_only"):
        yield "read only"


@contextmanager
def server_away(desk: Desk) -> Iterator[str]:
    """The PostgreSQL database has ended all connections and takes none."""
    with _altered(desk, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true"):
        yield "away"


@contextmanager
def _altered(desk: Desk, begin: str, end: str) -> Iterator[None]:
    desk.own.dispose()
    url = desk.settings.database_url.replace("+psycopg", "")
    name = desk.engine.url.database
    with psycopg.connect(url.replace(f"/{name}?", "/postgres?"), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" {begin}')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" {end}')
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))


def suffer(desk: Desk, outage: Callable[[Desk], object]) -> tuple[int, list[str]]:
    """Every request during the outage and some after it; how many there were, and what went wrong."""
    wrong: list[str] = []
    writes = desk.writes()
    before, printed = content(desk.own), _prints(desk)
    with outage(desk) as kind:  # type: ignore[attr-defined] # a context manager
        for name, send in writes.items():
            wrong += _refusal(name, send(), kind)
        readable = (*READ, *PRINTED, *(() if outage is no_growing_files else (SHEET,)))
        for path in readable:
            answer = desk.client.get(path)
            if (answer.status_code == 200) != (kind != "away"):
                wrong.append(f"{path} answers {answer.status_code}")
            elif kind == "away":
                wrong += _refusal(path, answer, kind)
    if content(desk.own) != before:
        wrong.append("something was stored")
    tried = len(writes) + len(readable)
    more, found = _afterwards(desk, printed + (0 if kind == "away" else len(readable) - len(READ)))
    return tried + more, wrong + found


def _refusal(name: str, answer: TestResponse, kind: str) -> Iterator[str]:
    said = answer.get_json()["html"] if answer.is_json else answer.get_data(as_text=True)
    if answer.status_code != (507 if kind == "full" else 503) or not (SAID[kind] in said or TO_PARTICIPANTS in said):
        yield f"{name} answers {answer.status_code}: {' '.join(said.split())[:200]}"


def _afterwards(desk: Desk, expected: int) -> tuple[int, list[str]]:
    """All is well again: what was printed is in the record, and one can write."""
    wrong = [] if sound(desk.own) else ["the database is damaged"]
    if desk.client.get(PRINTED[0]).status_code != 200:
        wrong.append("nothing is printed afterwards")
    if (found := _prints(desk)) != expected + 1:
        wrong.append(f"{found} printings are in the record, not {expected + 1}")
    if (
        desk.form(f"/months/{MAY}/edits/undo").status_code != 303
        or desk.form("/participants/1/link/new").status_code != 303
    ):
        wrong.append("nothing can be stored afterwards")
    return 3, wrong


def _prints(desk: Desk) -> int:
    with make_sessions(desk.own)() as session:
        counted = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "roster.print")
        return session.scalar(counted) or 0


OUTAGES = (no_growing_files, only_reading, somebody_writes)
SERVER_OUTAGES = (server_only_reads, server_away)


def figures(outages: Sequence[Callable[[Desk], object]]) -> Iterator[Figure]:
    """Outages of one database one after the other, in a process of its own: a limit of files holds for all of it."""
    with tempfile.TemporaryDirectory() as folder, servers.tidy():
        url = servers.postgresql() if outages[0] in SERVER_OUTAGES else None
        told = json.loads(_in_child(Path(folder), url, outages))
    for outage, (number, wrong) in zip(outages, told, strict=True):
        kind = str(outage.__doc__).splitlines()[0].rstrip(".")
        note = "; ".join(wrong)[:600]
        yield Figure(f"{kind}: refused in plain words, and reading goes on", number, len(wrong), note)


def _suffered(folder: Path, url: str | None, outages: Sequence[Callable[[Desk], object]]) -> str:
    limiter.enabled = False
    with ExitStack() as patched:
        patched.enter_context(patch.object(me, "now", lambda: MORNING))
        patched.enter_context(patch.object(me, "today", MORNING.date))
        desk = Desk(folder, url)
        return json.dumps([suffer(desk, outage) for outage in outages])


def _in_child(folder: Path, url: str | None, outages: Sequence[Callable[[Desk], object]]) -> str:
    """A new process, not a fork: what makes PDFs has threads, and a fork would wait for them for ever."""
    names = [outage.__name__ for outage in outages]
    command = [sys.executable, "-m", "tests.faults.disk", str(folder), url or "", *names]
    # Its log is thrown away: the lines would be refused, too.
    kept, lost = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.run(command, check=True, stdout=kept, stderr=lost, text=True, timeout=300).stdout


@suite("disk")
def run(quick: bool) -> Iterator[Figure]:
    """Each outage once; there is no shorter version."""
    yield from figures(OUTAGES)
    yield from figures(SERVER_OUTAGES)


if __name__ == "__main__":
    _, at, address, *chosen = sys.argv
    sys.stdout.write(_suffered(Path(at), address or None, [globals()[name] for name in chosen]))
