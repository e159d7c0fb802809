"""Programmes, sites, shift templates, closures and holidays of an organisation, in the order they were entered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.organizations import Organization
from models.places import Closure, Holiday, Program, ShiftTemplate, Site


def organization(session: Session, organization_id: int) -> Organization | None:
    """The organisation itself."""
    return session.get(Organization, organization_id)


def claim(session: Session, organization_id: int) -> None:
    """Be the only writer of the organisation's data until the commit; whoever comes second waits.

    Every service that changes rosters begins with it, so that what was read stays true until it is written. SQLite has
    one writer at a time anyway. Logging in and other small writes that only refer to the organisation do not wait.
    """
    row = select(Organization.id).where(Organization.id == organization_id)
    session.execute(row.with_for_update(key_share=True))


def organizations(session: Session) -> Sequence[Organization]:
    """All organisations of this installation, oldest first: for the operator's command line only."""
    return session.scalars(select(Organization).order_by(Organization.id)).all()


def programs(session: Session, organization_id: int) -> Sequence[Program]:
    """All programmes."""
    return session.scalars(select(Program).where(Program.organization_id == organization_id).order_by(Program.id)).all()


def sites(session: Session, organization_id: int) -> Sequence[Site]:
    """All sites."""
    return session.scalars(select(Site).where(Site.organization_id == organization_id).order_by(Site.id)).all()


def templates(session: Session, organization_id: int) -> Sequence[ShiftTemplate]:
    """All shift templates, with their sites."""
    chosen = (
        select(ShiftTemplate)
        .where(ShiftTemplate.organization_id == organization_id)
        .options(joinedload(ShiftTemplate.site))
    )
    return session.scalars(chosen.order_by(ShiftTemplate.id)).all()


def closures(session: Session, organization_id: int) -> Sequence[Closure]:
    """All closures and vacations."""
    return session.scalars(select(Closure).where(Closure.organization_id == organization_id).order_by(Closure.id)).all()


def holidays(session: Session, organization_id: int) -> Sequence[Holiday]:
    """All public holidays that the organisation keeps, by day."""
    return session.scalars(
        select(Holiday).where(Holiday.organization_id == organization_id).order_by(Holiday.day)
    ).all()
