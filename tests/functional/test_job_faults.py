"""What befalls a job, one fault at a time: each time it ends once, and nothing that was found is lost."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models import SolveJob
from models.base import now
from models.enums import JobStatus
from scheduler.result import Progress, Status
from tests import solvers
from tests.ground import until
from tests.rows import ACTOR, MAY, fresh_sessions, stored, tiny_book
from web.config import Settings
from web.holding import Leave
from web.services import convert, jobs, leases
from web.services.errors import Conflict
from web.services.standing import standing_of
from web.worker import run_next

AWAY = OperationalError("SELECT", {}, Exception("the server is away"))


@pytest.fixture(autouse=True)
def _nobody_is_woken(monkeypatch) -> None:
    monkeypatch.setattr(jobs, "kick", lambda: None)


@pytest.fixture
def sessions(database, tmp_path):
    return fresh_sessions(tmp_path)


@pytest.fixture
def owner(sessions) -> int:
    return stored(sessions, tiny_book())


@pytest.fixture
def settings(tmp_path) -> Settings:
    """A lease of one second, so that a heart beats three times a second."""
    return Settings(instance=tmp_path, lease_seconds=1.0)


@pytest.fixture
def job_id(sessions, owner) -> int:
    return _submit(sessions, owner)


def _submit(sessions, owner, month=MAY) -> int:
    with sessions() as session:
        return jobs.submit(session, owner, month, ACTOR).id


def _job(sessions, job_id) -> SolveJob:
    with sessions() as session:
        return session.get(SolveJob, job_id)


def _begun(sessions, owner, base=0):
    """A claimed job with its problem kept; its attempt, and a roster of it."""
    with sessions() as session:
        job = leases.claim(session, "host:1")
        problem = convert.problem_of(session, owner, MAY, frozen=True)
        session.rollback()
        leases.keep_problem(session, job.id, job.attempt, problem, base)
    return job.attempt, solvers.result(problem, solvers.mondays(problem, "P3"))


def _silenced(sessions, job_id) -> None:
    """As if the worker had been silent for longer than its lease."""
    with sessions() as session:
        session.get(SolveJob, job_id).lease_until = now() - timedelta(seconds=1)
        session.commit()


def _reaped(sessions) -> int:
    with sessions() as session:
        return leases.reap(session)


def _acted(sessions, owner, job_id, act=jobs.cancel) -> None:
    with sessions() as session:
        act(session, owner, job_id, ACTOR)


def _away(times: int, then):
    """A function that finds the database away so many times."""
    left = [times]

    def call(*args, **more):
        if left[0]:
            left[0] -= 1
            raise AWAY
        return then(*args, **more)

    return call


def test_a_job_that_is_handed_back_waits_with_its_best_roster_as_often_as_that_happens(sessions, owner, job_id) -> None:
    for attempt in range(1, 6):
        held, best = _begun(sessions, owner)
        assert held == attempt
        with sessions() as session:
            job = leases.hand_back(session, job_id, held, best)
        assert (job.status, job.attempt, job.worker, job.lease_until) == (JobStatus.QUEUED, attempt, "", None)
        assert leases.saved(job).roster == best.roster
    assert job.progress["returned"] == 5 and "lost" not in job.progress
    with sessions() as session, pytest.raises(Conflict):
        leases.hand_back(session, job_id, 5, best)  # it is nobody's by now


def test_handing_back_what_the_coordinator_gave_up_ends_it(sessions, owner, job_id) -> None:
    held, best = _begun(sessions, owner)
    _acted(sessions, owner, job_id)
    with sessions() as session:
        assert leases.hand_back(session, job_id, held, best).status is JobStatus.CANCELLED


def test_a_worker_that_has_to_leave_gives_its_job_to_the_next_who_has_the_time_that_is_left(
    sessions, settings, job_id
) -> None:
    leave, asked = Leave(), []

    def told_after_a_while(problem, params, on_progress, should_stop):
        on_progress(Progress(20.0, solvers.outcome(problem, solvers.mondays(problem))))
        leave.tell()
        assert should_stop()
        return solvers.result(problem, solvers.mondays(problem))

    def remember(problem, params, *rest):
        asked.append(params)
        return solvers.quick(problem, params, *rest)

    with sessions() as session:
        session.get(SolveJob, job_id).seconds_limit = 60
        session.commit()
    settings = settings.model_copy(update={"lease_seconds": 30.0})
    assert run_next(sessions, settings, told_after_a_while, leave)
    assert not run_next(sessions, settings, solvers.quick, leave)  # who leaves takes nothing more
    job = _job(sessions, job_id)
    assert (job.status, job.attempt) == (JobStatus.QUEUED, 1)
    spent = job.progress.get("spent", 0)  # written by a heartbeat, if one came in time
    assert run_next(sessions, settings, remember)
    assert _job(sessions, job_id).status is JobStatus.DONE
    assert asked[0].seconds == 60 - spent
    assert {pair.participant for pair in asked[0].hint} == {"P2"}


def test_a_worker_that_leaves_at_the_very_end_of_a_search_still_ends_it(sessions, settings, job_id) -> None:
    leave = Leave()

    def proven(problem, *rest):
        leave.tell()
        return solvers.result(problem, solvers.mondays(problem), Status.OPTIMAL)

    assert run_next(sessions, settings, proven, leave)
    assert _job(sessions, job_id).status is JobStatus.DONE


def test_each_new_attempt_has_a_third_of_the_time_at_least(sessions, settings, owner, job_id) -> None:
    _begun(sessions, owner)
    with sessions() as session:
        leases.beat(session, job_id, 1, {"seconds": 55.0})
    _silenced(sessions, job_id)
    _reaped(sessions)
    asked = []

    def remember(problem, params, *rest):
        asked.append(params.seconds)
        return solvers.quick(problem, params, *rest)

    assert run_next(sessions, settings, remember)
    assert asked == [20.0]  # 60 / 3, for 60 - 55 would be too short


def test_a_database_locked_for_five_seconds_loses_neither_the_job_nor_its_roster(
    database, sessions, settings, owner, job_id
) -> None:
    settings = settings.model_copy(update={"lease_seconds": 2.0})
    worker = threading.Thread(target=run_next, args=(sessions, settings, solvers.slow))
    worker.start()
    until(lambda: _job(sessions, job_id).result is not None)
    with sessions.kw["bind"].begin() as connection:  # on SQLite this is the only lock there is
        if database == "postgresql":
            connection.execute(text("LOCK TABLE solve_job IN ACCESS EXCLUSIVE MODE"))
        time.sleep(5.5)  # longer than a writer of SQLite waits, and than the lease
    until(lambda: _job(sessions, job_id).lease_until > now())
    assert worker.is_alive()
    _acted(sessions, owner, job_id, jobs.stop)
    worker.join(20)
    job = _job(sessions, job_id)
    assert (job.status, job.attempt, len(leases.saved(job).roster)) == (JobStatus.DONE, 1, 5)


def test_a_database_that_is_away_when_a_search_ends_gets_the_roster_once_it_is_back(
    sessions, settings, job_id, monkeypatch
) -> None:
    monkeypatch.setattr(leases, "finish", _away(2, leases.finish))
    assert run_next(sessions, settings, solvers.quick)
    assert (_job(sessions, job_id).status, _job(sessions, job_id).attempt) == (JobStatus.DONE, 1)


def test_a_database_that_is_away_when_a_search_begins_is_no_fault_of_the_job_until_the_third_time(
    sessions, settings, job_id, monkeypatch
) -> None:
    monkeypatch.setattr(convert, "problem_of", _away(3, convert.problem_of))
    seen = []
    for _ in range(3):
        assert run_next(sessions, settings, solvers.quick)
        seen.append(_job(sessions, job_id).status)
    assert seen == [JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.FAILED]
    assert "interrupted three times" in _job(sessions, job_id).error


def test_a_zombie_is_refused_whatever_it_still_wants_and_its_search_stops(sessions, settings, owner, job_id) -> None:
    stopped = threading.Event()

    def overtaken(problem, params, on_progress, should_stop):
        # What another worker does while this one was suspended for longer than its lease.
        _silenced(sessions, job_id)
        assert _reaped(sessions) == 1
        _begun(sessions, owner)
        until(should_stop, 10)
        stopped.set()
        return solvers.result(problem, solvers.mondays(problem))

    assert run_next(sessions, settings, overtaken)
    assert stopped.is_set()
    job = _job(sessions, job_id)
    assert (job.status, job.attempt, job.result) == (JobStatus.RUNNING, 2, None)


def test_cancel_and_the_end_of_the_search_at_the_same_moment_leave_one_of_the_two(sessions, settings, owner) -> None:
    seen = set()
    for month in range(6):
        job_id, barrier, refused = _submit(sessions, owner, MAY.plus(month)), threading.Barrier(2), []

        def give_up(job_id=job_id, barrier=barrier, refused=refused) -> None:
            barrier.wait()
            try:
                _acted(sessions, owner, job_id)
            except Conflict:
                refused.append(job_id)

        def at_once(problem, *rest, barrier=barrier):
            barrier.wait()
            return solvers.result(problem, solvers.mondays(problem))

        person = threading.Thread(target=give_up)
        person.start()
        run_next(sessions, settings, at_once)
        person.join()
        job = _job(sessions, job_id)
        assert job.status is (JobStatus.DONE if refused else JobStatus.CANCELLED)
        assert job.lease_until is None and job.finished_at is not None
        seen.add(job.status)
    assert seen <= {JobStatus.DONE, JobStatus.CANCELLED}


@pytest.mark.parametrize(
    ("act", "status"), [(jobs.cancel, JobStatus.CANCELLED), (jobs.stop, JobStatus.DONE)], ids=["cancel", "stop"]
)
@pytest.mark.parametrize("reaped", [False, True], ids=["nobody has noticed", "it waits again"])
def test_a_job_whose_worker_is_lost_is_ended_by_the_coordinator_at_once(
    sessions, owner, job_id, act, status, reaped
) -> None:
    held, best = _begun(sessions, owner)
    with sessions() as session:
        leases.save_best(session, job_id, held, best)
    _silenced(sessions, job_id)
    assert not reaped or _reaped(sessions) == 1
    _acted(sessions, owner, job_id, act)
    assert _job(sessions, job_id).status is status
    assert _reaped(sessions) == 0
    with sessions() as session, pytest.raises(Conflict):
        leases.finish(session, job_id, held, best)  # the lost one comes back
    if status is JobStatus.DONE:
        with sessions() as session:
            assert jobs.proposal(session, owner, job_id).roster == best.roster


def test_a_living_worker_is_asked_and_not_passed_over(sessions, owner, job_id) -> None:
    _begun(sessions, owner)
    _acted(sessions, owner, job_id)
    job = _job(sessions, job_id)
    assert (job.status, job.cancel_requested) == (JobStatus.RUNNING, True)


def test_one_worker_serves_the_organisations_in_turn(sessions, settings, owner) -> None:
    big = [_submit(sessions, owner, MAY.plus(index)) for index in range(5)]
    small_owner = stored(sessions, tiny_book("작은 기관"))
    small = [_submit(sessions, small_owner, MAY.plus(index)) for index in range(2)]
    while run_next(sessions, settings, solvers.quick):
        pass
    with sessions() as session:
        taken = [job.id for job in session.query(SolveJob).order_by(SolveJob.started_at)]
    assert taken == [big[0], small[0], big[1], small[1], big[2], big[3], big[4]]


def test_the_base_of_a_proposal_is_that_of_the_attempt_that_found_it(sessions, owner, job_id) -> None:
    held, best = _begun(sessions, owner, base=5)
    with sessions() as session:
        leases.save_best(session, job_id, held, best, 5)
    _silenced(sessions, job_id)
    _reaped(sessions)
    held, best = _begun(sessions, owner, base=9)
    assert _job(sessions, job_id).base_edit_id == 5  # the roster of the first attempt knows nothing later
    with sessions() as session:
        leases.save_best(session, job_id, held, best, 9)
    assert _job(sessions, job_id).base_edit_id == 9


def test_a_roster_that_the_club_has_outgrown_between_two_attempts_is_not_offered(sessions, owner, job_id) -> None:
    held, best = _begun(sessions, owner)  # P3 works every Monday
    with sessions() as session:
        leases.save_best(session, job_id, held, best)
        session.delete(convert.people.participants(session, owner)[2])
        session.commit()
    _silenced(sessions, job_id)
    _reaped(sessions)
    with sessions() as session:
        job = leases.claim(session, "host:2")
        problem = convert.problem_of(session, owner, MAY, frozen=True)
        session.rollback()
        leases.keep_problem(session, job_id, job.attempt, problem)
        ended = leases.finish(session, job_id, job.attempt, None)
    assert (ended.status, ended.result) == (JobStatus.FAILED, None)
    assert ended.error == "The roster that was found does not fit the problem that was solved."


def test_the_standing_of_a_job_counts_who_has_waited_longer_and_notices_silence(sessions, owner, job_id) -> None:
    later = _submit(sessions, owner, MAY.plus(1))
    with sessions() as session:
        assert standing_of(session, session.get(SolveJob, later)).ahead == 1
        session.rollback()
    _begun(sessions, owner)
    with sessions() as session:
        assert standing_of(session, session.get(SolveJob, later)).ahead == 0
        assert not standing_of(session, session.get(SolveJob, job_id)).silent
        session.rollback()
    _silenced(sessions, job_id)
    with sessions() as session:
        assert standing_of(session, session.get(SolveJob, job_id)).silent
        session.rollback()
