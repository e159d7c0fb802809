"""The worker: takes solve jobs from the database, solves them in a process of their own, and writes what comes of it.

Messages of the broker only wake workers; which job is next, who holds it and how it ended stand in the job's row. So a
lost message costs a few seconds and a lost worker one lease, never a job.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from functools import cache

from celery import Celery
from sqlalchemy.orm import Session, sessionmaker

from models import SolveJob
from models.engine import make_engine, make_sessions
from models.queries import jobs as queries
from scheduler.calendar import Month
from scheduler.problem import Problem, ProblemError
from scheduler.result import Progress, Result
from scheduler.roster import Roster
from scheduler.search.params import SolveParams
from web.config import Settings, get_settings
from web.holding import Holding
from web.services import convert, jobs, leases
from web.services.errors import Conflict, ServiceError

Solve = Callable[[Problem, SolveParams, Callable[[Progress], None], Callable[[], bool]], Result]

REAP_SECONDS = 5.0
log = logging.getLogger("roster.worker")


def make_celery(settings: Settings) -> Celery:
    """The Celery app on the settings' broker; the embedded broker's folders are made too, for it makes none."""
    made = Celery("roster", broker=settings.broker_url)
    made.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        task_time_limit=jobs.LONGEST + 120,
        beat_schedule={"reap": {"task": "roster.reap", "schedule": REAP_SECONDS, "options": {"expires": REAP_SECONDS}}},
        # The embedded beat keeps no file: several workers may each run one, for reaping twice does no harm.
        beat_scheduler="celery.beat:Scheduler",
        beat_max_loop_interval=REAP_SECONDS,
    )
    if settings.broker_url.startswith("filesystem://"):
        folders = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
        settings.folder()
        for name in folders.values():
            (settings.broker_folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        made.conf.broker_transport_options = {
            option: str(settings.broker_folder / name) for option, name in folders.items()
        }
    return made


app = make_celery(get_settings())


@cache
def _sessions_of(process: int) -> sessionmaker[Session]:
    """One engine a process: connections must not be shared across a fork."""
    return make_sessions(make_engine(get_settings().database_url))


def _sessions() -> sessionmaker[Session]:
    return _sessions_of(os.getpid())


@app.task(name="roster.wake")  # type: ignore[untyped-decorator] # Celery publishes no types
def wake() -> None:
    """Take and solve one job, if any waits; then wake the next worker while more wait."""
    if run_next(_sessions(), get_settings()):
        with _sessions()() as session:
            waiting = queries.queued(session)
            session.rollback()
        if waiting:
            jobs.kick()


@app.task(name="roster.reap")  # type: ignore[untyped-decorator] # Celery publishes no types
def reap() -> None:
    """Requeue jobs of lost workers, and wake somebody while any job waits."""
    with _sessions()() as session:
        waiting = leases.reap(session)
    if waiting:
        wake.apply_async(expires=REAP_SECONDS, retry=False)


def run_next(sessions: sessionmaker[Session], settings: Settings, solve: Solve | None = None) -> bool:
    """Take one job and bring it to its end; whether there was one. With None for `solve` it is the scheduler's."""
    with sessions() as session:
        job = leases.claim(session, f"{socket.gethostname()}:{os.getpid()}")
    if job is None:
        return False
    log.info("job %s of organisation %s, attempt %s begins", job.id, job.organization_id, job.attempt)
    holding = Holding(sessions, job.id, job.attempt)
    try:
        with holding:
            result = _solved(sessions, settings, job, holding, solve or _solver())
        error = ""
    except (ProblemError, ServiceError) as fault:
        result, error = None, str(fault)
    except Exception:
        log.exception("job %s failed", job.id)
        result, error = None, "The solver ended unexpectedly. Please try again."
    try:
        with sessions() as session:
            ended = leases.finish(session, job.id, job.attempt, result, error)
        log.info("job %s attempt %s ended: %s", job.id, job.attempt, ended.status)
    except Conflict:
        log.warning("job %s attempt %s was taken over; its result is dropped", job.id, job.attempt)
    return True


def _solver() -> Solve:
    from scheduler.search.solve import solve  # noqa: PLC0415 - only a worker with a job needs it

    return solve


def _solved(
    sessions: sessionmaker[Session], settings: Settings, job: SolveJob, holding: Holding, solve: Solve
) -> Result:
    with sessions() as session:
        month = Month.parse(job.month)
        problem = convert.problem_of(session, job.organization_id, month, frozen=True)
        before = leases.saved(job)
        hint = before.roster if before else convert.roster_of(session, job.organization_id, month)
        session.rollback()
        leases.keep_problem(session, job.id, job.attempt, problem)
    params = SolveParams(
        seconds=job.seconds_limit,
        workers=settings.solve_workers,
        memory_mb=settings.solve_memory_mb,
        hint=_known(problem, hint),
    )
    holding.problem = problem
    return solve(problem, params, holding.on_progress, holding.should_stop)


def _known(problem: Problem, roster: Roster) -> Roster | None:
    """The part of the roster that the problem can say; None when nothing is left."""
    known = Roster.of(
        pair for pair in roster.assignments if pair.participant in problem.participant and pair.shift in problem.shift
    )
    return known if len(known) else None
