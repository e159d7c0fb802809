"""Workers as real processes on a database and a broker of their own, what can befall them, and what jobs went through.

The database itself writes down each change of a job's state, by a trigger; so nothing that a worker does, or leaves
undone when it is killed, escapes the count.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import redis
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import Base, SolveJob
from models.engine import make_engine, make_sessions
from models.enums import JobStatus
from models.queries.jobs import ACTIVE
from scheduler import rules
from scheduler.files.problem_json import problem_from
from web.config import Settings
from web.services import leases
from web.worker import make_celery

ROOT = Path(__file__).parents[1]
ENDED = ("done", "failed", "cancelled")
LEASE = 3.0
_CHANGED = """OLD.status <> NEW.status OR (OLD.status IN ('done', 'failed', 'cancelled')
    AND (OLD.result IS DISTINCT FROM NEW.result OR OLD.attempt <> NEW.attempt))"""
_LOG = "INSERT INTO job_move (job_id, old, new, attempt) VALUES (NEW.id, OLD.status, NEW.status, NEW.attempt);"
_WATCH = {
    "sqlite": (
        "CREATE TABLE job_move (id INTEGER PRIMARY KEY, job_id INTEGER, old TEXT, new TEXT, attempt INTEGER)",
        f"CREATE TRIGGER job_moves AFTER UPDATE ON solve_job WHEN {_CHANGED} BEGIN {_LOG} END",
    ),
    "postgresql": (
        "CREATE TABLE job_move (id SERIAL PRIMARY KEY, job_id INTEGER, old TEXT, new TEXT, attempt INTEGER)",
        f"CREATE FUNCTION note_move() RETURNS trigger AS $$ BEGIN {_LOG} RETURN NULL; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER job_moves AFTER UPDATE ON solve_job FOR EACH ROW WHEN ({_CHANGED}) "
        "EXECUTE FUNCTION note_move()",
    ),
}


@dataclass(frozen=True)
class Move:
    """A job's change from one state to another; from an end to itself when something was written after the end."""

    job_id: int
    old: str
    new: str
    attempt: int


@dataclass
class Ground:
    """A database with its broker and the worker groups on them. Empty addresses mean files in the folder."""

    folder: Path
    database: str = ""
    broker: str = ""
    solver: str = "brief"
    options: Sequence[str] = ("--concurrency", "2")
    groups: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings = Settings(instance=self.folder, database=self.database or None, broker=self.broker or None)
        engine = make_engine(self.settings.database_url)
        Base.metadata.create_all(engine)
        with engine.begin() as connection:
            for statement in _WATCH[engine.dialect.name]:
                connection.exec_driver_sql(statement)
        self.sessions = make_sessions(engine)
        self._celery = make_celery(self.settings)

    def start(self) -> subprocess.Popen[bytes]:
        """Start a worker group: a main process with its solving processes."""
        environment = os.environ | {
            "ROSTER_INSTANCE": str(self.folder),
            "DATABASE_URL": self.database,
            "CELERY_BROKER_URL": self.broker,
            "ROSTER_LEASE_SECONDS": str(LEASE),
            "ROSTER_SOLVE_WORKERS": "1",
        }
        command = [sys.executable, "-m", "tests.worker_process", self.solver, *self.options]
        group = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=(self.folder / "workers.log").open("ab"),
        )  # fmt: skip
        self.groups.append(group)
        return group

    def kill(self, group: subprocess.Popen[bytes]) -> None:
        """kill -9 of all processes of the group but the solver's own, which have to notice."""
        with suppress(ProcessLookupError):
            os.killpg(group.pid, signal.SIGKILL)
        group.wait()
        self.groups.remove(group)

    def wipe_broker(self) -> None:
        """Lose every message."""
        if self.broker:
            with redis.from_url(self.broker) as client:
                client.flushdb()
        else:
            shutil.rmtree(self.folder / "broker", ignore_errors=True)

    def cut_broker(self) -> bool:
        """Cut every connection to the broker; whether it is one that has any."""
        if not self.broker:
            return False
        with redis.from_url(self.broker) as client:
            client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        return True

    def cut_database(self, seconds: float) -> None:
        """Keep everybody away from the database: on SQLite for so long, on PostgreSQL by cutting every connection."""
        engine = self.sessions.kw["bind"]
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                time.sleep(seconds)  # a transaction of ours holds the only lock
            else:
                others = "datname = current_database() AND pid <> pg_backend_pid()"
                connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608

    def wake(self) -> None:
        """Send a wake-up that nobody needs."""
        self._celery.send_task("roster.wake", expires=60, retry=False)

    def jobs(self) -> Sequence[SolveJob]:
        """All jobs, oldest first."""
        with self._looking() as session:
            return session.scalars(select(SolveJob).order_by(SolveJob.id)).all()

    def active(self) -> Sequence[SolveJob]:
        """Jobs that wait or run, oldest first."""
        with self._looking() as session:
            return session.scalars(select(SolveJob).where(SolveJob.status.in_(ACTIVE)).order_by(SolveJob.id)).all()

    def running(self, group: subprocess.Popen[bytes]) -> list[int]:
        """Processes of the group that hold a job."""
        holders = [int(job.worker.rpartition(":")[2]) for job in self.active() if job.status is JobStatus.RUNNING]
        return [holder for holder in holders if _group_of(holder) == group.pid]

    def moves(self) -> list[Move]:
        """What the database has written down, in its order."""
        with self._looking() as session:
            rows = session.execute(text("SELECT job_id, old, new, attempt FROM job_move ORDER BY id")).all()
        return [Move(*row) for row in rows]

    @contextmanager
    def _looking(self) -> Iterator[Session]:
        """A session that needs no lock: a process that is suspended in the middle of a transaction may have it."""
        with self.sessions() as session:
            session.connection(execution_options={"read_only": True})
            yield session

    def not_ended_once(self) -> list[int]:
        """Jobs that have no end, or more than one, or that something was written to after it."""
        ends = Counter(move.job_id for move in self.moves() if move.new in ENDED)
        return [job.id for job in self.jobs() if ends[job.id] != 1 or job.lease_until is not None]

    def unfit(self) -> list[int]:
        """Finished jobs whose roster the judge refuses."""
        return [job.id for job in self.jobs() if job.status is JobStatus.DONE and not _stands(job)]

    @contextmanager
    def ending(self) -> Iterator[None]:
        """At the end of the block nothing of it lives any more."""
        try:
            yield
        finally:
            for group in list(self.groups):
                self.kill(group)
            self.sessions.kw["bind"].dispose()


def _stands(job: SolveJob) -> bool:
    result = leases.saved(job)
    return result is not None and not rules.check(problem_from(json.loads(job.problem or "null")), result.roster)


def _group_of(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def children_of(process: int) -> list[int]:
    """The living processes that this one has started."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if folder.name.isdigit() and int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(folder.name))
    return found


def lives(process: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until it is so. Raises AssertionError when it takes longer than the seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
