"""What was typed in about heat: apparent temperatures by day, hours cut by site and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.heat import HeatCut, HeatDay


def days(session: Session, organization_id: int, first: date, last: date) -> Sequence[HeatDay]:
    """The temperatures from first to last, by day."""
    chosen = select(HeatDay).where(
        HeatDay.organization_id == organization_id, HeatDay.day >= first, HeatDay.day <= last
    )
    return session.scalars(chosen.order_by(HeatDay.day)).all()


def day_called(session: Session, organization_id: int, day_id: int) -> HeatDay | None:
    """One temperature of the organisation."""
    return session.scalar(select(HeatDay).where(HeatDay.organization_id == organization_id, HeatDay.id == day_id))


def cuts(session: Session, organization_id: int, first: date, last: date) -> Sequence[HeatCut]:
    """The hours cut from first to last, by day and in the order of the sites."""
    chosen = select(HeatCut).where(
        HeatCut.organization_id == organization_id, HeatCut.day >= first, HeatCut.day <= last
    )
    return session.scalars(chosen.order_by(HeatCut.day, HeatCut.site_id)).all()


def cut_called(session: Session, organization_id: int, cut_id: int) -> HeatCut | None:
    """One entry of hours cut of the organisation."""
    return session.scalar(select(HeatCut).where(HeatCut.organization_id == organization_id, HeatCut.id == cut_id))
