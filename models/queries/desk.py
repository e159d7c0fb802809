"""What the start page and the participants' pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.ordering import by_code_point
from models.organizations import AuditEvent
from models.people import Contract, Credential, Participant, Usual, Wish
from models.places import ShiftTemplate
from models.rosters import Roster


def credentials_ending(session: Session, organization_id: int, since: date, until: date) -> Sequence[Credential]:
    """Certificates whose last day lies between the two, both included, by that day."""
    chosen = (
        select(Credential)
        .options(joinedload(Credential.participant))
        .where(
            Credential.organization_id == organization_id,
            Credential.valid_until >= since,
            Credential.valid_until <= until,
        )
        .order_by(Credential.valid_until, Credential.id)
    )
    return session.scalars(chosen).all()


def last_events(session: Session, organization_id: int, count: int) -> Sequence[AuditEvent]:
    """The newest lines of the access record that tell of work on rosters and data; logins are left out."""
    chosen = select(AuditEvent).where(
        AuditEvent.organization_id == organization_id, AuditEvent.action.not_like("session.%")
    )
    return session.scalars(chosen.order_by(AuditEvent.id.desc()).limit(count)).all()


def months_with_rosters(session: Session, organization_id: int) -> Sequence[str]:
    """Months (YYYY-MM) for which there is any roster, the newest first."""
    chosen = select(Roster.month).where(Roster.organization_id == organization_id).distinct()
    return session.scalars(chosen.order_by(Roster.month.desc())).all()


def participants_with_contracts(session: Session, organization_id: int) -> Sequence[Participant]:
    """All participants by name, with contracts, programmes and certificates."""
    chosen = (
        select(Participant)
        .options(
            selectinload(Participant.contracts).joinedload(Contract.program), selectinload(Participant.credentials)
        )
        .where(Participant.organization_id == organization_id)
        .order_by(by_code_point(Participant.name), Participant.id)
    )
    return session.scalars(chosen).all()


def participant(session: Session, organization_id: int, participant_id: int) -> Participant | None:
    """One participant with everything that the roster needs to know."""
    template = joinedload(ShiftTemplate.site)
    chosen = (
        select(Participant)
        .options(
            selectinload(Participant.contracts).joinedload(Contract.program),
            selectinload(Participant.credentials),
            selectinload(Participant.unavailable),
            selectinload(Participant.wishes).joinedload(Wish.template).options(template),
            selectinload(Participant.usuals).joinedload(Usual.template).options(template),
        )
        .where(Participant.organization_id == organization_id, Participant.id == participant_id)
    )
    return session.scalar(chosen)
