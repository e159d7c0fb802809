"""The fixed words of papers, in the paper's language."""

from __future__ import annotations

from scheduler.calendar import Month
from web.catalogue import said, said_as
from web.services.spoken import say_month


def labels(lang: str) -> dict[str, str]:
    """What the documents of `web/paper` take their fixed texts from, as `values.words`."""
    return {
        "lang": lang,
        "region": "GB" if lang == "en" else "KR",
        "programme": said(lang, "Programme"),
        "site": said(lang, "Site"),
        "made_on": said(lang, "Made on"),
        "coordinator": said(lang, "Coordinator"),
        "approval": said(lang, "Appr."),
        "approvers": said(lang, "Staff|Leader|Director"),
        "name": said(lang, "Name"),
        "date": said(lang, "Date"),
        "time": said(lang, "Time"),
        "days": said(lang, "Days"),
        "hours": said(lang, "Hours"),
        "remarks": said(lang, "Remark"),
        "needed": said(lang, "Needed"),
        "assigned": said(lang, "Assigned"),
        "open": said(lang, "Open seats"),
        "open_seat": said(lang, "open"),
        "sunday": said(lang, "Sunday"),
        "saturday": said(lang, "Saturday"),
        "holiday": said(lang, "Public holiday"),
        "closed": said(lang, "closed day"),
        "closed_mark": said_as(lang, "mark of a closed day", "C"),
        "draft": said(lang, "Draft · not published yet"),
        "call": said(lang, "Cannot come? Please be sure to call"),
        "bring": said(lang, "Bring along"),
        "link": said(lang, "Address of my own roster on the telephone"),
    }


def roster_noun(lang: str, *, activity: bool) -> str:
    """근무표, or 활동표 where nobody is an employee."""
    return said(lang, "activity roster") if activity else said(lang, "roster")


def month_title(month: Month, lang: str, *, activity: bool) -> str:
    """2027년 5월 근무표, or May 2027 roster."""
    return f"{say_month(month, lang)} {roster_noun(lang, activity=activity)}"
