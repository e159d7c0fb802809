"""Automatic rostering: ask, watch, stop, accept or discard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from models.enums import Decision, JobStatus
from models.queries import jobs as queries
from models.rosters import SolveJob
from scheduler.calendar import Month
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.jobs import BuildForm
from web.services import jobs
from web.services.errors import ServiceError
from web.services.proposals import Proposal, proposal_of
from web.services.standing import standing_of
from web.texts import language
from web.views.common import actor, tell

blueprint = Blueprint("jobs", __name__)

RUNNING = (JobStatus.QUEUED, JobStatus.RUNNING)


@blueprint.post("/months/<month:month>/jobs")
@requires(Permission.ROSTER_EDIT)
def build(month: Month) -> Response:
    """Start a search, or go to the one that runs."""
    form = BuildForm()
    if not form.validate():
        abort(400)
    try:
        job = jobs.submit(get_session(), current_user().organization_id, month, actor(), form.seconds.data)
    except ServiceError as error:
        tell(error)
        return redirect(url_for("months.overview", month=month), 303)
    return redirect(url_for("jobs.show", month=month, job_id=job.id), 303)


@blueprint.get("/months/<month:month>/jobs/<int:job_id>")
@requires(Permission.ROSTER_VIEW)
def show(month: Month, job_id: int) -> str:
    """A running search, or what it proposes."""
    job = _job(month, job_id)
    return render_template(
        "pages/job.html",
        month=month,
        job=job,
        running=job.status in RUNNING,
        proposal=_found(job),
        standing=standing_of(get_session(), job),
    )


@blueprint.get("/months/<month:month>/jobs/<int:job_id>/progress")
@requires(Permission.ROSTER_VIEW)
def progress(month: Month, job_id: int) -> Response:
    """The live part alone; at the end the whole page is asked for again."""
    job = _job(month, job_id)
    standing = standing_of(get_session(), job)
    response = make_response(render_template("components/progress.html", month=month, job=job, standing=standing))
    if job.status not in RUNNING:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post("/months/<month:month>/jobs/<int:job_id>/stop")
@requires(Permission.ROSTER_EDIT)
def stop(month: Month, job_id: int) -> Response:
    """End the search and keep its best roster."""
    return _act(jobs.stop, month, job_id, _("The search ends; its best roster is kept."))


@blueprint.post("/months/<month:month>/jobs/<int:job_id>/cancel")
@requires(Permission.ROSTER_EDIT)
def cancel(month: Month, job_id: int) -> Response:
    """Give the search up."""
    return _act(jobs.cancel, month, job_id, _("The search is cancelled. Your roster is as it was."))


@blueprint.post("/months/<month:month>/jobs/<int:job_id>/accept")
@requires(Permission.ROSTER_EDIT)
def accept(month: Month, job_id: int) -> Response:
    """Make the proposal the draft."""
    return _act(jobs.accept, month, job_id, _accepted, "months.grid")


@blueprint.post("/months/<month:month>/jobs/<int:job_id>/discard")
@requires(Permission.ROSTER_EDIT)
def discard(month: Month, job_id: int) -> Response:
    """Drop the proposal."""
    said = _("The proposal is discarded. Your roster is as it was.")
    return _act(jobs.discard, month, job_id, said, "months.overview")


def _accepted(done: jobs.Accepted) -> str:
    said: str = _("The proposal is your draft now.")
    if done.kept:
        said += " " + _("Cells that you changed or locked meanwhile stayed as they are: %(count)s.", count=done.kept)
    if done.given_up:
        said += " " + _("Beside them %(count)s seats had to stay open.", count=done.given_up)
    return said


def _act(
    service: Callable[..., Any], month: Month, job_id: int, said: str | Callable[[Any], str], then: str = ""
) -> Response:
    try:
        done = service(get_session(), current_user().organization_id, _job(month, job_id).id, actor())
        flash(said if isinstance(said, str) else said(done), "done")
    except ServiceError as error:
        tell(error)
        then = ""
    target = url_for(then, month=month) if then else url_for("jobs.show", month=month, job_id=job_id)
    return redirect(target, 303)


def _job(month: Month, job_id: int) -> SolveJob:
    job = queries.job(get_session(), current_user().organization_id, job_id)
    if job is None or job.month != str(month):
        abort(404)
    return job


def _found(job: SolveJob) -> Proposal | None:
    if job.status is not JobStatus.DONE or job.decision is not Decision.OPEN:
        return None
    return proposal_of(get_session(), job.organization_id, Month.parse(job.month), job.id, language())
