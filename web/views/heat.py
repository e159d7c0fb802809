"""Heat: temperatures of a month's days, hours cut for heat and made up, as somebody types them in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.calendar import Month
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.heat import cut_of, day_of
from web.services import heat
from web.services.errors import ServiceError
from web.services.rulebook.drafts import Unfit
from web.views.common import actor, tell
from web.views.conditions import said_faults

blueprint = Blueprint("heat", __name__)

Answer = Response | tuple[str, int]


@blueprint.get("/months/<month:month>/heat")
@requires(Permission.ROSTER_VIEW)
def overview(month: Month) -> str:
    """What was typed in about the month; the query may fill the forms beforehand."""
    return _page(month, day_of(request.args), cut_of(request.args))


@blueprint.post("/months/<month:month>/heat/days")
@requires(Permission.ROSTER_EDIT)
def set_day(month: Month) -> Answer:
    """Store the temperature of a day."""
    draft = day_of(request.form)
    try:
        heat.set_day(get_session(), current_user().organization_id, month, draft, actor())
    except Unfit as error:
        get_session().rollback()
        return _page(month, draft, heat.CutDraft(), said_faults(error)), 422
    flash(_("The temperature is stored."), "done")
    return _back(month)


@blueprint.post("/months/<month:month>/heat/days/<int:heat_day_id>/remove")
@requires(Permission.ROSTER_EDIT)
def remove_day(month: Month, heat_day_id: int) -> Response:
    """Forget the temperature of a day."""
    try:
        heat.remove_day(get_session(), current_user().organization_id, heat_day_id, actor())
        flash(_("The temperature is removed."), "done")
    except ServiceError as error:
        tell(error)
    return _back(month)


@blueprint.post("/months/<month:month>/heat/cuts")
@requires(Permission.ROSTER_EDIT)
def set_cut(month: Month) -> Answer:
    """Store what was cut and made up at a site on a day."""
    draft = cut_of(request.form)
    try:
        heat.set_cut(get_session(), current_user().organization_id, month, draft, actor())
    except Unfit as error:
        get_session().rollback()
        return _page(month, heat.DayDraft(), draft, said_faults(error)), 422
    flash(_("The hours cut are stored."), "done")
    return _back(month)


@blueprint.post("/months/<month:month>/heat/cuts/<int:heat_cut_id>/remove")
@requires(Permission.ROSTER_EDIT)
def remove_cut(month: Month, heat_cut_id: int) -> Response:
    """Forget that hours were cut at a site on a day."""
    try:
        heat.remove_cut(get_session(), current_user().organization_id, heat_cut_id, actor())
        flash(_("The hours cut are removed."), "done")
    except ServiceError as error:
        tell(error)
    return _back(month)


def _back(month: Month) -> Response:
    return redirect(url_for("heat.overview", month=month), 303)


def _page(month: Month, day: heat.DayDraft, cut: heat.CutDraft, faults: dict[str, str] | None = None) -> str:
    session, organization = get_session(), current_user().organization_id
    return render_template(
        "pages/heat.html",
        month=month,
        job_id=None,
        days=heat.listed(session, organization, month),
        limits=heat.limits_of(session, organization, month),
        sites=heat.outdoor_sites(session, organization),
        draft=day,
        cut=cut,
        faults=faults or {},
    )
