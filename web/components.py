"""What every template may use."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from scheduler.calendar import KST
from web import grid_cells, sessions, words
from web.access import Permission
from web.services.month_views import DayView, ShiftView, SiteView

KEPT = ("job", "program", "site", "q", "size", "next")
"""What of a page's query the links to the same page keep; anything else was typed by hand."""


def asset(name: str) -> str:
    """The address of a static file with a mark of its content, so that a new version is fetched at once."""
    marks: dict[str, str] = current_app.extensions.setdefault("asset_marks", {})
    if name not in marks or current_app.debug:
        path = Path(current_app.static_folder or "") / name
        marks[name] = sha256(path.read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=marks[name])


def token() -> Markup:
    """The hidden field that proves a form came from this site."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def same_page(**changed: Any) -> str:
    """This page's address with some of its query changed."""
    if request.endpoint is None or request.method != "GET":
        return url_for("auth.login", _external=False, **changed)
    asked = {name: value for name, value in request.args.items() if name in KEPT}
    values: dict[str, Any] = {**(request.view_args or {}), **asked, **changed}
    return url_for(request.endpoint, **values)


def menu() -> list[tuple[str, str, Permission]]:
    """The main menu: endpoint, words, and the permission it takes."""
    return [
        ("desk.start", _("Start"), Permission.ROSTER_VIEW),
        ("participants.overview", _("Participants"), Permission.PEOPLE_VIEW),
        ("rules.show", _("Rules"), Permission.ROSTER_VIEW),
        ("imports.overview", _("Import and export"), Permission.CLUB_IMPORT),
        ("counts.choose", _("Counts"), Permission.COUNTS_VIEW),
        ("system.show", _("Installation"), Permission.SYSTEM_VIEW),
    ]


def menu_mark(endpoint: str) -> str:
    """What `aria-current` says of an entry of the menu: the page itself, true of its sub-pages, or nothing.

    The start page has no sub-pages: every address lies below it.
    """
    if request.endpoint == endpoint:
        return "page"
    here, home = request.script_root + request.path, url_for(endpoint).rstrip("/") + "/"
    return "true" if endpoint != "desk.start" and here.startswith(home) else ""


def session_clock() -> str:
    """HH:MM in Korea at which the session ends without further use."""
    moment = sessions.ends_at()
    return f"{moment.astimezone(KST):%H:%M}" if moment else ""


def by_day(site: SiteView, days: tuple[DayView, ...]) -> list[tuple[DayView, dict[str, ShiftView]]]:
    """Every day with its shifts by template id; days without any are left out."""
    found: dict[date, dict[str, ShiftView]] = {}
    for shift in site.shifts:
        found.setdefault(shift.day, {})[shift.template.id] = shift
    return [(day, found[day.day]) for day in days if day.day in found]


def init_app(app: Flask) -> None:
    """Offer the functions to all templates."""
    grid_cells.init_app(app)
    words.init_app(app)
    app.jinja_env.globals.update(
        asset=asset,
        token=token,
        same_page=same_page,
        menu=menu,
        menu_mark=menu_mark,
        session_clock=session_clock,
        by_day=by_day,
    )
