"""Two clubs on one installation, full of canaries, and thirteen actors who knock at every door.

Actors send their cookies by hand, so that no answer changes what the next request carries; a copy of the database is
put back after whatever changed it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Base, Participant, SolveJob, User, WebSession
from models.base import now
from models.engine import make_engine, make_sessions
from models.enums import JobStatus, Role
from tests.canaries import Aviary
from tests.filled import KEY, MAY, MORNING, PASSWORD
from tests.functional.pages import CheckedClient
from tests.twoclubs import Ids, club_of, second_person_works
from web import create_app, sessions
from web.config import Settings
from web.limits import limiter
from web.services import jobs
from web.services.users import hash_password
from web.views import counts, desk, me, months, participants
from web.worker import run_next

TODAY = MORNING.date()
RECORDED = ("audit_event", "participant.link_hash")
"""What printing leaves behind: a line of the access record, and on slips the mark of a link not printed before."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Actor:
    """Somebody at a browser."""

    name: str
    club: str
    """A or B: whose ids are the own ones."""
    cookie: str
    token: str
    """A form token of this browser."""
    role: Role | None = None
    user_id: int | None = None
    person: int | None = None
    """Index of the participant whose device this is."""
    link: str = ""
    """Token of the personal link that this actor holds."""
    ended: bool = False
    """A session that is over: the browser still sends its cookies."""


@dataclass
class World:
    """The database, the application on it, and everybody."""

    app: Flask
    settings: Settings
    aviary: Aviary
    clubs: dict[str, Ids]
    actors: dict[str, Actor] = field(default_factory=dict)
    kept_digest: dict[str, int] = field(default_factory=dict)
    """Of the database that is put back, without what printing leaves behind."""

    @property
    def path(self) -> Path:
        """The database file."""
        return self.settings.instance / "roster.db"

    @property
    def session(self) -> Session:
        """A new session on the database."""
        return make_sessions(make_engine(self.settings.database_url))()

    @cached_property
    def _watch(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, isolation_level=None)

    def changes(self) -> int:
        """A number that another commit to the database changes, whoever made it."""
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def keep(self) -> None:
        """Remember the database as it is now."""
        with sqlite3.connect(self.settings.instance / "kept.db") as copy:
            self._watch.backup(copy)
        self.kept_digest = self.digest(*RECORDED)

    def restore(self) -> None:
        """Put the remembered database back."""
        with sqlite3.connect(self.settings.instance / "kept.db") as copy, sqlite3.connect(self.path) as live:
            copy.backup(live)

    def digest(self, *without: str) -> dict[str, int]:
        """A mark of the content of every table, except the tables and columns named."""
        marks = {}
        for table in Base.metadata.sorted_tables:
            columns = [f'"{one.name}"' for one in table.columns if f"{table.name}.{one.name}" not in without]
            if table.name not in without:
                rows = self._watch.execute(f'SELECT {", ".join(columns)} FROM "{table.name}" ORDER BY 1')  # noqa: S608 - own names
                marks[table.name] = hash(tuple(rows.fetchall()))
        return marks

    def ask(
        self, actor: Actor, method: str, path: str, data: dict[str, Any] | None = None, **more: Any
    ) -> TestResponse:
        """Send one request as the actor; unsafe ones carry a form token unless `data` has one."""
        if method not in ("GET", "HEAD", "OPTIONS"):
            data = {"csrf_token": actor.token, **(data or {})}
        client = self.app.test_client(use_cookies=False)
        return client.open(path, method=method, data=data, headers={"Cookie": actor.cookie}, **more)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Both clubs in May 2027, on the morning of the 7th."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (counts, desk, me, months, participants):
            if hasattr(module, "today"):
                patch.setattr(module, "today", lambda: TODAY)
        patch.setattr(me, "now", lambda: MORNING)
        patch.setattr(jobs, "kick", lambda: None)
        # Noting when a session was last used is a write that may come at any time; other tests look at it.
        patch.setattr(sessions, "SEEN_STEP", timedelta(days=1))
        made = _made(folder)
        patch.setattr(limiter, "enabled", False)
        yield made


def _made(folder: Path) -> World:
    settings = Settings(instance=folder, database=None, broker=None, public=None, secret=KEY, link=KEY)
    engine = make_engine(settings.database_url)
    Base.metadata.create_all(engine)
    aviary, factory, clubs = Aviary(), make_sessions(engine), {}
    with factory() as session:
        for letter in "AB":
            clubs[letter] = club_of(session, aviary, letter, settings, hash_password(PASSWORD))
    while run_next(factory, settings, second_person_works):
        pass
    app = create_app(settings)
    app.test_client_class = CheckedClient
    made = World(app, settings, aviary, {letter: _with_job(factory, ids) for letter, ids in clubs.items()})
    cookies = _browsers(made)
    with factory() as session:
        aviary.settle(session, {ids.organization: letter for letter, ids in made.clubs.items()})
    made.actors = _actors(made, cookies)
    made.keep()
    return made


def _with_job(factory: Any, ids: Ids) -> Ids:
    """A second search, which waits; the first one has its proposal ready."""
    with factory() as session:
        done = session.get_one(SolveJob, ids.job)
        assert done.status is JobStatus.DONE, done.error
        session.add(SolveJob(organization_id=ids.organization, month=str(MAY.next()), worker="", error=""))
        session.commit()
    return ids


@dataclass(frozen=True)
class _Browser:
    club: str
    role: Role | None = None
    person: int | None = None
    ends: str = ""
    """idle, or gone."""


BROWSERS = {
    "anonymous": _Browser("A"),
    "participant": _Browser("A", person=0),
    "participant of the same club": _Browser("A", person=1),
    "participant of another club": _Browser("B", person=0),
    "coordinator": _Browser("A", Role.COORDINATOR),
    "coordinator of another club": _Browser("B", Role.COORDINATOR),
    "approver": _Browser("A", Role.APPROVER),
    "viewer": _Browser("A", Role.VIEWER),
    "city officer": _Browser("A", Role.OFFICER),
    "admin": _Browser("A", Role.ADMIN),
    "operator": _Browser("A", Role.OPERATOR),
    "expired session": _Browser("A", Role.COORDINATOR, 0, "idle"),
    "revoked link and closed account": _Browser("A", Role.ADMIN, 2, "gone"),
}
"""The thirteen actors."""


def _browsers(made: World) -> dict[str, tuple[str, int | None]]:
    """Log everybody in: for each actor the cookies of the program's own sessions, and the user's id."""
    cookies: dict[str, tuple[str, int | None]] = {}
    with made.session as session:
        for name, browser in BROWSERS.items():
            owner, sent, user = made.clubs[browser.club], [], None
            if browser.role is not None:
                chosen = select(User).where(User.organization_id == owner.organization, User.role == browser.role)
                users = session.scalars(chosen.order_by(User.id)).all()
                user = users[-1 if browser.ends == "gone" else 0]
                sent.append(_logged_in(session, "user", owner, name, user_id=user.id))
            if browser.person is not None:
                person = owner.participants[browser.person]
                sent.append(_logged_in(session, "participant", owner, name, participant_id=person, link_generation=1))
            if browser.ends == "idle":
                for row in session.scalars(select(WebSession).order_by(WebSession.id.desc()).limit(2)):
                    row.seen_at, row.expires_at = now() - timedelta(hours=1), now() - timedelta(minutes=1)
            if browser.ends == "gone" and user is not None and browser.person is not None:
                user.active = False
                session.get_one(Participant, owner.participants[browser.person]).link_generation = 2
                session.get_one(Participant, owner.participants[browser.person]).link_hash = None
            cookies[name] = ("; ".join(sent), user.id if user else None)
        session.commit()
    return cookies


def _logged_in(session: Session, kind: str, owner: Ids, name: str, **whose: int) -> str:
    token = f"{kind} {name} ".replace(" ", "-").ljust(43, "x")
    session.add(
        WebSession(
            organization_id=owner.organization,
            token_hash=sessions.hash_of(token),
            expires_at=now() + timedelta(hours=1),
            **whose,
        )
    )
    session.flush()
    return f"roster-{kind}={token}"


def _actors(made: World, cookies: dict[str, tuple[str, int | None]]) -> dict[str, Actor]:
    """Everybody with a form token of their own browser."""
    actors = {}
    for name, browser in BROWSERS.items():
        sent, user_id = cookies[name]
        client = made.app.test_client(use_cookies=False)
        for path in ("/nowhere", "/login"):
            answer = client.get(path, headers={"Cookie": sent})
            token = _TOKEN.search(answer.get_data(as_text=True))
            if token:
                break
        assert token is not None, name
        forms = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("roster-forms="))
        ids, index = made.clubs[browser.club], browser.person or 0
        ended = bool(browser.ends)
        actors[name] = Actor(
            name=name, club=browser.club, cookie="; ".join(filter(None, (sent, forms.partition(";")[0]))),
            token=token[1], role=None if ended else browser.role, user_id=None if ended else user_id,
            person=None if ended else browser.person, link=ids.tokens[index], ended=ended,
        )  # fmt: skip
    return actors
