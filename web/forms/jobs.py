"""How long a search may take, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice

WAITS = ((60, _("within a minute")), (300, _("a few minutes")), (1800, _("until it is proven, half an hour at most")))
"""Seconds with the words on the screen."""


class BuildForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Ask for a roster."""

    seconds = RadioField(
        _("How long may it take?"), choices=[SelectChoice(*one) for one in WAITS], coerce=int, default=WAITS[0][0]
    )
