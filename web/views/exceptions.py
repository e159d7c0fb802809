"""Exceptions: hard rules that are set aside on some days of a month."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from models.enums import Role
from scheduler.calendar import Month
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.rules import exception_of
from web.services.errors import Conflict, ServiceError
from web.services.rulebook import exceptions
from web.services.rulebook.club import club_of
from web.services.rulebook.drafts import LONGEST_REASON, Unfit
from web.texts import language
from web.views.common import actor, tell
from web.views.conditions import said_faults

blueprint = Blueprint("exceptions", __name__)


@blueprint.app_template_global("relaxable")
def _relaxable(rule: str) -> bool:
    """Whether the logged-in user may set the rule aside; only an administrator may where the city must agree."""
    return exceptions.relaxable(rule) and (rule != exceptions.NEEDS_CONSENT or _admin())


@blueprint.get("/months/<month:month>/exceptions")
@requires(Permission.ROSTER_VIEW)
def overview(month: Month) -> str:
    """What is set aside in the month, or for whom the query asks; it may fill the form beforehand, too."""
    return _page(month, exception_of(request.args))


@blueprint.post("/months/<month:month>/exceptions")
@requires(Permission.ROSTER_EDIT)
def add(month: Month) -> Response | tuple[str, int]:
    """Set a rule aside."""
    draft = exception_of(request.form)
    try:
        exceptions.add(get_session(), current_user().organization_id, draft, actor=actor(), admin=_admin())
    except Unfit as error:
        get_session().rollback()
        return _page(month, draft, said_faults(error)), 422
    except Conflict as error:
        get_session().rollback()
        return _page(month, draft, {"": _(error.message, **error.facts)}), 409
    flash(_("The exception is stored. The rule says nothing about these days any more."), "done")
    return redirect(url_for("exceptions.overview", month=month), 303)


@blueprint.post("/months/<month:month>/exceptions/<int:relaxation_id>/withdraw")
@requires(Permission.ROSTER_EDIT)
def withdraw(month: Month, relaxation_id: int) -> Response:
    """The rule holds again."""
    try:
        exceptions.withdraw(get_session(), current_user().organization_id, relaxation_id, actor())
        flash(_("The exception is withdrawn. The rule holds again."), "done")
    except ServiceError as error:
        tell(error)
    return redirect(url_for("exceptions.overview", month=month), 303)


def _page(month: Month, draft: exceptions.Draft, faults: dict[str, str] | None = None) -> str:
    session, organization = get_session(), current_user().organization_id
    listed, words = exceptions.listed(session, organization, month, language()), request.args.get("q", "").strip()
    return render_template(
        "rules/exceptions.html",
        month=month,
        job_id=None,
        listed=[one for one in listed if _is_about(one, words)],
        total=len(listed),
        words=words,
        offers=exceptions.offers(language(), admin=_admin()),
        club=club_of(session, organization),
        draft=draft,
        faults=faults or {},
        consent=exceptions.NEEDS_CONSENT,
        longest=LONGEST_REASON,
    )


def _is_about(one: exceptions.ExceptionView, words: str) -> bool:
    """Whether the exception names a person whose name or number holds the words; without words each is meant."""
    return not words or words in one.person or words.lower() in one.number.lower()


def _admin() -> bool:
    return current_user().role is Role.ADMIN
