"""What the forms of the page of heat send, read as it was typed: the service says what is wrong with it."""

from __future__ import annotations

from web.forms.rules import LONGEST, Sent, text_of
from web.services.heat import CutDraft, DayDraft


def day_of(form: Sent) -> DayDraft:
    """A temperature's form, or the query that fills it beforehand."""
    return DayDraft(day=text_of(form, "day"), degrees=text_of(form, "degrees"))


def cut_of(form: Sent) -> CutDraft:
    """The form of hours cut, or the query that fills it beforehand."""
    return CutDraft(
        site=form.get("site", "")[:LONGEST],
        day=text_of(form, "cut_day"),
        cut=text_of(form, "cut"),
        made_up=text_of(form, "made_up"),
    )
