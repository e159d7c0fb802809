"""Solve jobs of an organisation; and, for workers only, the queue over all organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from models.base import now
from models.enums import Decision, JobStatus
from models.rosters import SolveJob

ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


def job(session: Session, organization_id: int, job_id: int) -> SolveJob | None:
    """One job of the organisation, to look at. It is not locked: a worker passes over locked jobs."""
    chosen = select(SolveJob).where(SolveJob.organization_id == organization_id, SolveJob.id == job_id)
    return session.scalar(chosen.execution_options(populate_existing=True))


def job_to_change(session: Session, organization_id: int, job_id: int) -> SolveJob | None:
    """One job of the organisation, locked until the transaction ends where the database can do that."""
    chosen = select(SolveJob).where(SolveJob.organization_id == organization_id, SolveJob.id == job_id)
    return session.scalar(chosen.with_for_update().execution_options(populate_existing=True))


def active(session: Session, organization_id: int, month: str) -> SolveJob | None:
    """The job of the month that waits or runs; there is at most one."""
    chosen = select(SolveJob).where(
        SolveJob.organization_id == organization_id, SolveJob.month == month, SolveJob.status.in_(ACTIVE)
    )
    return session.scalar(chosen)


def latest(session: Session, organization_id: int, month: str) -> SolveJob | None:
    """The month's newest job, whatever became of it."""
    chosen = select(SolveJob).where(SolveJob.organization_id == organization_id, SolveJob.month == month)
    return session.scalar(chosen.order_by(SolveJob.id.desc()).limit(1))


def open_proposals(session: Session, organization_id: int, month: str) -> Sequence[SolveJob]:
    """Finished jobs of the month whose roster was neither accepted nor discarded."""
    chosen = select(SolveJob).where(
        SolveJob.organization_id == organization_id,
        SolveJob.month == month,
        SolveJob.status == JobStatus.DONE,
        SolveJob.decision == Decision.OPEN,
    )
    return session.scalars(chosen).all()


def next_queued(session: Session) -> SolveJob | None:
    """The job a worker should take, of whichever organisation: the oldest of the one whose turn it is.

    It is the turn of who has fewest jobs running; of several, of who was served longest ago. So one worker serves the
    organisations in turn, however many months one of them asks for at once. On PostgreSQL the row is locked and rows
    that other workers hold are passed over; on SQLite the transaction has the only write lock anyway.
    """
    other = aliased(SolveJob)
    same = other.organization_id == SolveJob.organization_id
    running = select(func.count()).where(same, other.status == JobStatus.RUNNING).correlate(SolveJob).scalar_subquery()
    served = select(func.max(other.started_at)).where(same).correlate(SolveJob).scalar_subquery()
    chosen = (
        select(SolveJob)
        .where(SolveJob.status == JobStatus.QUEUED)
        .order_by(running, served.asc().nulls_first(), SolveJob.id)
        .limit(1)
    )
    return session.scalar(chosen.with_for_update(skip_locked=True, of=SolveJob))


def clock(session: Session) -> datetime:
    """This instant by the clock that leases are counted with: the database's own, where it has one.

    Workers on several machines never agree on the time to the second; SQLite is on one machine only.
    """
    if session.get_bind().dialect.name == "sqlite":
        return now()
    instant: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return instant.astimezone(UTC)


def waiting_before(session: Session, moment: datetime, job_id: int) -> int:
    """How many other jobs, over all organisations, wait since before this one came."""
    older = select(func.count()).where(
        SolveJob.status == JobStatus.QUEUED, SolveJob.id != job_id, SolveJob.created_at <= moment
    )
    return session.scalar(older) or 0


def last_sign(session: Session) -> datetime | None:
    """The latest end of a lease, over all organisations: how lately any worker lived. None: no worker holds a job."""
    return session.scalar(select(func.max(SolveJob.lease_until)).where(SolveJob.status == JobStatus.RUNNING))


def queued(session: Session) -> int:
    """How many jobs wait, over all organisations."""
    return session.scalar(select(func.count()).where(SolveJob.status == JobStatus.QUEUED)) or 0


def held_by(session: Session, workers: str) -> int:
    """How many jobs are held by workers whose name begins so, over all organisations."""
    chosen = select(func.count()).where(
        SolveJob.status == JobStatus.RUNNING, SolveJob.worker.startswith(workers, autoescape=True)
    )
    return session.scalar(chosen) or 0


def held(session: Session, job_id: int, attempt: int) -> SolveJob | None:
    """The job while this attempt still holds it, locked; None when it has gone on without it."""
    chosen = select(SolveJob).where(
        SolveJob.id == job_id, SolveJob.attempt == attempt, SolveJob.status == JobStatus.RUNNING
    )
    return session.scalar(chosen.with_for_update().execution_options(populate_existing=True))


def renew(
    session: Session, job_id: int, attempt: int, lease_until: datetime, progress: dict[str, object] | None
) -> tuple[bool, bool] | None:
    """Extend the lease and note progress in one statement; whether to cancel and whether to stop, or None when lost."""
    values: dict[str, object] = {"lease_until": lease_until}
    if progress is not None:
        values["progress"] = progress
    changed = (
        update(SolveJob)
        .where(SolveJob.id == job_id, SolveJob.attempt == attempt, SolveJob.status == JobStatus.RUNNING)
        .values(values)
        .returning(SolveJob.cancel_requested, SolveJob.stop_requested)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(changed).one_or_none()
    return None if row is None else (row[0], row[1])


def expired(session: Session, moment: datetime) -> Sequence[SolveJob]:
    """Running jobs whose lease is over, of all organisations, locked."""
    chosen = select(SolveJob).where(SolveJob.status == JobStatus.RUNNING, SolveJob.lease_until < moment)
    return session.scalars(chosen.order_by(SolveJob.id).with_for_update(skip_locked=True)).all()
