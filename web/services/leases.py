"""The worker's side of a solve job: take it, hold it, save what is found, end it.

The job's row is the truth. A worker holds it by a lease, which heartbeats extend, and by the number of its attempt:
when the lease runs out another worker takes the job as the next attempt, and whatever the first still writes is
refused. So every job ends once, whoever is killed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta

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
MOST_ATTEMPTS = 3
USABLE = (Status.OPTIMAL, Status.FEASIBLE)
LONGEST_ERROR = 400


@dataclass(frozen=True, slots=True)
class Signal:
    """What a heartbeat hears back."""

    alive: bool
    """False: the job belongs to another attempt or has ended; whatever is found counts no more."""
    cancel: bool = False
    stop: bool = False


def claim(session: Session, worker: str, lease_seconds: float = LEASE_SECONDS) -> SolveJob | None:
    """Take the next waiting job as a new attempt, or None when nothing waits. Commits.

    Organisations with fewer running jobs come first, so that one with many months in the queue does not hold up others.
    """
    job = queries.next_queued(session)
    if job is not None:
        job.status = JobStatus.RUNNING
        job.attempt += 1
        job.worker = worker
        job.lease_until = now() + timedelta(seconds=lease_seconds)
        job.started_at = job.started_at or now()
        job.progress = {}
    session.commit()
    return job


def keep_problem(session: Session, job_id: int, attempt: int, problem: Problem) -> None:
    """Store what is being solved, with numbers in place of names. Commits. Raises Conflict when the lease is lost."""
    nameless = replace(problem, participants=tuple(replace(one, name=one.id) for one in problem.participants))
    _held(session, job_id, attempt).problem = json.dumps(plain_problem(nameless), ensure_ascii=False)
    session.commit()


def beat(
    session: Session,
    job_id: int,
    attempt: int,
    progress: dict[str, object] | None = None,
    lease_seconds: float = LEASE_SECONDS,
) -> Signal:
    """Extend the lease, note the progress, and hear whether the coordinator wants to stop. Commits."""
    until = now() + timedelta(seconds=lease_seconds)
    flags = queries.renew(session, job_id, attempt, until, progress)
    session.commit()
    return Signal(alive=False) if flags is None else Signal(True, *flags)


def save_best(session: Session, job_id: int, attempt: int, result: Result) -> bool:
    """Keep the best roster so far, in case nobody lives to tell. Commits. False when the lease is lost."""
    job = queries.held(session, job_id, attempt)
    if job is not None:
        job.result = json.dumps(plain_result(result), ensure_ascii=False)
    session.commit()
    return job is not None


def finish(session: Session, job_id: int, attempt: int, result: Result | None, error: str = "") -> SolveJob:
    """End the job. Commits.

    DONE with the given result when it can be used, else with the best saved before; CANCELLED when that was asked for,
    or when it was stopped before there was any roster; else FAILED with the reason. Only rosters that the judge agrees
    with are kept. Raises Conflict when the attempt no longer holds the job.
    """
    job = _held(session, job_id, attempt)
    usable = result is not None and result.status in USABLE
    if result is not None and usable:
        job.result = json.dumps(plain_result(result), ensure_ascii=False)
    _end(job, error or (result.message if result else ""))
    session.commit()
    return job


def reap(session: Session) -> int:
    """Put jobs whose worker is gone back into the queue, for up to three attempts. Commits.

    Returns how many jobs wait now, so that workers can be woken for them.
    """
    for job in queries.expired(session, now()):
        if job.cancel_requested or job.stop_requested or job.attempt >= MOST_ATTEMPTS:
            _end(job, "The solver was interrupted three times. Please try again later.")
        else:
            job.status = JobStatus.QUEUED
            job.lease_until = None
            job.worker = ""
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


def _held(session: Session, job_id: int, attempt: int) -> SolveJob:
    job = queries.held(session, job_id, attempt)
    if job is None:
        session.rollback()
        raise Conflict("Another worker has taken over this job.")
    return job


def _end(job: SolveJob, error: str) -> None:
    """Give the job its last status; a roster that does not stand before the judge is dropped."""
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


def _objection(job: SolveJob, result: Result) -> str:
    """Why the judge refuses the roster for the problem that was solved; empty when it stands."""
    try:
        problem = problem_from(json.loads(job.problem or "null"))
        broken = rules.check(problem, result.roster)
    except (FileFault, ProblemError, ValueError, AttributeError):
        return "The roster that was found does not fit the problem that was solved."
    return "The roster that was found breaks a rule and was dropped." if broken else ""
