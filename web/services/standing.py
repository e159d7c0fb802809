"""How a search stands, for the person who waits for it: whose turn it is, what befell it, whether anybody works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import SolveJob
from models.enums import JobStatus
from models.queries import jobs as queries
from web.services.leases import MOST_LOST, Past

LONG_WAIT = 20.0
"""Seconds after which a job that nobody takes, while nobody is at another, means that no worker runs: each looks every
five seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page tells of a job beside its progress."""

    past: Past
    attempt: int
    """The present attempt, or the next one while the job waits."""
    goes_on: bool = False
    """Whether an earlier attempt has left a roster to go on from."""
    ahead: int = 0
    """Jobs that have waited longer; of all organisations."""
    silent: bool = False
    """The worker that holds the job has not been heard of; the next one takes over soon."""
    unattended: bool = False
    """It seems that no worker runs at all."""

    @property
    def interrupted(self) -> bool:
        """Whether the search ended because workers were lost over it."""
        return self.past.lost >= MOST_LOST


def standing_of(session: Session, job: SolveJob) -> Standing:
    """How the job stands now."""
    past = Past.of(job.progress or {})
    if job.status is JobStatus.RUNNING:
        silent = job.lease_until is not None and job.lease_until < queries.clock(session)
        return Standing(past, job.attempt, goes_on=_goes_on(job), silent=silent)
    if job.status is not JobStatus.QUEUED:
        return Standing(past, job.attempt)
    moment, heard = queries.clock(session), queries.last_sign(session)
    return Standing(
        past,
        job.attempt + 1,
        goes_on=job.result is not None,
        ahead=queries.waiting_before(session, job.created_at, job.id),
        unattended=(heard is None or heard < moment) and (moment - _since(job)).total_seconds() > LONG_WAIT,
    )


def _goes_on(job: SolveJob) -> bool:
    return job.attempt > 1 and job.result is not None


def _since(job: SolveJob) -> datetime:
    """When the job came to wait: when it was asked for, or when the last attempt at it ended."""
    again = (job.progress or {}).get("waiting_since")
    return datetime.fromisoformat(again) if again else job.created_at
