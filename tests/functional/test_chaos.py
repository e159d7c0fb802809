"""32 jobs of three organisations, two groups of workers, each group killed twice: every job ends exactly once."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.enums import JobStatus
from scheduler.calendar import Month
from tests import servers
from tests.figures import note
from tests.ground import Ground, children_of, lives, until
from tests.rows import ACTOR, stored, tiny_book
from web.services import jobs

pytestmark = pytest.mark.one_database("it runs on both of them by itself")
PATIENCE = 150
"""Seconds that a busy machine may need."""


@pytest.fixture(params=["SQLite, files, the real solver", "PostgreSQL, Redis"])
def ground(request, tmp_path):
    with servers.tidy():
        real = "solver" in request.param
        made = Ground(
            tmp_path,
            database="" if real else servers.postgresql(),
            broker="" if real else servers.redis_url(),
            solver="real" if real else "brief",
        )
        with made.ending():
            yield made


def _queued(ground: Ground, monkeypatch) -> tuple[set[int], set[int]]:
    """24 months of a big club, then 4 and 4 of small ones; nobody is told of any."""
    monkeypatch.setattr(jobs, "kick", lambda: None)
    asked: list[int] = []
    for name, months in (("큰 기관", 24), ("작은 기관", 4), ("더 작은 기관", 4)):
        book = tiny_book(name)
        two_years = tuple(replace(contract, last=date(2028, 12, 31)) for contract in book.contracts)
        owner = stored(ground.sessions, replace(book, contracts=two_years))
        for month in range(months):
            with ground.sessions() as session:
                asked.append(jobs.submit(session, owner, Month(2027, 1).plus(month), ACTOR).id)
    return set(asked[:24]), set(asked[24:])


@pytest.mark.slow
def test_32_jobs_end_exactly_once_though_both_groups_of_workers_are_killed_twice(
    ground: Ground, monkeypatch, tmp_path: Path
) -> None:
    dice = random.Random(20270501)
    big, small = _queued(ground, monkeypatch)
    groups = [ground.start(), ground.start()]
    for _ in range(2):
        for place, group in enumerate(groups):
            until(lambda group=group: ground.running(group) != [], PATIENCE)
            time.sleep(dice.uniform(0, 0.3))
            solvers = [child for holder in ground.running(group) for child in children_of(holder)]
            ground.kill(group)
            until(lambda solvers=solvers: not any(map(lives, solvers)), 5)
            groups[place] = ground.start()
    until(lambda: not ground.active(), PATIENCE)
    log = (tmp_path / "workers.log").read_text()
    note("jobs that end exactly once though their workers are killed", 32, len(ground.not_ended_once()))
    assert len(ground.jobs()) == len(big) + len(small) == 32
    assert ground.not_ended_once() == []
    assert ground.unfit() == []
    assert [job.error for job in ground.jobs() if job.status is not JobStatus.DONE] == [], log
    assert max(job.attempt for job in ground.jobs()) > 1  # somebody was killed in the middle
    order = list(dict.fromkeys(move.job_id for move in ground.moves() if move.new == "running"))
    assert max(order.index(one) for one in small) < 14, order  # 0 is the first; 24 had been asked for before them
