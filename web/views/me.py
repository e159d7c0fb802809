"""The participant's pages: one column, large letters, no script, no password."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from models.base import now
from models.trouble import Trouble
from scheduler.calendar import KST, Month, today
from web import outages, sessions
from web.access import current_participant, public, requires_participant
from web.catalogue import said
from web.config import Settings
from web.db import get_session
from web.limits import limiter
from web.printing import Keep, printed
from web.services import links, mine, prints, spoken
from web.services.audit import Actor
from web.services.paper import SlipData, slip_pdf
from web.texts import language

blueprint = Blueprint("me", __name__)

WRONG_LINKS = "20 per minute; 100 per hour"
"""Only wrong links count: a whole club may open its cards behind one address."""
SIZES = ("1", "2", "3")
SIZE_COOKIE = "roster-size"
YEAR = 365 * 86400


@dataclass(frozen=True, slots=True)
class Say:
    """Dates, times and amounts in the reader's language, for the templates."""

    lang: str
    today: date

    def day(self, day: date) -> str:
        """5월 8일 토요일."""
        return spoken.say_day(day, self.lang)

    def near(self, day: date, start: int) -> str:
        """오늘, 내일, 모레 or in how many days."""
        return spoken.say_nearness(day, self.today, self.lang, start)

    def span(self, start: int, end: int) -> str:
        """오전 10시 30분 ~ 오후 3시."""
        return spoken.say_span(start, end, self.lang)

    def parts(self, start: int, end: int) -> tuple[str, str]:
        """The same in two parts that a line may break between: 오전 10시 30분 ~, and 오후 3시."""
        first, mark, last = self.span(start, end).partition(" – " if self.lang == "en" else " ~ ")
        return f"{first} {mark.strip()}", last

    def night(self, day: date, start: int) -> str:
        """Which night a shift in the small hours belongs to."""
        return spoken.say_night_before(day, start, self.lang)

    def hours(self, minutes: int) -> str:
        """40시간 30분."""
        return spoken.say_hours(minutes, self.lang)

    def month(self, month: Month) -> str:
        """2027년 5월."""
        return spoken.say_month(month, self.lang)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _page(template: str, **values: Any) -> str:
    size = request.args.get("size") or request.cookies.get(SIZE_COOKIE, "1")
    return render_template(
        f"me/{template}.html",
        say=Say(language(), today()),
        size=size if size in SIZES else SIZES[0],
        sizes=SIZES,
        **values,
    )


@blueprint.record_once
def _mask_logs(state: BlueprintSetupState) -> None:
    # Servers write the address of each request into their logs; a token there would open the page.
    for name in ("werkzeug", "waitress", "gunicorn.access", state.app.logger.name):
        logging.getLogger(name).addFilter(links.TokenMask())


@blueprint.after_request
def _private(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    size = request.args.get("size")
    if size in SIZES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(SIZE_COOKIE, size, max_age=YEAR, path="/", httponly=True, samesite="Lax", secure=secure)
    return response


def _wrong(response: Response) -> bool:
    return response.status_code == 404


@blueprint.get("/m")
@public("says how to get at the own page; names nobody")
def how() -> str:
    """How to open one's own page: the paper, or the telephone."""
    return _page("how", helper=mine.help_of(get_session(), None))


@blueprint.get("/m/<string:token>")
@limiter.limit(WRONG_LINKS, deduct_when=_wrong)
@public("the link on the card is the key; this page only asks, so that link previews change nothing")
def ask(token: str) -> str:
    """Ask whether this is the right person. Changes nothing."""
    participant = links.find(get_session(), token, today())
    if participant is None:
        abort(404)
    helper = mine.help_of(get_session(), participant.organization_id)
    page = mine.my_page(get_session(), participant, now())
    return _page("ask", name=participant.name, activity=page is not None and page.activity, helper=helper, key=token)


@blueprint.post("/m/<string:token>")
@limiter.limit(WRONG_LINKS, deduct_when=_wrong)
@public("the link on the card is the key")
def enter(token: str) -> BaseResponse:
    """Let this device in and go on to an address without the key."""
    participant = links.find(get_session(), token, today())
    if participant is None:
        abort(404)
    links.opened(get_session(), participant, request.remote_addr or "")
    sessions.start_participant(get_session(), participant)
    return redirect(url_for("me.show"), 303)


@blueprint.get("/me")
@requires_participant
def show() -> str:
    """The next shift, this month, the next month."""
    page = _own_page()
    updated = page.updated_at.astimezone(KST) if page.updated_at else None
    return _page("show", page=page, helper=page.helper, updated=updated,
                 updated_time=spoken.say_time(updated.hour * 60 + updated.minute, language()) if updated else "",
                 next_shown=page.next_month.published)  # fmt: skip


@blueprint.get("/me/<month:month>.pdf")
@requires_participant
def paper(month: Month) -> BaseResponse:
    """The own month as a slip to print; only what is published."""
    _own_page()
    participant = current_participant()
    actor = Actor(f"participant {participant.id}", None, request.remote_addr or "")
    lang, at = language(), now()
    name = said(lang, "For %(name)s", name=participant.name)

    def make(session: Session, keep: Keep | None) -> SlipData | None:
        return prints.own_slip(session, participant, month, prints.Printing(actor, name, at, keep, lang))

    data = printed(make)
    if data is None:
        abort(404)
    response = make_response(slip_pdf(data))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{month}.pdf"'
    return response


@blueprint.post("/me/leave")
@requires_participant
def leave() -> BaseResponse:
    """Forget the participant on this device; the card opens the page again."""
    sessions.end(get_session(), "participant")
    return redirect(url_for("me.how"), 303)


def _own_page() -> mine.MyPage:
    """The page of this device's participant; after the last contract a device is as unknown as any other."""
    page = mine.my_page(get_session(), current_participant(), now())
    return page if page is not None else abort(401)


def _helper() -> mine.Help:
    known = sessions.participant()
    return mine.help_of(get_session(), known.organization_id if known else None)


@blueprint.errorhandler(CSRFError)
def _stale(error: CSRFError) -> tuple[str, int]:
    return _page("sorry", title=_("Please press once more"), advice=_("Go back one page and press again."),
                 helper=_helper()), 400  # fmt: skip


@blueprint.errorhandler(HTTPException)
def _sorry(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if isinstance(error, TooManyRequests):
        title, advice = _("Please wait a moment"), _("Try again in a few minutes.")
    elif code == 401:
        title, advice = _("Please open your page anew"), _("Take the picture on your paper once more.")
    else:
        # A wrong, an old and a revoked link look the same: nobody learns which people exist.
        title, advice = _("This page cannot be opened"), _("Your paper may be an old one. Ask for a new one.")
    return _page("sorry", title=title, advice=advice, helper=_helper()), code


@blueprint.errorhandler(Exception)
def _broken(error: Exception) -> tuple[str, int]:
    # The database itself may be what is broken: this page asks it nothing.
    outage = outages.of(error)
    outages.log(error, outage)
    if outage is not None:
        outages.make_safe(outage)
    readable = outage is not None and outage.trouble is not Trouble.AWAY
    return _page("sorry", title=_("This page cannot be shown just now"), advice=_("Try again in a few minutes."),
                 helper=_helper() if readable else mine.Help()), outage.status if outage else 500  # fmt: skip
