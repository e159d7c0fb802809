"""Rosters by month and programme, their assignments, and the jobs that make them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Owned, UtcDateTime, choice, now
from models.enums import Decision, EditKind, EditState, JobStatus, RosterStatus
from models.people import Participant
from models.places import Program, ShiftTemplate


class Roster(Base, Owned):
    """근무표 of one programme and month. Publishing freezes a version; the next edit begins another as a draft.

    One grid and one solve cover all programmes of an organisation and month; publishing is by programme and always
    covers the whole month.
    """

    __tablename__ = "roster"
    __table_args__ = (
        UniqueConstraint("program_id", "month", "version"),
        CheckConstraint("month LIKE '____-__'", name="month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    month: Mapped[str] = mapped_column(String(7), comment="YYYY-MM")
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[RosterStatus] = mapped_column(choice(RosterStatus, "status"), default=RosterStatus.DRAFT)
    solve_job_id: Mapped[int | None] = mapped_column(ForeignKey("solve_job.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=now, comment="set with every change of an assignment, so that row_version counts it"
    )
    row_version: Mapped[int] = mapped_column(default=1, comment="optimistic lock")

    program: Mapped[Program] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(
        back_populates="roster", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy reads it once


class Assignment(Base, Owned):
    """배정: one participant on one shift. Times are copied from the template, so that paper and page stay the same."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("roster_id", "participant_id", "template_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("shift_template.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(comment="the day the shift starts")
    start: Mapped[int] = mapped_column(comment="minutes since midnight")
    end: Mapped[int]
    worked_minutes: Mapped[int]

    roster: Mapped[Roster] = relationship(back_populates="assignments")
    participant: Mapped[Participant] = relationship()
    template: Mapped[ShiftTemplate] = relationship()


class RosterCell(Base, Owned):
    """One person on one day, beyond who works: how often the cell has changed, its lock and its note.

    The row is made at the first change; a cell without a row was never touched. What stands in the cell are the
    assignments of that person and day in the newest versions of all programmes.
    """

    __tablename__ = "roster_cell"
    __table_args__ = (UniqueConstraint("participant_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    edit_id: Mapped[int] = mapped_column(
        ForeignKey("roster_edit.id", ondelete="CASCADE"), comment="the newest edit that changed this cell"
    )
    locked: Mapped[bool] = mapped_column(default=False, comment="fixed by hand; the solver leaves the cell as it is")
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1, comment="optimistic lock; counts the changes without a gap")

    participant: Mapped[Participant] = relationship()
    edit: Mapped[RosterEdit] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it once


class RosterEdit(Base, Owned):
    """One change of a month by one person, of one cell or of many: what it was and what it became.

    Its id orders the changes of a month; whoever has seen edit 17 has seen everything before it.
    """

    __tablename__ = "roster_edit"
    __table_args__ = (Index("ix_roster_edit_month", "organization_id", "month", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7), comment="YYYY-MM")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80), comment="login, or 'command line'")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    kind: Mapped[EditKind] = mapped_column(choice(EditKind, "kind"), default=EditKind.CELLS)
    state: Mapped[EditState] = mapped_column(choice(EditState, "state"), default=EditState.DONE)
    of_edit_id: Mapped[int | None] = mapped_column(comment="of an undo or redo: the edit that it takes back or repeats")
    steps: Mapped[list[Any]] = mapped_column(JSON, comment="[participant id, day, value before, value after] a cell")


class SolveJob(Base, Owned):
    """One run of the solver for an organisation's month. This row is the truth; the broker only wakes workers."""

    __tablename__ = "solve_job"
    __table_args__ = (
        Index(
            "uq_solve_job_one_active",
            "organization_id",
            "month",
            unique=True,
            sqlite_where=text("status IN ('queued', 'running')"),
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7), comment="YYYY-MM")
    status: Mapped[JobStatus] = mapped_column(choice(JobStatus, "status"), default=JobStatus.QUEUED, index=True)
    decision: Mapped[Decision] = mapped_column(choice(Decision, "decision"), default=Decision.OPEN)
    seconds_limit: Mapped[int] = mapped_column(default=60)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    problem: Mapped[str | None] = mapped_column(Text, comment="the problem solved, as JSON; ids only, no phone numbers")
    result: Mapped[str | None] = mapped_column(Text, comment="best judged result so far, as JSON")
    progress: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, comment="seconds, open_seats, penalty, bound of the running solve"
    )
    error: Mapped[str] = mapped_column(String(400), default="")
    base_edit_id: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="newest edit of the month when the problem was made; 0: none yet"
    )
    attempt: Mapped[int] = mapped_column(default=0, comment="fencing token: only the newest attempt may write")
    worker: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    stop_requested: Mapped[bool] = mapped_column(default=False, comment="stop early and keep the best so far")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
