"""Server-side sessions. The browser holds a random 256-bit token, the table its SHA-256, the rights and the clock.

A user's session ends after 30 idle minutes or 12 hours; a participant's device is known for 90 days. Both kinds have a
cookie of their own, so that a coordinator may look at a participant's page without being logged out.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Flask, Response, current_app, g, request
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.base import now
from models.organizations import User, WebSession
from models.people import Participant
from models.trouble import trouble_of
from web.db import get_session, may_write, new_session

USER_IDLE = timedelta(minutes=30)
USER_ABSOLUTE = timedelta(hours=12)
PARTICIPANT_ABSOLUTE = timedelta(days=90)
SEEN_STEP = timedelta(minutes=1)
"""A session's last use is written at most this often: not every page needs a write."""


def cookie_name(kind: str) -> str:
    """Name of the cookie for `user` or `participant`; over https no other host can set it."""
    return f"__Host-roster-{kind}" if current_app.config["SESSION_COOKIE_SECURE"] else f"roster-{kind}"


def hash_of(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_user(session: Session, user: User) -> None:
    """Log the user in on this browser; an older session of this browser ends. Commits."""
    _drop(session, "user")
    _start(session, "user", USER_ABSOLUTE, WebSession(organization_id=user.organization_id, user_id=user.id))
    g.web_user = user


def start_participant(session: Session, participant: Participant) -> None:
    """Let this browser see the participant's own pages. Commits."""
    _drop(session, "participant")
    row = WebSession(
        organization_id=participant.organization_id,
        participant_id=participant.id,
        link_generation=participant.link_generation,
    )
    _start(session, "participant", PARTICIPANT_ABSOLUTE, row)
    g.web_participant = participant


def end(session: Session, kind: str) -> None:
    """End this browser's session of the kind. Commits."""
    _drop(session, kind)
    session.commit()
    g.session_cookies = {**g.get("session_cookies", {}), kind: ("", timedelta(0))}
    setattr(g, f"web_{kind}", None)


def user() -> User | None:
    """The logged-in user of this request, or None."""
    if "web_user" not in g:
        g.web_user = None
        row = _row("user")
        if row is not None and row.user_id is not None and now() - _seen_at(row) <= USER_IDLE:
            g.web_user = _active_user(row)
    found: User | None = g.web_user
    return found


def participant() -> Participant | None:
    """The participant whose personal link opened this session, or None; a newer link ends older sessions."""
    if "web_participant" not in g:
        g.web_participant = None
        row = _row("participant")
        if row is not None:
            someone = get_session().scalar(
                select(Participant).where(
                    Participant.id == row.participant_id, Participant.organization_id == row.organization_id
                )
            )
            if someone is not None and someone.link_generation == row.link_generation:
                g.web_participant = someone
    found: Participant | None = g.web_participant
    return found


def ends_at() -> datetime | None:
    """When the user's session ends if nothing happens, or None without one."""
    row = _row("user") if user() is not None else None
    return None if row is None else min(_seen_at(row) + USER_IDLE, row.expires_at)


def extend() -> None:
    """Start the idle clock anew."""
    row = _row("user")
    if row is not None:
        _touch(row, now())


def init_app(app: Flask) -> None:
    """Set the cookies that this request's session changes ask for, and note when sessions were last used."""
    app.before_request(_note_use)
    app.after_request(_set_cookies)


def _active_user(row: WebSession) -> User | None:
    return get_session().scalar(
        select(User).where(User.id == row.user_id, User.organization_id == row.organization_id, User.active)
    )


def _row(kind: str) -> WebSession | None:
    rows = g.setdefault("web_sessions", {})
    if kind not in rows:
        token = request.cookies.get(cookie_name(kind), "")
        rows[kind] = token and get_session().scalar(
            select(WebSession).where(WebSession.token_hash == hash_of(token), WebSession.expires_at > now())
        )
    return rows[kind] or None


def _start(session: Session, kind: str, lifetime: timedelta, row: WebSession) -> None:
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_of(token)
    row.expires_at = now() + lifetime
    session.execute(delete(WebSession).where(WebSession.expires_at <= now()))
    session.add(row)
    session.commit()
    g.session_cookies = {**g.get("session_cookies", {}), kind: (token, lifetime)}
    g.setdefault("web_sessions", {})[kind] = row


def _drop(session: Session, kind: str) -> None:
    token = request.cookies.get(cookie_name(kind), "")
    if token:
        session.execute(delete(WebSession).where(WebSession.token_hash == hash_of(token)))
    g.setdefault("web_sessions", {}).pop(kind, None)


def _note_use() -> None:
    # Polling in the background must not keep an abandoned desk logged in.
    if request.endpoint in (None, "static") or request.headers.get("HX-Request"):
        return
    row = _row("user")
    if row is not None and user() is not None and now() - _seen_at(row) >= SEEN_STEP:
        _touch(row, now())


def _touch(row: WebSession, moment: datetime) -> None:
    if may_write():
        row.seen_at = moment
        get_session().commit()
        return
    try:
        with new_session() as own:
            mine = own.get(WebSession, row.id)
            if mine is not None:
                mine.seen_at = moment
                own.commit()
        _unwritten().pop(row.id, None)
    except DBAPIError as error:
        # Somebody else is writing for long, or the disk is full. A page must not fail because its time cannot be
        # noted, nor may who goes on reading and printing be logged out for it.
        current_app.logger.warning("the use of a session could not be noted: %s", trouble_of(error) or error)
        _unwritten()[row.id] = moment
    row.seen_at = moment
    # The request's own copy is never written: the short session above did that.
    get_session().expunge(row)


def _unwritten() -> dict[int, datetime]:
    """When sessions were last used, of those for which it could not be written."""
    found: dict[int, datetime] = current_app.extensions.setdefault("sessions_unwritten", {})
    return found


def _seen_at(row: WebSession) -> datetime:
    return max(row.seen_at, _unwritten().get(row.id, row.seen_at))


def _set_cookies(response: Response) -> Response:
    for kind, (token, lifetime) in g.get("session_cookies", {}).items():
        name, secure = cookie_name(kind), bool(current_app.config["SESSION_COOKIE_SECURE"])
        if token:
            # A user's cookie ends with the browser; a participant's stays on the phone.
            age = int(lifetime.total_seconds()) if kind == "participant" else None
            response.set_cookie(name, token, max_age=age, path="/", httponly=True, samesite="Lax", secure=secure)
        else:
            response.delete_cookie(name, path="/", httponly=True, samesite="Lax", secure=secure)
    return response
