"""What changed cells break and bend, and the running totals after them. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.queries.cells import Touched
from scheduler.problem import Shift
from scheduler.roster import Roster
from scheduler.rules import Effect, PenaltyItem, Violation, effect, open_seats, sentence
from web.services.cells import Target, Value
from web.services.edits.values import Grade, Said, Verdict
from web.services.fixed import sent_as
from web.services.month_facts import MonthFacts
from web.services.months import MonthDraft


def value_of(facts: MonthFacts, number: str, day: date) -> Value:
    """What one cell holds."""
    problem = facts.problem
    shifts = [problem.shift[one] for one in facts.roster.shifts_of(number)]
    row = facts.touched.get((number, day))
    return Value(
        tuple(sorted(one.template for one in shifts if one.day == day)),
        row.locked if row else False,
        row.note if row else "",
    )


def shift_id(template: str, day: date) -> str:
    """The problem's name for a template's shift of a day."""
    return f"{template}:{day}"


def roster_after(roster: Roster, targets: Iterable[Target]) -> Roster:
    """The roster with the cells as they shall be."""
    gone, come = set(), set()
    for one in targets:
        gone |= {(one.number, shift_id(name, one.day)) for name in one.before.shifts}
        come |= {(one.number, shift_id(name, one.day)) for name in one.after.shifts}
    return roster.changed(gone, come)


def changed(facts: MonthFacts, targets: Sequence[Target], edit_id: int | None = None) -> tuple[MonthFacts, Effect]:
    """The month's facts after the change, and what the law book says of the step; `edit_id` once it is stored."""
    roster = roster_after(facts.roster, targets)
    # Writing a training or meeting into a cell is what sends somebody there.
    problem = sent_as(facts.problem, roster) if any(one.event for one in _shifts(facts, targets)) else facts.problem
    step = effect(problem, facts.judged, roster)
    touched: Mapping[tuple[str, date], Touched] = dict(facts.touched) | {
        (one.number, one.day): Touched(one.number, one.day, edit_id or 0, one.after.locked, one.after.note)
        for one in targets
    }
    after = replace(
        facts,
        problem=problem,
        roster=step.after.roster,
        violations=step.after.violations,
        touched=touched,
        seen=edit_id if edit_id is not None else facts.seen,
    )
    vars(after)["judged"] = step.after  # the cached property, worked out already
    return after, step


def verdict(after: MonthFacts, step: Effect, targets: Sequence[Target], lang: str) -> Verdict:
    """Sentences and totals of the month after the change."""
    draft = MonthDraft(after, lang, after.roster, proposed=False)
    numbers = dict.fromkeys(one.number for one in targets)
    places = dict.fromkeys((shift.site, shift.day) for shift in _shifts(after, targets))
    seats = sum(one.seats for one in after.problem.shifts)
    missing = sum(one.count for one in open_seats(after.problem, after.roster))
    return Verdict(
        said=(*broken(step.broken, lang), *bent(step.bent, lang)),
        rows=tuple(draft.row_of(number) for number in numbers),
        coverage=tuple((site, day, draft.coverage_of(site, day)) for site, day in places),
        seats=seats,
        filled=seats - missing,
        open=missing,
        violations=len(after.violations),
    )


def _shifts(facts: MonthFacts, targets: Iterable[Target]) -> Iterable[Shift]:
    for one in targets:
        for name in {*one.before.shifts} ^ {*one.after.shifts}:
            yield facts.problem.shift[shift_id(name, one.day)]


def broken(found: Iterable[Violation], lang: str) -> list[Said]:
    """Broken hard rules in sentences."""
    return [Said(Grade.FORBIDDEN, one.rule, sentence(one, lang), one.participant, one.day) for one in found]


def bent(found: Iterable[PenaltyItem], lang: str) -> list[Said]:
    """Bent soft rules in sentences."""
    return [Said(Grade.WARNING, one.rule, sentence(one, lang), one.participant, one.day) for one in found]
