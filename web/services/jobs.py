"""Solve jobs as the coordinator sees them: ask for a roster, watch, stop, and accept or discard the proposal.

The worker's side (`claim`, `beat`, `save_best`, `finish`, `reap`) is in `web.services.leases`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models import Roster, SolveJob
from models.enums import Decision, JobStatus
from models.queries import jobs as queries
from models.queries import places
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club import faults
from scheduler.problem import Problem, ProblemError
from scheduler.result import Result
from web.services import audit, convert, fixed
from web.services.audit import Actor
from web.services.errors import Conflict, Finding, NotFound, Refused
from web.services.leases import Signal, beat, claim, end, finish, reap, save_best, saved
from web.services.merging import merged
from web.services.month_facts import facts_of
from web.services.rule_entries import refuse_unreadable

__all__ = [
    "Accepted",
    "Signal",
    "accept",
    "beat",
    "cancel",
    "claim",
    "discard",
    "finish",
    "kick",
    "latest",
    "proposal",
    "reap",
    "save_best",
    "saved",
    "stop",
    "submit",
    "violation_findings",
]

SHORTEST, LONGEST = 1, 3600
"""Seconds that a solve may be asked to take."""
log = logging.getLogger(__name__)


def submit(session: Session, organization_id: int, month: Month, actor: Actor, seconds: int = 60) -> SolveJob:
    """Ask for a roster of the month; when one is being made already, that job is returned. Commits and wakes a worker.

    Proposals of the month that nobody decided on are discarded. Raises NotFound, Refused with the faults of the club's
    data, and Conflict when there is nothing to plan, the seconds are not 1 to 3600 or a condition cannot be read.
    """
    if not SHORTEST <= seconds <= LONGEST:
        raise Conflict("A roster can be searched for 1 to 3600 seconds.")
    present = queries.active(session, organization_id, str(month))
    if present is not None:
        session.rollback()
        return present
    _check_plannable(session, organization_id, month)
    for old in queries.open_proposals(session, organization_id, str(month)):
        old.decision = Decision.DISCARDED
    job = SolveJob(
        organization_id=organization_id, month=str(month), seconds_limit=seconds, requested_by_id=actor.user_id
    )
    try:
        session.add(job)
        session.flush()
        audit.record(session, organization_id, actor, "roster.solve", str(month), job=job.id, seconds=seconds)
        session.commit()
    except IntegrityError:
        # Somebody asked at the same moment; the index that allows one active job decided who was first.
        session.rollback()
        present = queries.active(session, organization_id, str(month)) or latest(session, organization_id, month)
        session.rollback()
        if present is None:
            raise
        return present
    kick()
    return job


def _check_plannable(session: Session, organization_id: int, month: Month) -> None:
    refuse_unreadable(session, organization_id)
    book = convert.book_of(session, organization_id, month)
    found = faults.find(book)
    if found:
        session.rollback()
        reasons = [Finding(fault.ko, fault.en, sheet=fault.entity, person=fault.participant or "") for fault in found]
        raise Refused(reasons, "The club's data contradict themselves in %(count)s places.")
    period = month.period
    if not any(entry.first <= period.last and period.first <= entry.last for entry in book.contracts):
        session.rollback()
        raise Conflict("Nobody has a contract in this month. Please import the club's workbook first.")
    if not book.templates:
        session.rollback()
        raise Conflict("There is no shift template yet. Please import the club's workbook first.")


def kick() -> None:
    """Wake a worker. When the broker cannot be reached, the next round of the reaper does it."""
    from web.worker import wake  # noqa: PLC0415 - Celery is loaded at the first job, not with every page

    try:
        wake.apply_async(expires=60, retry=False)
    except Exception:
        log.warning("no worker could be woken; the reaper will try again", exc_info=True)


def latest(session: Session, organization_id: int, month: Month) -> SolveJob | None:
    """The month's newest job, whatever became of it; None when there was none."""
    return queries.latest(session, organization_id, str(month))


def cancel(session: Session, organization_id: int, job_id: int, actor: Actor) -> SolveJob:
    """Give the job up: the draft stays as it is. A running solve ends within seconds. Commits.

    Raises NotFound, and Conflict when the job has ended already.
    """
    job = _active(session, organization_id, job_id)
    job.cancel_requested = True
    _end_unheld(session, job)
    audit.record(session, organization_id, actor, "roster.solve.cancel", job.month, job=job.id)
    session.commit()
    return job


def stop(session: Session, organization_id: int, job_id: int, actor: Actor) -> SolveJob:
    """End the search and keep the best roster so far. A job that has not found any yet is cancelled. Commits.

    Raises NotFound, and Conflict when the job has ended already.
    """
    job = _active(session, organization_id, job_id)
    job.stop_requested = True
    _end_unheld(session, job)
    audit.record(session, organization_id, actor, "roster.solve.stop", job.month, job=job.id)
    session.commit()
    return job


def _end_unheld(session: Session, job: SolveJob) -> None:
    """End the job here unless a living worker holds it, who will hear of it at the next heartbeat."""
    silent = job.lease_until is None or job.lease_until < queries.clock(session)
    if job.status is JobStatus.QUEUED or silent:
        end(job)


def _active(session: Session, organization_id: int, job_id: int) -> SolveJob:
    job = _job(session, organization_id, job_id)
    if job.status not in queries.ACTIVE:
        session.rollback()
        raise Conflict("This search has ended already.")
    return job


def _job(session: Session, organization_id: int, job_id: int) -> SolveJob:
    job = queries.job_to_change(session, organization_id, job_id)
    if job is None:
        session.rollback()
        raise NotFound("There is no such search.")
    return job


def proposal(session: Session, organization_id: int, job_id: int) -> Result:
    """The roster that a finished job proposes, with its figures. Raises NotFound when there is none."""
    job = queries.job(session, organization_id, job_id)
    result = saved(job) if job is not None and job.status is JobStatus.DONE else None
    if result is None:
        session.rollback()
        raise NotFound("This search has no roster to show.")
    return result


def base_edit_id(session: Session, organization_id: int, job_id: int) -> int:
    """The newest edit of the month that the search knew. Raises NotFound."""
    job = queries.job(session, organization_id, job_id)
    if job is None:
        raise NotFound("There is no such search.")
    return job.base_edit_id


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a proposal has done."""

    drafts: Sequence[Roster]
    kept: int
    """Cells that hands changed or locked meanwhile and that therefore stayed."""
    given_up: int
    """Assignments of the proposal that did not go together with those cells; their seats are open."""


def accept(session: Session, organization_id: int, job_id: int, actor: Actor) -> Accepted:
    """Make the proposal the draft of every programme that is not confirmed or published.

    Cells that somebody changed or locked since the search began stay as they are. The judge looks at the proposal once
    more with the data as they are now. Commits. Raises NotFound; Conflict when it was decided on before or the data no
    longer hold its people and shifts; Refused with every rule that it would break.
    """
    places.claim(session, organization_id)
    job = _undecided(session, organization_id, job_id)
    month = Month.parse(job.month)
    result = proposal(session, organization_id, job_id)
    refuse_unreadable(session, organization_id)
    try:
        problem = convert.problem_of(session, organization_id, month, locks=False, frozen=True)
        # Who is sent to a training or meeting may have changed since: those cells stay as hands left them.
        problem = fixed.sent_as(problem, result.roster)
        broken = rules.check(problem, result.roster)
    except ProblemError as error:
        session.rollback()
        raise Conflict("The club's data have changed since this roster was made. Please build it again.") from error
    if broken:
        session.rollback()
        raise Refused(violation_findings(problem, broken), "The roster breaks %(count)s rules by now.")
    found = merged(facts_of(session, organization_id, month), result.roster, job.base_edit_id)
    try:
        drafts = convert.store_roster(session, organization_id, month, found.roster, job.id, actor=actor)
        job.decision = Decision.ACCEPTED
        audit.record(
            session, organization_id, actor, "roster.accept", job.month, job=job.id, assignments=len(found.roster)
        )
        session.commit()
    except (StaleDataError, IntegrityError) as error:
        session.rollback()
        raise Conflict("Somebody else has changed this roster just now. Please look at it and try again.") from error
    except Conflict:
        session.rollback()
        raise
    return Accepted(drafts, found.kept, found.given_up)


def discard(session: Session, organization_id: int, job_id: int, actor: Actor) -> SolveJob:
    """Drop the proposal; the draft stays as it is. Commits. Raises NotFound, Conflict when it was decided on before."""
    job = _undecided(session, organization_id, job_id)
    job.decision = Decision.DISCARDED
    audit.record(session, organization_id, actor, "roster.discard", job.month, job=job.id)
    session.commit()
    return job


def _undecided(session: Session, organization_id: int, job_id: int) -> SolveJob:
    job = _job(session, organization_id, job_id)
    if job.status is not JobStatus.DONE or job.decision is not Decision.OPEN:
        session.rollback()
        raise Conflict("There is no open proposal here any more.")
    return job


def violation_findings(problem: Problem, broken: Sequence[rules.Violation]) -> list[Finding]:
    """Broken rules as reasons for a refusal, each in its sentence."""
    return [
        Finding(
            rules.sentence(one, "ko"),
            rules.sentence(one, "en"),
            person=problem.participant[one.participant].name if one.participant else "",
            day=str(one.day or ""),
            rule=one.rule,
        )
        for one in broken
    ]
