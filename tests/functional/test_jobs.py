import threading
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import Assignment, AuditEvent, SolveJob
from models import Roster as RosterRow
from models.base import now
from models.enums import Decision, JobStatus
from models.queries import jobs as queries
from scheduler.calendar import Month
from scheduler.club.book import UnavailableEntry
from scheduler.result import Status
from scheduler.roster import Roster
from tests import solvers
from tests.rows import ACTOR, MAY, TEMPLATE, fresh_sessions, shift_on, stored, tiny_book
from web.config import Settings
from web.services import convert, edits, jobs, leases
from web.services.edits import Change
from web.services.errors import Conflict, NotFound, Refused
from web.services.importer import import_book
from web.worker import run_next


@pytest.fixture(autouse=True)
def kicks(monkeypatch) -> list[int]:
    """Nobody is woken; how often somebody would have been is counted."""
    counted: list[int] = []
    monkeypatch.setattr(jobs, "kick", lambda: counted.append(1))
    return counted


@pytest.fixture
def sessions(database, tmp_path):
    return fresh_sessions(tmp_path)


@pytest.fixture
def owner(sessions) -> int:
    return stored(sessions, tiny_book())


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(instance=tmp_path)


def _submit(sessions, owner, month=MAY, **more) -> int:
    with sessions() as session:
        return jobs.submit(session, owner, month, ACTOR, **more).id


def _job(sessions, job_id) -> SolveJob:
    with sessions() as session:
        return session.get(SolveJob, job_id)


def _claim(sessions, worker="w"):
    with sessions() as session:
        return leases.claim(session, worker)


def _run_out(sessions, job_id) -> None:
    """As if the worker had been silent for longer than its lease."""
    with sessions() as session:
        session.get(SolveJob, job_id).lease_until = now() - timedelta(seconds=1)
        session.commit()


def _reap(sessions) -> int:
    with sessions() as session:
        return leases.reap(session)


def _hold(sessions, owner):
    """A claimed job with its problem kept, as a worker that has begun to solve leaves it."""
    job = _claim(sessions)
    with sessions() as session:
        problem = convert.problem_of(session, owner, MAY, frozen=True)
        session.rollback()
        leases.keep_problem(session, job.id, job.attempt, problem)
    return job, problem


def _solved(sessions, owner, settings, solve=solvers.quick) -> int:
    job_id = _submit(sessions, owner)
    assert run_next(sessions, settings, solve)
    return job_id


def _roster(sessions, owner) -> Roster:
    with sessions() as session:
        return convert.roster_of(session, owner, MAY)


def test_twelve_people_who_ask_at_once_get_one_job(sessions, owner, kicks) -> None:
    barrier, found = threading.Barrier(12), []

    def ask() -> None:
        barrier.wait()
        found.append(_submit(sessions, owner))

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12
    assert len(set(found)) == 1
    assert len(kicks) == 1


def test_the_index_decides_when_nobody_saw_the_other(sessions, owner, monkeypatch) -> None:
    first = _submit(sessions, owner)
    seen, look = [], queries.active

    def blind_once(*args):
        seen.append(args)
        return None if len(seen) == 1 else look(*args)

    monkeypatch.setattr(queries, "active", blind_once)
    assert _submit(sessions, owner) == first
    with sessions() as session:
        assert len(session.scalars(select(SolveJob)).all()) == 1


def test_another_month_and_another_organisation_have_jobs_of_their_own(sessions, owner) -> None:
    other = stored(sessions, tiny_book("다른 기관"))
    ids = {_submit(sessions, owner), _submit(sessions, owner, Month(2027, 6)), _submit(sessions, other)}
    assert len(ids) == 3


def test_nothing_to_plan_and_contradicting_data_are_said_at_once(sessions, owner) -> None:
    with pytest.raises(Conflict, match="contract"):
        _submit(sessions, owner, Month(2031, 1))
    with pytest.raises(Conflict, match="3600"):
        _submit(sessions, owner, seconds=0)
    with sessions() as session:
        person = convert.people.participants(session, owner)[0]
        session.delete(person.contracts[0])
        session.commit()
    with pytest.raises(Refused) as refused:
        _submit(sessions, owner)
    assert "계약" in refused.value.findings[0].ko
    with sessions() as session:
        assert session.scalars(select(SolveJob)).all() == []


def test_who_has_fewest_running_is_served_first(sessions, owner) -> None:
    big = [_submit(sessions, owner, MAY.plus(index)) for index in range(5)]
    small_owner = stored(sessions, tiny_book("작은 기관"))
    small = [_submit(sessions, small_owner, MAY.plus(index)) for index in range(2)]
    taken = [_claim(sessions).id for _ in range(7)]
    assert taken == [big[0], small[0], big[1], small[1], big[2], big[3], big[4]]
    assert _claim(sessions) is None


def test_workers_that_reach_out_at_once_take_a_job_each(sessions, owner) -> None:
    ids = {_submit(sessions, owner, MAY.plus(index)) for index in range(6)}
    barrier, taken = threading.Barrier(8), []

    def work(name: str) -> None:
        barrier.wait()
        job = _claim(sessions, name)
        taken.append(None if job is None else job.id)

    threads = [threading.Thread(target=work, args=(f"w{index}",)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(taken) == Counter(ids) + Counter({None: 2})


def test_a_job_whose_worker_is_silent_is_taken_again_and_the_first_one_is_refused(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    first, problem = _hold(sessions, owner)
    assert _reap(sessions) == 0  # the lease holds
    _run_out(sessions, job_id)
    assert _reap(sessions) == 1
    second, _ = _hold(sessions, owner)
    assert (first.id, first.attempt, second.id, second.attempt) == (job_id, 1, job_id, 2)
    good = solvers.result(problem, solvers.mondays(problem))
    with sessions() as session:
        assert leases.beat(session, job_id, 1) == leases.Signal(alive=False)
        assert not leases.save_best(session, job_id, 1, good)
        with pytest.raises(Conflict):
            leases.finish(session, job_id, 1, good)
        assert _job(sessions, job_id).status is JobStatus.RUNNING
        assert leases.finish(session, job_id, 2, good).status is JobStatus.DONE
        with pytest.raises(Conflict):
            leases.finish(session, job_id, 2, good)


def test_a_heartbeat_extends_the_lease_and_notes_progress(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    job, _ = _hold(sessions, owner)
    _run_out(sessions, job_id)
    with sessions() as session:
        assert leases.beat(session, job_id, job.attempt, {"seconds": 3.0, "open_seats": 2}) == leases.Signal(True)
    assert _job(sessions, job_id).progress == {"seconds": 3.0, "open_seats": 2}
    assert _job(sessions, job_id).lease_until > now() + timedelta(seconds=20)
    assert _reap(sessions) == 0


def test_after_three_lost_workers_the_job_has_failed_with_a_sentence(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    for _ in range(3):
        _claim(sessions)
        _run_out(sessions, job_id)
        _reap(sessions)
    job = _job(sessions, job_id)
    assert (job.status, job.attempt, job.lease_until) == (JobStatus.FAILED, 3, None)
    assert job.error == "The solver was interrupted three times. Please try again later."
    assert _claim(sessions) is None


def test_after_three_lost_workers_the_best_roster_saved_is_offered(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    for _ in range(3):
        job, problem = _hold(sessions, owner)
        with sessions() as session:
            leases.save_best(session, job_id, job.attempt, solvers.result(problem, solvers.mondays(problem)))
        _run_out(sessions, job_id)
        _reap(sessions)
    assert _job(sessions, job_id).status is JobStatus.DONE
    with sessions() as session:
        assert jobs.proposal(session, owner, job_id).roster == solvers.mondays(problem)


def test_a_waiting_job_is_cancelled_at_once(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    with sessions() as session:
        assert jobs.cancel(session, owner, job_id, ACTOR).status is JobStatus.CANCELLED
        with pytest.raises(Conflict):
            jobs.cancel(session, owner, job_id, ACTOR)
    assert _claim(sessions) is None
    assert _submit(sessions, owner) != job_id


def test_cancelling_a_running_job_leaves_the_draft_as_it_is(sessions, owner, settings) -> None:
    with sessions() as session:
        convert.store_roster(session, owner, MAY, Roster.of([("P3", shift_on(3))]))
        session.commit()
    job_id = _submit(sessions, owner)

    def cancelled_meanwhile(*args):
        with sessions() as session:
            jobs.cancel(session, owner, job_id, ACTOR)
        return solvers.quick(*args)

    run_next(sessions, settings, cancelled_meanwhile)
    assert _job(sessions, job_id).status is JobStatus.CANCELLED
    assert _roster(sessions, owner) == Roster.of([("P3", shift_on(3))])
    with sessions() as session, pytest.raises(Conflict):
        jobs.accept(session, owner, job_id, ACTOR)


def test_a_cancelled_job_of_a_lost_worker_stays_cancelled(sessions, owner) -> None:
    job_id = _submit(sessions, owner)
    _claim(sessions)
    with sessions() as session:
        jobs.cancel(session, owner, job_id, ACTOR)
    _run_out(sessions, job_id)
    assert _reap(sessions) == 0
    assert _job(sessions, job_id).status is JobStatus.CANCELLED


def test_stopping_keeps_the_best_and_ends_the_search_within_a_beat(sessions, owner, settings) -> None:
    settings = settings.model_copy(update={"lease_seconds": 1.0})  # a beat every third of it
    job_id = _submit(sessions, owner)
    worker = threading.Thread(target=run_next, args=(sessions, settings, solvers.slow))
    worker.start()
    while not _job(sessions, job_id).result:
        worker.join(0.02)
    with sessions() as session:
        jobs.stop(session, owner, job_id, ACTOR)
    worker.join(5)
    assert not worker.is_alive()
    job = _job(sessions, job_id)
    assert (job.status, job.decision) == (JobStatus.DONE, Decision.OPEN)
    assert job.progress["open_seats"] == 0
    assert job.progress["seconds"] < 30


def test_stopping_before_there_is_a_roster_ends_as_cancelled(sessions, owner, settings) -> None:
    job_id = _submit(sessions, owner)

    def stopped_meanwhile(*args):
        with sessions() as session:
            jobs.stop(session, owner, job_id, ACTOR)
        return solvers.barren(*args)

    run_next(sessions, settings, stopped_meanwhile)
    assert _job(sessions, job_id).status is JobStatus.CANCELLED


@pytest.mark.parametrize(
    ("solve", "sentence"),
    [
        (solvers.barren, "No roster was found in the time allowed."),
        (lambda *args: 1 / 0, "The solver ended unexpectedly. Please try again."),
        (
            lambda problem, *rest: solvers.result(problem, solvers.everybody(problem)),
            "The roster that was found breaks a rule and was dropped.",
        ),
        (
            lambda problem, *rest: replace(solvers.result(problem, Roster()), roster=Roster.of([("P9", "x")])),
            "The roster that was found does not fit the problem that was solved.",
        ),
    ],
    ids=["nothing found", "crash", "a rule broken", "somebody unknown"],
)
def test_a_solve_without_a_good_roster_has_failed_with_a_sentence(sessions, owner, settings, solve, sentence) -> None:
    job_id = _solved(sessions, owner, settings, solve)
    job = _job(sessions, job_id)
    assert (job.status, job.error) == (JobStatus.FAILED, sentence)
    with sessions() as session, pytest.raises(NotFound):
        jobs.proposal(session, owner, job_id)


def test_a_crash_after_a_first_roster_offers_that_roster(sessions, owner, settings) -> None:
    def crash(problem, params, on_progress, should_stop):
        roster = solvers.mondays(problem, "P3")
        on_progress(solvers.Progress(0.1, solvers.outcome(problem, roster), roster))
        holding = on_progress.__self__
        holding._beat()
        raise RuntimeError("out of memory")

    job_id = _solved(sessions, owner, settings, crash)
    assert _job(sessions, job_id).status is JobStatus.DONE
    with sessions() as session:
        assert {pair.participant for pair in jobs.proposal(session, owner, job_id).roster} == {"P3"}


def test_the_stored_problem_names_nobody(sessions, owner, settings) -> None:
    job = _job(sessions, _solved(sessions, owner, settings))
    assert "P1" in job.problem
    assert "김P1" not in job.problem
    assert "010-" not in job.problem + job.result


def test_a_proposal_becomes_the_draft_when_it_is_accepted_and_only_once(sessions, owner, settings) -> None:
    job_id = _solved(sessions, owner, settings)
    assert _roster(sessions, owner) == Roster()
    with sessions() as session:
        (draft,) = jobs.accept(session, owner, job_id, ACTOR).drafts
        assert draft.solve_job_id == job_id
    assert _roster(sessions, owner) == Roster.of(("P2", shift_on(day)) for day in (3, 10, 17, 24, 31))
    assert _job(sessions, job_id).decision is Decision.ACCEPTED
    with sessions() as session:
        with pytest.raises(Conflict):
            jobs.accept(session, owner, job_id, ACTOR)
        with pytest.raises(Conflict):
            jobs.discard(session, owner, job_id, ACTOR)
        actions = list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert actions == ["data.import", "roster.solve", "roster.accept"]


def test_a_discarded_proposal_changes_nothing_and_a_new_search_discards_the_old_one(sessions, owner, settings) -> None:
    first, second = _solved(sessions, owner, settings), _solved(sessions, owner, settings)
    assert _job(sessions, first).decision is Decision.DISCARDED
    with sessions() as session:
        assert jobs.latest(session, owner, MAY).id == second
        jobs.discard(session, owner, second, ACTOR)
        assert session.scalars(select(Assignment)).all() == []


def test_what_was_reported_meanwhile_refuses_the_proposal(sessions, owner, settings) -> None:
    job_id = _solved(sessions, owner, settings)
    away = UnavailableEntry("P2", first=date(2027, 5, 10), last=date(2027, 5, 10))
    with sessions() as session:
        import_book(session, owner, replace(tiny_book(), unavailable=(away,)), ACTOR)
        with pytest.raises(Refused) as refused:
            jobs.accept(session, owner, job_id, ACTOR)
    (finding,) = refused.value.findings
    assert (finding.person, finding.day) == ("김P2", "2027-05-10")
    assert _roster(sessions, owner) == Roster()


def test_what_was_changed_by_hand_meanwhile_is_never_overwritten(sessions, owner, settings) -> None:
    job_id = _solved(sessions, owner, settings)
    with sessions() as session:
        proposed = jobs.proposal(session, owner, job_id).roster
        session.rollback()
        (there,) = proposed.people_on(shift_on(3))
        other = "P3" if there != "P3" else "P2"
        # The shop has one seat on the 3rd: whoever the proposal puts there gives way to the hand's choice.
        edits.apply(session, owner, MAY, [Change(other, date(2027, 5, 3), 0, shifts=(TEMPLATE,))], ACTOR)
    with sessions() as session:
        done = jobs.accept(session, owner, job_id, ACTOR)
    assert (done.kept, done.given_up) == (1, 1)
    stored = _roster(sessions, owner)
    assert stored.people_on(shift_on(3)) == {other}
    assert stored.assignments - {(other, shift_on(3))} == proposed.assignments - {(there, shift_on(3))}


def test_a_cell_that_was_locked_meanwhile_stays_free(sessions, owner, settings) -> None:
    job_id = _solved(sessions, owner, settings)
    with sessions() as session:
        proposed = jobs.proposal(session, owner, job_id).roster
        session.rollback()
        (there,) = proposed.people_on(shift_on(17))
        edits.apply(session, owner, MAY, [Change(there, date(2027, 5, 17), 0, locked=True)], ACTOR)
    with sessions() as session:
        assert jobs.accept(session, owner, job_id, ACTOR).kept == 1
    assert _roster(sessions, owner) == proposed.minus(there, shift_on(17))


def test_a_draft_that_another_session_changed_meanwhile_is_not_overwritten(sessions, owner, settings) -> None:
    with sessions() as session:
        (draft,) = convert.store_roster(session, owner, MAY, Roster.of([("P3", shift_on(3))]))
        session.commit()
        job_id = _solved(sessions, owner, settings)
        with sessions() as other:
            other.get(RosterRow, draft.id).changed_at = now()
            other.commit()
        with pytest.raises(Conflict, match="Somebody else"):
            jobs.accept(session, owner, job_id, ACTOR)
    assert _roster(sessions, owner) == Roster.of([("P3", shift_on(3))])
    assert _job(sessions, job_id).decision is Decision.OPEN


def test_people_who_left_meanwhile_make_the_proposal_void(sessions, owner, settings) -> None:
    job_id = _solved(sessions, owner, settings)
    with sessions() as session:
        session.delete(convert.people.participants(session, owner)[1])
        session.commit()
        with pytest.raises(Conflict, match="changed"):
            jobs.accept(session, owner, job_id, ACTOR)


def test_nobody_touches_another_organisations_job(sessions, owner, settings) -> None:
    other = stored(sessions, tiny_book("다른 기관"))
    job_id = _submit(sessions, owner)
    with sessions() as session:
        for act in (jobs.cancel, jobs.stop, jobs.accept, jobs.discard):
            with pytest.raises(NotFound):
                act(session, other, job_id, ACTOR)
        with pytest.raises(NotFound):
            jobs.proposal(session, other, job_id)
        assert jobs.latest(session, other, MAY) is None
    assert _job(sessions, job_id).status is JobStatus.QUEUED


def test_a_solve_starts_from_the_best_roster_of_the_attempt_before(sessions, owner, settings) -> None:
    job_id = _submit(sessions, owner)
    job, problem = _hold(sessions, owner)
    with sessions() as session:
        leases.save_best(session, job_id, job.attempt, solvers.result(problem, solvers.mondays(problem, "P3")))
    _run_out(sessions, job_id)
    _reap(sessions)
    hints = []

    def remember(problem, params, *rest):
        hints.append(params.hint)
        return solvers.quick(problem, params, *rest)

    run_next(sessions, settings, remember)
    assert hints == [solvers.mondays(problem, "P3")]
    assert _job(sessions, job_id).status is JobStatus.DONE


def test_an_unusable_status_is_never_offered(sessions, owner, settings) -> None:
    def invalid(problem, *rest):
        return solvers.result(problem, solvers.mondays(problem), Status.INVALID)

    assert _job(sessions, _solved(sessions, owner, settings, invalid)).status is JobStatus.FAILED
