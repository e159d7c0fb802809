"""Workers as processes of their own: killed, woken through the broker, ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from models import SolveJob, migrations
from models.base import now
from models.enums import JobStatus
from scheduler.calendar import Month
from tests import servers
from tests.rows import ACTOR, MAY, fresh_sessions, stored, tiny_book
from web.config import Settings
from web.services import jobs, leases
from web.serving import GRACE_SECONDS, free_port
from web.worker import make_celery

ROOT = Path(__file__).parents[2]
NO_DATABASE = pytest.mark.one_database("no database takes part")


@pytest.fixture
def sessions(database, tmp_path, monkeypatch):
    """A database; with PostgreSQL comes Redis, and both are all that a process is told of."""
    made = fresh_sessions(tmp_path)
    if database == "postgresql":
        monkeypatch.setenv("DATABASE_URL", made.kw["bind"].url.render_as_string(hide_password=False))
        monkeypatch.setenv("CELERY_BROKER_URL", servers.redis_url())
    return made


@pytest.fixture
def owner(sessions) -> int:
    return stored(sessions, tiny_book())


@contextmanager
def _process(folder: Path, *arguments: str) -> Iterator[subprocess.Popen]:
    """A Python process on the test's database and broker; whatever is left of it is killed at the end."""
    environment = os.environ | {"ROSTER_INSTANCE": str(folder)}
    process = subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _job(sessions, job_id) -> SolveJob:
    with sessions() as session:
        return session.get(SolveJob, job_id)


def _queue(sessions, owner, monkeypatch, months: int = 1) -> list[int]:
    """Jobs in the table of which no worker has been told."""
    monkeypatch.setattr(jobs, "kick", lambda: None)
    ids = []
    for index in range(months):
        with sessions() as session:
            ids.append(jobs.submit(session, owner, MAY.plus(index), ACTOR).id)
    return ids


def test_a_job_whose_worker_is_killed_while_it_solves_is_done_once_by_the_next(
    sessions, owner, tmp_path, monkeypatch
) -> None:
    (job_id,) = _queue(sessions, owner, monkeypatch)
    with _process(tmp_path, "tests.worker_process", "slow", "--once") as worker:
        _until(lambda: _job(sessions, job_id).result is not None)
        worker.kill()
        worker.wait()
    job = _job(sessions, job_id)
    assert (job.status, job.attempt) == (JobStatus.RUNNING, 1)
    with sessions() as session:
        assert leases.reap(session) == 0  # the lease still runs: nobody knows yet
        session.get(SolveJob, job_id).lease_until = now() - timedelta(seconds=1)
        session.commit()
        assert leases.reap(session) == 1
    with _process(tmp_path, "tests.worker_process", "quick", "--once") as worker:
        assert worker.wait(20) == 0
    job = _job(sessions, job_id)
    assert (job.status, job.attempt, job.error) == (JobStatus.DONE, 2, "")
    with sessions() as session:
        assert len(jobs.proposal(session, owner, job_id).roster) == 5  # Mondays of May 2027
        assert len(session.scalars(select(SolveJob)).all()) == 1


def test_wake_ups_travel_through_the_broker_and_end_with_the_worker(
    database, sessions, owner, tmp_path, monkeypatch
) -> None:
    first, second = _queue(sessions, owner, monkeypatch, months=2)
    broker = make_celery(Settings(instance=tmp_path))
    assert (tmp_path / "broker" / "messages").is_dir() is (database == "sqlite")
    with _process(tmp_path, "tests.worker_process", "quick") as worker:
        broker.send_task("roster.wake", expires=60)
        _until(lambda: _job(sessions, first).status is JobStatus.DONE)
        _until(lambda: _job(sessions, second).status is JobStatus.DONE)  # the first wakes for the second
        with sessions() as session:
            third = session.get(SolveJob, jobs.submit(session, owner, Month(2027, 9), ACTOR).id)
        _until(lambda: _job(sessions, third.id).status is JobStatus.DONE)  # nobody was told: the reaper saw it
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(GRACE_SECONDS + 5) == 0
    assert {_job(sessions, one).attempt for one in (first, second, third.id)} == {1}
    assert not (tmp_path / "broker" / "control").exists()  # without exchanges nothing there can break


@NO_DATABASE
def test_a_busy_port_moves_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port("127.0.0.1", port) <= port + 50


@NO_DATABASE
def test_an_address_of_another_machine_is_named_instead_of_every_port_being_busy() -> None:
    # 203.0.113.0/24 is kept for documentation (RFC 5737), so no machine has it.
    with pytest.raises(OSError, match=r"HOST 203\.0\.113\.9, PORT 18400"):
        free_port("203.0.113.9", 18400)


@pytest.mark.slow
@pytest.mark.one_database("the same on PostgreSQL and Redis is the journey in test_journey.py")
def test_one_command_serves_pages_and_solves_and_ends_with_all_its_processes(
    sessions, owner, tmp_path, monkeypatch
) -> None:
    (job_id,) = _queue(sessions, owner, monkeypatch)
    with sessions() as session:
        migrations.stamp(session.get_bind())
        session.get(SolveJob, job_id).seconds_limit = 5
        session.commit()
    port = free_port("127.0.0.1", 18400)
    monkeypatch.setenv("PORT", str(port))
    with _process(tmp_path, "web.cli", "serve") as server:
        _until(lambda: _answers(f"http://127.0.0.1:{port}/"))
        for path in ("css/tokens.css", "css/desk.css", "css/me.css", "vendor/htmx.min.js"):
            assert _answers(f"http://127.0.0.1:{port}/static/{path}"), path
        _until(lambda: _job(sessions, job_id).status is JobStatus.DONE, 40)
        worker = int(_job(sessions, job_id).worker.rpartition(":")[2])
        server.send_signal(signal.SIGTERM)
        assert server.wait(GRACE_SECONDS + 5) == 0
        _until(lambda: not _lives(worker))
    assert not _answers(f"http://127.0.0.1:{port}/")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as page:  # noqa: S310 - our own address
            return page.status == 200
    except OSError:
        return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.one_database("it is about signals; what is written is tested on both in test_job_faults.py")
@pytest.mark.parametrize("everybody", [False, True], ids=["the main process alone", "all of its processes"])
def test_a_worker_that_is_asked_to_end_hands_its_job_back_at_once(
    sessions, owner, tmp_path, monkeypatch, everybody
) -> None:
    (job_id,) = _queue(sessions, owner, monkeypatch)
    with _process(tmp_path, "tests.worker_process", "slow") as worker:
        _until(lambda: _job(sessions, job_id).result is not None)
        asked = time.monotonic()
        (os.killpg if everybody else os.kill)(worker.pid, signal.SIGTERM)
        _until(lambda: _job(sessions, job_id).status is not JobStatus.RUNNING)
        took = time.monotonic() - asked
        job = _job(sessions, job_id)
        assert worker.wait(GRACE_SECONDS) == 0
    assert (job.status, job.attempt, job.worker, job.lease_until) == (JobStatus.QUEUED, 1, "", None)
    assert job.progress["returned"] == 1 and "lost" not in job.progress
    assert job.result is not None
    assert took < GRACE_SECONDS < leases.LEASE_SECONDS
