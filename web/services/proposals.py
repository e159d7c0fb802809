"""A finished search's proposal against the roster that stands now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.calendar import Month
from scheduler.problem import ProblemError
from scheduler.result import Result
from web.services import jobs
from web.services.errors import Conflict
from web.services.merging import merged
from web.services.month_facts import facts_of
from web.services.month_views import MonthView
from web.services.months import view_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """What accepting would do."""

    view: MonthView
    """The month as it would be."""
    result: Result
    added: int
    """Assignments that stand in the proposal only."""
    removed: int
    """Assignments that stand in the present roster only."""
    people: int
    """Participants for whom something changes."""
    kept: int
    """Cells that hands changed or locked meanwhile: accepting leaves them as they are."""

    @property
    def first(self) -> bool:
        """Whether nothing stands yet, so that there is nothing to compare with."""
        return self.removed == 0 and self.added == len(self.result.roster)


def proposal_of(session: Session, organization_id: int, month: Month, job_id: int, lang: str = "ko") -> Proposal:
    """The proposal of a finished search. Raises NotFound, and Conflict when the data have moved on too far."""
    result = jobs.proposal(session, organization_id, job_id)
    facts = facts_of(session, organization_id, month)
    base = jobs.base_edit_id(session, organization_id, job_id)
    try:
        found = merged(facts, result.roster, base)
        view = view_of(session, organization_id, facts, lang, found.roster)
    except ProblemError as error:
        raise Conflict("The club's data have changed since this roster was made. Please build it again.") from error
    added = found.roster.assignments - facts.roster.assignments
    removed = facts.roster.assignments - found.roster.assignments
    return Proposal(
        view=view,
        result=result,
        added=len(added),
        removed=len(removed),
        people=len({one.participant for one in added | removed}),
        kept=found.kept,
    )
