"""The personal slip: one participant's month, complete without any device."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

import segno

from scheduler.calendar import WEEKDAYS_KO
from web.services.paper.press import set_pdf
from web.services.paper.sheets import SlipData, SlipShift
from web.services.paper.wall import office_values, stamp_line
from web.services.spoken import say_hours, say_month, say_night_before, say_span


def slip_pdf(data: SlipData) -> bytes:
    """One slip as PDF, A5 upright, with nothing that matters below 16 pt.

    Raises:
        PaperError: the page could not be set.
    """
    return slips_pdf([data])


def slips_pdf(slips: Sequence[SlipData]) -> bytes:
    """Many slips in one PDF, each on a page of its own. The telephone is that of the first one's office.

    Raises:
        PaperError: a page could not be set.
        ValueError: there is no slip to print.
    """
    if not slips:
        raise ValueError("there is no slip to print")
    return set_pdf("slip.typ", slip_values(slips))


def slip_values(slips: Sequence[SlipData]) -> dict[str, Any]:
    """What `slip.typ` is filled with."""
    return {
        "title": f"{say_month(slips[0].month)} 개인 {_noun(slips[0])}표",
        "office": office_values(slips[0].office),
        "slips": [_one(slip) for slip in slips],
    }


def _one(slip: SlipData) -> dict[str, Any]:
    noun, several = _noun(slip), len(slip.places) > 1
    return {
        "name": slip.name,
        "heading": f"{say_month(slip.month)} {noun}표",
        "noun": noun,
        "draft": slip.draft,
        "places": list(slip.places),
        "bring": slip.bring,
        "shifts": [_line(shift, several) for shift in slip.shifts],
        "total": f"모두 {len(slip.shifts)}번, {say_hours(slip.minutes)}입니다.",
        "qr": qr_svg(slip.link) if slip.link else "",
        "stamp": stamp_line(slip.stamp),
    }


def _noun(slip: SlipData) -> str:
    return "활동" if slip.activity else "근무"


def _line(shift: SlipShift, several: bool) -> dict[str, str]:
    day = shift.day.day
    return {
        "number": str(day.day),
        "weekday": WEEKDAYS_KO[day.weekday()],
        "kind": shift.day.kind.value,
        "holiday": shift.day.holiday,
        "times": _times(shift),
        "night": say_night_before(day, shift.start) if shift.start else "",
        "place": shift.place if several else "",
    }


def _times(shift: SlipShift) -> str:
    """The times; midnight names its evening (2일 밤 12시), or people come a day late."""
    said = say_span(shift.start, shift.end)
    if shift.start:
        return said
    eve = shift.day.day - timedelta(days=1)
    return f"{eve.day}일 {said}" if eve.month == shift.day.day.month else f"{eve.month}월 {eve.day}일 {said}"


def qr_svg(link: str) -> str:
    """The link as a QR square; a quarter of it may be dirty or folded and it still reads."""
    out = BytesIO()
    segno.make_qr(link, error="q", boost_error=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
