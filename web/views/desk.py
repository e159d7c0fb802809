"""The start page (담당자 첫 화면)."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import Permission, requires

blueprint = Blueprint("desk", __name__)


@blueprint.get("/")
@requires(Permission.ROSTER_VIEW)
def start() -> str:
    """This month, next month, and what needs a look today."""
    return render_template("pages/start.html")
