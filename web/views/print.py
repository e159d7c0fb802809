"""Papers: wall rosters, lists by day, slips, and the month as Excel."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, render_template, request
from sqlalchemy.orm import Session

from models.base import now
from models.people import Participant
from scheduler.calendar import Month
from web.access import Permission, current_user, may, requires
from web.catalogue import said
from web.config import Settings
from web.db import get_session
from web.printing import Keep, Made, printed
from web.services import links, prints
from web.services.errors import NotFound
from web.services.month_facts import facts_of
from web.services.month_papers import people_of
from web.services.paper import Paper, days_pdf, slip_pdf, slips_pdf, wall_pdf
from web.texts import language
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
    owner, paper = current_user().organization_id, _paper()
    data = _printed(lambda session, keep: prints.wall(session, owner, month, _printing(keep), paper=paper, site=site))
    return _file(wall_pdf(data), PDF, _named("roster", month, data.sheets[0].site if site else "", "pdf"))


@blueprint.get("/<month:month>/days.pdf")
@requires(Permission.ROSTER_PRINT)
def days(month: Month) -> Response:
    """The list by day of a `site`, `paper` a3 or a4."""
    site = request.args.get("site") or abort(404)
    owner, paper = current_user().organization_id, _paper()
    data = _printed(lambda session, keep: prints.by_day(session, owner, month, _printing(keep), paper=paper, site=site))
    return _file(days_pdf(data), PDF, _named("by day", month, data.site, "pdf"))


@blueprint.get("/<month:month>/slip/<int:participant_id>.pdf")
@requires(Permission.ROSTER_PRINT)
def slip(month: Month, participant_id: int) -> Response:
    """One participant's slip."""
    owner = current_user().organization_id
    data = _printed(
        lambda session, keep: prints.slip(
            session, owner, month, _printing(keep), participant_id=participant_id, link_of=_links(keep)
        )
    )
    return _file(slip_pdf(data), PDF, f"{month}-{data.name}.pdf")


@blueprint.get("/<month:month>/slips.pdf")
@requires(Permission.ROSTER_PRINT)
def slips(month: Month) -> Response:
    """The slips of everyone at a `site`, in one file."""
    site = request.args.get("site") or abort(404)
    owner = current_user().organization_id
    data = _printed(
        lambda session, keep: prints.slips(session, owner, month, _printing(keep), site=site, link_of=_links(keep))
    )
    if not data:
        abort(404)
    return _file(slips_pdf(data), PDF, _named("personal slips", month, site, "pdf"))


@blueprint.get("/<month:month>/month.xlsx")
@requires(Permission.ROSTER_PRINT)
def excel(month: Month) -> Response:
    """The month as Excel: of a `program`, of a `site`, or of all."""
    program, site = request.args.get("program"), request.args.get("site")
    owner = current_user().organization_id
    made = _printed(
        lambda session, keep: prints.excel(session, owner, month, _printing(keep), program=program, site=site)
    )
    return _file(made, XLSX, _named("roster", month, "", "xlsx"), shown=False)


def _printed(make: Callable[[Session, Keep | None], Made]) -> Made:
    """What is printed; a thing that is not there is no such page."""
    try:
        return printed(make)
    except NotFound:
        abort(404)


def _paper() -> Paper:
    wanted = request.args.get("paper", Paper.A4).lower()
    return Paper(wanted) if wanted in list(Paper) else abort(404)


def _printing(keep: Keep | None) -> prints.Printing:
    return prints.Printing(actor(), current_user().name, now(), keep, language())


def _links(keep: Keep | None) -> Callable[[Participant], str]:
    """What makes the link for the square on a slip.

    None for readers, who may not hand out what opens somebody's page. While nothing can be written, none that would
    not open before its row is.
    """
    settings: Settings = current_app.config["SETTINGS"]
    key = settings.link_key()

    def link_of(participant: Participant) -> str:
        if not may(Permission.PEOPLE_LINK):
            return ""
        if keep is not None and participant.link_hash != links.hash_of(links.token_of(participant, key)):
            return ""
        return links.link_for(participant, settings.public_url, key)

    return link_of


def _named(what: str, month: Month, site: str, ending: str) -> str:
    """The name under which a paper is kept: 2027-05-근무표-행복마트.pdf."""
    words = [str(month), said(language(), what), site]
    return "-".join(filter(None, words)).replace(" ", "-") + f".{ending}"


def _file(content: bytes, kind: str, name: str, *, shown: bool = True) -> Response:
    response = Response(content, mimetype=kind)
    disposition = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    return response
