"""What a condition is about, in a few words: of several conditions of one kind a sentence says which is meant.

Nobody gives conditions names, so they are told by the shifts, or the people, that they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scheduler.calendar import clock
from scheduler.conditions import EVERY_SHIFT, Which
from scheduler.enums import ShiftBand
from scheduler.problem import Problem, Program, Shift, Site
from scheduler.rules.base import once_per_problem
from scheduler.rules.words import Facts, say_date, say_weekday

NAMED = 3
"""So many people, sites or shifts are named in a sentence; of more the first ones are."""

_BANDS = {
    ShiftBand.AM: ("오전조", "morning"), ShiftBand.PM: ("오후조", "afternoon"), ShiftBand.NIGHT: ("야간", "night"),
}  # fmt: skip


def about(problem: Problem, which: Which) -> Facts:
    """The facts `about_ko`, which fits before 근무, and `about_en`, which fits in brackets; empty for every shift."""
    if which == EVERY_SHIFT:
        return {"about_ko": "", "about_en": ""}
    known = _known(problem)
    found = known.get(which)
    if found is None:
        parts = list(_parts(problem, which))
        ko, en = " ".join(part for part, _ in parts), ", ".join(part for _, part in parts)
        found = known[which] = {"about_ko": ko or "조건에 든", "about_en": en or "those of the condition"}
    return found


@once_per_problem
def _known(problem: Problem) -> dict[Which, Facts]:
    return {}


def _parts(problem: Problem, which: Which) -> Iterator[tuple[str, str]]:
    """What is named of programmes, sites, days, times of day and kinds of shift, in Korean and English."""
    for text in (_names(problem.program, which.programs), _names(problem.site, which.sites)):
        if text:
            yield text, text
    if which.days:
        yield _listed(which.days, "ko"), _listed(which.days, "en")
    if which.weekdays:
        weekdays = sorted(which.weekdays)
        yield "·".join(map(say_weekday, weekdays)), "/".join(say_weekday(one, "en") for one in weekdays)
    if which.rest_days:
        yield "토·일·공휴일", "Sat/Sun/public holidays"
    if which.bands:
        bands = [_BANDS[band] for band in ShiftBand if band in which.bands]
        yield "·".join(ko for ko, _ in bands), "/".join(en for _, en in bands)
    kinds = _short([f"‘{one}’" for one in sorted(which.codes)] or sorted(_templates(problem, which)))
    if kinds:
        yield kinds, kinds


def _names(known: dict[str, Program] | dict[str, Site], ids: Iterable[str]) -> str:
    return _short(known[one].name if one in known else one for one in sorted(ids))


def _listed(days: Iterable[date], lang: str) -> str:
    return _short(say_date(day, lang) for day in sorted(days))


def _templates(problem: Problem, which: Which) -> set[str]:
    """How the templates stand on the roster of the period, with their site unless sites are named."""
    first = _first_of_template(problem)
    return {
        _kind(first[one]) if which.sites else f"{problem.site[first[one].site].name} {_kind(first[one])}"
        for one in which.templates
        if one in first
    }


def _kind(shift: Shift) -> str:
    return f"‘{shift.code or clock(shift.start)}’"


@once_per_problem
def _first_of_template(problem: Problem) -> dict[str, Shift]:
    return {shift.template: shift for shift in reversed(problem.shifts)}


def _short(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:NAMED]) + (" …" if len(listed) > NAMED else "")


def people_said(problem: Problem, people: frozenset[str]) -> str:
    """Some names, in alphabetical order; of many the first ones."""
    known = _known_people(problem)
    found = known.get(people)
    if found is None:
        found = known[people] = _short(sorted(problem.participant[one].name for one in people))
    return found


@once_per_problem
def _known_people(problem: Problem) -> dict[frozenset[str], str]:
    return {}
