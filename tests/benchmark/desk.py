"""A coordinator at the desk of a filled club, without a browser."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.filled import PASSWORD, Club
from web import create_app
from web.limits import limiter


def at_the_desk(club: Club, login: str = "coordinator") -> FlaskClient:
    """Signed in; forms need no tokens, and nobody counts how many pages are asked for."""
    limiter.enabled = False
    app = create_app(club.settings)
    app.config["WTF_CSRF_ENABLED"] = False
    desk = app.test_client()
    desk.post("/login", data={"login": login, "password": PASSWORD})
    return desk
