"""Conditions: the sentences that a club has filled in, and those that it can fill in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.calendar import Month, today
from scheduler.korean import told
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.rules import condition_of
from web.services.errors import Conflict, ServiceError
from web.services.rulebook import conditions, drafts, sentences
from web.services.rulebook.club import club_of, ground_of
from web.services.rulebook.phrases import parts_of
from web.texts import language
from web.views.common import actor, tell

blueprint = Blueprint("conditions", __name__)

Answer = str | Response | tuple[str, int]


@blueprint.app_template_global("unread_conditions")
def _unread() -> list[tuple[int, str]]:
    """Number and sentence of the conditions that pages of a month leave out, for they cannot be read any more."""
    return conditions.unread(get_session(), _organization(), language())


@blueprint.get("/rules/conditions")
@requires(Permission.ROSTER_VIEW)
def overview() -> str:
    """What the club has added to the rules, and what it could add."""
    month = Month.of(today())
    ground = ground_of(get_session(), _organization(), month)
    listed = conditions.listed(get_session(), _organization(), ground, language())
    return render_template(
        "rules/conditions.html",
        month=month,
        counted=ground is not None,
        now=[one for one in listed if one.ended_at is None],
        ended=[one for one in listed if one.ended_at is not None],
        offered={
            group: [(one, parts_of(_(one.text), {})) for one in some] for group, some in sentences.offered().items()
        },
    )


@blueprint.get("/rules/conditions/new/<string:sentence>")
@requires(Permission.ROSTER_EDIT)
def new(sentence: str) -> str:
    """A sentence with its blanks empty."""
    return _form(conditions.sentence_of(sentence), drafts.Draft())


@blueprint.post("/rules/conditions/new/<string:sentence>")
@requires(Permission.ROSTER_EDIT)
def add(sentence: str) -> Answer:
    """Store the filled sentence."""
    known = conditions.sentence_of(sentence)
    draft = condition_of(request.form, [one.name for one in known.blanks])
    try:
        conditions.add(get_session(), _organization(), sentence, draft, actor=actor(), today=today())
    except (drafts.Unfit, Conflict) as error:
        return _again(known, draft, error)
    flash(_("The condition is added. It counts from the next automatic rostering on."), "done")
    return redirect(url_for("conditions.overview"), 303)


@blueprint.get("/rules/conditions/<int:setting_id>")
@requires(Permission.ROSTER_EDIT)
def show(setting_id: int) -> str:
    """A condition with its blanks as they are filled."""
    sentence, draft = conditions.draft_of(get_session(), _organization(), setting_id)
    return _form(sentence, draft, setting_id=setting_id)


@blueprint.post("/rules/conditions/<int:setting_id>")
@requires(Permission.ROSTER_EDIT)
def change(setting_id: int) -> Answer:
    """End the condition and put the changed one in its place."""
    sentence, _stored = conditions.draft_of(get_session(), _organization(), setting_id)
    draft = condition_of(request.form, [one.name for one in sentence.blanks])
    try:
        conditions.change(get_session(), _organization(), setting_id, draft, actor=actor(), today=today())
    except (drafts.Unfit, Conflict) as error:
        return _again(sentence, draft, error, setting_id)
    flash(_("The condition is changed. The old one stands under “Ended conditions”."), "done")
    return redirect(url_for("conditions.overview"), 303)


@blueprint.post("/rules/conditions/<int:setting_id>/end")
@requires(Permission.ROSTER_EDIT)
def end(setting_id: int) -> Response:
    """The condition asks for nothing any more."""
    try:
        conditions.end(get_session(), _organization(), setting_id, actor())
        flash(_("The condition has ended. You can put it back under “Ended conditions”."), "done")
    except ServiceError as error:
        tell(error)
    return redirect(url_for("conditions.overview"), 303)


@blueprint.post("/rules/conditions/<int:setting_id>/restore")
@requires(Permission.ROSTER_EDIT)
def restore(setting_id: int) -> Response:
    """An ended condition holds again."""
    try:
        conditions.restore(get_session(), _organization(), setting_id, actor())
        flash(_("The condition holds again."), "done")
    except ServiceError as error:
        tell(error)
    return redirect(url_for("conditions.overview"), 303)


def _again(
    sentence: sentences.Sentence, draft: drafts.Draft, error: ServiceError, setting_id: int | None = None
) -> tuple[str, int]:
    """The form as it was filled, with what is wrong."""
    get_session().rollback()
    if isinstance(error, drafts.Unfit):
        return _form(sentence, draft, said_faults(error), setting_id), 422
    return _form(sentence, draft, {"": _(error.message, **error.facts)}, setting_id), 409


def said_faults(error: drafts.Unfit) -> dict[str, str]:
    """What is wrong with each field, in the reader's language."""
    return {
        name: _(message, **{key: _fact(value) for key, value in facts.items()})
        for name, (message, facts) in error.faults.items()
    }


def _fact(value: object) -> object:
    return told(value, language()) if isinstance(value, ValueError) else value


def _form(
    sentence: sentences.Sentence,
    draft: drafts.Draft,
    faults: dict[str, str] | None = None,
    setting_id: int | None = None,
) -> str:
    return render_template(
        "rules/condition.html",
        sentence=sentence,
        parts=parts_of(_(sentence.text), {}),
        draft=draft,
        faults=faults or {},
        setting_id=setting_id,
        club=club_of(get_session(), _organization()),
        strengths=tuple(drafts.STRENGTHS),
        longest=drafts.LONGEST_REASON,
    )


def _organization() -> int:
    return current_user().organization_id
