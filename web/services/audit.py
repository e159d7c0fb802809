"""The record of who did what to whose data (개인정보의 안전성 확보조치 기준 art. 8)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import AuditEvent


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where."""

    name: str
    """A login, or `participant 17`, `worker`, `command line`."""
    user_id: int | None = None
    """None for everyone without a login."""
    address: str = ""
    """IP address; empty on the machine itself."""


def record(
    session: Session, organization_id: int, actor: Actor, action: str, subject: str, **details: object
) -> AuditEvent:
    """Add a line to the record; it is kept when the caller commits, together with the act itself.

    `details` hold ids and counts, never personal data.
    """
    event = event_of(organization_id, actor, action, subject, **details)
    session.add(event)
    return event


def event_of(organization_id: int, actor: Actor, action: str, subject: str, **details: object) -> AuditEvent:
    """The line itself, for those who cannot write it now."""
    return AuditEvent(
        organization_id=organization_id,
        user_id=actor.user_id,
        actor=actor.name,
        address=actor.address,
        action=action,
        subject=subject,
        details=details,
    )
