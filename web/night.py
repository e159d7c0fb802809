"""What is done once a night, by whichever worker comes to it first."""

from __future__ import annotations

import logging
import sqlite3

from sqlalchemy.exc import SQLAlchemyError

from models.base import now
from models.engine import make_engine
from web.config import Settings
from web.services import backups
from web.services.errors import Conflict

LOOK_SECONDS = 600.0
"""So often each worker looks whether the last night's backup is missing."""
log = logging.getLogger("roster.night")


def back_up(settings: Settings) -> None:
    """Make the last night's backup when it is missing; a PostgreSQL server is backed up by those who run it."""
    if not settings.database_url.startswith("sqlite"):
        return
    engine = make_engine(settings.database_url)
    try:
        if made := backups.nightly(engine, settings.folder(), settings.link_key(), now()):
            log.info("the nightly backup is made: %s", made.name)
    except (OSError, sqlite3.Error, SQLAlchemyError, Conflict) as error:
        # Rosters must go on being solved. That the newest backup is old, the doctor tells.
        log.error("the nightly backup could not be made: %s", error)
    finally:
        engine.dispose()
