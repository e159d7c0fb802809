"""Versions of one programme's roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import RosterStatus
from models.people import Contract, Participant
from models.rosters import Assignment, Roster

SHOWN = (RosterStatus.PUBLISHED, RosterStatus.CLOSED)
"""States of a version that participants may see."""


def versions(session: Session, organization_id: int, program_id: int, month: str) -> Sequence[Roster]:
    """Every version of the programme's roster of the month, the newest first."""
    chosen = select(Roster).where(
        Roster.organization_id == organization_id, Roster.program_id == program_id, Roster.month == month
    )
    return session.scalars(chosen.order_by(Roster.version.desc())).all()


def shown(session: Session, organization_id: int, program_id: int, month: str) -> Roster | None:
    """The newest version that participants may see, or None."""
    found = versions(session, organization_id, program_id, month)
    return next((one for one in found if one.status in SHOWN), None)


def assignments(session: Session, organization_id: int, roster_id: int) -> Sequence[Assignment]:
    """Every assignment of one version."""
    chosen = select(Assignment).where(Assignment.organization_id == organization_id, Assignment.roster_id == roster_id)
    return session.scalars(chosen.order_by(Assignment.id)).all()


def names(session: Session, organization_id: int) -> dict[int, tuple[str, str]]:
    """Number and name of every participant by row id."""
    chosen = select(Participant.id, Participant.number, Participant.name).where(
        Participant.organization_id == organization_id
    )
    return {row.id: (row.number, row.name) for row in session.execute(chosen)}


def contracted_after(session: Session, organization_id: int, program_id: int, day: date) -> frozenset[str]:
    """Numbers of the participants who have a contract with the programme that lasts beyond the day."""
    chosen = (
        select(Participant.number)
        .join(Contract, Contract.participant_id == Participant.id)
        .where(
            Participant.organization_id == organization_id,
            Contract.organization_id == organization_id,
            Contract.program_id == program_id,
            Contract.last > day,
        )
    )
    return frozenset(session.scalars(chosen))
