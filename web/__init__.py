"""The web application, its services and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application on the database and folder that the settings name (those of the environment by default)."""
    # Imported here, for the command line is in this package too, and solving a file needs no web framework.
    from web.app import create_app as make  # noqa: PLC0415

    return make(settings)
