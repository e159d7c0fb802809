"""The cells of the month grid as HTML.

A month of 120 people has 3,720 cells; each distinct cell is written once and then only repeated, so that the page is
drawn in milliseconds. Everything that comes from data is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, url_for
from flask_babel import pgettext
from markupsafe import Markup, escape

from scheduler.calendar import Month, clock
from scheduler.rules.words import say_minutes
from web.services import spoken
from web.services.month_views import CapView, CellView, DayView, PersonRow, TemplateView, WishMark
from web.texts import gettext as _
from web.texts import language

_EMPTY = Markup("<td>")
"""An empty cell. The names of row and column are read to whoever cannot see; end tags of cells are optional in HTML."""


def day_class(day: DayView) -> Markup:
    """The class attribute of a day's column: Saturdays, and Sundays and holidays, are tinted as well as named."""
    if day.weekday == 6 or day.holiday:
        return Markup(' class="su"')
    return Markup(' class="sa"') if day.weekday == 5 else Markup("")


class Frame(NamedTuple):
    """What all rows of a table share."""

    month: Month
    days: tuple[DayView, ...]
    site_names: tuple[tuple[str, str], ...]
    """(code, name) of every site."""
    job_id: int | None = None
    """Of the search whose proposal is shown; None: the month as stored."""


def person_row(row: PersonRow, frame: Frame) -> Markup:
    """A participant's row. Drawn once for as long as nothing in it changes: an edit changes one of a hundred."""
    return _row(row, frame, language())


@lru_cache(maxsize=2048)
def _row(row: PersonRow, frame: Frame, lang: str) -> Markup:
    """The row; `lang` is here so that each language keeps its own."""
    newcomer = Markup('<abbr title="{}">{}</abbr>').format(_("newcomer"), pgettext("newcomer mark", "N"))
    address = url_for("months.person", month=frame.month, number=row.number, job=frame.job_id)
    name = Markup('<th scope="row" class="nm"><a href="{}">{}</a>{}</th>').format(
        address, row.name, newcomer if row.novice else ""
    )
    return Markup('<tr data-number="{}">{}\n{}\n{}\n</tr>\n').format(
        row.number, name, cells(row, frame.days, dict(frame.site_names)), totals_cells(row)
    )


def cells(row: PersonRow, days: Sequence[DayView], site_names: Mapping[str, str]) -> Markup:
    """The day cells of one person."""
    lang = language()
    parts = [
        _cell(cell, _tint(day), site_names.get(cell.away, "") if cell else "", lang)
        for cell, day in zip(row.cells, days, strict=True)
    ]
    return Markup("").join(parts)


def totals_cells(row: PersonRow) -> Markup:
    """Days, hours, room up to the cap in words, and days on weekends and holidays."""
    lang, cap = language(), row.month_cap
    return Markup('<td class="t1">{}<td class="t2">{}<td class="{}" title="{}">{}<td class="t4">{}').format(
        row.days,
        _hours(row.minutes),
        "t3 over" if cap and cap.left < 0 else "t3",
        " / ".join(_cap_sentence(one, lang) for one in row.caps),
        _room(cap, lang),
        row.rest_days,
    )


def init_app(app: Flask) -> None:
    """Offer the functions to the templates."""
    app.jinja_env.globals.update(person_row=person_row, day_class=day_class)


def _tint(day: DayView) -> str:
    return "r" if day.rest else ""


@lru_cache(maxsize=4096)
def _cell(cell: CellView | None, tint: str, away: str, lang: str) -> Markup:
    """One cell; `lang` is here so that each language keeps its own."""
    if cell is None:
        return Markup("<td class=r>") if tint else _EMPTY
    if cell.template is None:
        return _without_shift(cell, tint)
    kinds = [cell.template.band, tint, "vi" * cell.violated, "no" * (cell.wish is WishMark.REFUSED), *_fixed(cell)]
    said = [_shift_words(cell.template)]
    said += [_shift_words(one) for one in cell.more]
    said += [away] if away else []
    said += [_("wished day off not granted")] if cell.wish is WishMark.REFUSED else []
    said += [_("on a day they cannot work")] if cell.unavailable else []
    said += [_("breaks a rule")] if cell.violated else []
    said += _fixed_words(cell)
    mark = "✕" if cell.violated else "!" if cell.wish is WishMark.REFUSED else "▪" if cell.locked else ""
    more = "+" if cell.more else ""
    words = ", ".join(said)
    return Markup('<td class="{}" title="{}" aria-label="{}">{}').format(
        " ".join(kind for kind in kinds if kind), words, words, escape(cell.template.code + more)
    ) + (Markup("<i>{}</i>").format(mark) if mark else Markup(""))


def _without_shift(cell: CellView, tint: str) -> Markup:
    kinds, said, mark = [tint], [], "▪" * cell.locked
    if cell.wish is WishMark.GRANTED:
        kinds, said, mark = ["ok", tint], [_("wished day off granted")], pgettext("wish mark", "W")
    elif cell.unavailable:
        kinds, said, mark = ["un", tint], [_("cannot work")], "–"
    kinds += _fixed(cell)
    words = ", ".join(said + _fixed_words(cell))
    return Markup('<td class="{}" title="{}" aria-label="{}">{}').format(
        " ".join(kind for kind in kinds if kind), words, words, mark
    )


def _fixed(cell: CellView) -> list[str]:
    """Classes of what hands have put on a cell: a lock, a note."""
    return ["lk"] * cell.locked + ["nt"] * bool(cell.note)


def _fixed_words(cell: CellView) -> list[str]:
    return [_("locked")] * cell.locked + ([_("note ‘%(note)s’", note=cell.note)] if cell.note else [])


def _shift_words(template: TemplateView) -> str:
    return f"{template.name} {clock(template.start)}~{clock(template.end)}"


def _hours(minutes: int) -> str:
    return spoken.say_decimal_hours(minutes, language())


def _room(cap: CapView | None, lang: str) -> str:
    if cap is None:
        return _("no cap")
    if cap.left < 0:
        return _("%(hours)s over", hours=_hours(-cap.left))
    return _("%(hours)s left", hours=_hours(cap.left))


def _cap_sentence(cap: CapView, lang: str) -> str:
    names, over, left = _cap_words(lang)
    used, room = say_minutes(cap.used, lang), say_minutes(abs(cap.left), lang)
    return f"{names[cap.rule]}: {over % (used, room) if cap.left < 0 else left % (used, room)}"


@lru_cache(maxsize=8)
def _cap_words(lang: str) -> tuple[Mapping[str, str], str, str]:
    """Names of the caps, and the two sentences about them, looked up once a language."""
    names = {
        "H10": _("this month"),
        "H08": _("four weeks (under 15 h a week)"),
        "H09": _("a week by contract"),
        "H12": _("a week by law"),
    }
    return (
        names,
        _("%(used)s, %(over)s above the cap", used="%s", over="%s"),
        _("%(used)s, %(left)s up to the cap", used="%s", left="%s"),
    )
