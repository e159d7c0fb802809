"""What an organisation added to the rules and what of it holds: numbers, conditions, exceptions, programme types.

`models.queries.rulebook` asks the same tables for the settings screens, with all that has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.rules import ProgramType, Relaxation, RuleSetting, RuleValue


def values(session: Session, organization_id: int) -> Sequence[RuleValue]:
    """Every number that the organisation has set, the oldest first: of one day the later row is the newer."""
    chosen = select(RuleValue).where(RuleValue.organization_id == organization_id)
    return session.scalars(chosen.order_by(RuleValue.valid_from, RuleValue.id)).all()


def settings(session: Session, organization_id: int, on: date | None = None) -> Sequence[RuleSetting]:
    """The conditions that nobody has ended, of the given day only where there is one, in the order they were made."""
    chosen = select(RuleSetting).where(RuleSetting.organization_id == organization_id, RuleSetting.ended_at.is_(None))
    if on is not None:
        chosen = chosen.where(
            or_(RuleSetting.valid_from.is_(None), RuleSetting.valid_from <= on),
            or_(RuleSetting.valid_until.is_(None), RuleSetting.valid_until >= on),
        )
    return session.scalars(chosen.order_by(RuleSetting.id)).all()


def relaxations(session: Session, organization_id: int, first: date, last: date) -> Sequence[Relaxation]:
    """What is set aside on a day from first to last, less what was withdrawn, in the order it was set aside."""
    chosen = select(Relaxation).where(
        Relaxation.organization_id == organization_id,
        Relaxation.first <= last,
        Relaxation.last >= first,
        Relaxation.withdrawn_at.is_(None),
    )
    return session.scalars(chosen.order_by(Relaxation.id)).all()


def program_types(session: Session, organization_id: int) -> Sequence[ProgramType]:
    """The organisation's own programme types, oldest first."""
    chosen = select(ProgramType).where(ProgramType.organization_id == organization_id)
    return session.scalars(chosen.order_by(ProgramType.id)).all()
