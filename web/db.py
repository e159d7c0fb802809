"""The database session of a request: made at first use, rolled back and closed at the end.

Services commit; views never do. A GET gets a read-only connection option: on SQLite it takes no write lock, so that
readers never wait for one another; on PostgreSQL the page shows one moment of the database and cannot write.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Flask, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.engine import make_engine, make_sessions

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


def init_app(app: Flask, url: str) -> None:
    """Give the app an engine and close each request's session."""
    app.extensions["engine"] = make_engine(url)
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The app's engine."""
    made: Engine = current_app.extensions["engine"]
    return made


def may_write() -> bool:
    """Whether this request's session takes the write lock; then no other session may write beside it."""
    return request.method not in _SAFE and not g.get("only_read", False)


def get_session() -> Session:
    """This request's session."""
    if "db_session" not in g:
        bind = engine()
        if not may_write():
            bind = bind.execution_options(read_only=True)
        g.db_session = make_sessions(bind)()
    session: Session = g.db_session
    return session


def new_session() -> Session:
    """A session of its own for a short write beside the request's, such as the time a web session was last seen."""
    return make_sessions(engine())()


def reading_session() -> Session:
    """A session of its own that takes no lock and only reads."""
    return make_sessions(engine().execution_options(read_only=True))()


def only_read() -> None:
    """Give up the request's session, whatever state it is in; what is still read goes through one that only reads."""
    session = g.pop("db_session", None)
    if session is not None:
        with suppress(DBAPIError):
            session.close()
    g.only_read = True


def _close(error: BaseException | None) -> None:
    session = g.pop("db_session", None)
    if session is not None:
        session.close()
