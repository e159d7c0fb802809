"""The rule book: every rule with its numbers, public holidays, programme types."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.calendar import Month, today
from scheduler.enums import EmploymentKind
from scheduler.values import Unit
from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.rules import number_of, program_type_of, text_of
from web.services.errors import ServiceError
from web.services.rulebook import book, holidays, numbers, program_types, units
from web.services.rulebook.club import ground_of
from web.services.rulebook.drafts import LONGEST_REASON, Unfit
from web.texts import language
from web.views.common import actor, tell
from web.views.conditions import said_faults

blueprint = Blueprint("rules", __name__)

Answer = Response | tuple[str, int]


@blueprint.get("/rules")
@requires(Permission.ROSTER_VIEW)
def show() -> str:
    """Every rule as a sentence, with where it comes from and how much it touches in this month."""
    session, organization, day = get_session(), current_user().organization_id, today()
    ground = ground_of(session, organization, Month.of(day))
    known = numbers.numbers_of(session, organization)
    found = book.book_of(known, ground, day, language())
    return render_template("rules/book.html", book=found, month=Month.of(day), day=day, types=_type_names(known))


@blueprint.get("/rules/numbers/<string:name>")
@requires(Permission.ROSTER_VIEW)
def number(name: str) -> str:
    """One number: what holds for whom, where it comes from, who changed it; and the form to change it."""
    return _number_page(name, _meant_first(name, number_of(request.args)))


@blueprint.post("/rules/numbers/<string:name>")
@requires(Permission.ROSTER_EDIT)
def set_number(name: str) -> Answer:
    """Store a number from a day on."""
    draft = number_of(request.form)
    try:
        numbers.set_number(get_session(), current_user().organization_id, name, draft, actor=actor(), lang=language())
    except Unfit as error:
        get_session().rollback()
        return _number_page(name, draft, said_faults(error)), 422
    flash(_("The number is stored. It counts from the day you chose."), "done")
    return redirect(url_for("rules.number", name=name), 303)


def _meant_first(name: str, draft: numbers.Draft) -> numbers.Draft:
    """The draft for the first kind of contract, where kinds have numbers of their own and none is named.

    Whoever writes one number for everybody would otherwise overrule those that differ without having seen it.
    """
    if request.args:
        return draft
    known = numbers.numbers_of(get_session(), current_user().organization_id)
    whose, _view = book.lines_of(known, numbers.number_called(name), today(), language())[0]
    return replace(draft, kind=whose.kind or "", program_type=whose.program_type or "")


def _number_page(name: str, draft: numbers.Draft, faults: dict[str, str] | None = None) -> str:
    session, organization, lang, day = get_session(), current_user().organization_id, language(), today()
    meant = numbers.number_called(name)
    known = numbers.numbers_of(session, organization)
    kind = EmploymentKind(draft.kind) if draft.kind in list(EmploymentKind) else None
    held = known.values.at(name, day, kind, draft.program_type or None).value
    return render_template(
        "rules/number.html",
        number=meant,
        label=meant.en if lang == "en" else meant.ko,
        rows=[(row, units.say(meant, row.value, lang), units.typed(meant, row.value)) for row in meant.rows],
        lines=book.lines_of(known, meant, day, lang),
        changes=numbers.history(session, organization, known, name, lang),
        may_change=any(numbers.may_change(meant, row) for row in meant.rows),
        typed=draft.value or ("" if draft.off else units.typed(meant, held)),
        off=draft.off or (held is None and not draft.value),
        words=units.WEIGHT_WORDS if meant.unit is Unit.WEIGHT else {},
        types=_type_names(known),
        draft=draft,
        faults=faults or {},
        begins=Month.of(day).next().first,
        longest=LONGEST_REASON,
    )


def _type_names(known: numbers.Numbers) -> dict[str, str]:
    lang = language()
    return {code: one.en if lang == "en" else one.ko for code, one in known.types.items()}


@blueprint.get("/rules/holidays")
@requires(Permission.ROSTER_VIEW)
def show_holidays() -> str:
    """The public holidays of a year."""
    return _holidays_page(request.args.get("year", today().year, type=int))


@blueprint.post("/rules/holidays")
@requires(Permission.ROSTER_EDIT)
def add_holiday() -> Answer:
    """Add a day that was declared at short notice."""
    day, name = text_of(request.form, "day"), text_of(request.form, "name")
    try:
        row = holidays.add(get_session(), current_user().organization_id, day, name, actor())
    except Unfit as error:
        get_session().rollback()
        year = int(day[:4]) if day[:4].isdigit() else today().year
        return _holidays_page(year, said_faults(error), day, name), 422
    flash(_("The public holiday is added."), "done")
    return redirect(url_for("rules.show_holidays", year=row.day.year), 303)


@blueprint.post("/rules/holidays/fill")
@requires(Permission.ROSTER_EDIT)
def fill_holidays() -> Answer:
    """Take over the year's holidays of the law."""
    year = request.form.get("year", 0, type=int)
    try:
        count = holidays.fill(get_session(), current_user().organization_id, year, actor())
    except ServiceError as error:
        tell(error)
        abort(404)
    flash(_("Public holidays added: %(count)s.", count=count), "done")
    return redirect(url_for("rules.show_holidays", year=year), 303)


@blueprint.post("/rules/holidays/<int:holiday_id>/remove")
@requires(Permission.ROSTER_EDIT)
def remove_holiday(holiday_id: int) -> Answer:
    """Take back a day that was added by hand."""
    try:
        row = holidays.remove(get_session(), current_user().organization_id, holiday_id, actor())
    except ServiceError as error:
        tell(error)
        return redirect(url_for("rules.show_holidays"), 303)
    flash(_("The public holiday is removed."), "done")
    return redirect(url_for("rules.show_holidays", year=row.day.year), 303)


def _holidays_page(year: int, faults: dict[str, str] | None = None, day: str = "", name: str = "") -> str:
    if not holidays.FIRST_YEAR <= year <= holidays.LAST_YEAR:
        abort(404)
    return render_template(
        "rules/holidays.html",
        year=year,
        first=holidays.FIRST_YEAR,
        last=holidays.LAST_YEAR,
        listed=holidays.of_year(get_session(), current_user().organization_id, year),
        faults=faults or {},
        day=day,
        name=name,
        longest=holidays.LONGEST_NAME,
    )


@blueprint.get("/rules/programs")
@requires(Permission.ROSTER_VIEW)
def programs() -> str:
    """Programme types: those of the law, and the club's own."""
    return _programs_page(program_types.Draft())


@blueprint.post("/rules/programs")
@requires(Permission.ROSTER_EDIT)
def add_program_type() -> Answer:
    """Add a type of the club's own."""
    draft = program_type_of(request.form)
    try:
        program_types.add(get_session(), current_user().organization_id, draft, actor=actor(), day=today())
    except Unfit as error:
        get_session().rollback()
        return _programs_page(draft, said_faults(error)), 422
    flash(_("The programme type is added. Programmes can be of this type from now on."), "done")
    return redirect(url_for("rules.programs"), 303)


@blueprint.post("/rules/programs/<int:type_id>/remove")
@requires(Permission.ROSTER_EDIT)
def remove_program_type(type_id: int) -> Answer:
    """Take back a type that no programme uses."""
    try:
        program_types.remove(get_session(), current_user().organization_id, type_id, actor())
        flash(_("The programme type is removed."), "done")
    except ServiceError as error:
        tell(error)
    return redirect(url_for("rules.programs"), 303)


def _programs_page(draft: program_types.Draft, faults: dict[str, str] | None = None) -> str:
    return render_template(
        "rules/programs.html",
        listed=program_types.listed(get_session(), current_user().organization_id, today(), language()),
        draft=draft,
        caps=program_types.CAPS,
        faults=faults or {},
        longest=program_types.LONGEST_NAME,
    )
