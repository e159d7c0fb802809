"""Which shifts a condition is about, planned or past."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.conditions import EVERY_SHIFT, Which
from scheduler.enums import ShiftBand
from scheduler.problem import PastShift, Problem, Shift
from scheduler.rules.base import once_per_problem


def fits(problem: Problem, which: Which, shift: Shift | PastShift) -> bool:
    """Whether a shift is among those meant. The programme of a past shift at an unknown site fits none."""
    return (
        (not which.sites or shift.site in which.sites)
        and (not which.programs or _program(problem, shift.site) in which.programs)
        and (not which.codes or shift.code in which.codes)
        and (not which.templates or template_of(shift) in which.templates)
        and (not which.bands or _band(problem, shift) in which.bands)
        and (not which.weekdays or shift.day.weekday() in which.weekdays)
        and (not which.days or shift.day in which.days)
        and (which.first is None or which.first <= shift.day)
        and (which.last is None or shift.day <= which.last)
        and (not which.rest_days or problem.is_rest_day(shift.day))
    )


@once_per_problem
def _fitting(problem: Problem) -> dict[Which, frozenset[str]]:
    return {}


def fitting(problem: Problem, which: Which) -> frozenset[str]:
    """Ids of the shifts of the period that are meant; worked out once for each `which`."""
    known = _fitting(problem)
    found = known.get(which)
    if found is None:
        found = known[which] = frozenset(
            shift.id for shift in _candidates(problem, which) if fits(problem, which, shift)
        )
    return found


def only(problem: Problem, which: Which) -> frozenset[str] | None:
    """The same ids; None where every shift is meant, so that nobody looks each of them up."""
    return None if which == EVERY_SHIFT else fitting(problem, which)


def _candidates(problem: Problem, which: Which) -> Iterable[Shift]:
    """The shifts of the days that are named: a public instance makes 30,000 requests, each about one day."""
    if not which.days:
        return problem.shifts
    by_day = _by_day(problem)
    if not which.templates:
        return (shift for day in which.days for shift in by_day.get(day, {}).get(None, ()))
    return (shift for day in which.days for one in which.templates for shift in by_day.get(day, {}).get(one, ()))


@once_per_problem
def _by_day(problem: Problem) -> dict[date, dict[str | None, list[Shift]]]:
    """Shifts by day and template; None stands for all templates."""
    found: dict[date, dict[str | None, list[Shift]]] = {}
    for shift in problem.shifts:
        of_day = found.setdefault(shift.day, {})
        of_day.setdefault(None, []).append(shift)
        of_day.setdefault(shift.template, []).append(shift)
    return found


def is_meant(problem: Problem, shift: Shift | PastShift, *which: Which) -> bool:
    """Whether a shift is among those of every `which`."""
    if isinstance(shift, Shift):
        return all(one == EVERY_SHIFT or shift.id in fitting(problem, one) for one in which)
    return all(fits(problem, one, shift) for one in which)


def template_of(shift: Shift | PastShift) -> str:
    """The id of the shift's template."""
    return shift.template if isinstance(shift, Shift) else f"{shift.site}:{shift.code}"


def _program(problem: Problem, site: str) -> str | None:
    known = problem.site.get(site)
    return known.program if known else None


def _band(problem: Problem, shift: Shift | PastShift) -> ShiftBand:
    """A past shift has the band of its template, where that still runs, or the one that its times suggest."""
    if isinstance(shift, Shift):
        return shift.band
    known = _bands(problem).get(template_of(shift))
    if known is not None:
        return known
    if problem.night_minutes(shift):
        return ShiftBand.NIGHT
    return ShiftBand.AM if shift.start < NOON else ShiftBand.PM


NOON = 720


@once_per_problem
def _bands(problem: Problem) -> dict[str, ShiftBand]:
    return {shift.template: shift.band for shift in problem.shifts}
