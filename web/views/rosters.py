"""Confirm, publish and reopen the roster of one programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.calendar import Month
from web.access import Permission, current_user, requires
from web.db import get_session
from web.services import publishing
from web.services.errors import ServiceError
from web.services.month_facts import facts_of
from web.texts import language
from web.views.common import actor, tell

blueprint = Blueprint("rosters", __name__)


@blueprint.get("/months/<month:month>/publish/<string:program>")
@requires(Permission.ROSTER_VIEW)
def preview(month: Month, program: str) -> str:
    """The summary before publishing, and the state afterwards."""
    found = publishing.publish_preview(
        get_session(), current_user().organization_id, _program_id(month, program), month, language()
    )
    return render_template("pages/publish.html", month=month, preview=found, program=program)


@blueprint.post("/months/<month:month>/publish/<string:program>")
@requires(Permission.ROSTER_PUBLISH)
def publish(month: Month, program: str) -> Response:
    """Show the month to the programme's participants."""
    return _act(publishing.publish, month, program, _("The roster is published."))


@blueprint.post("/months/<month:month>/confirm/<string:program>")
@requires(Permission.ROSTER_PUBLISH)
def confirm(month: Month, program: str) -> Response:
    """Approve the draft."""
    return _act(publishing.confirm, month, program, _("The roster is confirmed."))


@blueprint.post("/months/<month:month>/reopen/<string:program>")
@requires(Permission.ROSTER_PUBLISH)
def reopen(month: Month, program: str) -> Response:
    """Begin a new draft version."""
    return _act(publishing.reopen, month, program, _("A new draft is open. Participants still see the published one."))


def _act(service: Callable[..., Any], month: Month, program: str, said: str) -> Response:
    try:
        service(get_session(), current_user().organization_id, _program_id(month, program), month, actor())
        flash(said, "done")
    except ServiceError as error:
        tell(error)
    return redirect(url_for("rosters.preview", month=month, program=program), 303)


def _program_id(month: Month, code: str) -> int:
    states = facts_of(get_session(), current_user().organization_id, month).states
    found = next((state.program_id for state in states if state.code == code), None)
    return abort(404) if found is None else found
