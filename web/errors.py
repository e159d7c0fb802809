"""Error pages in plain words: what happened and what to do now."""

from __future__ import annotations

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from scheduler.korean import told
from scheduler.problem import ProblemError
from web import outages
from web.services.errors import NotFound, ServiceError
from web.texts import language

Answer = tuple[str | Response, int]


def _words(code: int) -> tuple[str, str]:
    known = {
        400: (_("This request could not be understood"), _("Go back, reload the page and try again.")),
        401: (_("Please log in first"), _("Open the login page, or your personal link.")),
        403: (
            _("You may not do this"),
            _("Your account has no right to it. Ask your administrator."),
        ),
        404: (_("There is no such page"), _("The address may be mistyped, or what it showed is gone.")),
        405: (_("This address takes no such request"), _("Go back and use the buttons on the page.")),
        413: (_("This file is too large"), _("Files up to 10 MB can be uploaded.")),
        429: (_("Too many tries"), _("Please wait a minute and try again.")),
        500: (_("Something went wrong on our side"), _("Nothing was saved by this step. Please try again.")),
    }
    return known.get(code, (_("This did not work"), _("Go back, reload the page and try again.")))


def init_app(app: Flask) -> None:
    """Answer every error with a page of the house."""
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(ServiceError, _refused)
    app.register_error_handler(ProblemError, _contradiction)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _stale(error: CSRFError) -> tuple[str, int]:
    said = _("This page had been open for too long"), _("Go back, reload the page and try again.")
    return render_template("errors/error.html", code=400, title=said[0], advice=said[1]), 400


def _refused(error: ServiceError) -> tuple[str, int]:
    if isinstance(error, NotFound):
        title, advice = _words(404)
        return render_template("errors/error.html", code=404, title=title, advice=advice), 404
    title = _("This did not work")
    return render_template("errors/error.html", code=409, title=title, advice=_(error.message, **error.facts)), 409


def _contradiction(error: ProblemError) -> tuple[str, int]:
    title = _("The club's data contradict themselves")
    advice = _("Please mend the workbook and import it again: %(fault)s", fault=told(error, language()))
    return render_template("errors/error.html", code=409, title=title, advice=advice), 409


def _known(error: HTTPException) -> tuple[str, int] | HTTPException | Response:
    code = error.code or 500
    if code < 400:
        return error
    title, advice = _words(code)
    return render_template("errors/error.html", code=code, title=title, advice=advice), code


def _unknown(error: Exception) -> Answer:
    # The log gets what happened, the reader a plain page.
    outage = outages.of(error)
    outages.log(error, outage)
    if outage is None:
        code, (title, advice) = 500, _words(500)
    else:
        outages.make_safe(outage)
        code, title, advice = outage.status, str(outage.title), str(outage.advice)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        html = render_template("components/refusal.html", reasons=[f"{title}. {advice}"])
        return jsonify({"kind": outage.trouble if outage else "fault", "html": html}), code
    return render_template("errors/error.html", code=code, title=title, advice=advice), code
