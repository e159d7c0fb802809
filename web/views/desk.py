"""The start page (담당자 첫 화면)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.calendar import Month, today
from web.access import Permission, current_user, requires
from web.db import get_session
from web.services.start import start_view
from web.texts import language

blueprint = Blueprint("desk", __name__)


@blueprint.get("/")
@requires(Permission.ROSTER_VIEW)
def start() -> str:
    """This month, next month, and what needs a look today."""
    day = today()
    view = start_view(get_session(), current_user().organization_id, day, language())
    return render_template("pages/start.html", view=view, day=day)


@blueprint.get("/months")
@requires(Permission.ROSTER_VIEW)
def choose_month() -> Response:
    """From the month chosen in the form to that month's page; nonsense leads back to the start."""
    try:
        month = Month.parse(request.args.get("month", ""))
    except ValueError:
        return redirect(url_for("desk.start"))
    return redirect(url_for("months.overview", month=month))
