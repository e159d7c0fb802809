"""The personal slip: one participant's month, complete without any device."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import segno

from web.catalogue import said
from web.services.paper.press import set_pdf
from web.services.paper.sheets import SlipData, SlipShift
from web.services.paper.wall import office_values, stamp_line
from web.services.paper.words import labels, month_title
from web.services.spoken import after_number, say_hours, say_midnight, say_night_before, say_span


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
        "title": _heading(slips[0]),
        "words": labels(slips[0].lang),
        "office": office_values(slips[0].office),
        "slips": [_one(slip) for slip in slips],
    }


def _one(slip: SlipData) -> dict[str, Any]:
    lang, several = slip.lang, len(slip.places) > 1
    count, hours = len(slip.shifts), say_hours(slip.minutes, lang)
    return {
        "name": said(lang, "For %(name)s", name=slip.name),
        "heading": _heading(slip),
        "draft": slip.draft,
        "places": list(slip.places),
        "bring": slip.bring,
        "nothing": _nothing(slip),
        "shifts": [_line(shift, several, lang) for shift in slip.shifts],
        "total": said(lang, "%(count)s times, %(hours)s in all", count=count, hours=hours),
        "qr": qr_svg(slip.link) if slip.link else "",
        "qr_says": _about_square(slip),
        "stamp": stamp_line(slip.stamp, lang),
    }


def _heading(slip: SlipData) -> str:
    return month_title(slip.month, slip.lang, activity=slip.activity)


def _nothing(slip: SlipData) -> str:
    if slip.activity:
        return said(slip.lang, "No activity this month.")
    return said(slip.lang, "No shifts this month.")


def _about_square(slip: SlipData) -> str:
    if slip.activity:
        text = "Photograph the square to see your activities on the telephone. For you alone."
    else:
        text = "Photograph the square to see your shifts on the telephone. For you alone."
    return said(slip.lang, text)


def _line(shift: SlipShift, several: bool, lang: str) -> dict[str, str]:
    day = shift.day.day
    return {
        "number": str(day.day),
        "after": after_number(day, lang, full=True),
        "kind": shift.day.kind.value,
        "holiday": said(lang, "Public holiday (%(name)s)", name=shift.day.holiday) if shift.day.holiday else "",
        "times": say_span(shift.start, shift.end, lang) if shift.start else say_midnight(day, shift.end, lang),
        "night": say_night_before(day, shift.start, lang) if shift.start else "",
        "place": shift.place if several else "",
    }


def qr_svg(link: str) -> str:
    """The link as a QR square; a quarter of it may be dirty or folded and it still reads."""
    out = BytesIO()
    segno.make_qr(link, error="q", boost_error=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
