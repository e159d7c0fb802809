"""What warnings want to know of an organisation beyond a month's problem and roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import EditKind, EmploymentKind
from models.ordering import by_code_point
from models.people import Contract, Participant
from models.places import Program
from models.rosters import RosterEdit


def contract_spans(
    session: Session, organization_id: int, first: date, last: date
) -> Sequence[tuple[str, str, EmploymentKind, date, date]]:
    """(participant's number, programme's code, kind, first day, last day) of contracts that meet the days."""
    chosen = (
        select(Participant.number, Program.code, Contract.kind, Contract.first, Contract.last)
        .join(Participant, Participant.id == Contract.participant_id)
        .join(Program, Program.id == Contract.program_id)
        .where(
            Contract.organization_id == organization_id,
            Participant.organization_id == organization_id,
            Program.organization_id == organization_id,
            Contract.first <= last,
            Contract.last >= first,
        )
        .order_by(by_code_point(Participant.number), Contract.first)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(chosen)]


def hand_edits(session: Session, organization_id: int, month: str) -> Sequence[tuple[datetime, list[Any]]]:
    """When cells of the month were changed by hand, and which (`RosterEdit.steps`)."""
    chosen = select(RosterEdit.at, RosterEdit.steps).where(
        RosterEdit.organization_id == organization_id, RosterEdit.month == month, RosterEdit.kind == EditKind.CELLS
    )
    return [(row[0], row[1]) for row in session.execute(chosen)]
