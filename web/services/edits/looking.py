"""One cell with all that its editor shows: what it holds, and what each shift of the day would do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from models.enums import RosterStatus
from models.queries import cells as queries
from scheduler.calendar import Month
from scheduler.problem import Participant, Shift
from scheduler.rules import outlooks
from scheduler.rules.events import Sent
from web.services.edits.values import CellState, Choice, Grade, Said
from web.services.edits.verdict import bent, broken, value_of
from web.services.errors import NotFound
from web.services.month_facts import MonthFacts, facts_of
from web.services.month_views import TemplateView

_EDITABLE = (None, RosterStatus.DRAFT)


def cell_state(
    session: Session, organization_id: int, month: Month, number: str, day: date, *, lang: str = "ko"
) -> CellState:
    """The cell of a participant on a day. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    person = facts.problem.participant.get(number)
    if person is None or day not in month.period:
        raise NotFound("There is no such person or day in this month.")
    value, touched = value_of(facts, number, day), facts.touched.get((number, day))
    edit = queries.edit(session, organization_id, touched.edit_id) if touched else None
    today = [one for one in facts.problem.shifts if one.day == day]
    here = [one for one in today if one.template in value.shifts]
    return CellState(
        number=number,
        name=person.name,
        day=day,
        shifts=tuple(_template(facts, one) for one in here),
        locked=value.locked,
        note=value.note,
        seen=touched.edit_id if touched else facts.seen,
        changed_by=queries.editor_name(session, organization_id, edit.id) if edit else "",
        changed_at=edit.at if edit else None,
        frozen=_frozen(facts, person, here),
        choices=tuple(_choices(facts, person, today, here, lang)),
    )


def _template(facts: MonthFacts, shift: Shift) -> TemplateView:
    name = facts.template_names.get(shift.template, shift.code)
    return TemplateView(shift.template, shift.site, shift.code, name, shift.start, shift.end, shift.band.value)


def _frozen(facts: MonthFacts, person: Participant, here: Iterable[Shift]) -> str:
    """The programme whose roster stands fast: that of the cell's shift, or every one the person belongs to."""
    fast = {one.code: one.name for one in facts.states if one.status not in _EDITABLE}
    for shift in here:
        program = facts.problem.site_of(shift).program
        if program in fast:
            return fast[program]
    own = [contract.program for contract in person.contracts]
    return fast[own[0]] if own and all(one in fast for one in own) else ""


def _choices(
    facts: MonthFacts, person: Participant, today: Iterable[Shift], here: Iterable[Shift], lang: str
) -> list[Choice]:
    """Every shift of the day as the cell's only one, own sites first."""
    free = facts.roster.changed({(person.id, one.id) for one in here}, ())
    own = {site for contract in person.contracts for site in contract.sites}
    fast = {one.code for one in facts.states if one.status not in _EDITABLE}
    problem = facts.problem
    open_ones = [one.id for one in today if not one.external and problem.site_of(one).program not in fast]
    found = []
    for shift_id, found_ones, items in outlooks(problem, free, person.id, open_ones):
        shift = problem.shift[shift_id]
        # To choose a training or meeting is to send the person there.
        violations = [one for one in found_ones if one.rule != Sent.id]
        said: tuple[Said, ...] = (*broken(violations, lang), *bent(items, lang))
        grade = Grade.FORBIDDEN if violations else Grade.WARNING if items else None
        name = problem.site_of(shift).name
        found.append(Choice(_template(facts, shift), name, shift.site in own, grade, said))
    return sorted(found, key=lambda one: (not one.home, one.site_name, one.template.start, one.template.code))
