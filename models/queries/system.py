"""What the operator may know of all organisations together: counts of jobs, and when a worker last did anything."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import JobStatus
from models.rosters import SolveJob


class Queue(NamedTuple):
    """The queue of all organisations."""

    queued: int
    running: int
    lease_until: datetime | None
    """The newest lease of a running job; its worker has renewed it lately. None when nothing runs."""
    finished_at: datetime | None
    """When the last job ended; None before the first."""


def queue(session: Session) -> Queue:
    """How much waits and runs, and the last signs of workers."""

    def count(status: JobStatus) -> int:
        return session.scalar(select(func.count()).where(SolveJob.status == status)) or 0

    lease = session.scalar(select(func.max(SolveJob.lease_until)).where(SolveJob.status == JobStatus.RUNNING))
    return Queue(
        count(JobStatus.QUEUED), count(JobStatus.RUNNING), lease, session.scalar(select(func.max(SolveJob.finished_at)))
    )
