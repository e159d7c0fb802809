"""Words for values that come from the data, in the reader's language."""

from __future__ import annotations

from flask import Flask

from scheduler.calendar import Month
from web.forms.imports import KINDS
from web.forms.jobs import WAITS
from web.texts import gettext as _


def deed(action: str) -> str:
    """An action of the access record in words; one that has no words here is named as it is."""
    words = {
        "session.start": _("logged in"),
        "session.end": _("logged out"),
        "session.refuse": _("login refused"),
        "user.add": _("account made"),
        "data.import": _("workbook imported"),
        "history.import": _("hand-made roster imported"),
        "export.workbook": _("workbook downloaded"),
        "roster.solve": _("automatic rostering begun"),
        "roster.solve.stop": _("automatic rostering stopped early"),
        "roster.solve.cancel": _("automatic rostering cancelled"),
        "roster.cells": _("roster edited"),
        "roster.undo": _("edit of the roster undone"),
        "roster.redo": _("edit of the roster redone"),
        "roster.accept": _("proposal accepted"),
        "roster.discard": _("proposal discarded"),
        "roster.confirm": _("roster confirmed"),
        "roster.publish": _("roster published"),
        "roster.reopen": _("roster opened again"),
        "roster.print": _("printed"),
        "rule.condition.add": _("condition added"),
        "rule.condition.change": _("condition changed"),
        "rule.condition.end": _("condition ended"),
        "rule.relax": _("exception made"),
        "rule.relax.withdraw": _("exception withdrawn"),
        "rule.number": _("number of the rules changed"),
        "rule.program.add": _("programme type added"),
        "rule.program.remove": _("programme type removed"),
        "holiday.add": _("public holiday added"),
        "holiday.fill": _("public holidays taken over"),
        "holiday.remove": _("public holiday removed"),
        "heat.day": _("temperature of a day stored"),
        "heat.day.remove": _("temperature of a day removed"),
        "heat.cut": _("hours cut for heat stored"),
        "heat.cut.remove": _("hours cut for heat removed"),
        "link.open": _("personal link opened"),
        "link.show": _("personal link shown"),
        "link.revoke": _("personal link renewed"),
    }
    return words.get(action, action)


def doer(actor: str) -> str:
    """Who did it, as the access record names them, where it is no user with a name: in words, where there are any."""
    return {"command line": _("command line"), "worker": _("automatic rostering")}.get(actor, actor)


def kind_word(kind: str) -> str:
    """An employment kind."""
    return {"employee": _("employee"), "activity": _("activity participant"), "volunteer": _("volunteer")}[kind]


def strength_word(strength: int) -> str:
    """How much a wish matters."""
    return (_("if possible"), _("really wanted"), _("very much needed"))[strength - 1]


def entry_kinds() -> list[tuple[str, str]]:
    """The kinds of entries that an import counts, in the order of the workbook."""
    return [
        ("organization", _("organisation")),
        ("programs", _("programmes")),
        ("sites", _("sites")),
        ("templates", _("shift templates")),
        ("closures", _("closures and vacations")),
        ("participants", _("participants")),
        ("contracts", _("contracts")),
        ("credentials", _("certificates")),
        ("unavailable", _("times when someone cannot work")),
        ("wishes", _("wishes")),
        ("usuals", _("usual shifts")),
        ("pairs", _("pairs")),
        ("history", _("shifts of earlier months")),
        ("holidays", _("public holidays")),
    ]


def weekday_long(number: int) -> str:
    """월요일, or Monday; 0 is Monday."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))[number]


def init_app(app: Flask) -> None:
    """Offer the words to all templates."""
    app.jinja_env.filters.update(deed=deed, doer=doer, month_of=Month.of, weekday_long=weekday_long)
    app.jinja_env.globals.update(
        kind_word=kind_word,
        strength_word=strength_word,
        entry_kinds=entry_kinds,
        waits=lambda: WAITS,
        kinds_of_file=lambda: KINDS,
    )
