"""The operator's page: is the installation well? No organisation's data, not even its name."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from web.access import Permission, requires
from web.db import engine, get_session
from web.services.system import system_view

blueprint = Blueprint("system", __name__)


@blueprint.get("/system")
@requires(Permission.SYSTEM_VIEW)
def show() -> str:
    """Versions, database, queue, and what the doctor would have mended."""
    view = system_view(get_session(), current_app.config["SETTINGS"], engine())
    return render_template("pages/system.html", view=view)
