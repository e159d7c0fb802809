"""A month: its state, the grid, by site and day, by person, open seats and broken rules. All of it only looks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from scheduler.calendar import Month, today
from web.access import Permission, current_user, may, requires
from web.db import get_session
from web.grid_cells import Frame
from web.services import edits
from web.services.month_facts import MonthFacts, facts_of, kept
from web.services.month_views import MonthView
from web.services.months import month_view, view_of, why_open_seat
from web.services.precheck import looked_through
from web.services.proposals import proposal_of
from web.services.start import Stage, month_card
from web.texts import language

blueprint = Blueprint("months", __name__)

NOTHING_TO_BUILD = (Stage.EMPTY, Stage.NOBODY, Stage.SEARCHING)


@blueprint.get("/months/<month:month>")
@requires(Permission.ROSTER_VIEW)
def overview(month: Month) -> str:
    """How far the month is, and what to do next."""
    organization = current_user().organization_id
    card = month_card(get_session(), organization, month, language())
    builds = may(Permission.ROSTER_EDIT) and card.stage not in NOTHING_TO_BUILD
    looked = looked_through(get_session(), organization, month, language()) if builds else None
    return render_template("pages/month.html", month=month, card=card, view=card.view, looked=looked)


@blueprint.get("/months/<month:month>/precheck")
@requires(Permission.ROSTER_VIEW)
def precheck(month: Month) -> str:
    """Before building: what contradicts itself, what is surely missing, and what to change."""
    organization = current_user().organization_id
    view = month_view(get_session(), organization, month, language())
    return _page("precheck", month, view, None, looked=looked_through(get_session(), organization, month, language()))


@blueprint.get("/months/<month:month>/grid")
@requires(Permission.ROSTER_VIEW)
def grid(month: Month) -> str:
    """People down, days across; with ?job= the proposal of that search."""
    organization, job_id, more = current_user().organization_id, _job_id(), {}
    if job_id is None:
        facts = facts_of(get_session(), organization, month)
        view = view_of(get_session(), organization, facts, language())
        more = _editing(facts) if may(Permission.ROSTER_EDIT) else {}
    else:
        view = proposal_of(get_session(), organization, month, job_id, language()).view
    return _page("grid", month, view, job_id, table=_table(month, view, job_id), **more, **_filter())


@blueprint.get("/months/<month:month>/days")
@requires(Permission.ROSTER_VIEW)
def days(month: Month) -> str:
    """Who comes when, day by day."""
    view, job_id = _asked(month)
    return _page("days", month, view, job_id, groups=_chosen(view), day=today(), **_filter())


@blueprint.get("/months/<month:month>/sites/<string:site>")
@requires(Permission.ROSTER_VIEW)
def site(month: Month, site: str) -> str:
    """One site's month as a calendar."""
    view, job_id = _asked(month)
    group = view.site(site)
    if group is None:
        abort(404)
    by_day: dict[int, list[Any]] = {one.day.day: [] for one in view.days}
    for shift in group.shifts:
        by_day[shift.day.day].append(shift)
    return _page("site", month, view, job_id, group=group, by_day=by_day, today=today())


@blueprint.get("/months/<month:month>/people/<string:number>")
@requires(Permission.ROSTER_VIEW)
def person(month: Month, number: str) -> str:
    """One participant's month."""
    view, job_id = _asked(month)
    row = view.person(number)
    if row is None:
        abort(404)
    told = [one for one in view.violations if one.participant == number]
    links = job_id is None and may(Permission.ROSTER_EDIT)
    return _page("person", month, view, job_id, row=row, site_names=_names(view), told=told, cell_links=links)


@blueprint.get("/months/<month:month>/check")
@requires(Permission.ROSTER_VIEW)
def check(month: Month) -> str:
    """Open seats, each with its reason, and broken rules."""
    view = month_view(get_session(), current_user().organization_id, month, language())
    return _page("check", month, view, None)


@blueprint.get("/months/<month:month>/open/<path:shift>")
@requires(Permission.ROSTER_VIEW)
def open_seat(month: Month, shift: str) -> str:
    """Why nobody has one open seat: everybody of the site with the reason."""
    organization = current_user().organization_id
    view = month_view(get_session(), organization, month, language())
    seat = next((one for one in view.open_seats if one.shift.id == shift), None)
    if seat is None:
        abort(404)
    people = why_open_seat(get_session(), organization, month, shift, language())
    return _page("open_seat", month, view, None, seat=seat, people=people)


def _table(month: Month, view: MonthView, job_id: int | None) -> Markup:
    """The grid itself, drawn once for all who look at it while the view stays the same: no word of who is reading."""
    key = ("table", current_user().organization_id, month, language(), job_id, *_filter().values())

    def draw() -> Markup:
        return Markup(  # noqa: S704 - a template's output, which escapes what comes from data
            render_template(
                "components/grid_table.html",
                month=month,
                view=view,
                job_id=job_id,
                groups=_chosen(view),
                frame=Frame(month, view.days, tuple(_names(view).items()), job_id),
            )
        )

    return kept(get_session(), key, view, draw)


def _editing(facts: MonthFacts) -> dict[str, Any]:
    """What the grid needs beyond the table where cells may be changed."""
    user = current_user()
    back, forth = edits.steps(get_session(), user.organization_id, facts, user.id, lang=language())
    return {"editing": True, "undo": back.label if back else "", "redo": forth.label if forth else ""}


def _asked(month: Month) -> tuple[MonthView, int | None]:
    """The stored month, or the proposal of the search that ?job= names."""
    organization, job_id = current_user().organization_id, _job_id()
    if job_id is None:
        return month_view(get_session(), organization, month, language()), None
    return proposal_of(get_session(), organization, month, job_id, language()).view, job_id


def _job_id() -> int | None:
    """The search that ?job= names."""
    return request.args.get("job", type=int)


def _names(view: MonthView) -> dict[str, str]:
    return {group.code: group.name for group in view.sites}


def _filter() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in ("program", "site")}


def _chosen(view: MonthView) -> Any:
    return view.only(**_filter())


def _page(name: str, month: Month, view: MonthView, job_id: int | None, **more: Any) -> str:
    return render_template(f"pages/{name}.html", month=month, view=view, job_id=job_id, **more)
