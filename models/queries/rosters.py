"""Rosters of an organisation and who works what in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import RosterStatus
from models.people import Participant
from models.places import Program, ShiftTemplate, Site
from models.rosters import Assignment, Roster

ANY = tuple(RosterStatus)


class Placed(NamedTuple):
    """One assignment with the codes that name its person and shift; read as a plain row, for there are thousands."""

    roster_id: int
    number: str
    """The participant's own number."""
    site: str
    """Code of the site."""
    code: str
    """The template's letter."""
    day: date
    start: int
    end: int
    worked_minutes: int


def newest(
    session: Session, organization_id: int, months: Collection[str], statuses: Collection[RosterStatus] = ANY
) -> Sequence[Roster]:
    """The newest version of every programme's roster in each of the months, by month and programme.

    Versions of other than the given statuses do not count.
    """
    latest = (
        select(Roster.program_id, Roster.month, func.max(Roster.version).label("version"))
        .where(Roster.organization_id == organization_id, Roster.month.in_(months), Roster.status.in_(statuses))
        .group_by(Roster.program_id, Roster.month)
        .subquery()
    )
    chosen = (
        select(Roster)
        .join(
            latest,
            (Roster.program_id == latest.c.program_id)
            & (Roster.month == latest.c.month)
            & (Roster.version == latest.c.version),
        )
        .where(Roster.organization_id == organization_id)
        .order_by(Roster.month, Roster.program_id)
    )
    return session.scalars(chosen).all()


def placed(session: Session, organization_id: int, roster_ids: Collection[int]) -> Sequence[Placed]:
    """Every assignment of the rosters, by day, start and person."""
    chosen = (
        select(
            Assignment.roster_id,
            Participant.number,
            Site.code,
            ShiftTemplate.code,
            Assignment.day,
            Assignment.start,
            Assignment.end,
            Assignment.worked_minutes,
        )
        .join(Participant, Participant.id == Assignment.participant_id)
        .join(ShiftTemplate, ShiftTemplate.id == Assignment.template_id)
        .join(Site, Site.id == ShiftTemplate.site_id)
        .where(Assignment.organization_id == organization_id, Assignment.roster_id.in_(roster_ids))
        .order_by(Assignment.day, Assignment.start, Assignment.participant_id)
    )
    return [Placed(*row) for row in session.execute(chosen)]


def assignments(session: Session, organization_id: int, roster_ids: Collection[int]) -> Sequence[Assignment]:
    """The same as rows that can be changed."""
    chosen = select(Assignment).where(
        Assignment.organization_id == organization_id, Assignment.roster_id.in_(roster_ids)
    )
    return session.scalars(chosen.order_by(Assignment.id)).all()


def programs_with_shifts(session: Session, organization_id: int) -> Sequence[Program]:
    """Programmes that have a site with a shift template."""
    chosen = (
        select(Program)
        .where(
            Program.organization_id == organization_id,
            Program.id.in_(select(Site.program_id).join(ShiftTemplate, ShiftTemplate.site_id == Site.id)),
        )
        .order_by(Program.id)
    )
    return session.scalars(chosen).all()


def used_template_ids(session: Session, organization_id: int) -> set[int]:
    """Templates that some assignment refers to: they cannot be removed without its roster losing a cell."""
    chosen = select(Assignment.template_id).where(Assignment.organization_id == organization_id).distinct()
    return cast(set[int], set(session.scalars(chosen)))
