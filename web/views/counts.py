"""A month in counts for those who see no names: the city officer's page, and whoever else wants it short."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.calendar import Month, today
from web.access import Permission, current_user, requires
from web.db import get_session
from web.services.counts import month_counts

blueprint = Blueprint("counts", __name__)


@blueprint.get("/counts")
@requires(Permission.COUNTS_VIEW)
def choose() -> Response:
    """To the month chosen in the form; without one, or with nonsense, to the present month."""
    try:
        month = Month.parse(request.args.get("month", ""))
    except ValueError:
        month = Month.of(today())
    return redirect(url_for("counts.show", month=month))


@blueprint.get("/months/<month:month>/counts")
@requires(Permission.COUNTS_VIEW)
def show(month: Month) -> str:
    """Every programme's participants, seats and hours; no names."""
    found = month_counts(get_session(), current_user().organization_id, month)
    return render_template("pages/counts.html", month=month, counts=found)
