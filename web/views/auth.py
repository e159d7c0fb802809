"""Login, logout, and staying logged in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as forms_session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web import sessions
from web.access import Permission, current_user, public, requires, start_page
from web.db import get_session
from web.forms.auth import LoginForm
from web.limits import LOGIN_LIMIT, limiter
from web.services.audit import record
from web.services.users import authenticate
from web.views.common import actor

blueprint = Blueprint("auth", __name__)


@blueprint.get("/login")
@public("nobody is logged in yet")
def login() -> str | Response:
    """Ask for login and password."""
    if sessions.user() is not None:
        return redirect(start_page())
    return render_template("pages/login.html", form=LoginForm())


@blueprint.post("/login")
@limiter.limit(LOGIN_LIMIT)
@public("nobody is logged in yet")
def check_login() -> str | Response | tuple[str, int]:
    """Let the right person in; say the same to everybody else."""
    form = LoginForm()
    if form.validate():
        user = authenticate(get_session(), form.login.data, form.password.data, request.remote_addr or "")
        if user is not None:
            forms_session.clear()  # a form token from before the login is worth nothing after it
            sessions.start_user(get_session(), user)
            return redirect(_inside(request.args.get("next", "")), 303)
        form.form_errors.append(
            _("Login name or password is wrong, or there were too many tries. After five, wait a quarter of an hour.")
        )
    return render_template("pages/login.html", form=form), 422


@blueprint.post("/logout")
@requires(Permission.OWN_SESSION)
def logout() -> Response:
    """End the session here and now."""
    record(get_session(), current_user().organization_id, actor(), "session.end", f"user {current_user().id}")
    sessions.end(get_session(), "user")
    forms_session.clear()
    flash(_("You are logged out."), "done")
    return redirect(url_for("auth.login"), 303)


@blueprint.post("/session/extend")
@requires(Permission.OWN_SESSION)
def extend() -> Response:
    """Start the idle clock anew and go back to where the button was."""
    sessions.extend()
    flash(_("You stay logged in for another 30 minutes."), "done")
    return redirect(_inside(request.form.get("back", "")), 303)


def _inside(address: str) -> str:
    """An address of this site; anything else becomes the start page, so that no login leads elsewhere."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if inside else start_page()
