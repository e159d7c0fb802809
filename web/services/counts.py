"""A month in counts, programme by programme: for those who oversee the work and need no names (시 담당 공무원)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.enums import RosterStatus
from scheduler.calendar import Month
from scheduler.problem import ProblemError
from web.services.errors import Conflict
from web.services.month_facts import MonthFacts, RosterState, facts_of


@dataclass(frozen=True, slots=True)
class ProgramCounts:
    """One programme's month. Nothing here names a person or a site."""

    name: str
    people: int
    """Participants with a contract in the month."""
    needed: int
    """Seats."""
    filled: int
    minutes: int
    """Planned working time of all participants."""
    status: RosterStatus | None
    """None: no roster of the month yet."""

    @property
    def open(self) -> int:
        """Seats that nobody has taken."""
        return self.needed - self.filled


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """The month of one organisation."""

    month: Month
    programs: tuple[ProgramCounts, ...]

    @property
    def total(self) -> ProgramCounts:
        """All programmes together; somebody with contracts in two programmes counts in both."""
        return ProgramCounts(
            name="",
            people=sum(one.people for one in self.programs),
            needed=sum(one.needed for one in self.programs),
            filled=sum(one.filled for one in self.programs),
            minutes=sum(one.minutes for one in self.programs),
            status=None,
        )


def month_counts(session: Session, organization_id: int, month: Month) -> MonthCounts:
    """The month as it is stored, drafts included.

    Raises:
        NotFound: there is no such organisation.
        Conflict: the club's data contradict themselves; the sentence names nobody, whoever reads it.
    """
    try:
        facts = facts_of(session, organization_id, month)
    except ProblemError:
        # What exactly is wrong may name a participant: that is for the club's own pages.
        raise Conflict("The club's data have to be mended before they can be counted.") from None
    return MonthCounts(month, tuple(_counts(facts, state) for state in facts.states))


def _counts(facts: MonthFacts, state: RosterState) -> ProgramCounts:
    problem, roster = facts.problem, facts.roster
    shifts = [one for one in problem.shifts if problem.site[one.site].program == state.code]
    staffed = [(one, len(roster.people_on(one.id))) for one in shifts]
    return ProgramCounts(
        name=state.name,
        people=sum(_contracted(facts, state, person.id) for person in problem.participants),
        needed=sum(shift.seats for shift in shifts),
        filled=sum(min(shift.seats, people) for shift, people in staffed),
        minutes=sum(shift.worked_minutes * people for shift, people in staffed),
        status=state.status,
    )


def _contracted(facts: MonthFacts, state: RosterState, participant: str) -> bool:
    period = facts.month.period
    return any(
        one.program == state.code and one.first <= period.last and one.last >= period.first
        for one in facts.problem.participant[participant].contracts
    )
