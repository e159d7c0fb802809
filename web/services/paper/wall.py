"""The wall roster and the list by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.calendar import KST, WEEKDAYS_KO, clock
from web.services.paper.press import set_pdf
from web.services.paper.sheets import ByDayData, ByDayRow, Day, LegendEntry, Office, Paper, Stamp, WallData, WallSheet
from web.services.spoken import hours_figure, say_month

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
        "title": f"{say_month(data.month)} 근무표",
        "office": office_values(data.office),
        "made_on": f"{made.year}. {made.month}. {made.day}.",
        "stamp": stamp_line(data.stamp),
        "pages": [page for sheet in data.sheets for page in _pages(data, sheet)],
    }


def _pages(data: WallData, sheet: WallSheet) -> Iterator[dict[str, Any]]:
    most = ROWS_PER_PAGE[data.paper]
    count = max(1, -(-len(sheet.rows) // most))
    each = -(-len(sheet.rows) // count)
    height = min(_TALLEST_ROW[data.paper], _ROOM[data.paper] / max(1, each))
    for number in range(count):
        yield {
            "title": sheet_title(data.month, activity=sheet.activity),
            "draft": sheet.draft,
            "program": sheet.program,
            "site": sheet.site,
            "number": f"{number + 1}/{count}쪽" if count > 1 else "",
            "row_height": round(height, 2),
            "days": [day_values(day) for day in sheet.days],
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
            "holidays": [f"{day.day.day}일 {day.holiday}" for day in sheet.days if day.holiday],
        }


def days_values(data: ByDayData) -> dict[str, Any]:
    """What `days.typ` is filled with."""
    return {
        "paper": data.paper.value,
        "title": f"{say_month(data.month)} 날짜별 {'활동표' if data.activity else '근무표'}",
        "draft": data.draft,
        "program": data.program,
        "site": data.site,
        "office": office_values(data.office),
        "stamp": stamp_line(data.stamp),
        "legend": [_legend_values(entry) for entry in data.legend],
        "rows": [_day_row(row) for row in data.rows],
    }


def _day_row(row: ByDayRow) -> dict[str, Any]:
    cells = zip(row.names, row.open_seats, row.running, strict=True)
    return day_values(row.day) | {
        "cells": [{"names": list(names), "open": seats, "running": running} for names, seats, running in cells]
    }


def sheet_title(month: Any, *, activity: bool) -> str:
    """2027년 5월 근무표, or 활동표 where nobody is an employee."""
    return f"{say_month(month)} {'활동표' if activity else '근무표'}"


def day_values(day: Day) -> dict[str, Any]:
    """The head of a day's column."""
    return {
        "number": str(day.day.day),
        "weekday": WEEKDAYS_KO[day.day.weekday()],
        "kind": day.kind.value,
        "closed": day.closed,
        "holiday": day.holiday,
    }


def office_values(office: Office) -> dict[str, str]:
    """Who makes the roster and answers the telephone."""
    return {"organization": office.organization, "coordinator": office.coordinator, "phone": office.phone}


def stamp_line(stamp: Stamp) -> str:
    """The foot line: who printed, when, what for."""
    at = stamp.at.astimezone(KST)
    when = f"{at.year}. {at.month}. {at.day}. {at:%H:%M}"
    return f"출력: {stamp.printed_by} · {when} · {stamp.purpose}"


def _legend_values(entry: LegendEntry) -> dict[str, str]:
    return {"code": entry.code, "name": entry.name, "times": f"{clock(entry.start)}–{clock(entry.end)}"}
