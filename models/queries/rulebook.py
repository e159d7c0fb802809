"""What the settings screens ask: what an organisation added to the rules, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organizations import User
from models.people import Participant
from models.places import Holiday, Program
from models.rules import ProgramType, Relaxation, RuleSetting, RuleValue


def numbers(session: Session, organization_id: int) -> Sequence[RuleValue]:
    """Every number that the organisation has set, the newest first."""
    chosen = select(RuleValue).where(RuleValue.organization_id == organization_id)
    return session.scalars(chosen.order_by(RuleValue.valid_from.desc(), RuleValue.id.desc())).all()


def settings(session: Session, organization_id: int) -> Sequence[RuleSetting]:
    """Every condition, ended ones too, the newest first."""
    chosen = select(RuleSetting).where(RuleSetting.organization_id == organization_id)
    return session.scalars(chosen.order_by(RuleSetting.id.desc())).all()


def setting(session: Session, organization_id: int, setting_id: int) -> RuleSetting | None:
    """One condition of the organisation."""
    chosen = select(RuleSetting).where(RuleSetting.organization_id == organization_id, RuleSetting.id == setting_id)
    return session.scalar(chosen)


def relaxations(session: Session, organization_id: int, first: date, last: date) -> Sequence[Relaxation]:
    """What was set aside on a day from first to last, withdrawn ones too, the newest first."""
    chosen = (
        select(Relaxation)
        .where(Relaxation.organization_id == organization_id, Relaxation.first <= last, Relaxation.last >= first)
        .order_by(Relaxation.id.desc())
    )
    return session.scalars(chosen).all()


def relaxation(session: Session, organization_id: int, relaxation_id: int) -> Relaxation | None:
    """One exception of the organisation."""
    chosen = select(Relaxation).where(Relaxation.organization_id == organization_id, Relaxation.id == relaxation_id)
    return session.scalar(chosen)


def holidays_of(session: Session, organization_id: int, year: int) -> Sequence[Holiday]:
    """The public holidays of a year as the organisation keeps them, by day."""
    chosen = select(Holiday).where(
        Holiday.organization_id == organization_id, Holiday.day >= date(year, 1, 1), Holiday.day <= date(year, 12, 31)
    )
    return session.scalars(chosen.order_by(Holiday.day)).all()


def holiday(session: Session, organization_id: int, holiday_id: int) -> Holiday | None:
    """One holiday of the organisation."""
    return session.scalar(select(Holiday).where(Holiday.organization_id == organization_id, Holiday.id == holiday_id))


def holiday_on(session: Session, organization_id: int, day: date) -> Holiday | None:
    """The organisation's holiday on a day."""
    return session.scalar(select(Holiday).where(Holiday.organization_id == organization_id, Holiday.day == day))


def program_types(session: Session, organization_id: int) -> Sequence[ProgramType]:
    """The organisation's own programme types, oldest first."""
    chosen = select(ProgramType).where(ProgramType.organization_id == organization_id)
    return session.scalars(chosen.order_by(ProgramType.id)).all()


def program_type(session: Session, organization_id: int, type_id: int) -> ProgramType | None:
    """One programme type of the organisation."""
    chosen = select(ProgramType).where(ProgramType.organization_id == organization_id, ProgramType.id == type_id)
    return session.scalar(chosen)


def programs_by_type(session: Session, organization_id: int) -> dict[str, list[str]]:
    """Names of the organisation's programmes by the code of their type."""
    chosen = select(Program.type, Program.name).where(Program.organization_id == organization_id).order_by(Program.id)
    found: dict[str, list[str]] = {}
    for code, name in session.execute(chosen):
        found.setdefault(code, []).append(name)
    return found


def user_names(session: Session, organization_id: int) -> dict[int, str]:
    """Names of the organisation's users by id."""
    chosen = select(User.id, User.name).where(User.organization_id == organization_id)
    return {row.id: row.name for row in session.execute(chosen)}


def login_names(session: Session, organization_id: int) -> dict[str, str]:
    """Names of the organisation's users by login, as which the acts of a user are recorded."""
    chosen = select(User.login, User.name).where(User.organization_id == organization_id)
    return {row.login: row.name for row in session.execute(chosen)}


def groups_of(session: Session, organization_id: int) -> dict[str, frozenset[str]]:
    """The club's own groups of every participant, by number."""
    chosen = select(Participant.number, Participant.groups).where(Participant.organization_id == organization_id)
    return {row.number: frozenset(row.groups) for row in session.execute(chosen)}


def row_ids(session: Session, organization_id: int) -> dict[int, tuple[str, str]]:
    """Number and name of every participant by row id."""
    chosen = select(Participant.id, Participant.number, Participant.name)
    rows = session.execute(chosen.where(Participant.organization_id == organization_id))
    return {row.id: (row.number, row.name) for row in rows}
