"""The login form."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

LONGEST_PASSWORD = 200
"""A megabyte of password would keep the hash function busy."""


class LoginForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Login name and password."""

    login = StringField(_("Login name"), [InputRequired(_("Please type your login name.")), Length(max=80)])
    password = PasswordField(
        _("Password"), [InputRequired(_("Please type your password.")), Length(max=LONGEST_PASSWORD)]
    )
