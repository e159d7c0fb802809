"""The wall roster and the list by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.calendar import KST, clock
from web.catalogue import said
from web.services.paper.press import set_pdf
from web.services.paper.sheets import ByDayData, ByDayRow, Day, LegendEntry, Office, Paper, Stamp, WallData, WallSheet
from web.services.paper.words import labels, month_title, roster_noun
from web.services.spoken import after_number, day_number, hours_figure, say_month, weekday_letter

ROWS_PER_PAGE = {Paper.A3: 40, Paper.A4: 26}
"""More people go on to a further page: letters never fall below 9 pt."""

# Room for all rows of a page in millimetres, after title, heads, sums, legend and telephone.
_ROOM = {Paper.A3: 188.0, Paper.A4: 122.0}
_TALLEST_ROW = {Paper.A3: 11.5, Paper.A4: 9.0}


def wall_pdf(data: WallData) -> bytes:
    """The wall roster as PDF: A3 or A4 on its side, one page for each site and 40 (A4: 26) people.

    Raises:
        PaperError: the page could not be set.
    """
    return set_pdf("wall.typ", wall_values(data))


def days_pdf(data: ByDayData) -> bytes:
    """The list by day as PDF, upright: who comes when.

    Raises:
        PaperError: the page could not be set.
    """
    return set_pdf("days.typ", days_values(data))


def wall_values(data: WallData) -> dict[str, Any]:
    """What `wall.typ` is filled with."""
    made = data.made_on
    return {
        "paper": data.paper.value,
        "title": month_title(data.month, data.lang, activity=False),
        "words": labels(data.lang),
        "office": office_values(data.office),
        "made_on": f"{made.year}. {made.month}. {made.day}.",
        "stamp": stamp_line(data.stamp, data.lang),
        "pages": [page for sheet in data.sheets for page in _pages(data, sheet)],
    }


def _pages(data: WallData, sheet: WallSheet) -> Iterator[dict[str, Any]]:
    most = ROWS_PER_PAGE[data.paper]
    count = max(1, -(-len(sheet.rows) // most))
    each = -(-len(sheet.rows) // count)
    height = min(_TALLEST_ROW[data.paper], _ROOM[data.paper] / max(1, each))
    for number in range(count):
        page = said(data.lang, "page %(number)s of %(count)s", number=number + 1, count=count) if count > 1 else ""
        yield {
            "title": month_title(data.month, data.lang, activity=sheet.activity),
            "draft": sheet.draft,
            "program": sheet.program,
            "site": sheet.site,
            "number": page,
            "row_height": round(height, 2),
            "days": [day_values(day, data.lang) for day in sheet.days],
            "rows": [
                {
                    "name": row.name,
                    "codes": list(row.codes),
                    "count": str(row.count),
                    "hours": hours_figure(row.minutes),
                    "note": row.note,
                }
                for row in sheet.rows[number * each : (number + 1) * each]
            ],
            "needed": list(sheet.needed),
            "filled": list(sheet.filled),
            "open": [max(0, need - have) for need, have in zip(sheet.needed, sheet.filled, strict=True)],
            "legend": [_legend_values(entry) for entry in sheet.legend],
            "holidays": _holidays(sheet, data.lang),
        }


def _holidays(sheet: WallSheet, lang: str) -> str:
    named = ", ".join(f"{day_number(day.day, lang)} {day.holiday}" for day in sheet.days if day.holiday)
    return said(lang, "Public holiday (%(name)s)", name=named) if named else ""


def days_values(data: ByDayData) -> dict[str, Any]:
    """What `days.typ` is filled with."""
    return {
        "paper": data.paper.value,
        "title": said(
            data.lang,
            "%(month)s %(roster)s by day",
            month=say_month(data.month, data.lang),
            roster=roster_noun(data.lang, activity=data.activity),
        ),
        "words": labels(data.lang),
        "draft": data.draft,
        "program": data.program,
        "site": data.site,
        "office": office_values(data.office),
        "stamp": stamp_line(data.stamp, data.lang),
        "legend": [_legend_values(entry) for entry in data.legend],
        "rows": [_day_row(row, data.lang) for row in data.rows],
    }


def _day_row(row: ByDayRow, lang: str) -> dict[str, Any]:
    cells = zip(row.names, row.open_seats, row.running, strict=True)
    return day_values(row.day, lang) | {
        "cells": [{"names": list(names), "open": seats, "running": running} for names, seats, running in cells]
    }


def day_values(day: Day, lang: str) -> dict[str, Any]:
    """The head of a day's column."""
    return {
        "number": str(day.day.day),
        "weekday": weekday_letter(day.day, lang),
        "after": after_number(day.day, lang),
        "kind": day.kind.value,
        "closed": day.closed,
        "holiday": day.holiday,
    }


def office_values(office: Office) -> dict[str, str]:
    """Who makes the roster and answers the telephone."""
    return {"organization": office.organization, "coordinator": office.coordinator, "phone": office.phone}


def stamp_line(stamp: Stamp, lang: str) -> str:
    """The foot line: who printed, when, what for."""
    at = stamp.at.astimezone(KST)
    when = f"{at.year}. {at.month}. {at.day}. {at:%H:%M}"
    return said(
        lang, "Printed by %(who)s · %(when)s · %(purpose)s", who=stamp.printed_by, when=when, purpose=stamp.purpose
    )


def _legend_values(entry: LegendEntry) -> dict[str, str]:
    return {"code": entry.code, "name": entry.name, "times": f"{clock(entry.start)}–{clock(entry.end)}"}
