"""Papers: wall rosters, lists by day, slips, and the month as Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, render_template, request
from sqlalchemy.orm import Session

from models.base import now
from models.people import Participant
from scheduler.calendar import Month
from web.access import Permission, current_user, may, requires
from web.config import Settings
from web.db import get_session, new_session
from web.services import links, prints
from web.services.errors import NotFound
from web.services.month_facts import facts_of
from web.services.month_papers import people_of
from web.services.paper import Paper, days_pdf, slip_pdf, slips_pdf, wall_pdf
from web.views.common import actor

blueprint = Blueprint("print", __name__, url_prefix="/print")

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<month:month>")
@requires(Permission.ROSTER_PRINT)
def overview(month: Month) -> str:
    """Everything that can be printed of a month."""
    facts = facts_of(get_session(), current_user().organization_id, month)
    sites = [
        (site, facts.problem.program[site.program].name, len(people))
        for site in facts.problem.sites
        if (people := people_of(facts, site))
    ]
    return render_template("print/overview.html", month=month, sites=sites, papers=list(Paper))


@blueprint.get("/<month:month>/wall.pdf")
@requires(Permission.ROSTER_PRINT)
def wall(month: Month) -> Response:
    """The wall roster: `site` (all without it), `paper` a3 or a4."""
    site = request.args.get("site")
    with _writing() as session:
        data = prints.wall(session, current_user().organization_id, month, _printing(), paper=_paper(), site=site)
    return _file(wall_pdf(data), PDF, f"{month}-근무표{f'-{data.sheets[0].site}' if site else ''}.pdf")


@blueprint.get("/<month:month>/days.pdf")
@requires(Permission.ROSTER_PRINT)
def days(month: Month) -> Response:
    """The list by day of a `site`, `paper` a3 or a4."""
    site = request.args.get("site") or abort(404)
    with _writing() as session:
        data = prints.by_day(session, current_user().organization_id, month, _printing(), paper=_paper(), site=site)
    return _file(days_pdf(data), PDF, f"{month}-날짜별-{data.site}.pdf")


@blueprint.get("/<month:month>/slip/<int:participant_id>.pdf")
@requires(Permission.ROSTER_PRINT)
def slip(month: Month, participant_id: int) -> Response:
    """One participant's slip."""
    with _writing() as session:
        owner = current_user().organization_id
        data = prints.slip(session, owner, month, _printing(), participant_id=participant_id, link_of=_link_of)
    return _file(slip_pdf(data), PDF, f"{month}-{data.name}.pdf")


@blueprint.get("/<month:month>/slips.pdf")
@requires(Permission.ROSTER_PRINT)
def slips(month: Month) -> Response:
    """The slips of everyone at a `site`, in one file."""
    site = request.args.get("site") or abort(404)
    with _writing() as session:
        data = prints.slips(session, current_user().organization_id, month, _printing(), site=site, link_of=_link_of)
    if not data:
        abort(404)
    return _file(slips_pdf(data), PDF, f"{month}-개인-근무표-{site}.pdf")


@blueprint.get("/<month:month>/month.xlsx")
@requires(Permission.ROSTER_PRINT)
def excel(month: Month) -> Response:
    """The month as Excel: of a `program`, of a `site`, or of all."""
    program, site = request.args.get("program"), request.args.get("site")
    with _writing() as session:
        made = prints.excel(session, current_user().organization_id, month, _printing(), program=program, site=site)
    return _file(made, XLSX, f"{month}-근무표.xlsx", shown=False)


@contextmanager
def _writing() -> Iterator[Session]:
    """A session that may write though the request is a GET: every printing is recorded."""
    try:
        with new_session() as session:
            yield session
    except NotFound:
        abort(404)


def _paper() -> Paper:
    wanted = request.args.get("paper", Paper.A4).lower()
    return Paper(wanted) if wanted in list(Paper) else abort(404)


def _printing() -> prints.Printing:
    return prints.Printing(actor(), current_user().name, now())


def _link_of(participant: Participant) -> str:
    """The link for the square on a slip; none for readers, who may not hand out what opens somebody's page."""
    if not may(Permission.PEOPLE_LINK):
        return ""
    settings: Settings = current_app.config["SETTINGS"]
    return links.link_for(participant, settings.public_url, settings.link_key())


def _file(content: bytes, kind: str, name: str, *, shown: bool = True) -> Response:
    response = Response(content, mimetype=kind)
    disposition = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    return response
