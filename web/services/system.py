"""The installation in a few facts, for the operator: versions, database, queue. Nothing of any organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import migrations
from models.queries import system as queries
from web.config import Settings
from web.services import doctor
from web.services.leases import LEASE_SECONDS

PACKAGE = "senior-roster"


@dataclass(frozen=True, slots=True)
class SystemView:
    """What the page shows."""

    version: str
    """Of the program; empty where it was not installed as a package."""
    database: str
    """sqlite or postgresql."""
    revision: str
    """Of the tables; empty when they were made without migrations."""
    head: str
    """The revision that this program expects."""
    queued: int
    running: int
    worker_seen_at: datetime | None
    """When a worker last did anything with a job; None before the first job."""
    findings: tuple[doctor.Finding, ...]
    """What the doctor would have mended, the worst first; empty when all is well."""
    checks: int
    """How many checks the doctor made."""

    @property
    def up_to_date(self) -> bool:
        """Whether the tables are those of the program."""
        return self.revision == self.head


def system_view(session: Session, settings: Settings, engine: Engine) -> SystemView:
    """The facts of this moment."""
    queue = queries.queue(session)
    found = doctor.findings(settings, engine)
    wrong = [one for one in found if one.grade is not doctor.Grade.OK]
    renewed = queue.lease_until - timedelta(seconds=LEASE_SECONDS) if queue.lease_until else None
    return SystemView(
        version=_version(),
        database=engine.dialect.name,
        revision=migrations.revision(session.connection()) or "",
        head=migrations.head(),
        queued=queue.queued,
        running=queue.running,
        worker_seen_at=max((one for one in (renewed, queue.finished_at) if one is not None), default=None),
        findings=tuple(sorted(wrong, key=lambda one: one.grade is not doctor.Grade.DANGER)),
        checks=len(found),
    )


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""
