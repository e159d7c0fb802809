"""The worker: takes solve jobs from the database, solves them in a process of their own, and writes what comes of it.

Messages of the broker only wake workers; which job is next, who holds it and how it ended stand in the job's row. So a
lost message costs a few seconds and a lost worker one lease, never a job.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import cache

from billiard.process import active_children
from celery import Celery, signals
from kombu.entity import Exchange
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from models import SolveJob
from models.engine import make_engine, make_sessions
from models.queries import cells
from models.queries import jobs as queries
from scheduler.calendar import Month
from scheduler.problem import Problem, ProblemError
from scheduler.result import Progress, Result, Status
from scheduler.search import warm
from scheduler.search.hint import known
from scheduler.search.params import SolveParams
from web import folder_broker
from web.config import Settings, get_settings
from web.holding import Holding, Leave
from web.services import convert, jobs, leases
from web.services.errors import Conflict, ServiceError
from web.services.leases import Past

Solve = Callable[[Problem, SolveParams, Callable[[Progress], None], Callable[[], bool]], Result]

POLL_SECONDS = 0.1
"""So often workers look into the embedded broker's folder: whoever has pressed the button waits for it."""
REAP_SECONDS = 5.0
"""So often at least each worker looks for jobs that nobody was told of and for leases that have run out."""
DEAF_SECONDS = 120.0
"""After so long a worker that takes no job, although jobs wait, begins anew: a solving process that is killed while it
waits takes the lock with it that its siblings and followers need to hear of anything."""
PATIENCE = 60.0
"""Seconds for which the end of a solve is tried to be written while the database is away."""
SHARE = 1 / 3
"""At least this part of its time a job gets at each new attempt, however long the earlier ones have searched."""
UNEXPECTED = "The solver ended unexpectedly. Please try again."
QUEUE = "wake"
log = logging.getLogger("roster.worker")


def make_celery(settings: Settings) -> Celery:
    """The Celery app on the settings' broker; the embedded broker's folder is made too."""
    made = Celery("roster", broker=settings.broker_url)
    made.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        # A broker that restarts or is wiped must not end what is being solved, nor keep anybody waiting.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_default_queue=QUEUE,
        worker_enable_remote_control=False,
        task_time_limit=jobs.LONGEST + 120,
    )
    if settings.broker_url.startswith("filesystem://"):
        folder_broker.install()
        settings.folder()
        messages = settings.broker_folder / "messages"
        folder_broker.make_folder(messages)
        made.conf.broker_transport_options = {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(settings.broker_folder / "control"),
            "polling_interval": POLL_SECONDS,
        }
    elif settings.broker_url.startswith("redis"):
        # Without limits a broker that does not answer would hold up the page that asks for a roster.
        made.conf.broker_transport_options = {"socket_connect_timeout": 3, "socket_timeout": 10}
    # Without an exchange the queue needs no bindings, which a wiped broker would have forgotten.
    made.amqp.queues[QUEUE].exchange = Exchange("")  # type: ignore[no-untyped-call] # Kombu annotates in parts
    return made


app = make_celery(get_settings())
LEAVE = Leave()
"""Told by the main process of a worker to its solving processes when it is asked to end."""


@signals.worker_shutting_down.connect  # type: ignore[untyped-decorator] # Celery publishes no types
def _tell_to_leave(**facts: object) -> None:
    LEAVE.tell()


@signals.worker_process_init.connect  # type: ignore[untyped-decorator] # Celery publishes no types
def _keep_warm(**facts: object) -> None:
    """Whoever waits for a roster does not wait for a solver to be loaded."""
    warm.keep_warm()


@cache
def _sessions_of(process: int) -> sessionmaker[Session]:
    """One engine a process: connections must not be shared across a fork."""
    return make_sessions(make_engine(get_settings().database_url))


def _sessions() -> sessionmaker[Session]:
    return _sessions_of(os.getpid())


@app.task(name="roster.wake")  # type: ignore[untyped-decorator] # Celery publishes no types
def wake() -> None:
    """Take and solve one job, if any waits; then wake the next worker while more wait."""
    with LEAVE.listening():
        if run_next(_sessions(), get_settings()):
            with _sessions()() as session:
                waiting = queries.queued(session)
                session.rollback()
            if waiting:
                jobs.kick()


def reap() -> None:
    """Requeue jobs of lost workers, and wake somebody while any job waits."""
    with _sessions()() as session:
        waiting = leases.reap(session)
        held = queries.held_by(session, f"{socket.gethostname()}:{os.getpid()}:")
        session.rollback()
    if not waiting or held or LEAVE.told():
        _deaf.clear()
    elif time.monotonic() - _deaf.setdefault("since", time.monotonic()) > DEAF_SECONDS:
        _begin_anew()
    if waiting:
        wake.apply_async(expires=REAP_SECONDS, retry=False)


def _begin_anew() -> None:
    """Become a fresh worker under the same process number; the deaf processes hold nothing and are ended."""
    log.error("no process of this worker takes the jobs that wait; the worker begins anew")
    for child in active_children():
        os.kill(child.pid, signal.SIGKILL)
        child.join(1.0)
    os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - no shell takes part


_deaf: dict[str, float] = {}
"""Since when jobs wait while no process of this worker, whose main process this is, holds any."""


def run_next(
    sessions: sessionmaker[Session], settings: Settings, solve: Solve | None = None, leave: Leave = LEAVE
) -> bool:
    """Take one job and bring it to its end, or hand it back; whether there was one.

    With None for `solve` it is the scheduler's.
    """
    if leave.told():
        return False
    with sessions() as session:
        job = leases.claim(session, f"{socket.gethostname()}:{os.getppid()}:{os.getpid()}", settings.lease_seconds)
    if job is None:
        return False
    log.info("job %s of organisation %s, attempt %s begins", job.id, job.organization_id, job.attempt)
    past = Past.of(job.progress)
    with Holding(
        sessions, job.id, job.attempt, lease_seconds=settings.lease_seconds, past=past, leave=leave
    ) as holding:
        ending = _attempted(sessions, settings, job, holding, solve or _solver())
        _write(sessions, job, ending)
    return True


Ending = Callable[[Session], SolveJob]


def _attempted(
    sessions: sessionmaker[Session], settings: Settings, job: SolveJob, holding: Holding, solve: Solve
) -> Ending:
    """Solve, and say what has to be written of it."""
    held, result, error = (job.id, job.attempt), None, ""
    try:
        result = _solved(sessions, settings, job, holding, solve)
    except (ProblemError, ServiceError) as fault:
        error = str(fault)
    except SQLAlchemyError as fault:
        # The database was away: that says nothing about the job.
        log.warning("job %s attempt %s could not be read: %s", *held, type(fault).__name__)
        return lambda session: leases.hand_back(session, *held, None, lost=True)
    except Exception:
        log.exception("job %s failed", job.id)
        error = UNEXPECTED
    base = holding.base_edit_id
    if not error and holding.leave.told() and not holding.asked.is_set() and not _complete(result):
        return lambda session: leases.hand_back(session, *held, result, base_edit_id=base)
    return lambda session: leases.finish(session, *held, result, error, base_edit_id=base)


def _complete(result: Result | None) -> bool:
    """Whether the search has nothing left to find."""
    return result is not None and result.status in (Status.OPTIMAL, Status.INFEASIBLE, Status.INVALID)


def _write(sessions: sessionmaker[Session], job: SolveJob, ending: Ending) -> None:
    """Write the end of the attempt; while the database is away it is tried again, and the lease goes on."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with sessions() as session:
                written = ending(session)
            log.info("job %s attempt %s: %s", job.id, job.attempt, written.status)
            return
        except Conflict:
            log.warning("job %s attempt %s was taken over; its result is dropped", job.id, job.attempt)
            return
        except SQLAlchemyError as fault:
            if time.monotonic() > until:
                log.error("job %s attempt %s: its end cannot be written: %s", job.id, job.attempt, type(fault).__name__)
                return
            time.sleep(1.0)


def _solver() -> Solve:
    from scheduler.search.solve import solve  # noqa: PLC0415 - only a worker with a job needs it

    return solve


def _solved(
    sessions: sessionmaker[Session], settings: Settings, job: SolveJob, holding: Holding, solve: Solve
) -> Result:
    with sessions() as session:
        month = Month.parse(job.month)
        base = cells.newest_edit_id(session, job.organization_id, job.month)
        problem = convert.problem_of(session, job.organization_id, month, frozen=True)
        before = leases.saved(job)
        hint = before.roster if before else convert.roster_of(session, job.organization_id, month)
        session.rollback()
        leases.keep_problem(session, job.id, job.attempt, problem, base)
    params = SolveParams(
        seconds=max(job.seconds_limit * SHARE, job.seconds_limit - Past.of(job.progress).spent),
        workers=settings.solve_workers,
        memory_mb=settings.solve_memory_mb,
        hint=known(problem, hint),
    )
    holding.problem, holding.base_edit_id = problem, base
    return solve(problem, params, holding.on_progress, holding.should_stop)
