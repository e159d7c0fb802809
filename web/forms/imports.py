"""Forms of the import page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

LONGEST_NAME = 255

KINDS = (
    ("workbook", _("the club's workbook (people, sites, contracts, wishes)")),
    ("handmade", _("last month's roster, made by hand")),
)
"""What a file may be, with the words on the screen."""


class UploadForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Choose a file; nothing is stored yet."""

    kind = RadioField(_("What is in the file?"), choices=[SelectChoice(*one) for one in KINDS], default=KINDS[0][0])
    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])


class StoreForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Store the file that was looked at."""

    kind = RadioField(choices=[SelectChoice(*one) for one in KINDS])
    name = HiddenField(validators=[InputRequired()])
    file_name = HiddenField(validators=[Length(max=LONGEST_NAME)])
    """What the file was called, which may say the month of a hand-made roster."""
