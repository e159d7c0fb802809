"""Real workers whose broker is wiped, who are suspended and wake up late, whose solver outlives them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from models import SolveJob
from models.enums import JobStatus
from tests import servers
from tests.ground import ROOT, Ground, children_of, lives, until
from tests.rows import ACTOR, MAY, stored, tiny_book
from web.services import jobs

pytestmark = pytest.mark.one_database("it is about brokers and processes, and chooses them itself")
PATIENCE = 60
"""Seconds that a busy machine may need."""


@pytest.fixture(autouse=True)
def _nobody_is_told(monkeypatch) -> None:
    """As if the web process had died between the job's row and the wake-up."""
    monkeypatch.setattr(jobs, "kick", lambda: None)


@pytest.fixture
def alone(tmp_path):
    made = Ground(tmp_path, options=("--concurrency", "1"))
    with made.ending():
        yield made


def _submit(ground: Ground, months: int = 1) -> list[int]:
    owner, ids = stored(ground.sessions, tiny_book()), []
    for month in range(months):
        with ground.sessions() as session:
            ids.append(jobs.submit(session, owner, MAY.plus(month), ACTOR).id)
    return ids


def _job(ground: Ground, job_id: int) -> SolveJob:
    with ground.sessions() as session:
        return session.scalars(select(SolveJob).where(SolveJob.id == job_id)).one()


@pytest.mark.parametrize("kind", ["files", "Redis"])
def test_a_wiped_broker_is_woken_through_again(tmp_path: Path, kind: str) -> None:
    ground = Ground(tmp_path, broker=servers.redis_url() if kind == "Redis" else "", options=("--twice",))
    with ground.ending():
        group = ground.start()
        (first,) = _submit(ground)
        until(lambda: _job(ground, first).status is JobStatus.DONE, PATIENCE)
        ground.wipe_broker()
        later = _submit(ground, months=2)  # each wake-up arrives twice
        until(lambda: all(_job(ground, one).status is JobStatus.DONE for one in later), PATIENCE)
        assert group.poll() is None
        assert {job.attempt for job in ground.jobs()} == {1}
        assert ground.not_ended_once() == [] == ground.unfit()


def test_half_a_message_harms_nobody(alone: Ground) -> None:
    messages = alone.folder / "broker" / "messages"
    (messages / "0_half.wake.msg").write_text('{"body": "W1')
    (messages / "1_empty.wake.msg").touch()
    group = alone.start()
    (job_id,) = _submit(alone)
    until(lambda: _job(alone, job_id).status is JobStatus.DONE, PATIENCE)
    (messages / "2_late.wake.msg").touch()
    until(lambda: not list(messages.glob("*_late.wake.msg")), PATIENCE)
    assert group.poll() is None


def test_a_worker_that_is_suspended_for_longer_than_its_lease_is_overtaken_and_refused(alone: Ground) -> None:
    alone.solver = "slow"
    sleeper = alone.start()
    (job_id,) = _submit(alone)
    until(lambda: _job(alone, job_id).result is not None, PATIENCE)
    os.killpg(sleeper.pid, signal.SIGSTOP)
    alone.solver = "brief"
    alone.start()
    until(lambda: _job(alone, job_id).status is JobStatus.DONE, PATIENCE)
    assert (_job(alone, job_id).attempt, _job(alone, job_id).progress["lost"]) == (2, 1)
    os.killpg(sleeper.pid, signal.SIGCONT)
    woken = time.monotonic()
    until(lambda: "was taken over" in (alone.folder / "workers.log").read_text(), PATIENCE)
    assert time.monotonic() - woken < 20  # of the half minute that it wanted to search
    assert alone.not_ended_once() == []
    assert _job(alone, job_id).attempt == 2


@pytest.mark.slow
def test_a_killed_process_of_a_worker_is_replaced_and_its_job_done_by_the_next_attempt(alone: Ground) -> None:
    group = alone.start()
    (job_id,) = _submit(alone)
    until(lambda: alone.running(group) != [], PATIENCE)
    for holder in alone.running(group):
        os.kill(holder, signal.SIGKILL)
    until(lambda: _job(alone, job_id).status is JobStatus.DONE, PATIENCE)
    assert group.poll() is None
    assert alone.not_ended_once() == [] == alone.unfit()


def test_a_worker_whose_idle_process_is_killed_hears_of_jobs_again(alone: Ground) -> None:
    group = alone.start()
    (first,) = _submit(alone)
    until(lambda: _job(alone, first).status is JobStatus.DONE, PATIENCE)
    for idle in children_of(group.pid):
        os.kill(idle, signal.SIGKILL)
    (second,) = _submit(alone)
    until(lambda: _job(alone, second).status is JobStatus.DONE, 2 * PATIENCE)
    assert group.poll() is None
    assert len(children_of(group.pid)) == 1  # the deaf one is gone
    assert alone.not_ended_once() == [] == alone.unfit()


def test_an_idle_worker_keeps_one_solver_warm_that_ends_with_it(alone: Ground) -> None:
    alone.solver = "real"
    group = alone.start()
    until(lambda: len(_warm(group.pid)) == 1, PATIENCE)
    (spare,) = _warm(group.pid)
    (job_id,) = _submit(alone)
    until(lambda: _job(alone, job_id).status is JobStatus.DONE, PATIENCE)
    until(lambda: not lives(spare), 10)  # it was the one that solved
    until(lambda: len(_warm(group.pid)) == 1, PATIENCE)
    (next_one,) = _warm(group.pid)
    alone.kill(group)
    until(lambda: not lives(next_one), 10)


def _warm(worker: int) -> list[int]:
    """The solvers of a worker's own processes."""
    return [solver for child in children_of(worker) for solver in children_of(child)]


def test_a_solver_ends_with_the_process_that_asked_it_even_if_that_is_gone_before_it_begins() -> None:
    parent = """
import sys, time
from tests.unit.scheduler.search.test_solve import fortnight
from scheduler.search.messages import Request
from scheduler.search.params import SolveParams
from scheduler.search.process import SolvingProcess
process = SolvingProcess()
process.send(Request(fortnight(), SolveParams(seconds=60), time.monotonic() + 60.0))
time.sleep(0.3)
print(process.pid, flush=True)
time.sleep(60)
"""
    asker = subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert asker.stdout is not None
    solver = int(asker.stdout.readline())
    assert solver in children_of(asker.pid)
    asker.kill()
    asker.wait()
    asker.stdout.close()
    until(lambda: not lives(solver), 10)
