"""What several views need: who acts, which month, how a refused act is told."""

from __future__ import annotations

from flask import abort, flash, request
from flask_babel import gettext as _
from werkzeug.routing import BaseConverter, ValidationError

from scheduler.calendar import Month
from web.access import current_user
from web.services.audit import Actor
from web.services.errors import NotFound, Refused, ServiceError
from web.texts import language


class MonthConverter(BaseConverter):
    """A month in an address, YYYY-MM; anything else is no such page."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        """The month."""
        try:
            return Month.parse(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: Month | str) -> str:
        """YYYY-MM."""
        return str(value)


def actor() -> Actor:
    """The logged-in user as services name them."""
    user = current_user()
    return Actor(user.login, user.id, request.remote_addr or "")


def tell(error: ServiceError) -> None:
    """Say why an act was not done; a thing that is not there is no such page."""
    if isinstance(error, NotFound):
        abort(404)
    flash(_(error.message, **error.facts), "error")
    if isinstance(error, Refused):
        for finding in error.findings[:20]:
            flash(finding.sentence(language()), "error")
