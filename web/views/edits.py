"""Cells of the draft are changed here: from the grid, and from a plain form that needs no script.

The same addresses answer both. Whoever asks for JSON is the grid's script; everybody else gets pages.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.calendar import Month
from scheduler.rules.words import say_date
from web import edit_answers as answers
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.edits import KEEP, MalformedError, change_of_form, changes_of, day_of
from web.services import edits
from web.services.edits import CellState, Change, Clashed, Outcome, Said
from web.services.errors import NotFound, Refused, ServiceError
from web.services.month_facts import facts_of
from web.services.months import month_view, view_of
from web.texts import language
from web.views.common import actor

blueprint = Blueprint("edits", __name__)
blueprint.add_app_template_filter(answers.say_time, "time_of_day")
blueprint.add_app_template_filter(answers.value_words, "value_words")
_TOLD_AT_MOST = 6
"""Sentences carried to the next page; the cookie that carries them is small."""

Answered = Response | str | tuple[str, int] | tuple[Response, int]


@blueprint.get("/months/<month:month>/cells/<string:number>/<string:day>")
@requires(Permission.ROSTER_EDIT)
def cell(month: Month, number: str, day: str) -> Answered:
    """One person on one day: what could stand there, the lock and the note."""
    state = _state(month, number, _day_in_address(day))
    if _live():
        return jsonify({"html": _editor(month, state), "seen": state.seen})
    return _cell_page(month, state)


@blueprint.get("/months/<month:month>/edits/check")
@requires(Permission.ROSTER_EDIT)
def check(month: Month) -> Answered:
    """What the changes in the query would do. Writes nothing."""
    try:
        changes = changes_of(json.loads(request.args.get("changes", "[]")))
    except (json.JSONDecodeError, RecursionError) as error:
        raise MalformedError("changes") from error
    try:
        verdict = edits.check(get_session(), _organization(), month, changes, lang=language())
    except ServiceError as error:
        return _refused_live(month, error)
    return jsonify(answers.of_check(month, verdict))


@blueprint.get("/months/<month:month>/edits/since")
@requires(Permission.ROSTER_EDIT)
def since(month: Month) -> Answered:
    """The rows that were changed after the edit `seen`, and those of each `number`; nothing while nothing happened."""
    session, organization = get_session(), _organization()
    seen = request.args.get("seen", 0, type=int)
    numbers = answers.changed_numbers(session, organization, month, seen) | set(request.args.getlist("number"))
    if not numbers:
        return Response(status=204)
    return jsonify(answers.of_view(month, month_view(session, organization, month, language()), numbers))


@blueprint.post("/months/<month:month>/edits")
@requires(Permission.ROSTER_EDIT)
def apply(month: Month) -> Answered:
    """Store changes of the draft."""
    if not request.is_json:
        return _apply_form(month)
    plain = request.get_json(silent=True)
    changes = changes_of(plain.get("changes") if isinstance(plain, dict) else None)
    try:
        outcome = edits.apply(get_session(), _organization(), month, changes, actor(), lang=language())
    except ServiceError as error:
        return _refused_live(month, error)
    return jsonify(answers.of_outcome(month, outcome))


@blueprint.post("/months/<month:month>/edits/undo")
@requires(Permission.ROSTER_EDIT)
def undo(month: Month) -> Answered:
    """Take back the own newest edit."""
    return _act(month, lambda: edits.undo(get_session(), _organization(), month, actor(), lang=language()))


@blueprint.post("/months/<month:month>/edits/redo")
@requires(Permission.ROSTER_EDIT)
def redo(month: Month) -> Answered:
    """Repeat what was taken back last."""
    return _act(month, lambda: edits.redo(get_session(), _organization(), month, actor(), lang=language()))


@blueprint.post("/months/<month:month>/edits/lock")
@requires(Permission.ROSTER_EDIT)
def lock(month: Month) -> Answered:
    """Lock or unlock every cell of a person, or of a day."""
    sent = _sent()
    number, day, locked = sent.get("line_number"), sent.get("line_day"), sent.get("locked")
    if (number is None) == (day is None) or locked not in ("0", "1"):
        raise MalformedError("line")
    line: dict[str, Any] = {"number": str(number)} if day is None else {"day": day_of(day)}
    return _act(
        month,
        lambda: edits.lock_line(
            get_session(), _organization(), month, actor(), lang=language(), locked=locked == "1", **line
        ),
    )


def _act(month: Month, do: Any) -> Answered:
    """Do it, then answer the script, or lead back to the cell that the form names."""
    try:
        outcome: Outcome = do()
    except ServiceError as error:
        if _live():
            return _refused_live(month, error)
        if isinstance(error, NotFound):
            raise
        flash(_message(error), "error")
        return redirect(_back(month), 303)
    if _live():
        return jsonify(answers.of_outcome(month, outcome))
    _tell(outcome)
    return redirect(_back(month), 303)


def _apply_form(month: Month) -> Answered:
    change = change_of_form(request.form)
    try:
        outcome = edits.apply(get_session(), _organization(), month, [change], actor(), lang=language())
    except NotFound:
        raise
    except ServiceError as error:
        get_session().rollback()
        return _cell_page(month, _state(month, change.number, change.day), change, error), 409
    _tell(outcome)
    return redirect(url_for("edits.cell", month=month, number=change.number, day=change.day), 303)


def _cell_page(month: Month, state: CellState, wanted: Change | None = None, error: ServiceError | None = None) -> str:
    """The page of a cell; with what was wanted and why it was not done."""
    session, user = get_session(), current_user()
    facts = facts_of(session, user.organization_id, month)
    before, after = edits.steps(session, user.organization_id, facts, user.id, lang=language())
    view = view_of(session, user.organization_id, facts, language())
    return render_template(
        "pages/cell.html",
        month=month,
        state=state,
        view=view,
        job_id=None,
        reopen=_program_of(month, state.frozen),
        undo=answers.step(before),
        redo=answers.step(after),
        told=[one for one in view.violations if one.participant == state.number and one.day == state.day],
        present=" ".join(one.id for one in state.shifts),
        keep=KEEP,
        wanted=wanted,
        clashes=error.clashes if isinstance(error, Clashed) else (),
        refused=_reasons(error) if error is not None and not isinstance(error, Clashed) else [],
    )


def _editor(month: Month, state: CellState) -> str:
    return render_template(
        "components/cell_editor.html", month=month, state=state, reopen=_program_of(month, state.frozen)
    )


def _state(month: Month, number: str, day: date) -> CellState:
    return edits.cell_state(get_session(), _organization(), month, number, day, lang=language())


def _program_of(month: Month, name: str) -> str:
    """Code of the programme of that name; empty for an empty name."""
    if not name:
        return ""
    states = facts_of(get_session(), _organization(), month).states
    return next((one.code for one in states if one.name == name), "")


def _refused_live(month: Month, error: ServiceError) -> tuple[Response, int]:
    """Why the script's request was not done, with a status of its kind."""
    session = get_session()
    session.rollback()
    if isinstance(error, Clashed):
        view = month_view(session, _organization(), month, language())
        return jsonify(answers.of_clash(month, error.clashes, view)), 409
    html = render_template("components/refusal.html", month=month, reasons=_reasons(error))
    return jsonify({"kind": error.code, "html": html}), 404 if isinstance(error, NotFound) else 409


def _reasons(error: ServiceError) -> list[str]:
    found = [one.sentence(language()) for one in error.findings] if isinstance(error, Refused) else []
    return [_message(error), *found]


def _message(error: ServiceError) -> str:
    facts = {name: say_date(one, language()) if isinstance(one, date) else one for name, one in error.facts.items()}
    return str(_(error.message, **facts))


def _tell(outcome: Outcome) -> None:
    flash(answers.saved(), "done")
    for one in outcome.verdict.said[:_TOLD_AT_MOST]:
        flash(_sentence(one), "info" if one.grade is edits.Grade.GOOD else "error")
    for clash in outcome.skipped[:_TOLD_AT_MOST]:
        flash(
            _(
                "%(name)s, %(day)s stayed: somebody else changed it.",
                name=clash.name,
                day=say_date(clash.day, language()),
            ),
            "info",
        )


def _sentence(one: Said) -> str:
    mark = {edits.Grade.FORBIDDEN: "✕", edits.Grade.WARNING: "!", edits.Grade.GOOD: "☺"}[one.grade]
    return f"{mark} {one.sentence}"


def _back(month: Month) -> str:
    """The cell that the form came from, else the grid; never an address that the form chose freely."""
    number, day = request.form.get("number"), request.form.get("day")
    if number and day:
        return url_for("edits.cell", month=month, number=number, day=day_of(day))
    if number:
        return url_for("months.person", month=month, number=number)
    return url_for("months.grid", month=month)


def _sent() -> dict[str, Any]:
    """The fields of the form, or of the script's JSON."""
    if request.is_json:
        plain = request.get_json(silent=True)
        return plain if isinstance(plain, dict) else {}
    return request.form.to_dict()


def _day_in_address(text: str) -> date:
    try:
        return day_of(text)
    except MalformedError:
        abort(404)


def _live() -> bool:
    """Whether the grid's script asks."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _organization() -> int:
    return current_user().organization_id
