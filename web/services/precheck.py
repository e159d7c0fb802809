"""A month looked through before it is built: what contradicts itself, what is surely missing, what to change."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.calendar import Month
from scheduler.club import remarks
from scheduler.club.faultsearch import Fault
from scheduler.precheck import Advice, Severity, Step, precheck
from web.services import convert
from web.services.month_facts import MonthFacts, facts_of, kept


@dataclass(frozen=True, slots=True)
class AdviceView:
    """One advice in the reader's language."""

    error: bool
    sentence: str
    suggestion: str
    participant: str | None
    """Number of the participant."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the check, with all that it found."""

    name: str
    found: tuple[AdviceView, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The whole check."""

    steps: tuple[StepView, ...]
    left_out: tuple[str, ...] = ()
    """What the organisation has written down and this month does not take, or somebody should look at."""

    @property
    def errors(self) -> tuple[AdviceView, ...]:
        """What no roster can keep."""
        return tuple(one for step in self.steps for one in step.found if one.error)

    @property
    def warnings(self) -> tuple[AdviceView, ...]:
        """What is missing, though a roster can be built."""
        return tuple(one for step in self.steps for one in step.found if not one.error)


def looked_through(session: Session, organization_id: int, month: Month, lang: str = "ko") -> Looked:
    """The check of what a search would be given now, locked and published cells included.

    Conditions that cannot be read any more are left out. Kept while the stored data stay the same. Raises NotFound, and
    ProblemError when the data contradict themselves.
    """
    facts = facts_of(session, organization_id, month)
    found, left_out = kept(
        session, ("precheck", organization_id, month), facts, lambda: _look(session, organization_id, facts)
    )
    said = tuple(one.en if lang == "en" else one.ko for one in left_out)
    return Looked(tuple(_step(step, found, lang) for step in Step), said)


def _look(session: Session, organization_id: int, facts: MonthFacts) -> tuple[list[Advice], list[Fault]]:
    advice = precheck(convert.locked(session, organization_id, facts.month, facts.problem))
    return advice, remarks.find(convert.book_of(session, organization_id, facts.month, forgiving=True))


def _step(step: Step, found: list[Advice], lang: str) -> StepView:
    views = (
        AdviceView(one.severity is Severity.ERROR, one.sentence(lang), one.suggestion(lang), one.participant)
        for one in found
        if one.step is step
    )
    return StepView(step.names[lang == "en"], tuple(views))
