"""The worker's side of a solve job: take it, hold it, save what is found, hand it back or end it.

The job's row is the truth. A worker holds it by a lease, which heartbeats extend, and by the number of its attempt:
when the lease runs out another worker takes the job as the next attempt, and whatever the first still writes is
refused. So every job ends once, whoever is killed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import SolveJob
from models.base import now
from models.enums import JobStatus
from models.queries import jobs as queries
from scheduler import rules
from scheduler.files.plain import FileFault
from scheduler.files.problem_json import plain_problem, problem_from
from scheduler.files.result_json import plain_result, result_from
from scheduler.problem import Problem, ProblemError
from scheduler.result import Result, Status
from web.services.errors import Conflict

LEASE_SECONDS = 30.0
MOST_LOST = 3
"""So many workers may be lost over one job before it ends with what there is."""
USABLE = (Status.OPTIMAL, Status.FEASIBLE)
LONGEST_ERROR = 400


@dataclass(frozen=True, slots=True)
class Signal:
    """What a heartbeat hears back."""

    alive: bool
    """False: the job belongs to another attempt or has ended; whatever is found counts no more."""
    cancel: bool = False
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier attempts have left of themselves; it is kept beside the progress of the present one."""

    lost: int = 0
    """Workers that fell silent while they held the job."""
    returned: int = 0
    """How often a worker that had to end gave the job back in order."""
    spent: float = 0.0
    """Seconds that earlier attempts have searched."""

    @classmethod
    def of(cls, progress: Mapping[str, Any]) -> Past:
        """Read from a job's progress."""
        return cls(progress.get("lost", 0), progress.get("returned", 0), progress.get("spent", 0.0))

    def plain(self) -> dict[str, object]:
        """As part of a job's progress; nothing where there was no earlier attempt."""
        facts = {"lost": self.lost, "returned": self.returned, "spent": round(self.spent, 1)}
        return {name: value for name, value in facts.items() if value}


def claim(session: Session, worker: str, lease_seconds: float = LEASE_SECONDS) -> SolveJob | None:
    """Take the next waiting job as a new attempt, or None when nothing waits. Commits.

    Organisations are served in turn, so that one with many months in the queue does not hold up others.
    """
    job = queries.next_queued(session)
    if job is not None:
        moment = queries.clock(session)
        job.status = JobStatus.RUNNING
        job.attempt += 1
        job.worker = worker
        job.lease_until = moment + timedelta(seconds=lease_seconds)
        job.started_at = job.started_at or moment
    session.commit()
    return job


def keep_problem(session: Session, job_id: int, attempt: int, problem: Problem, base_edit_id: int = 0) -> None:
    """Store what is being solved, with numbers in place of names. Commits. Raises Conflict when the lease is lost.

    `base_edit_id` is the newest edit that the problem knows. While a roster of an earlier attempt is the best there is,
    that attempt's base stays: a proposal must not undo what its search never saw.
    """
    nameless = replace(problem, participants=tuple(replace(one, name=one.id) for one in problem.participants))
    job = _held(session, job_id, attempt)
    job.problem = json.dumps(plain_problem(nameless), ensure_ascii=False)
    if job.result is None:
        job.base_edit_id = base_edit_id
    session.commit()


def beat(
    session: Session,
    job_id: int,
    attempt: int,
    progress: dict[str, object] | None = None,
    lease_seconds: float = LEASE_SECONDS,
) -> Signal:
    """Extend the lease, note the progress, and hear whether the coordinator wants to stop. Commits."""
    until = queries.clock(session) + timedelta(seconds=lease_seconds)
    flags = queries.renew(session, job_id, attempt, until, progress)
    session.commit()
    return Signal(alive=False) if flags is None else Signal(True, *flags)


def save_best(session: Session, job_id: int, attempt: int, result: Result, base_edit_id: int | None = None) -> bool:
    """Keep the best roster so far, in case nobody lives to tell. Commits. False when the lease is lost."""
    job = queries.held(session, job_id, attempt)
    if job is not None:
        _keep(job, result, base_edit_id)
    session.commit()
    return job is not None


def finish(
    session: Session,
    job_id: int,
    attempt: int,
    result: Result | None,
    error: str = "",
    *,
    base_edit_id: int | None = None,
) -> SolveJob:
    """End the job. Commits.

    DONE with the given result when it can be used, else with the best saved before; CANCELLED when that was asked for,
    or when it was stopped before there was any roster; else FAILED with the reason. Only rosters that the judge agrees
    with are kept. Raises Conflict when the attempt no longer holds the job.
    """
    job = _held(session, job_id, attempt)
    _keep(job, result, base_edit_id)
    end(job, error or (result.message if result else ""))
    session.commit()
    return job


def hand_back(
    session: Session,
    job_id: int,
    attempt: int,
    result: Result | None,
    *,
    lost: bool = False,
    base_edit_id: int | None = None,
) -> SolveJob:
    """Give the job back to the queue with the best roster so far, so that the next worker goes on from it. Commits.

    A worker that is asked to end does so, as often as that happens; with `lost` it was a fault, and the third fault
    ends the job. What the coordinator wants to stop or cancel is ended instead. Raises Conflict when the attempt no
    longer holds the job.
    """
    job = _held(session, job_id, attempt)
    _keep(job, result, base_edit_id)
    _requeue(job, lost)
    session.commit()
    return job


def reap(session: Session) -> int:
    """Put jobs whose worker is gone back into the queue, until three workers were lost over one. Commits.

    Returns how many jobs wait now, so that workers can be woken for them.
    """
    for job in queries.expired(session, queries.clock(session)):
        _requeue(job, lost=True)
    session.flush()
    waiting = queries.queued(session)
    session.commit()
    return waiting


def saved(job: SolveJob) -> Result | None:
    """The job's result as it was stored; None when there is none or it cannot be read."""
    if job.result is None:
        return None
    try:
        return result_from(json.loads(job.result))
    except (FileFault, ValueError):
        return None


def end(job: SolveJob, error: str = "") -> None:
    """Give the job its last status; a roster that does not stand before the judge is dropped. Commits nothing."""
    result = saved(job)
    if job.cancel_requested:
        job.status = JobStatus.CANCELLED
    elif result is not None and (broken := _objection(job, result)):
        job.result = None
        job.status, job.error = JobStatus.FAILED, broken
    elif result is not None:
        job.status = JobStatus.DONE
    elif job.stop_requested:
        job.status = JobStatus.CANCELLED
    else:
        job.status = JobStatus.FAILED
        job.error = (error or "No roster was found in the time allowed.")[:LONGEST_ERROR]
    job.lease_until = None
    job.finished_at = now()


def _held(session: Session, job_id: int, attempt: int) -> SolveJob:
    job = queries.held(session, job_id, attempt)
    if job is None:
        session.rollback()
        raise Conflict("Another worker has taken over this job.")
    return job


def _keep(job: SolveJob, result: Result | None, base_edit_id: int | None) -> None:
    if result is not None and result.status in USABLE:
        job.result = json.dumps(plain_result(result), ensure_ascii=False)
        if base_edit_id is not None:
            job.base_edit_id = base_edit_id


def _requeue(job: SolveJob, lost: bool) -> None:
    """Let the job wait for its next attempt, unless it is wanted no more or three workers were lost over it."""
    progress = job.progress or {}
    past = Past.of(progress)
    past = replace(
        past,
        lost=past.lost + lost,
        returned=past.returned + (not lost),
        spent=max(past.spent, progress.get("seconds", 0.0)),
    )
    job.progress = progress | past.plain()
    if job.cancel_requested or job.stop_requested or past.lost >= MOST_LOST:
        end(job, "The solver was interrupted three times. Please try again later.")
    else:
        job.status = JobStatus.QUEUED
        job.progress = job.progress | {"waiting_since": now().isoformat()}
        job.lease_until = None
        job.worker = ""


def _objection(job: SolveJob, result: Result) -> str:
    """Why the judge refuses the roster for the problem that was solved; empty when it stands."""
    try:
        problem = problem_from(json.loads(job.problem or "null"))
        broken = rules.check(problem, result.roster)
    except (FileFault, ProblemError, ValueError, AttributeError):
        return "The roster that was found does not fit the problem that was solved."
    return "The roster that was found breaks a rule and was dropped." if broken else ""
