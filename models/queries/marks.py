"""A cheap mark of all that a month's page depends on: while it stays the same, a page worked out before still holds."""

from __future__ import annotations

from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import Session

from models.organizations import AuditEvent
from models.people import Participant
from models.rosters import Assignment, Roster

_CHANGE_NOTHING = ("session.%", "print.%", "link.%", "export.%", "page.%")
"""Kinds of audit events that leave the club's data as they are."""

Mark = tuple[object, ...]


def month_mark(session: Session, organization_id: int) -> Mark:
    """The mark of the organisation's data.

    Every service that changes data adds to the access record, which only grows; rosters note each change of their
    assignments. Four small queries on indexed columns.
    """
    # The count too: of two lines written at the same moment the one with the greater id may be there first.
    events = select(func.count(), func.max(AuditEvent.id)).where(
        AuditEvent.organization_id == organization_id,
        not_(or_(*(AuditEvent.action.like(pattern) for pattern in _CHANGE_NOTHING))),
    )
    versions = (
        select(Roster.id, Roster.row_version, Roster.status, Roster.changed_at)
        .where(Roster.organization_id == organization_id)
        .order_by(Roster.id)
    )
    seats = select(func.count(), func.max(Assignment.id)).where(Assignment.organization_id == organization_id)
    people = select(func.count(), func.max(Participant.id)).where(Participant.organization_id == organization_id)
    return (
        tuple(session.execute(events).one()),
        *(tuple(row) for row in session.execute(versions)),
        tuple(session.execute(seats).one()),
        tuple(session.execute(people).one()),
    )
