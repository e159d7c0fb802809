"""The words of the screens, in the language that the request asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain
from flask_babel import gettext as _gettext

from scheduler.calendar import KST, WEEKDAYS_EN, WEEKDAYS_KO, Month, clock
from scheduler.rules.words import say_credential, say_date, say_minutes
from web.catalogue import translations
from web.services import spoken

LANGUAGES = {"ko": "한국어", "en": "English"}
DEFAULT = "ko"
COOKIE = "roster-lang"


class _Catalogues(Domain):  # type: ignore[misc] # Flask-Babel publishes no types
    """A domain that answers from memory."""

    def get_translations(self) -> NullTranslations:
        return translations(language())


def gettext(text: str, **facts: object) -> str:
    """The text in the reader's language, filled with facts: Flask-Babel's, with types."""
    return str(_gettext(text, **facts))


def language() -> str:
    """The language of this request: ?lang=, else the cookie, else Korean."""
    if "language" not in g:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE, "")
        g.language = wanted if wanted in LANGUAGES else DEFAULT
    chosen: str = g.language
    return chosen


def init_app(app: Flask) -> None:
    """Wire Flask-Babel, the template filters and the language cookie."""
    Babel(app, default_locale=DEFAULT, default_timezone=str(KST), locale_selector=language)
    domain = _Catalogues()
    app.before_request(domain.as_default)
    app.after_request(_remember)
    app.context_processor(lambda: {"lang": language(), "languages": LANGUAGES})
    app.jinja_env.filters.update(FILTERS)


def say_month(month: Month) -> str:
    """2027년 5월, or May 2027."""
    return spoken.say_month(month, language())


def say_instant(moment: datetime) -> str:
    """5월 3일 (월) 14:05 in Korean time."""
    local = moment.astimezone(KST)
    return f"{say_date(local.date(), language())} {local:%H:%M}"


def say_day(day: date) -> str:
    """2027. 5. 3. (월), with the year: for dates that may lie far away."""
    if language() == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {day:%b %Y}"
    return f"{day.year}. {day.month}. {day.day}. ({WEEKDAYS_KO[day.weekday()]})"


FILTERS: dict[str, Callable[..., Any]] = {
    "date": lambda day: say_date(day, language()),
    "full_date": say_day,
    "minutes": lambda minutes: say_minutes(minutes, language()),
    "clock": clock,
    "month": say_month,
    "instant": say_instant,
    "credential": lambda kind: say_credential(kind, language()),
    "weekday": lambda number: (WEEKDAYS_EN if language() == "en" else WEEKDAYS_KO)[number],
}


def _remember(response: Response) -> Response:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(COOKIE, chosen, max_age=365 * 86400, path="/", httponly=True, samesite="Lax", secure=secure)
    return response
