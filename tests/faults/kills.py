"""A web server under load is killed at random moments and started anew: all that it had confirmed is there, whole.

The server is a fork of this process, which has everything loaded; so a new one answers within milliseconds. Several
browsers write at once: edits of several cells with a mark of their own, publishing and reopening, proposals accepted,
new links, workbooks imported.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import waitress
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from models import Assignment, AuditEvent, Participant, Roster, RosterCell, RosterEdit, SolveJob, WebSession
from models.base import now
from models.engine import make_engine, make_sessions
from models.enums import Decision, JobStatus, RosterStatus
from scheduler.files.workbook import write_book
from scheduler.rules import check
from tests import servers
from tests.faults.acts import CLUB, JULY, JUNE, MAY, SEPTEMBER, fill, propose, sound, template
from tests.faults.suite import Figure, suite
from tests.rows import TEMPLATE, tiny_book
from web import create_app
from web.config import Settings
from web.limits import limiter
from web.services import convert
from web.sessions import hash_of

TOKEN = "a-web-session-of-its-own"
MONDAYS = ("03", "10", "17", "24", "31")
SHIFTS_IN_JULY = 4
"""Mondays of July 2027: 5, 12, 19, 26; a published version has one assignment on each."""
WAIT = 20.0
"""Seconds for one answer; a machine with much else to do is slow."""
PATIENCE = 10.0
"""Seconds until a server is killed though nothing was confirmed."""


@dataclass
class Told:
    """What the server has confirmed so far."""

    marks: list[str] = field(default_factory=list)
    """Marks of edits."""
    acts: Counter[str] = field(default_factory=Counter)
    """Actions of the access record that a confirmed request must have left."""
    tried: int = 0

    @property
    def confirmed(self) -> int:
        """How many writes."""
        return len(self.marks) + sum(self.acts.values())


class Browser:
    """Sends requests with the cookies and the form token of a coordinator who is logged in."""

    def __init__(self, app: Flask) -> None:
        client = app.test_client()
        client.set_cookie("roster-user", TOKEN)
        answer = client.get("/participants/2")
        assert answer.status_code == 200, "the coordinator is not logged in"
        page = answer.get_data(as_text=True)
        self.token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        cookies = {"roster-user": TOKEN, "roster-forms": client.get_cookie("roster-forms").value}
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.port = 0
        self._warm(client)

    def _warm(self, client: FlaskClient) -> None:
        """Load templates and modules here, so that no server has to do it anew."""
        sent = {"X-CSRFToken": self.token}
        note = {"changes": [{"number": "P1", "day": "2027-05-03", "seen": 1000, "note": "-"}]}
        client.post(f"/months/{MAY}/edits", json=note, headers=sent | {"Accept": "application/json"})
        for path in (f"/months/{JULY}/reopen/store", f"/months/{JULY}/publish/store", "/participants/2/link/new"):
            assert client.post(path, headers=sent).status_code == 303

    def post(self, path: str, body: bytes, kind: str, **headers: str) -> tuple[int, bytes]:
        """Status and body of the answer. Raises OSError or HTTPException when the server ends meanwhile."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            sent = {"Cookie": self.cookie, "X-CSRFToken": self.token, "Content-Type": kind, **headers}
            link.request("POST", path, body, sent)
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()

    def form(self, path: str, **fields: str) -> int:
        """Send a form; the status."""
        status, _ = self.post(path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        return status

    def edit(self, mark: str, seen: int, randomly: random.Random) -> tuple[int, bytes]:
        """Change two cells of May at once; the note of both is the mark."""
        numbers, day = randomly.sample(("P1", "P2", "P3"), 2), randomly.choice(MONDAYS)
        pair = zip(numbers, ([TEMPLATE], []), strict=True)
        changes = [
            {"number": number, "day": f"2027-05-{day}", "seen": seen, "shifts": shifts, "note": mark}
            for number, shifts in pair
        ]
        sent = json.dumps({"changes": changes}).encode()
        return self.post(f"/months/{MAY}/edits", sent, "application/json", Accept="application/json")

    def upload(self, data: bytes) -> int:
        """Import a workbook in the two steps of the page; the status of the second."""
        form = MultiDict({"kind": "workbook", "file": FileStorage(BytesIO(data), "club.xlsx")})
        boundary, body = encode_multipart(form)
        _, page = self.post("/club/check", body, f"multipart/form-data; boundary={boundary}")
        name = page.decode().partition('name="name"')[2].partition('value="')[2].partition('"')[0]
        return self.form("/club/store", name=name, kind="workbook")


class Place:
    """A filled database, the app on it, and how to make and to end its server."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.name = "PostgreSQL" if url else "SQLite"
        settings = Settings(instance=folder, database=url, broker=None, public=None, secret="s" * 64, link="l" * 64)
        self.url = settings.database_url
        if url:
            fill(url, folder)
        else:
            shutil.copy(template(), folder / "roster.db")
        self.engine = make_engine(self.url)
        with make_sessions(self.engine)() as session:
            lasting = now() + timedelta(hours=10)
            session.add(WebSession(organization_id=CLUB, user_id=1, token_hash=hash_of(TOKEN), expires_at=lasting))
            session.commit()
        self.app = create_app(settings)
        self.browser = Browser(self.app)
        self.proposal = 0

    def start(self) -> int:
        """Fork a server; the id of its process."""
        for engine in (self.engine, self.app.extensions["engine"]):
            engine.dispose()  # a fork must not use a connection of ours
        listener = socket.create_server(("127.0.0.1", 0))
        self.browser.port = listener.getsockname()[1]
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                waitress.serve(self.app, sockets=[listener], threads=4, _quiet=True)
            finally:
                os._exit(1)
        listener.close()
        return child


def edit_on(place: Place, told: Told, name: str, seen: int, seed: int) -> None:
    """Edit until the server is gone."""
    randomly = random.Random(seed)
    for number in range(1000):
        mark = f"{name}-{number}"
        told.tried += 1
        try:
            status, body = place.browser.edit(mark, seen, randomly)
        except (OSError, HTTPException):
            return
        if status == 200:
            told.marks.append(mark)
            seen = json.loads(body)["seen"]
        elif status == 409:
            seen = max([json.loads(body).get("seen", seen), seen])


def act_on(place: Place, told: Told, seed: int, workbook: bytes) -> None:
    """Publish and reopen, accept, renew links, import, until the server is gone."""
    randomly = random.Random(seed)
    browser = place.browser
    acts: dict[str, Callable[[], int]] = {
        "roster.publish": lambda: browser.form(f"/months/{JULY}/publish/store"),
        "roster.reopen": lambda: browser.form(f"/months/{JULY}/reopen/store"),
        "link.revoke": lambda: browser.form("/participants/2/link/new"),
        "roster.accept": lambda: browser.form(f"/months/{JUNE}/jobs/{place.proposal}/accept"),
        "roster.solve": lambda: browser.form(f"/months/{SEPTEMBER}/jobs", seconds="60"),
        "data.import": lambda: browser.upload(workbook),
    }
    names, weights = list(acts), (4, 4, 3, 2, 1, 1)
    while True:
        name = randomly.choices(names, weights)[0]
        told.tried += 1
        try:
            status = acts[name]()
        except (OSError, HTTPException):
            return
        told.acts[f"{name} {status}"] += 1


def rounds(place: Place, told: Told, kills: int, seed: int) -> Iterator[list[str]]:
    """Start, load, kill, look: what is wrong after each kill."""
    randomly, workbook = random.Random(seed), _workbook()
    for number in range(kills):
        seen = prepare(place)
        child = place.start()
        writers = [
            threading.Thread(target=edit_on, args=(place, told, f"{number}-{part}", seen, randomly.random()))
            for part in range(2)
        ]
        writers.append(threading.Thread(target=act_on, args=(place, told, randomly.random(), workbook)))
        for writer in writers:
            writer.start()
        _wait(told, randomly)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for writer in writers:
            writer.join()
        yield faults_of(place, told, judge=number % 5 == 0 or number == kills - 1)


def _wait(told: Told, randomly: random.Random) -> None:
    """Until some answers have come, and then a moment that falls anywhere in a request."""
    enough, latest = told.confirmed + randomly.randint(0, 4), time.monotonic() + PATIENCE
    while told.confirmed < enough and time.monotonic() < latest:
        time.sleep(0.002)
    time.sleep(randomly.uniform(0.0, 0.06))


def prepare(place: Place) -> int:
    """Leave a proposal of June to be accepted, and nothing searched for; the newest edit's id."""
    with make_sessions(place.engine)() as session:
        for job in session.scalars(select(SolveJob).where(SolveJob.status.in_([JobStatus.QUEUED, JobStatus.RUNNING]))):
            job.status = JobStatus.CANCELLED
        chosen = select(SolveJob.id).where(
            SolveJob.month == str(JUNE), SolveJob.status == JobStatus.DONE, SolveJob.decision == Decision.OPEN
        )
        session.flush()
        place.proposal = session.scalar(chosen.limit(1)) or propose(session, JUNE)
        seen = session.scalar(select(func.max(RosterEdit.id))) or 0
        session.commit()
    return seen


def faults_of(place: Place, told: Told, judge: bool) -> list[str]:
    """What is missing, half done, or not as the judge can read it."""
    found = [] if sound(place.engine) else ["the database is damaged"]
    with make_sessions(place.engine.execution_options(read_only=True))() as session:
        found += [*_lost(session, told), *half_done(session)]
        return found + list(_judged(session)) if judge else found


def _lost(session: Session, told: Told) -> Iterator[str]:
    edits = session.scalars(select(RosterEdit.steps).where(RosterEdit.month == str(MAY)))
    kept = {note for steps in edits for note in _notes(steps)}
    yield from (f"edit {mark} is lost" for mark in told.marks if mark not in kept)
    counted = (
        select(AuditEvent.action, func.count().label("lines"))
        .where(AuditEvent.organization_id == CLUB)
        .group_by(AuditEvent.action)
    )
    written = {row.action: row.lines for row in session.execute(counted)}
    for action in {one.split()[0] for one in told.acts}:
        if told.acts[f"{action} 303"] and written.get(action, 0) == 0:
            yield f"{action} is lost"
    generation = session.scalar(select(Participant.link_generation).where(Participant.id == 2))
    if generation != written.get("link.revoke", 0) + 1 or generation <= told.acts["link.revoke 303"]:
        yield "a link was renewed without its record, or a confirmed one is lost"
    # Each act leaves one line; a version more than the first one was begun by each reopening.
    versions = session.scalar(select(func.count()).select_from(Roster).where(Roster.month == str(JULY)))
    if versions != 1 + written.get("roster.reopen", 0):
        yield "a version was begun without its record"


def _notes(steps: list[list[object]]) -> Iterator[str]:
    yield from (str(step[3]["note"]) for step in steps if isinstance(step[3], dict) and "note" in step[3])


def half_done(session: Session) -> Iterator[str]:
    """Edits and versions of which a part is there only."""
    yield from _half_edits(session)
    yield from _half_versions(session)


def _half_edits(session: Session) -> Iterator[str]:
    """Both cells of an edit were changed, or none; each cell is as its newest edit left it."""
    last: dict[tuple[int, str], tuple[int, dict[str, object]]] = {}
    for edit in session.execute(select(RosterEdit.id, RosterEdit.steps).order_by(RosterEdit.id)):
        for participant, day, _, after in edit.steps:
            last[participant, day] = (edit.id, after)
    days = MAY.first, MAY.last
    cells = session.scalars(select(RosterCell).where(RosterCell.day.between(*days))).all()
    last = {key: value for key, value in last.items() if key[1].startswith(str(MAY))}
    if {(cell.participant_id, str(cell.day)) for cell in cells} != set(last):
        yield "a cell is missing"
    worked = Counter(
        (row.participant_id, str(row.day))
        for row in session.execute(
            select(Assignment.participant_id, Assignment.day)
            .join(Roster, Roster.id == Assignment.roster_id)
            .where(Roster.month == str(MAY))
        )
    )
    for cell in cells:
        edit, after = last[cell.participant_id, str(cell.day)]
        here = worked[cell.participant_id, str(cell.day)]
        if (cell.edit_id, cell.note, here) != (edit, after["note"], len(after["shifts"])):
            yield f"cell {cell.participant_id} {cell.day} is not as edit {edit} left it"


def _half_versions(session: Session) -> Iterator[str]:
    """Every version of July holds the whole month, and all but the newest are published."""
    counted = (
        select(Roster.version, Roster.status, func.count(Assignment.id))
        .outerjoin(Assignment, Assignment.roster_id == Roster.id)
        .where(Roster.month == str(JULY))
        .group_by(Roster.id)
        .order_by(Roster.version)
    )
    rows = session.execute(counted).all()
    for version, status, shifts in rows:
        if shifts != SHIFTS_IN_JULY or (version < len(rows) and status is not RosterStatus.PUBLISHED):
            yield f"version {version} of July is {status} with {shifts} shifts"


def _judged(session: Session) -> Iterator[str]:
    """The judge reads every month; June and July, which nobody edits by hand, break no rule."""
    for month in (MAY, JUNE, JULY):
        broken = check(convert.problem_of(session, CLUB, month), convert.roster_of(session, CLUB, month))
        if broken and month != MAY:
            yield f"{month} breaks {len(broken)} rules"


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_book(tiny_book(), Path(folder) / "club.xlsx")
        return (Path(folder) / "club.xlsx").read_bytes()


def figures(url: str | None, kills: int, seed: int) -> Iterator[Figure]:
    """So many kills on one database."""
    with tempfile.TemporaryDirectory() as folder:
        limiter.enabled = False
        place, told = Place(Path(folder), url), Told()
        wrong = [one for found in rounds(place, told, kills, seed) for one in found]
        kinds = sorted(told.acts.items())
        assert told.confirmed > kills / 4, f"too few writes were confirmed: {told}"
        done = ", ".join(f"{name} {count}" for name, count in kinds)
        note = f"{told.confirmed} answers of {told.tried} requests: edits {len(told.marks)}, {done}"
        yield Figure(
            f"On {place.name} a web server killed under load loses nothing confirmed and halves nothing",
            kills,
            len(wrong),
            f"{note}{'; wrong: ' + '; '.join(wrong[:5]) if wrong else ''}",
        )


@suite("kills")
def run(quick: bool) -> Iterator[Figure]:
    """1,000 kills, or 200 in the quick version, two thirds of them on SQLite."""
    yield from figures(None, 134 if quick else 667, 2027)
    with servers.tidy():
        yield from figures(servers.postgresql(), 66 if quick else 333, 2028)
