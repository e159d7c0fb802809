"""What the grid's script gets back: changed rows as HTML, seats and totals as numbers, sentences as HTML.

All HTML is made by templates here, which escape what comes from data; the script never builds any from text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from models.queries import cells, places
from scheduler.calendar import KST, Month
from web.access import current_user
from web.db import get_session
from web.grid_cells import Frame, person_row
from web.services import spoken
from web.services.edits import Clash, Outcome, Said, Step, Value, Verdict
from web.services.month_views import DayView, MonthView, PersonRow
from web.texts import gettext as _
from web.texts import language

Answer = dict[str, Any]


def of_check(month: Month, verdict: Verdict) -> Answer:
    """What a change would do; nothing is stored."""
    return {
        "rows": rows(month, verdict.rows),
        "coverage": [[site, str(day), one.filled, one.needed] for site, day, one in verdict.coverage],
        "sums": {"filled": f"{verdict.filled}/{verdict.seats}", "open": verdict.open, "broken": verdict.violations},
        "said": said(verdict.said),
    }


def of_outcome(month: Month, outcome: Outcome) -> Answer:
    """What was stored, and what undo and redo would do next."""
    return {
        **of_check(month, outcome.verdict),
        "seen": outcome.edit_id,
        "status": saved(),
        "undo": step(outcome.undo),
        "redo": step(outcome.redo),
        "said": said(outcome.verdict.said, outcome.skipped),
    }


def of_view(month: Month, view: MonthView, numbers: Iterable[str]) -> Answer:
    """The present rows of some people, with all seats and totals."""
    chosen = set(numbers)
    return {
        "seen": view.seen,
        "rows": rows(month, [row for site in view.sites for row in site.rows if row.number in chosen]),
        "coverage": [
            [site.code, str(view.days[index].day), one.filled, one.needed]
            for site in view.sites
            for index, one in enumerate(site.coverage)
            if one is not None
        ],
        "sums": {
            "filled": f"{view.totals.filled}/{view.totals.seats}",
            "open": view.totals.open,
            "broken": len(view.violations),
        },
    }


def of_clash(month: Month, clashes: Sequence[Clash], view: MonthView) -> Answer:
    """Each clash as a question, and the rows as they are stored."""
    return {
        **of_view(month, view, {one.number for one in clashes}),
        "kind": "clash",
        "clashes": [
            {
                "number": one.number,
                "day": str(one.day),
                "seen": one.edit_id,
                "html": render_template("components/clash.html", clash=one, live=True),
            }
            for one in clashes
        ],
    }


def rows(month: Month, changed: Iterable[PersonRow]) -> dict[str, str]:
    """The table rows of some people by number."""
    session, organization = get_session(), current_user().organization_id
    days, names = day_views(session, organization, month), site_names(session, organization)
    frame = Frame(month, days, names)
    return {row.number: str(person_row(row, frame)) for row in changed}


def said(sentences: Sequence[Said], skipped: Sequence[Clash] = ()) -> str:
    """The sentences as a list; empty when there is nothing to say."""
    return render_template("components/said.html", said=sentences, skipped=skipped) if sentences or skipped else ""


def step(one: Step | None) -> str:
    """What undo or redo would take back or repeat; empty when there is nothing."""
    return "" if one is None else one.label


def saved() -> str:
    """저장됨 오후 3:12"""
    return _("Saved %(time)s", time=say_time(datetime.now(KST)))


def say_time(moment: datetime) -> str:
    """오후 3:12, or 3:12 pm, in Korean time."""
    local = moment.astimezone(KST)
    return spoken.say_short_time(local.hour, local.minute, language())


def value_words(value: Value) -> str:
    """What a cell holds, in words: ‘오’, 고정."""
    parts = ["‘" + ", ".join(one.rpartition(":")[2] for one in value.shifts) + "’" if value.shifts else _("empty")]
    parts += [_("locked")] if value.locked else []
    parts += [_("note ‘%(note)s’", note=value.note)] if value.note else []
    return ", ".join(parts)


def day_views(session: Session, organization_id: int, month: Month) -> tuple[DayView, ...]:
    """The month's columns, read without working the month out."""
    holidays: dict[date, str] = {row.day: row.name for row in places.holidays(session, organization_id)}
    return tuple(DayView(day, holidays.get(day, "")) for day in month.period.days())


def site_names(session: Session, organization_id: int) -> tuple[tuple[str, str], ...]:
    """(code, name) of every site."""
    return tuple((row.code, row.name) for row in places.sites(session, organization_id))


def changed_numbers(session: Session, organization_id: int, month: Month, seen: int) -> set[str]:
    """Numbers of the people whose cells were changed after that edit."""
    touched = cells.touched(session, organization_id, month.first, month.last)
    return {one.number for one in touched if one.edit_id > seen}
