"""The web application. `create_app` is the only place where its parts are wired together."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.config import Settings

_HERE = Path(__file__).parent
_VIEWS = ("auth", "desk", "months", "rosters", "jobs", "imports", "participants", "me", "print")
LARGEST_UPLOAD = 10 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application on the database and folder that the settings name (those of the environment by default)."""
    # Imported here, for the command line is in this package too, and solving a file needs no web framework.
    from flask import Flask  # noqa: PLC0415
    from flask_wtf.csrf import CSRFProtect  # noqa: PLC0415

    from web import access, components, db, errors, limits, security, sessions, texts  # noqa: PLC0415
    from web.config import get_settings  # noqa: PLC0415
    from web.views.common import MonthConverter  # noqa: PLC0415

    settings = settings or get_settings()
    # Without an explicit instance path a plain `pip install` would move it into the virtual environment.
    app = Flask(__name__, instance_path=str(settings.folder().resolve()))
    secure = settings.public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        SETTINGS=settings,
        # Flask's own cookie carries nothing but the form token; who someone is stands in web_session.
        SESSION_COOKIE_NAME="__Host-roster-forms" if secure else "roster-forms",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        RATELIMIT_STORAGE_URI="memory://",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app, settings.database_url)
    security.init_app(app)
    texts.init_app(app)
    CSRFProtect(app)
    limits.limiter.init_app(app)
    sessions.init_app(app)
    access.init_app(app)
    components.init_app(app)
    errors.init_app(app)
    app.view_functions["static"] = access.public("styles, scripts and fonts hold nothing personal")(
        app.view_functions["static"]
    )
    app.url_map.converters["month"] = MonthConverter  # <month:month> in an address
    for name in _VIEWS:
        if find_spec(f"web.views.{name}"):
            app.register_blueprint(import_module(f"web.views.{name}").blueprint)
    return app
