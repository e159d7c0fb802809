"""What a browser sends when cells are edited, read strictly: from the grid as JSON, from a plain form as fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.exceptions import BadRequest

from web.services.edits import Change
from web.services.edits.values import LONGEST_NOTE

MOST_CHANGES = 400
"""Cells of one request; the grid sends far fewer."""
MOST_SHIFTS = 6
"""Shifts of one cell; usually one."""
KEEP = "keep"
"""The value of the choice that leaves a cell's shifts as they are; template ids hold a colon."""


class MalformedError(BadRequest):
    """The request says something that no page of this program sends."""


def changes_of(plain: object) -> list[Change]:
    """The changes of a decoded JSON list. Raises MalformedError."""
    if not isinstance(plain, list) or len(plain) > MOST_CHANGES:
        raise MalformedError("changes")
    return [_change(one) for one in plain]


def change_of_form(form: Mapping[str, str]) -> Change:
    """The one change of the form that works without scripts. Raises MalformedError."""
    try:
        seen = int(form["seen"])
    except (KeyError, ValueError) as error:
        raise MalformedError("seen") from error
    choice = form.get("choice", KEEP)
    shifts = None if choice == KEEP else [one for one in choice.split(" ") if one]
    return _change(
        {
            "number": form.get("number"),
            "day": form.get("day"),
            "seen": seen,
            "shifts": shifts,
            "locked": "locked" in form,
            "note": form.get("note", ""),
        }
    )


def day_of(text: object) -> date:
    """A day as YYYY-MM-DD. Raises MalformedError."""
    if not isinstance(text, str) or len(text) != 10:
        raise MalformedError("day")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedError("day") from error


def _change(plain: object) -> Change:
    if not isinstance(plain, dict) or not set(plain) <= {"number", "day", "seen", "shifts", "locked", "note"}:
        raise MalformedError("change")
    seen, locked = plain.get("seen"), plain.get("locked")
    if isinstance(seen, bool) or not isinstance(seen, int) or not 0 <= seen < 2**31:
        raise MalformedError("seen")
    if locked is not None and not isinstance(locked, bool):
        raise MalformedError("locked")
    return Change(
        number=_text(plain.get("number"), 80),
        day=day_of(plain.get("day")),
        seen=seen,
        shifts=_shifts(plain.get("shifts")),
        locked=locked,
        note=None if plain.get("note") is None else _note(plain["note"]),
    )


def _shifts(plain: object) -> tuple[str, ...] | None:
    if plain is None:
        return None
    if not isinstance(plain, list) or len(plain) > MOST_SHIFTS:
        raise MalformedError("shifts")
    return tuple(_text(one, 200) for one in plain)


def _note(plain: Any) -> str:
    """One line: surplus space and characters that show nothing are taken out."""
    if not isinstance(plain, str) or len(plain) > 5 * LONGEST_NOTE:
        raise MalformedError("note")
    shown = "".join(" " if one.isspace() else one for one in unicodedata.normalize("NFC", plain))
    said = " ".join("".join(one for one in shown if unicodedata.category(one)[0] != "C").split())
    return said[:LONGEST_NOTE]


def _text(plain: object, longest: int) -> str:
    if not isinstance(plain, str) or not 0 < len(plain) <= longest:
        raise MalformedError("text")
    return plain
