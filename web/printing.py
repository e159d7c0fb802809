"""Printing goes on while nothing can be written: the access record then waits beside the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.organizations import AuditEvent
from models.trouble import Trouble, trouble_of
from web.config import Settings
from web.db import new_session, reading_session
from web.services.spare import SpareRecord

Made = TypeVar("Made")
Keep = Callable[[AuditEvent], None]
_WHILE = (Trouble.FULL, Trouble.READ_ONLY, Trouble.BUSY)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its spare record; what waits from an earlier process goes into the record at the next printing."""
    app.extensions["spare_record"] = SpareRecord(settings.folder())


def printed(make: Callable[[Session, Keep | None], Made]) -> Made:
    """What `make` makes of a session that may write though the request is a GET, for every printing is recorded.

    When nothing can be written it is asked again, with a session that only reads and with a place for the record's
    line; `make` then hands out nothing that needs a row to be changed.
    """
    spare: SpareRecord = current_app.extensions["spare_record"]
    try:
        with new_session() as session:
            made = make(session, None)
            if spare.waiting():
                spare.pour(session)
        return made
    except DBAPIError as error:
        if trouble_of(error) not in _WHILE:
            raise
    with reading_session() as session:
        return make(session, spare.keep)
