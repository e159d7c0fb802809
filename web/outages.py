"""What is said when nothing can be stored, or the database does not answer: never a fault of the program's own."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request
from flask_babel import lazy_gettext as _l

from models.trouble import Trouble, trouble_of
from web import db


@dataclass(frozen=True, slots=True)
class Outage:
    """An answer of its own: a status and what to say."""

    trouble: Trouble
    status: int
    title: str
    advice: str


_OUTAGES = {
    one.trouble: one
    for one in (
        Outage(
            Trouble.FULL,
            507,
            _l("The disk is full: this was not saved"),
            _l("Nothing of it was stored. You can go on looking at rosters and printing them. Make room on the disk "
               "of the server, then press once more."),
        ),
        Outage(
            Trouble.READ_ONLY,
            503,
            _l("Nothing can be saved just now"),
            _l("The disk of the server only lets itself be read. You can go on looking at rosters and printing them. "
               "Tell whoever looks after the server."),
        ),
        Outage(
            Trouble.BUSY,
            503,
            _l("Somebody else is saving for long just now"),
            _l("Nothing of it was stored. Please press once more in a moment."),
        ),
        Outage(
            Trouble.AWAY,
            503,
            _l("The database does not answer just now"),
            _l("Please try again in a few minutes. If it stays so, tell whoever looks after the server. The roster on "
               "paper still holds."),
        ),
    )
}  # fmt: skip


def of(error: BaseException) -> Outage | None:
    """The outage behind an error; None for a fault of the program."""
    trouble = trouble_of(error)
    return None if trouble is None else _OUTAGES[trouble]


def make_safe(outage: Outage) -> None:
    """Let a page about the outage be drawn: what failed is given up; who asks is read anew, where it can be."""
    db.only_read()
    for name in ("web_user", "web_participant", "web_sessions"):
        g.pop(name, None)
    if outage.trouble is Trouble.AWAY:
        g.web_user = g.web_participant = None


def log(error: BaseException, outage: Outage | None) -> None:
    """One line for an outage; for a fault the whole way to it. The address of the page holds no personal data."""
    if outage is None:
        current_app.logger.error("error on %s %s", request.method, request.endpoint, exc_info=error)
    else:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        current_app.logger.error("%s on %s %s: %s", outage.trouble, request.method, request.endpoint, reason)
