"""The web application is wired together here and nowhere else."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web import access, components, db, errors, limits, looks, printing, security, sessions, texts
from web.config import Settings, get_settings
from web.views import (
    auth,
    conditions,
    counts,
    desk,
    edits,
    exceptions,
    heat,
    imports,
    jobs,
    me,
    months,
    participants,
    print,
    rosters,
    rules,
    system,
)
from web.views.common import MonthConverter

BLUEPRINTS = (
    auth, desk, months, edits, rosters, jobs, rules, conditions, exceptions, heat, imports, participants, me, print,
    counts, system,
)  # fmt: skip
LARGEST_UPLOAD = 10 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application on the database and folder that the settings name (those of the environment by default)."""
    settings = settings or get_settings()
    # Without an explicit instance path a plain `pip install` would move it into the virtual environment.
    app = Flask("web", instance_path=str(settings.folder().resolve()))
    _configure(app, settings)
    if settings.proxies:  # so many are believed about who asks, and whether it was over TLS
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign] # as Flask's manual does
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["month"] = MonthConverter  # <month:month> in an address
    db.init_app(app, settings.database_url)
    # After-request steps run last to first: packing comes after the headers, both after cookies.
    security.init_app(app)
    texts.init_app(app)
    looks.init_app(app)
    CSRFProtect(app)
    limits.limiter.init_app(app)
    sessions.init_app(app)
    printing.init_app(app, settings)
    access.init_app(app)
    components.init_app(app)
    errors.init_app(app)
    app.view_functions["static"] = access.public("styles, scripts and fonts hold nothing personal")(
        app.view_functions["static"]
    )
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    return app


def _configure(app: Flask, settings: Settings) -> None:
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
        # Participants' pages send no referrer (their addresses may hold a key): its check would refuse them on https.
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        RATELIMIT_STORAGE_URI="memory://",
    )
