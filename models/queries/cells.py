"""Cells of a month that somebody has touched, and the edits that touched them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.enums import EditKind, EditState
from models.organizations import User
from models.people import Participant
from models.rosters import Assignment, RosterCell, RosterEdit

_TAKEN_BACK = (EditKind.CELLS, EditKind.ACCEPT)
"""Kinds that can be undone; undoing itself is taken back by repeating."""


class Touched(NamedTuple):
    """A touched cell, read as a plain row, for there may be thousands."""

    number: str
    """The participant's own number."""
    day: date
    edit_id: int
    locked: bool
    note: str


def touched(session: Session, organization_id: int, first: date, last: date) -> Sequence[Touched]:
    """Every touched cell of the days, by day and person."""
    chosen = (
        select(Participant.number, RosterCell.day, RosterCell.edit_id, RosterCell.locked, RosterCell.note)
        .join(Participant, Participant.id == RosterCell.participant_id)
        .where(RosterCell.organization_id == organization_id, RosterCell.day.between(first, last))
        .order_by(RosterCell.day, RosterCell.participant_id)
    )
    return [Touched(*row) for row in session.execute(chosen)]


def cells(
    session: Session, organization_id: int, participant_ids: Collection[int], days: Collection[date]
) -> Sequence[RosterCell]:
    """The touched cells of these people on these days, as rows that can be changed."""
    chosen = select(RosterCell).where(
        RosterCell.organization_id == organization_id,
        RosterCell.participant_id.in_(participant_ids),
        RosterCell.day.in_(days),
    )
    return session.scalars(chosen).all()


def assignments_in(
    session: Session,
    organization_id: int,
    roster_ids: Collection[int],
    participant_ids: Collection[int],
    days: Collection[date],
) -> Sequence[Assignment]:
    """What these people work on these days in these rosters, as rows that can be changed."""
    chosen = select(Assignment).where(
        Assignment.organization_id == organization_id,
        Assignment.roster_id.in_(roster_ids),
        Assignment.participant_id.in_(participant_ids),
        Assignment.day.in_(days),
    )
    return session.scalars(chosen).all()


def newest_edit_id(session: Session, organization_id: int, month: str) -> int:
    """Id of the month's newest edit; 0 while there is none."""
    newest = select(func.max(RosterEdit.id)).where(
        RosterEdit.organization_id == organization_id, RosterEdit.month == month
    )
    return session.scalar(newest) or 0


def edit(session: Session, organization_id: int, edit_id: int) -> RosterEdit | None:
    """One edit, or None."""
    chosen = select(RosterEdit).where(RosterEdit.organization_id == organization_id, RosterEdit.id == edit_id)
    return session.scalars(chosen).first()


def editor_name(session: Session, organization_id: int, edit_id: int) -> str:
    """Name of the user who made the edit; where there is none, what the edit says of its actor."""
    chosen = (
        select(User.name, RosterEdit.actor)
        .select_from(RosterEdit)
        .outerjoin(User, User.id == RosterEdit.user_id)
        .where(RosterEdit.organization_id == organization_id, RosterEdit.id == edit_id)
    )
    row = session.execute(chosen).first()
    return "" if row is None else row[0] or row[1]


def standing(session: Session, organization_id: int, month: str, user_id: int | None) -> RosterEdit | None:
    """The person's newest edit of the month that can be taken back, or None."""
    return session.scalars(
        _own(organization_id, month, user_id, EditState.DONE).order_by(RosterEdit.id.desc()).limit(1)
    ).first()


def taken_back(session: Session, organization_id: int, month: str, user_id: int | None) -> Sequence[RosterEdit]:
    """The person's edits of the month that can be repeated, the one to be repeated first at the front."""
    return session.scalars(_own(organization_id, month, user_id, EditState.UNDONE).order_by(RosterEdit.id)).all()


def _own(organization_id: int, month: str, user_id: int | None, state: EditState) -> Select[RosterEdit]:
    return select(RosterEdit).where(
        RosterEdit.organization_id == organization_id,
        RosterEdit.month == month,
        RosterEdit.user_id == user_id if user_id is not None else RosterEdit.user_id.is_(None),
        RosterEdit.state == state,
        RosterEdit.kind.in_(_TAKEN_BACK),
    )
