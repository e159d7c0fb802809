"""Participants of an organisation and what is known of them, in the order it was entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Contract, Credential, Pair, Participant, PastShift, Unavailability, Usual, Wish
from models.places import Site


def participants(session: Session, organization_id: int) -> Sequence[Participant]:
    """All participants."""
    chosen = select(Participant).where(Participant.organization_id == organization_id)
    return session.scalars(chosen.order_by(Participant.id)).all()


def ids(session: Session, organization_id: int) -> dict[str, int]:
    """Row ids by the participants' own numbers."""
    chosen = select(Participant.number, Participant.id).where(Participant.organization_id == organization_id)
    return dict(session.execute(chosen).all())


def participant(session: Session, organization_id: int, participant_id: int) -> Participant | None:
    """One participant of the organisation."""
    chosen = select(Participant).where(Participant.organization_id == organization_id, Participant.id == participant_id)
    return session.scalar(chosen)


def contracts(session: Session, organization_id: int) -> Sequence[Contract]:
    """All contracts."""
    chosen = select(Contract).where(Contract.organization_id == organization_id)
    return session.scalars(chosen.order_by(Contract.id)).all()


def credentials(session: Session, organization_id: int) -> Sequence[Credential]:
    """All certificates and checks."""
    chosen = select(Credential).where(Credential.organization_id == organization_id)
    return session.scalars(chosen.order_by(Credential.id)).all()


def unavailable(session: Session, organization_id: int) -> Sequence[Unavailability]:
    """All times at which somebody cannot work."""
    chosen = select(Unavailability).where(Unavailability.organization_id == organization_id)
    return session.scalars(chosen.order_by(Unavailability.id)).all()


def wishes(session: Session, organization_id: int) -> Sequence[Wish]:
    """All wishes."""
    return session.scalars(select(Wish).where(Wish.organization_id == organization_id).order_by(Wish.id)).all()


def usuals(session: Session, organization_id: int) -> Sequence[Usual]:
    """All usual weekdays and templates."""
    return session.scalars(select(Usual).where(Usual.organization_id == organization_id).order_by(Usual.id)).all()


def pairs(session: Session, organization_id: int) -> Sequence[Pair]:
    """All pairs."""
    return session.scalars(select(Pair).where(Pair.organization_id == organization_id).order_by(Pair.id)).all()


def past_shifts(session: Session, organization_id: int) -> Sequence[PastShift]:
    """All shifts read from hand-made rosters, as rows that can be changed."""
    chosen = select(PastShift).where(PastShift.organization_id == organization_id)
    return session.scalars(chosen.order_by(PastShift.id)).all()


class Worked(NamedTuple):
    """A shift of a hand-made roster with the codes that name its person and site; a plain row, for there are many."""

    number: str
    day: date
    site: str
    code: str
    start: int
    end: int
    worked_minutes: int


def worked(session: Session, organization_id: int, since: date = date.min, before: date = date.max) -> Sequence[Worked]:
    """Shifts read from hand-made rosters, from `since` up to, not including, `before`."""
    chosen = (
        select(
            Participant.number,
            PastShift.day,
            Site.code,
            PastShift.code,
            PastShift.start,
            PastShift.end,
            PastShift.worked_minutes,
        )
        .join(Participant, Participant.id == PastShift.participant_id)
        .join(Site, Site.id == PastShift.site_id)
        .where(PastShift.organization_id == organization_id, PastShift.day >= since, PastShift.day < before)
        .order_by(PastShift.id)
    )
    return [Worked(*row) for row in session.execute(chosen)]
