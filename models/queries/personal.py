"""What a participant may see: own shifts of published rosters, and who else is on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import RosterStatus
from models.ordering import by_code_point
from models.people import Contract, Participant
from models.places import ShiftTemplate, Site
from models.queries import rosters
from models.rosters import Assignment, Roster

_SEEN = (RosterStatus.PUBLISHED, RosterStatus.CLOSED)


class OwnShift(NamedTuple):
    """One shift of one participant, with its place."""

    roster_id: int
    template_id: int
    day: date
    start: int
    end: int
    worked_minutes: int
    site: str
    """Name of the site."""
    address: str
    bring: str


def participant_by_link(session: Session, link_hash: str) -> Participant | None:
    """Whose personal link has this hash. The hash alone decides: a link names no organisation."""
    return session.scalar(select(Participant).where(Participant.link_hash == link_hash))


def last_contract_day(session: Session, organization_id: int, participant_id: int) -> date | None:
    """The last day of the participant's last contract; None without any."""
    chosen = select(func.max(Contract.last)).where(
        Contract.organization_id == organization_id, Contract.participant_id == participant_id
    )
    return session.scalar(chosen)


def contracts_of(session: Session, organization_id: int, participant_id: int) -> Sequence[Contract]:
    """The participant's contracts, the oldest first."""
    chosen = select(Contract).where(
        Contract.organization_id == organization_id, Contract.participant_id == participant_id
    )
    return session.scalars(chosen.order_by(Contract.first, Contract.id)).all()


def published_rosters(session: Session, organization_id: int, months: Collection[str]) -> Sequence[Roster]:
    """The newest published or closed version of every programme's roster in the months; drafts stay unseen."""
    return rosters.newest(session, organization_id, months, _SEEN)


def own_shifts(
    session: Session, organization_id: int, participant_id: int, roster_ids: Collection[int]
) -> list[OwnShift]:
    """The participant's shifts in these rosters, in order."""
    chosen = (
        select(
            Assignment.roster_id,
            Assignment.template_id,
            Assignment.day,
            Assignment.start,
            Assignment.end,
            Assignment.worked_minutes,
            Site.name,
            Site.address,
            Site.bring,
        )
        .join(ShiftTemplate, ShiftTemplate.id == Assignment.template_id)
        .join(Site, Site.id == ShiftTemplate.site_id)
        .where(
            Assignment.organization_id == organization_id,
            Assignment.participant_id == participant_id,
            Assignment.roster_id.in_(roster_ids),
        )
        .order_by(Assignment.day, Assignment.start)
    )
    return [OwnShift(*row) for row in session.execute(chosen)]


def companions(session: Session, organization_id: int, shift: OwnShift, participant_id: int) -> list[str]:
    """Names of the others on the same shift and day, by name."""
    chosen = (
        select(Participant.name)
        .join(Assignment, Assignment.participant_id == Participant.id)
        .where(
            Assignment.organization_id == organization_id,
            Assignment.roster_id == shift.roster_id,
            Assignment.template_id == shift.template_id,
            Assignment.day == shift.day,
            Participant.id != participant_id,
        )
        .order_by(by_code_point(Participant.name))
    )
    return list(session.scalars(chosen))
